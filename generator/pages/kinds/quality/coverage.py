"""Mức đọc hiểu: of each paper how much was understood, as far as that can be counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.derive.blocks import Block, finder
from generator.derive.catalog import Catalog, issued_year
from generator.model import Record
from generator.pages.frame.links import document_link
from generator.pages.kinds.quality.warnings import document_title
from generator.pages.lists.by_year import Listing
from generator.pages.markdown import render

COVERAGE = "muc-doc-hieu"
HEADS = (
    "Văn bản",
    "Tệp",
    "Điều phần đầu biết được",
    "trên tổng số",
    "Đoạn có điều nhận ra",
    "trên tổng số",
    "Viện dẫn rõ văn bản",
    "trên tổng số",
    "Nhiệm vụ rõ ai làm",
    "trên tổng số",
)
Share = tuple[int, int]
"""How many of how many."""


class Coverage(NamedTuple):
    """What was understood of a paper: facts of its head, paragraphs, citations, tasks."""

    record: Record
    head: Share
    paragraphs: Share
    citations: Share
    tasks: Share

    @property
    def shares(self) -> tuple[Share, ...]:
        """All of them, in the order in which they are shown."""
        return self.head, self.paragraphs, self.citations, self.tasks


def coverage(found: Catalog, record: Record) -> Coverage:
    """Return what was understood of a paper."""
    blocks = found.blocks[record.id]
    told = _told(record, blocks)
    head, citations, tasks = _facts(record)
    return Coverage(record, head, (sum(1 for each in blocks if each.anchor in told), len(blocks)), citations, tasks)


def _facts(record: Record) -> tuple[Share, Share, Share]:
    """What is known of the head, the citations and the tasks of a paper."""
    header = record.document.header
    day = header.issued is not None and header.issued.day is not None
    head = (header.type, header.number, day, header.title, record.issuer, record.document.signature)
    cited = [each for each in record.cited if each.key]
    doers = sum(1 for each in record.tasks if each.assignees or each.group)
    linked = sum(1 for each in cited if each.entity)
    return (sum(map(bool, head)), len(head)), (linked, len(cited)), (doers, len(record.tasks))


def _open(record: Record) -> int:
    """How many facts, citations and tasks are not known."""
    return sum(whole - part for part, whole in _facts(record))


def _told(record: Record, blocks: Sequence[Block]) -> frozenset[str]:
    """The paragraphs in which anything stands that pages tell of, by their anchors."""
    named = (each.span for each in record.occurrences if each.entity is not None)
    spans = (*named, *(each.span for each in record.tasks), *(each.span for each in record.document.figures))
    at = finder(blocks)
    return frozenset(block.anchor for start in {span.start for span in spans} if (block := at(start)))


def listing(found: Catalog) -> Listing[Record]:
    """Return the papers of which something is not known as a list, those with most of it first."""
    count = {each.id: _open(each) for each in found.records.values()}
    rows = sorted((each for each in found.records.values() if count[each.id]), key=lambda each: -count[each.id])
    title = "Mức đọc hiểu từng văn bản"

    note = (
        "Phần đầu: trong sáu điều (loại, số, ngày, trích yếu, cơ quan, người ký) biết được mấy điều. Đoạn: mấy đoạn có "
        "cơ quan, người, số hiệu, chính sách, nhiệm vụ hoặc số liệu được nhận ra. Viện dẫn: mấy chỗ rõ là văn bản nào. "
        f"Nhiệm vụ: mấy việc rõ ai làm. {len(count) - len(rows)} văn bản biết đủ không nêu ở đây, có trong tệp CSV."
    )
    caption = f"Văn bản còn điều chưa rõ, nhiều nhất trước: {len(rows)}"
    return Listing(COVERAGE, title, caption, rows, issued_year, _draw, note)


def _draw(path: str, found: Catalog, shown: Sequence[Record], caption: str) -> str:
    heads = ("Văn bản", "Phần đầu", "Đoạn", "Viện dẫn", "Nhiệm vụ")
    return render.table(caption, heads, (_row(path, coverage(found, each)) for each in shown), "vk-coverage")


def rows(found: Catalog, record: Record) -> Iterator[tuple[str, ...]]:
    """Yield the row of a paper in the file of all."""
    numbers = (str(number) for share in coverage(found, record).shares for number in share)
    yield document_title(record), record.document.source.path, *numbers


def _row(path: str, row: Coverage) -> tuple[str, ...]:
    return document_link(path, row.record), *(f"{part}/{whole}" if whole else "" for part, whole in row.shares)
