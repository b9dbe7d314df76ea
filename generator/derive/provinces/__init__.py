"""Tỉnh, thành phố: the papers that the bodies of each province issued."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from generator.derive.catalog import Catalog
from generator.model import Agency, Record
from generator.vocab import tables

_ABOVE = 9
"""Levels of bodies that are climbed: a circle of superiors ends."""


def issued_in(found: Catalog) -> dict[str, tuple[Record, ...]]:
    """Return the papers by the province of their issuer, as the map names it, newest first.

    Papers of central bodies, and of bodies whose province is not known for certain, are left out.
    """
    papers: dict[str, list[Record]] = defaultdict(list)
    for issuer, records in found.issued_by.items():
        province = province_of(found, issuer)
        if province is not None:
            papers[province].extend(records)
    return {name: tuple(records) for name, records in papers.items()}


def province_of(found: Catalog, agency: str) -> str | None:
    """Return the province in which an agency works: its own place, else that of a body above it."""
    at: Agency | None = found.agencies.get(agency)
    for _ in range(_ABOVE):
        if at is None:
            return None
        known = _provinces().get(at.place or "")
        if known is not None:
            return known
        at = found.agencies.get(at.parent or "")
    return None


@cache
def _provinces() -> Mapping[str, str]:
    """Return the provinces by name and level, those of before too: `tỉnh Thừa Thiên Huế` → `Huế`."""
    named: dict[str, str] = {}
    for row in tables.provinces().provinces:
        levels = {row.level, *((row.after.level,) if row.after else ())}
        named |= {f"{level} {name}": row.name for level in levels for name in (row.name, *row.aliases)}
        if row.before:
            named[f"{row.before.level} {row.before.name}"] = row.name
    return named
