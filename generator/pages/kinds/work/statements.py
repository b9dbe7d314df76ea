"""Ai nêu: which paragraph states the date, the issuer and the title of a number, and how such statements differ."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.derive.catalog import Catalog, Passage
from generator.model import Citation, Record, Work
from generator.pages.frame import tables
from generator.pages.frame.links import document_link, entity_link, shown_date
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc

_MOST = 20
"""Ways of stating a number that are shown where they differ, the most frequent first."""


def date(found: Catalog, path: str, work: Work) -> str:
    """Return the date of a number as Markdown, with the paragraph that states it; `không rõ` where none does."""
    if not work.date:
        return "không rõ"
    record = _held(found, work)
    itself = record is not None and str(record.document.header.issued) == work.date
    place = _itself(path, record) if itself else _place(found, path, work, lambda row: _date(row) == work.date)
    return render.date(work.date) + place


def issuer(found: Catalog, path: str, work: Work) -> str:
    """Return who issued a number, with the paragraph that states it; what no citation states is said to be inferred."""
    if work.issuer is None:
        return "không rõ"
    name, record = entity_link(found, path, work.issuer), _held(found, work)
    if record is not None and record.issuer == work.issuer:
        return name + _itself(path, record)

    def says(row: Passage) -> bool:
        citation = _citation(found, row)
        return row.occurrence.issuer == work.issuer and citation is not None and citation.issuer is not None

    return name + (_place(found, path, work, says) or " <small><em>(suy ra từ ký hiệu, văn cảnh)</em></small>")


def title(found: Catalog, path: str, work: Work) -> str:
    """Return the trích yếu of a number, with the paragraph that gives it in these words; empty where none is known."""
    if not work.title:
        return ""
    record = _held(found, work)
    if record is not None and record.document.header.title == work.title:
        return esc(work.title) + _itself(path, record)

    def says(row: Passage) -> bool:
        citation = _citation(found, row)
        return citation is not None and citation.title == work.title

    return esc(work.title) + _place(found, path, work, says)


def _held(found: Catalog, work: Work) -> Record | None:
    return found.records.get(work.held_as or "")


def _itself(path: str, record: Record | None) -> str:
    return f" <small>({document_link(path, record, 'theo toàn văn')})</small>" if record else ""


def _place(found: Catalog, path: str, work: Work, says: Callable[[Passage], bool]) -> str:
    """The link to the newest paragraph that says so, empty where none does."""
    row = next((each for each in found.passages.get(work.id, ()) if says(each)), None)
    return f" <small>({tables.paragraph_link(path, row.record, row.block.anchor, 'đoạn nêu')})</small>" if row else ""


def _citation(found: Catalog, row: Passage) -> Citation | None:
    return found.citation_at.get((row.record.id, row.occurrence.span.start))


def _date(row: Passage) -> str:
    return str(row.occurrence.date or "")


# --- where they differ ---------------------------------------------------------------------------------


@dataclass(slots=True)
class _Way:
    """How often a number is stated in one way, and the newest paragraph that does so."""

    row: Passage
    count: int = 0


def conflicts(found: Catalog, path: str, work: Work) -> str:
    """Return what the citing documents state differently, and each way of stating it with a paragraph."""
    if not work.conflicts:
        return ""
    ways: dict[tuple[str, str], _Way] = {}
    for row in found.passages.get(work.id, ()):
        way = ways.setdefault((_date(row), row.occurrence.issuer or ""), _Way(row))
        way.count += 1
    order = sorted(ways.items(), key=lambda item: (-item[1].count, item[0]))
    table = render.table(
        "Các cách ghi số hiệu này, nhiều đoạn nhất trước",
        ("Ngày ghi", "Cơ quan", "Số đoạn", "Đoạn làm căn cứ"),
        _rows(found, path, order[:_MOST]),
        "vk-ways",
    )
    return "\n\n".join((render.bullets(map(esc, work.conflicts)), table))


def _rows(found: Catalog, path: str, ways: list[tuple[tuple[str, str], _Way]]) -> Iterator[tuple[str, ...]]:
    for (day, who), way in ways:
        row = way.row
        yield (
            render.date(day) or "không ghi",
            entity_link(found, path, who or None) or "không rõ",
            str(way.count),
            f"{shown_date(row.record)}: {tables.paragraph_link(path, row.record, row.block.anchor)}",
        )
