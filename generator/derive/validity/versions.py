"""Bản trước, bản sau: two held papers of which one replaces or amends the other.

Only what the graph knows for certain counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.derive.catalog import Catalog, issued
from generator.derive.validity import effects, gravest
from generator.model import EffectKind, Record, WorkEffect
from generator.model.frozen import Frozen

_COMPARED: tuple[EffectKind, ...] = ("replaced", "amended")
"""Changes that give a paper another one to be read beside it; one that is repealed has none."""


class Versions(Frozen):
    """A paper and the one that came after it, by id, and the gravest that this one does to it."""

    before: str
    after: str
    effect: WorkEffect


def successors(found: Catalog, record: Record) -> tuple[Versions, ...]:
    """Return the held papers that replace or amend a paper, the newest first."""
    return _newest(found, _after(found, record.work)) if record.work in found.papers else ()


def predecessors(found: Catalog, record: Record) -> tuple[Versions, ...]:
    """Return the held papers that a paper replaces or amends, the newest first."""
    if record.work is None or record.work not in found.papers:
        return ()
    changed = (each.id for each in found.changed_by.get(record.work, ()) if each.id in found.papers)
    return _newest(found, (pair for each in changed for pair in _after(found, each) if pair.after == record.id))


def pairs(found: Catalog) -> tuple[Versions, ...]:
    """Return all such pairs of the archive, those whose second paper is the newest first."""
    return _newest(found, (pair for work in found.papers for pair in _after(found, work)))


def _after(found: Catalog, work: str | None) -> Iterator[Versions]:
    """Yield each held paper that changes a held work, with the gravest that it does."""
    before = found.papers.get(work or "")
    known = [each for each in effects(found, work) if each.kind in _COMPARED]
    for by in dict.fromkeys(each.by for each in known):
        after = found.papers.get(by or "")
        effect = gravest([each for each in known if each.by == by])
        if before and after and effect and before != after:
            yield Versions(before, after, effect)


def _newest(found: Catalog, many: Iterable[Versions]) -> tuple[Versions, ...]:
    by_id = sorted(many, key=lambda each: (each.after, each.before))
    days = {each: issued(found.records[each]) for pair in by_id for each in (pair.before, pair.after)}
    return tuple(sorted(by_id, key=lambda each: (days[each.after], days[each.before]), reverse=True))
