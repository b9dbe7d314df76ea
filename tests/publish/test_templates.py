"""The templates, read by an engine to which a missing value is an error: other generators have such engines."""

from __future__ import annotations

import re
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined

from tests.support.places import ROOT

BASE = "{% block htmltitle %}{% endblock %}{% block extrahead %}{% endblock %}"
OVERRIDES = ROOT / "site_templates/overrides"
INDEXED = {"indexed": ["agency"]}
"""What the program hands to the templates: the kinds of pages that search engines are told of."""
NOINDEX = '<meta name="robots" content="noindex">'


def rendered(page: dict[str, Any] | None, extra: dict[str, Any]) -> str:
    """Return what main.html writes into the head of a page."""
    templates = {"main.html": (OVERRIDES / "main.html").read_text("utf-8"), "base.html": BASE}
    engine = Environment(loader=DictLoader(templates), undefined=StrictUndefined)
    engine.filters["url"] = str
    config = {"site_name": "Kho <A>", "site_url": None, "extra": extra}
    head = engine.get_template("main.html").render(page=page, config=config)
    return re.sub(r"\s*\n\s*", "", head)


def page(**meta: str) -> dict[str, Any]:
    """Return a page as MkDocs hands it to a template; `meta` is its front matter."""
    return {"title": "Tên <b>", "is_homepage": False, "meta": meta}


@pytest.mark.parametrize(
    ("of", "extra", "want"),
    [
        (None, INDEXED, f"<title>Kho &lt;A&gt;</title>{NOINDEX}"),
        (page(), INDEXED, f"<title>Tên · Kho &lt;A&gt;</title>{NOINDEX}"),
        (page(kind="agency"), {}, f"<title>Tên · Kho &lt;A&gt;</title>{NOINDEX}"),
        (page(kind="agency", title="A &#38; B"), INDEXED, "<title>A &#38; B · Kho &lt;A&gt;</title>"),
        (page(kind="agency", title="A") | {"is_homepage": True}, INDEXED, "<title>Kho &lt;A&gt;</title>"),
        (page(kind="agency"), INDEXED, "<title>Tên · Kho &lt;A&gt;</title>"),
        (page(kind="person"), INDEXED, f"<title>Tên · Kho &lt;A&gt;</title>{NOINDEX}"),
        (page(kind="agency"), {"indexed": []}, f"<title>Tên · Kho &lt;A&gt;</title>{NOINDEX}"),
        (
            page(kind="agency", data="{}"),
            INDEXED,
            '<title>Tên · Kho &lt;A&gt;</title><script type="application/ld+json">{}</script>',
        ),
    ],
)
def test_head(of: dict[str, Any] | None, extra: dict[str, Any], want: str) -> None:
    assert rendered(of, extra) == want
