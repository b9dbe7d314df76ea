"""Viện dẫn: which works a document cites, and who cites a work."""

from __future__ import annotations

from generator.derive.catalog import Catalog, Passage
from generator.model import Occurrence, Record, Work

RELATION_ORDER = ("basis", "issued", "advised", "amends", "replaces", "repeals", "guides", "extended", "mention")
"""Relations in the order in which a document's citations are told: what it rests on first."""


def cited_groups(record: Record) -> tuple[tuple[Occurrence, ...], ...]:
    """Return the works that a document cites, one group for each relation and work, what it rests on first."""
    groups: dict[tuple[str, str], list[Occurrence]] = {}
    for each in record.occurrences:
        if each.kind == "decision" and not (record.work is not None and each.entity == record.work):
            words = each.entity or f"?{each.key or each.span.of(record.document.text)}"
            groups.setdefault((each.relation or "mention", words), []).append(each)
    order = {name: place for place, name in enumerate(RELATION_ORDER)}
    rows = sorted(groups.values(), key=lambda row: (order.get(row[0].relation or "mention", 99), row[0].span.start))
    return tuple(map(tuple, rows))


def citing_passages(found: Catalog, work: str | None) -> tuple[Passage, ...]:
    """Return the passages that cite a work, newest document first, without those of its own text."""
    return tuple(row for row in found.passages.get(work or "", ()) if row.record.work != work)


def cited_by(found: Catalog, work: str) -> int:
    """Return how many documents cite a work, the document that bears its number not counted."""
    return len(found.citing.get(work, ()))


def most_cited(found: Catalog) -> tuple[Work, ...]:
    """Return the works that are cited at all, those that most documents cite first."""
    cited = [each for each in found.graph.works if cited_by(found, each.id)]
    return tuple(sorted(cited, key=lambda each: (-cited_by(found, each.id), each.id)))
