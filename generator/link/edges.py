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

_Relation = Relation | PersonRelation | LinkKind


def edges(records: Sequence[Record]) -> tuple[Link, ...]:
    """Return all links, sorted; the first passage of a document that states a link is its evidence."""
    found: dict[tuple[str, str, _Relation], Span] = {}
    for record in records:
        for target, relation, span in _of(record):
            found.setdefault((record.id, target, relation), span)
    return tuple(Link(*key, Evidence(key[0], span)) for key, span in sorted(found.items()))


def _of(record: Record) -> Iterator[tuple[str, _Relation, Span]]:
    for occurrence in record.occurrences:
        if occurrence.entity is not None:
            yield occurrence.entity, _relation(occurrence), occurrence.span
    if record.issuer is not None:
        yield record.issuer, LinkKind.ISSUED_BY, _issuer_evidence(record)
    if record.work is not None:
        yield record.work, LinkKind.IS, Span(0, record.document.zones.header.end)
    for task in record.tasks:
        for assignee in task.assignees:
            yield assignee, LinkKind.ASSIGNS, task.span


def _relation(occurrence: Occurrence) -> _Relation:
    return occurrence.relation if isinstance(occurrence, WorkOccurrence | PersonOccurrence) else LinkKind.MENTIONS


def _issuer_evidence(record: Record) -> Span:
    signature = record.document.zones.signature
    return signature if record.issuer_basis == "signature" else Span(0, record.document.zones.header.end)
