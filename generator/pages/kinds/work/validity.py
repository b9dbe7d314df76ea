"""Hiệu lực: what held documents say became of a work, as pages tell it: each statement with its paragraph."""

from __future__ import annotations

from collections.abc import Mapping

from generator.derive.catalog import Catalog
from generator.derive.validity import Change, ChangeKind, changes, gravest
from generator.pages.frame import tables
from generator.pages.frame.links import document_link
from generator.pages.markdown import render

UNKNOWN = "không xác định"

_WORDS: Mapping[ChangeKind, tuple[str, str]] = {
    "repealed": ("bị bãi bỏ", "bị bãi bỏ một phần"),
    "replaced": ("bị thay thế", "bị thay thế một phần"),
    "amended": ("được sửa đổi, bổ sung", "được sửa đổi, bổ sung"),
    "extended": ("được gia hạn", "được gia hạn"),
}
"""Where no part is named, and where one is."""
_SHOWN = 10


def badge(found: Catalog, path: str, work: str | None) -> str:
    """Return a badge with the validity of a number: the gravest that a held document states, else unknown."""
    change = gravest(changes(found, work))
    if change is None:
        return render.badge(f"Hiệu lực: {UNKNOWN}", "unknown")
    record = found.records[change.evidence.document]
    number = record.document.header.number
    source = number.key if number else render.shorten(record.title, 60) or "một văn bản trong kho"
    evidence = tables.evidence_link(found, path, change.evidence, source)
    return render.badge(f"Hiệu lực: {_words(change)}, theo {evidence}", "unknown")


def told(found: Catalog, path: str, work: str) -> str:
    """Return the validity as Markdown, with the document and the paragraph that states each change, newest first."""
    known = changes(found, work)
    if not known:
        return f"{UNKNOWN} <small>(không văn bản nào trong kho nêu)</small>"
    return "<br>".join(
        f"{render.sentence(_words(each))} theo {document_link(path, found.records[each.evidence.document])}: "
        f"{tables.evidence_link(found, path, each.evidence)}"
        for each in known[:_SHOWN]
    )


def _words(change: Change) -> str:
    return _WORDS[change.kind][bool(change.part)]
