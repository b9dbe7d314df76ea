"""What suggestions rest on: papers, passages, entries without what is not known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from generator.derive.catalog import Catalog
from generator.model import Evidence

OFTEN = 3
"""Papers that speak of a thing before it is worth an entry of its own."""
_SHOWN = 3


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
