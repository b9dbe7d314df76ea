"""Cùng đoạn: what stands together in a paragraph (policies, bodies, works, figures), and which one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from generator.derive.catalog import Catalog, Place
from generator.model import EntityKind, Evidence, Figure
from generator.model.frozen import Frozen
from generator.text.clauses import clause_at


class Bond(Frozen):
    """Paragraphs that two entities share."""

    entity: str
    """Id of the other one."""
    paragraphs: int
    """How many they are."""
    task: bool
    """One of them gives a task: to the agency of the two, the other one being named there."""
    evidence: Evidence
    """The newest paragraph that gives such a task, else the newest of all."""


class FigureAbout(Frozen):
    """A figure that stands in a clause of an entity."""

    figure: Figure
    evidence: Evidence


def bonds(found: Catalog, entity: str, kind: EntityKind) -> tuple[Bond, ...]:
    """Return what of a kind shares paragraphs with an entity.

    Those with a task first, then the most frequent.
    """
    shared: dict[str, list[tuple[bool, Evidence]]] = defaultdict(list)
    for place, evidence in _paragraphs(found, entity):
        doers = {each: None for given in found.tasks_in.get(place, ()) for each in given.task.assignees}
        named = {each.entity: None for each in found.inside.get(place, ()) if each.kind is kind and each.entity}
        for other in named | doers if kind is EntityKind.AGENCY else named:
            if other and other != entity:
                shared[other].append(((other if kind is EntityKind.AGENCY else entity) in doers, evidence))
    made = (_bond(other, rows) for other, rows in shared.items())
    return tuple(sorted(made, key=lambda each: (not each.task, -each.paragraphs, each.entity)))


def figures_about(found: Catalog, entity: str) -> tuple[FigureAbout, ...]:
    """Return the figures of the clauses that name an entity, newest document first."""
    return tuple(
        FigureAbout(figure, Evidence(row.record.id, figure.span))
        for row in found.passages.get(entity, ())
        for figure in found.figures_in.get((row.record.id, row.block.anchor), ())
        if _beside(found, entity, (row.record.id, row.block.anchor), figure)
    )


def _beside(found: Catalog, entity: str, place: Place, figure: Figure) -> bool:
    """Whether the entity is named in the clause of a figure: the next clause speaks of something else."""
    start, end = clause_at(found.records[place[0]].document.text, figure.span.start, figure.span.end)
    return any(each.entity == entity and start <= each.span.start < end for each in found.inside.get(place, ()))


def approval(found: Catalog, policy: str, work: str) -> Evidence | None:
    """Return the oldest passage that names a policy beside or in the work that approves it."""
    for row in reversed(found.passages.get(policy, ())):
        inside = found.inside.get((row.record.id, row.block.anchor), ())
        if any(each.entity == work for each in inside) or row.record.work == work:
            return row.evidence
    return None


def _paragraphs(found: Catalog, entity: str) -> Iterator[tuple[Place, Evidence]]:
    """Yield the paragraphs that name an entity, then those that give it a task without its name."""
    seen: set[Place] = set()
    for row in found.passages.get(entity, ()):
        place = (row.record.id, row.block.anchor)
        seen.add(place)
        yield place, row.evidence
    for given in found.tasks_of.get(entity, ()):
        place = (given.record.id, given.block.anchor if given.block else "")
        if given.block and place not in seen:
            seen.add(place)
            yield place, Evidence(given.record.id, given.task.span)


def _bond(entity: str, rows: Sequence[tuple[bool, Evidence]]) -> Bond:
    tasks = [evidence for task, evidence in rows if task]
    return Bond(entity, len(rows), bool(tasks), tasks[0] if tasks else rows[0][1])
