"""Hiệu lực: what became of a work, each statement with its passage or its line of the registry.

Held documents say so, or the archivist.

Nothing else is known of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.derive.catalog import Catalog, issued
from generator.model import EffectKind, Evidence, StatedBy, WorkEffect

GRAVEST: tuple[EffectKind, ...] = ("repealed", "replaced", "suspended", "amended", "extended", "corrected")
"""What is done to works, the gravest first."""


def effects(found: Catalog, work: str | None) -> tuple[WorkEffect, ...]:
    """Return what became of a work: the archivist's word first, then the newest document.

    Empty where nothing is said for certain.
    """
    known = found.effects_on.get(work or "", ())
    return tuple(sorted(known, key=lambda each: _place(found, each.evidence), reverse=True))


def _place(found: Catalog, evidence: Evidence | StatedBy) -> tuple[bool, str]:
    if isinstance(evidence, StatedBy):
        return True, ""
    return False, issued(found.records[evidence.document])


def gravest(rows: Sequence[WorkEffect]) -> WorkEffect | None:
    """Return the gravest effect, the whole before a part, of several such the first.

    None where there is none.
    """
    return min(rows, key=lambda each: (each.extent == "part", GRAVEST.index(each.kind)), default=None)


def unsettled(found: Catalog, work: str | None) -> tuple[Evidence, ...]:
    """Return the passages that speak of a change of a work, but not of one that is done for certain."""
    return found.unsettled.get(work or "", ())
