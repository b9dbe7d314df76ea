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
    return tuple(link for record in sorted(records, key=lambda each: each.id) for link in _of_record(record))


def _of_record(record: Record) -> Iterator[Link]:
    found: dict[tuple[str, _Relation], Span] = {}
    for target, relation, span in _of(record):
        found.setdefault((target, relation), span)
    for key in sorted(found):
        yield Link(record.id, *key, Evidence(record.id, found[key]))


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
