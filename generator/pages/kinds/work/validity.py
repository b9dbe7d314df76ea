"""Hiệu lực: what held documents say became of a document number, each statement with its paragraph; nothing else is."""

from __future__ import annotations

from collections.abc import Mapping

from generator.derive.catalog import CHANGES, Catalog, Passage
from generator.pages.frame import tables
from generator.pages.frame.links import document_link
from generator.pages.markdown import render

UNKNOWN = "không xác định"

_SAID: Mapping[str, tuple[str, str]] = {
    "repeals": ("bị bãi bỏ", "bị bãi bỏ một phần"),
    "replaces": ("bị thay thế", "bị thay thế một phần"),
    "amends": ("được sửa đổi, bổ sung", "được sửa đổi, bổ sung"),
    "extended": ("được gia hạn", "được gia hạn"),
}
_SHOWN = 10


def badge(found: Catalog, path: str, work: str | None) -> str:
    """Return a badge with the validity of a number: the gravest that a held document states, else unknown."""
    rows = found.changed_by.get(work or "", ())
    if not rows:
        return render.badge(f"Hiệu lực: {UNKNOWN}", "unknown")
    row = min(rows, key=lambda each: CHANGES.index(each.occurrence.relation or CHANGES[-1]))
    number = row.record.document.header.number
    source = number.key if number else render.shorten(row.record.title, 60) or "một văn bản trong kho"
    evidence = tables.paragraph_link(path, row.record, row.block.anchor, source)
    return render.badge(f"Hiệu lực: {_words(row)}, theo {evidence}", "unknown")


def told(found: Catalog, path: str, work: str) -> str:
    """Return the validity as Markdown, with the document and the paragraph that states each change, newest first."""
    rows = found.changed_by.get(work, ())
    if not rows:
        return f"{UNKNOWN} <small>(không văn bản nào trong kho nêu)</small>"
    return "<br>".join(
        f"{render.sentence(_words(row))} theo {document_link(path, row.record)}: "
        f"{tables.paragraph_link(path, row.record, row.block.anchor)}"
        for row in rows[:_SHOWN]
    )


def _words(row: Passage) -> str:
    return _SAID[row.occurrence.relation or CHANGES[-1]][bool(row.occurrence.article)]
