"""Our own inline Markdown as HTML, for what stands inside an element, where no Markdown is read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from generator.pages.frame import urls
from generator.pages.markdown.render import NOTHING

_LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s]+)\)(?:\{: ([^{}\n]*) \})?")
_CLASS, _TITLE = re.compile(r"(?:^| )\.([\w-]+)"), re.compile(r'title="[^"]*"')


def html(md: str) -> str:
    """Return inline Markdown that this program made as HTML: its only marks are links.

    Words of documents can not be taken for one, as `esc` leaves no bracket in them.
    """
    return _LINK.sub(lambda match: link(match[1], match[2], match[3] or ""), md)


def link(words: str, href: str, marks: str = "") -> str:
    """Return a link of a page as HTML.

    `href` is made by `urls.relative`, `marks` are those of an attribute list.
    """
    before, after = _around_address(marks) if marks else ("", "")
    return f'<a {before}href="{urls.published(href)}"{after}>{words}</a>'


@lru_cache(maxsize=4096)  # links of a kind have the same marks, those of a paper the same title
def _around_address(marks: str) -> tuple[str, str]:
    classes = " ".join(_CLASS.findall(marks))
    return f'class="{classes}" ' if classes else "", "".join(f" {title}" for title in _TITLE.findall(marks))


def facts(caption: str, rows: Iterable[tuple[str, str]]) -> str:
    """Return a table of names and values (inline Markdown) as HTML, without the empty ones."""
    body = "".join(f'<tr><th scope="row">{name}</th><td>{html(value)}</td></tr>' for name, value in rows if value)
    return f'<table class="vk-facts"><caption>{caption}</caption><tbody>{body}</tbody></table>' if body else ""


def table(md: str) -> str:
    """Return a table that `render.table` made as HTML, the same as a page shows it; empty for none."""
    if not md:
        return ""
    caption, _, rows = md.partition("\n\n")
    words, _, marks = caption.partition("\n")
    classes = " ".join(name for name in _CLASS.findall(marks) if name != "caption")
    head, _, *body = html(rows).split("\n")
    labels = _cells(head)
    lines = "".join([_row(labels, _cells(row)) for row in body])
    heads = "".join(f'<th scope="col">{label}</th>' for label in labels)
    return (
        f'<table class="{classes}"><caption>{words}</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{lines}</tbody></table>"
    )


def _cells(row: str) -> list[str]:
    return row[2:-2].split(" | ")


def _row(labels: Iterable[str], cells: Iterable[str]) -> str:
    made = [
        f'<td class="vk-none">{NOTHING}</td>' if cell == NOTHING else f'<td data-label="{label}">{cell}</td>'
        for label, cell in zip(labels, cells, strict=True)
    ]
    return f"<tr>{''.join(made)}</tr>"
