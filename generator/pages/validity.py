"""Hiệu lực: what held documents state of a document's validity; nothing is concluded from anything else."""

from __future__ import annotations

from generator.pages import layout, render
from generator.pages.catalog import CHANGES, Catalog, Passage
from generator.pages.escape import esc

_WORDS = {"repeals": "bị bãi bỏ", "replaces": "bị thay thế", "amends": "được sửa đổi, bổ sung"}


def status(found: Catalog, path: str, decision: str | None) -> str:
    """Return a badge with the validity of a number: what a held document states, with its passage, else unknown."""
    rows = found.changed_by.get(decision or "", ())
    if not rows:
        return render.badge("Hiệu lực: không xác định", "unknown")
    row = min(rows, key=lambda each: CHANGES.index(each.occurrence.relation or CHANGES[-1]))
    return render.badge(f"Hiệu lực: {_words(row)}, theo {_evidence(path, row)}", "unknown")


def _words(row: Passage) -> str:
    partly = f" một phần ({esc(row.occurrence.article)})" if row.occurrence.article else ""
    return f"{_WORDS[row.occurrence.relation or CHANGES[-1]]}{partly}"


def _evidence(path: str, row: Passage) -> str:
    number = row.record.document.header.number
    words = number.key if number else render.shorten(row.record.title, 60) or "một văn bản trong kho"
    return layout.paragraph_link(path, row.record, row.block.anchor, words)
