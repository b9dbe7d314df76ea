"""Viện dẫn: which works a document cites, and who cites a work."""

from __future__ import annotations

from generator.derive.catalog import Catalog, Passage
from generator.model import Record, Relation, Work, WorkOccurrence

_PLACE = {relation: place for place, relation in enumerate(Relation)}


def cited_groups(record: Record) -> tuple[tuple[WorkOccurrence, ...], ...]:
    """Return what a document cites, a group for each relation and work, its legal bases first."""
    groups: dict[tuple[Relation, bool, str], list[WorkOccurrence]] = {}
    for each in record.cited:
        if record.work is None or each.entity != record.work:
            words = each.entity or f"?{each.key or each.span.of(record.document.text)}"
            groups.setdefault((each.relation, legal_basis(each), words), []).append(each)
    rows = sorted(
        groups.values(), key=lambda row: (_PLACE[row[0].relation], not legal_basis(row[0]), row[0].span.start)
    )
    return tuple(map(tuple, rows))


def legal_basis(one: WorkOccurrence) -> bool:
    """Tell whether a citation names a legal basis (`Căn cứ …`), not what is carried out (`Thực hiện …`)."""
    return one.relation is Relation.BASIS and one.citation.legal


def citing_passages(found: Catalog, work: str | None) -> tuple[Passage[WorkOccurrence], ...]:
    """Return the passages that cite a work, newest document first, without those of its own text."""
    return tuple(row for row in found.citations_of.get(work or "", ()) if row.record.work != work)


def cited_by(found: Catalog, work: str) -> int:
    """Return how many documents cite a work, the document that is it not counted."""
    return len(found.citing.get(work, ()))


def most_cited(found: Catalog) -> tuple[Work, ...]:
    """Return the works that are cited at all, those that most documents cite first."""
    cited = [each for each in found.works.values() if cited_by(found, each.id)]
    return tuple(sorted(cited, key=lambda each: (-cited_by(found, each.id), each.id)))
