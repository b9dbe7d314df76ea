"""Văn bản liên quan: what a document cites, and who cites it."""

from __future__ import annotations

from collections.abc import Sequence

from generator.derive import citing
from generator.derive.blocks import block_at
from generator.derive.catalog import EXACT, Catalog
from generator.model import Record, Work, WorkOccurrence
from generator.pages.drawings.citations import drawing
from generator.pages.frame import tables
from generator.pages.frame.links import entity_link
from generator.pages.frame.locator import place
from generator.pages.kinds.document import number
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc


def relations(found: Catalog, path: str, record: Record) -> str:
    """Return a drawing of what a document rests on and who cites it, and tables of what is known."""
    rows = citing.cited_groups(record)
    table = render.table(
        "Văn bản được viện dẫn trong văn bản này",
        ("Quan hệ", "Số hiệu", "Ngày", "Cơ quan", "Vị trí", "Trong kho"),
        (_relation(found, path, record, row) for row in rows),
        "vk-relations",
    )
    drawn = drawing(found, path, record, [row[0] for row in rows])
    return render.section("Lược đồ", "lien-quan", drawn, table, number.told(found, path, record))


def _relation(found: Catalog, path: str, record: Record, row: Sequence[WorkOccurrence]) -> tuple[str, ...]:
    first = row[0]
    work = found.works.get(first.entity or "")
    words = first.key or render.shorten(first.span.of(record.document.text), 120)
    cited = entity_link(found, path, first.entity) if work else f"{esc(words)} {_candidates(found, path, first)}"
    article = f"<br><small>{esc(first.citation.article)}</small>" if first.citation.article else ""
    damaged = "<br><small>ký hiệu bị hỏng trong bản gốc</small>" if any(each.damaged for each in row) else ""
    return (
        esc(tables.relation(first)),
        f"{cited}{_title(work)}{article}{damaged}",
        render.date(work.date if work else first.citation.date),
        entity_link(found, path, work.issuer if work else first.issuer),
        _places(found, path, record, row),
        tables.held(work) + _count(found, work),
    )


def _title(work: Work | None) -> str:
    return f"<br><small>{render.cut(work.title)}</small>" if work and work.title else ""


def _count(found: Catalog, work: Work | None) -> str:
    """How many cite a work, exactly as far as that is few."""
    count = found.cited_by_about.get(work.id, 0) if work else 0
    told = str(count) if count <= EXACT else f"hơn {render.number(count - 1)}"
    return f"<br><small>{told} văn bản viện dẫn</small>" if count > 1 else ""


def _candidates(found: Catalog, path: str, occurrence: WorkOccurrence) -> str:
    linked = ", ".join(entity_link(found, path, each) for each in occurrence.candidates)
    return f"<small>(có thể là {linked})</small>" if linked else "<small>(chưa xác định được)</small>"


def _places(found: Catalog, path: str, record: Record, row: Sequence[WorkOccurrence]) -> str:
    seen: dict[str, str] = {}
    for each in row:
        block = block_at(found.blocks[record.id], each.span.start)
        if block:
            seen.setdefault(block.anchor, place(record, block))
    links = [tables.paragraph_link(path, record, anchor, words) for anchor, words in list(seen.items())[:5]]
    more = f"và {len(seen) - 5} đoạn khác" if len(seen) > 5 else ""
    return "<br>".join((*links, *([more] if more else [])))
