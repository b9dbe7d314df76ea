"""Văn bản gần nhau: newer and older documents of one issuer, and those that share most citations."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from generator.derive.catalog import Catalog, cited_works
from generator.model import Record

AROUND = 3
"""Newer and older documents that are told at most, each."""
COMMON = 50
"""A work that more documents cite says nothing of how near two of them are; so the search stays linear too."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """A document beside another one: its id, and the works that both cite."""

    document: str
    works: tuple[str, ...]


def of_issuer(found: Catalog, record: Record) -> tuple[Record, ...]:
    """Return the documents of the same issuer right before and after this one, newest first."""
    same = found.issued_by.get(record.issuer or "", ())
    place = found.place_of.get(record.id, 0)
    return tuple(each for each in same[max(place - AROUND, 0) : place + AROUND + 1] if each.id != record.id)


def sharing(found: Catalog, record: Record, most: int | None = None) -> tuple[Sharing, ...]:
    """Return the documents that cite what this one cites, those that share most works with it first."""
    shared: dict[str, list[str]] = defaultdict(list)
    for work in sorted(set(cited_works(record))):
        citing = found.citing.get(work, ())
        for each in citing if len(citing) <= COMMON else ():
            if each.id != record.id:
                shared[each.id].append(work)
    rows = sorted(shared.items(), key=lambda row: (-len(row[1]), row[0]))
    return tuple(Sharing(each, tuple(works)) for each, works in rows[:most])
