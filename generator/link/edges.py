"""Links: every typed edge of the graph with the passage that states it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.model import (
    Evidence,
    Link,
    LinkKind,
    Occurrence,
    PersonOccurrence,
    PersonRelation,
    Record,
    Relation,
    Span,
    WorkOccurrence,
)


def edges(records: Sequence[Record]) -> tuple[Link, ...]:
    """Return all links, sorted; the first passage of a document that states a link is its evidence."""
    found: dict[tuple[str, str, str], Link] = {}
    for record in records:
        for link in _of(record):
            found.setdefault((link.source, link.target, link.relation), link)
    return tuple(sorted(found.values(), key=lambda e: (e.source, e.target, e.relation)))


def _of(record: Record) -> Iterator[Link]:
    for occurrence in record.occurrences:
        if occurrence.entity is not None:
            yield Link(record.id, occurrence.entity, _relation(occurrence), Evidence(record.id, occurrence.span))
    if record.issuer is not None:
        yield Link(record.id, record.issuer, LinkKind.ISSUED_BY, Evidence(record.id, _issuer_evidence(record)))
    if record.work is not None:
        yield Link(record.id, record.work, LinkKind.IS, Evidence(record.id, Span(0, record.document.zones.header.end)))
    for task in record.tasks:
        for assignee in task.assignees:
            yield Link(record.id, assignee, LinkKind.ASSIGNS, Evidence(record.id, task.span))


def _relation(occurrence: Occurrence) -> Relation | PersonRelation | LinkKind:
    return occurrence.relation if isinstance(occurrence, WorkOccurrence | PersonOccurrence) else LinkKind.MENTIONS


def _issuer_evidence(record: Record) -> Span:
    signature = record.document.zones.signature
    return signature if record.issuer_basis == "signature" else Span(0, record.document.zones.header.end)
