"""Hiệu lực: what held documents say became of a work, each statement with its passage; nothing else is known of it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.derive.catalog import CHANGES, Catalog, ChangeKind, Passage
from generator.model import Evidence


@dataclass(frozen=True, slots=True)
class Change:
    """What a held document says became of a work."""

    kind: ChangeKind
    part: str | None
    """The part that is named, as printed (`khoản 2 Điều 4`). None is no proof of the whole: rows may be meant."""
    by: str | None
    """Id of the work in whose text this stands, None where the document bears no number."""
    evidence: Evidence


def changes(found: Catalog, work: str | None) -> tuple[Change, ...]:
    """Return what became of a work, newest document first; empty where no held document says anything."""
    return tuple(map(_change, found.changed_by.get(work or "", ())))


def gravest(rows: tuple[Change, ...]) -> Change | None:
    """Return the gravest of the changes, of several such the first; None where there is none."""
    order = tuple(CHANGES.values())
    return min(rows, key=lambda each: order.index(each.kind), default=None)


def _change(row: Passage) -> Change:
    said = row.occurrence
    return Change(CHANGES[said.relation or ""], said.article, row.record.work, row.evidence)
