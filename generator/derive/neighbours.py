"""Văn bản gần nhau: newer and older documents of one issuer, and those that share most citations."""

from __future__ import annotations

from collections import defaultdict

from generator.derive.catalog import Catalog, cited_works
from generator.model import Record
from generator.model.frozen import Frozen


class Sharing(Frozen):
    """A document beside another one: its id, and the works that both cite."""

    document: str
    works: tuple[str, ...]


def of_issuer(found: Catalog, record: Record) -> tuple[Record, ...]:
    """Return the documents of the same issuer right before and after this one, newest first."""
    return tuple(found.records[each] for each in found.beside.get(record.id, ()))


def sharing(found: Catalog, record: Record, most: int | None = None) -> tuple[Sharing, ...]:
    """Return the documents that cite what this one cites, those that share most works with it first."""
    shared: dict[str, list[str]] = defaultdict(list)
    for work in sorted(set(cited_works(record))):
        for each in found.few_citing.get(work, ()):
            if each != record.id:
                shared[each].append(work)
    rows = sorted(shared.items(), key=lambda row: (-len(row[1]), row[0]))
    return tuple(Sharing(each, tuple(works)) for each, works in rows[:most])
