"""Cùng đoạn: what stands together in a paragraph (policies, bodies, works, figures), and which one."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import attrgetter

from generator.derive.blocks import Block
from generator.derive.catalog import Catalog
from generator.model import Assignment, EntityKind, Evidence, Figure, Occurrence, Record, Span
from generator.model.frozen import Frozen
from generator.text.clauses import clause_at

_START = attrgetter("span.start")
_END = 1 << 60
"""Behind the last word of any paper."""


class Paragraph(Frozen):
    """A paragraph (đoạn) of a document: what stands between its first character and the next one's."""

    record: Record
    block: Block
    reach: Span

    @property
    def inside(self) -> Sequence[Occurrence]:
        """What is mentioned in it, in the order of the text."""
        rows = self.record.occurrences
        return rows[bisect_left(rows, self.reach.start, key=_START) : bisect_left(rows, self.reach.end, key=_START)]

    @property
    def figures(self) -> Iterator[Figure]:
        """The figures that it states."""
        return (each for each in self.record.document.figures if self._holds(each.span))

    @property
    def tasks(self) -> Iterator[Assignment]:
        """The tasks that it gives."""
        return (each for each in self.record.tasks if self._holds(each.span))

    def _holds(self, span: Span) -> bool:
        return self.reach.start <= span.start < self.reach.end


def paragraph(found: Catalog, record: Record, block: Block) -> Paragraph:
    """Return the paragraph that a block of a document is.

    A line in a table stands with the others of its row. What no block holds is the one's before it, and the first
    one's where there is none.
    """
    blocks = found.blocks[record.id]
    first = bisect_left(blocks, block.span.start, key=_START)
    after = first + 1
    while first and blocks[first - 1].anchor == block.anchor:
        first -= 1
    while after < len(blocks) and blocks[after].anchor == block.anchor:
        after += 1
    start = blocks[first].span.start if first else 0
    end = blocks[after].span.start if after < len(blocks) else _END
    return Paragraph(record, block, Span(start, end))


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
        doers = {each: None for task in place.tasks for each in task.assignees}
        named = {each.entity: None for each in place.inside if each.kind is kind and each.entity}
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
        for place in (paragraph(found, row.record, row.block),)
        for figure in place.figures
        if _beside(entity, place, figure)
    )


def _beside(entity: str, place: Paragraph, figure: Figure) -> bool:
    """Whether the entity is named in the clause of a figure: the next clause speaks of something else."""
    start, end = clause_at(place.record.document.text, figure.span.start, figure.span.end)
    return any(each.entity == entity and start <= each.span.start < end for each in place.inside)


def approval(found: Catalog, policy: str, work: str) -> Evidence | None:
    """Return the oldest passage that names a policy beside or in the work that approves it."""
    for row in reversed(found.passages.get(policy, ())):
        inside = paragraph(found, row.record, row.block).inside
        if any(each.entity == work for each in inside) or row.record.work == work:
            return row.evidence
    return None


def _paragraphs(found: Catalog, entity: str) -> Iterator[tuple[Paragraph, Evidence]]:
    """Yield the paragraphs that name an entity, then those that give it a task without its name."""
    seen: set[tuple[str, str]] = set()
    for row in found.passages.get(entity, ()):
        seen.add((row.record.id, row.block.anchor))
        yield paragraph(found, row.record, row.block), row.evidence
    for given in found.tasks_of.get(entity, ()):
        block = given.block
        if block and (given.record.id, block.anchor) not in seen:
            seen.add((given.record.id, block.anchor))
            yield paragraph(found, given.record, block), Evidence(given.record.id, given.task.span)


def _bond(entity: str, rows: Sequence[tuple[bool, Evidence]]) -> Bond:
    tasks = [evidence for task, evidence in rows if task]
    return Bond(entity, len(rows), bool(tasks), tasks[0] if tasks else rows[0][1])
