"""Hiệu lực: what held documents say became of a document number, each statement with its paragraph."""

from __future__ import annotations

from collections.abc import Mapping

from generator.model import Decision
from generator.pages import layout, render
from generator.pages.catalog import Catalog, Passage, document_link

UNKNOWN = "không xác định"

_SAID: Mapping[str, tuple[str, str]] = {
    "repeals": ("bị bãi bỏ", "bị bãi bỏ một phần"),
    "replaces": ("bị thay thế", "bị thay thế một phần"),
    "amends": ("được sửa đổi, bổ sung", "được sửa đổi, bổ sung"),
    "extended": ("được gia hạn", "được gia hạn"),
}


def statements(found: Catalog, decision: Decision) -> tuple[tuple[str, Passage], ...]:
    """Return what other held documents state of a number, newest first: (words, passage)."""
    return tuple(
        (_SAID[row.occurrence.relation or ""][bool(row.occurrence.article)], row)
        for row in found.passages.get(decision.id, ())
        if row.record.decision != decision.id and row.occurrence.relation in _SAID
    )


def status(found: Catalog, decision: Decision) -> str:
    """Return the status of a number in words: `không xác định` unless a held document states it."""
    said = dict.fromkeys(words for words, _ in statements(found, decision))
    return ", ".join(said) or UNKNOWN


def told(found: Catalog, path: str, decision: Decision) -> str:
    """Return the status as Markdown, with the document and the paragraph that states each change."""
    said = statements(found, decision)
    if not said:
        return f"{UNKNOWN} <small>(không văn bản nào trong kho nêu)</small>"
    return "<br>".join(
        f"{render.sentence(words)} theo {document_link(path, row.record)}: "
        f"{layout.paragraph_link(path, row.record, row.block.anchor)}"
        for words, row in said[:10]
    )
