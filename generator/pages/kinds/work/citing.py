"""Được viện dẫn: who cites a number and what stands beside it, on its page or on its paper's."""

from __future__ import annotations

from collections.abc import Sequence

from generator.derive.catalog import Catalog, Passage, issued_year
from generator.derive.citing import cited_by, citing_passages
from generator.derive.cooccurrence import bonds
from generator.model import EntityKind, Page, Work, WorkOccurrence
from generator.pages.frame import tables, urls
from generator.pages.frame.links import document_link, entity_link, shown_date
from generator.pages.lists.by_year import Listing, Room, lay_out
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc

PLACE = "vien-dan"
_TOGETHER_LIMIT = 20


def listing(found: Catalog, path: str, work: Work, room: Room | None = None) -> tuple[str, tuple[Page, ...]]:
    """Return the passages that cite a work, for the page at a path, and the sheets of a long list.

    Sheets lie below the number's own address, whichever page leads to them; `room` is that of this page.
    """
    rows = citing_passages(found, work.id)
    count = cited_by(found, work.id)
    note = f"{render.number(count)} văn bản trong kho viện dẫn số hiệu này." if count else ""
    listed = Listing(
        PLACE,
        "Được viện dẫn trong",
        "Văn bản viện dẫn số hiệu này, mới nhất trước",
        rows,
        lambda row: issued_year(row.record),
        _table,
        note,
    )
    own = urls.entity_path(work.id)
    sections, further = lay_out(found, own, work.name, (listed,), path, room=room)
    return sections.get(PLACE, ""), further


def _table(path: str, rows: Sequence[Passage[WorkOccurrence]], caption: str) -> str:
    return render.table(
        caption,
        ("Ngày", "Văn bản", "Quan hệ", "Đoạn trích"),
        (
            (
                shown_date(row.record),
                document_link(path, row.record),
                esc(tables.relation(row.occurrence)),
                tables.passage_quote(path, row),
            )
            for row in rows
        ),
        "vk-passages vk-citing",
    )


def together(found: Catalog, path: str, work: Work) -> str:
    """Return the works that stand in the same paragraphs, the most frequent first."""
    return render.table(
        "Số hiệu đứng cùng đoạn",
        ("Số hiệu", "Ngày", "Số đoạn chung"),
        (
            (entity_link(found, path, each.entity), render.date(found.works[each.entity].date), str(each.paragraphs))
            for each in bonds(found, work.id, EntityKind.WORK)[:_TOGETHER_LIMIT]
            if each.entity in found.works
        ),
        "vk-together",
    )
