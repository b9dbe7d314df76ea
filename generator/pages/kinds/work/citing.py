"""Được viện dẫn: who cites a number and what stands beside it, on its page or on its paper's."""

from __future__ import annotations

from collections.abc import Sequence

from generator.derive.catalog import Catalog, Passage, issued_year
from generator.derive.citing import citing_passages
from generator.derive.cooccurrence import Bond, bonds
from generator.model import EntityKind, Work, WorkOccurrence
from generator.pages.frame import folds, passages, tables, urls
from generator.pages.frame.links import entity_link
from generator.pages.lists.by_year import Laid, Listing, Room, lay_out
from generator.pages.markdown import render

PLACE = "vien-dan"
_TOGETHER_LIMIT = 20


def listing(
    found: Catalog, path: str, work: Work, room: Room | None = None, note: str = ""
) -> Laid[Passage[WorkOccurrence]]:
    """Return the passages that cite a work, for the page at a path, and the sheets of a long list.

    Sheets lie below the number's own address, whichever page leads to them. `room` is that of this page; the note
    stands before the list.
    """
    rows = citing_passages(found, work.id)
    listed = Listing(
        PLACE,
        "Được viện dẫn trong",
        "Văn bản viện dẫn số hiệu này, mới nhất trước",
        rows,
        lambda row: issued_year(row.record),
        _table,
        note,
        open=0 if room else folds.OPEN,
        group=lambda row: row.record.id,
        what="đoạn",
    )
    own = urls.entity_path(work.id)
    return lay_out(found, own, work.name, (listed,), path, room=room)


def _table(path: str, _: Catalog, rows: Sequence[Passage[WorkOccurrence]], caption: str) -> str:
    return passages.table(path, rows, caption, lambda row: tables.relation(row.occurrence), "vk-citing")


def together(found: Catalog, path: str, work: Work, most: int = _TOGETHER_LIMIT) -> str:
    """Return the works that stand in the same paragraphs, the most frequent first, at most so many."""
    return folds.folded(
        [each for each in bonds(found, work.id, EntityKind.WORK)[:most] if each.entity in found.works],
        "Số hiệu đứng cùng đoạn",
        lambda rows, caption: render.table(
            caption,
            ("Số hiệu", "Ngày", "Số đoạn chung"),
            (_beside(found, path, each) for each in rows),
            "vk-together",
        ),
        "số hiệu",
    )


def _beside(found: Catalog, path: str, each: Bond) -> tuple[str, ...]:
    return entity_link(found, path, each.entity), render.date(found.works[each.entity].date), str(each.paragraphs)
