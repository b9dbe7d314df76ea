"""The templates, read by an engine to which a missing value is an error: other generators have such engines."""

from __future__ import annotations

import re
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined

from tests.support.places import ROOT

BASE = "{% block htmltitle %}{% endblock %}{% block extrahead %}{% endblock %}"
OVERRIDES = ROOT / "site_templates/overrides"
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
        (None, {}, f"<title>Kho &lt;A&gt;</title>{NOINDEX}"),
        (page(), {}, "<title>Tên · Kho &lt;A&gt;</title>"),
        (page(title="A &#38; B"), {}, "<title>A &#38; B · Kho &lt;A&gt;</title>"),
        (page(title="A") | {"is_homepage": True}, {}, "<title>Kho &lt;A&gt;</title>"),
        (page(kind="agency"), {}, "<title>Tên · Kho &lt;A&gt;</title>"),
        (page(kind="person"), {}, f"<title>Tên · Kho &lt;A&gt;</title>{NOINDEX}"),
        (page(kind="agency"), {"intranet": False}, "<title>Tên · Kho &lt;A&gt;</title>"),
        (page(kind="agency"), {"intranet": True}, f"<title>Tên · Kho &lt;A&gt;</title>{NOINDEX}"),
        (page(data="{}"), {}, '<title>Tên · Kho &lt;A&gt;</title><script type="application/ld+json">{}</script>'),
    ],
)
def test_head(of: dict[str, Any] | None, extra: dict[str, Any], want: str) -> None:
    assert rendered(of, extra) == want
