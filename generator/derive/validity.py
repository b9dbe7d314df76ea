"""Hiệu lực: what held documents say became of a work, each statement with its passage; nothing else is known of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from generator.derive.catalog import Catalog, Passage
from generator.model import CHANGES, Evidence, Relation, WorkOccurrence

ChangeKind = Literal["repealed", "replaced", "amended", "extended"]
BECAME: Mapping[Relation, ChangeKind] = {
    Relation.REPEALS: "repealed",
    Relation.REPLACES: "replaced",
    Relation.AMENDS: "amended",
    Relation.EXTENDED: "extended",
}
"""What each of `CHANGES` says became of the work that is cited."""


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
    order = tuple(BECAME[each] for each in CHANGES)
    return min(rows, key=lambda each: order.index(each.kind), default=None)


def _change(row: Passage[WorkOccurrence]) -> Change:
    said = row.occurrence
    return Change(BECAME[said.relation], said.citation.article, row.record.work, row.evidence)
