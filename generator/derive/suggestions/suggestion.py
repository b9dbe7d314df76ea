"""A suggestion, and the passages that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.derive.catalog import Catalog
from generator.model import Evidence

OFTEN = 3
"""Papers that speak of a thing before it is worth an entry of its own."""
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry for a file of the registry (đề nghị), why, and what taking it over changes."""

    file: str
    """`registry/agencies.yml`."""
    entry: Mapping[str, Any]
    """Key → value, as the file has them."""
    why: str
    changes: str
    """In a sentence."""
    papers: int
    """How many papers speak of it."""
    evidence: tuple[Evidence, ...]
    joins: tuple[tuple[str, str], ...] = ()
    """Ids of the open data that go into another one: (goes, stays)."""
    replaces: str = ""
    """Name of the entry of the registry in whose place this one is put."""


def papers(found: Catalog, *ids: str) -> frozenset[str]:
    """Return the documents that speak of any of some entities."""
    return frozenset(each.record.id for one in ids for each in found.passages.get(one, ()))


def passages(found: Catalog, *ids: str) -> tuple[Evidence, ...]:
    """Return passages that name some entities, of each the newest documents, one passage a document."""
    rows = [list({each.record.id: each.evidence for each in reversed(found.passages.get(one, ()))}.values())[::-1]
            for one in ids]  # fmt: skip
    share = max(_SHOWN // max(len(rows), 1), 1)
    return tuple(each for own in rows for each in own[:share])


def filled(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return an entry without the keys of which nothing is known."""
    return {key: value for key, value in pairs if value}


def slug(identity: str) -> str:
    """Return what an entry states as `id`: the last part of a page's address."""
    return identity.rpartition("/")[2]
