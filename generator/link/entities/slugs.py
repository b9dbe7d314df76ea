"""Slugs: the addresses of pages, stable for ever.

Each thing has an identity (what makes it this and no other) and gets a slug once; the lock that the build
keeps gives it the same one again. Two things never share one: the second gets what tells it apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from generator.text.fold import slugify

LIST_PREFIX = "theo-"
"""Names of list pages begin so; no entity's page may."""


def assign(
    wanted: Iterable[tuple[str, tuple[str, ...]]],
    locked: Mapping[str, str],
    folder: str,
    stated: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, str]:
    """Return identity → id (`folder/slug`) for each (identity, slugs to try in order).

    `stated` are the slugs that the registry gives: they come before all else.

    Locked identities keep their id. The others are served in order of identity, so that the order of the
    documents does not matter.
    """
    rows = sorted(set(wanted))
    prefix = f"{folder}/" if folder else ""
    ids = {identity: prefix + stated[identity] for identity, _ in rows if identity in stated}
    for identity, _ in rows:
        known = locked.get(identity, "")
        if known.startswith(prefix) and identity not in ids and known not in ids.values():
            ids[identity] = known
    taken = set(ids.values()) | {f"{prefix}index"}
    reserved = set(locked.values())
    for identity, candidates in rows:
        if identity not in ids:
            ids[identity] = _first_free(candidates, prefix, taken | (reserved - taken))
            taken.add(ids[identity])
    return ids


def _first_free(candidates: Iterable[str], prefix: str, taken: set[str]) -> str:
    slugs = [slug for slug in (slugify(c) for c in candidates) if slug] or ["muc"]
    slugs = [f"muc-{slug}" if slug.startswith(LIST_PREFIX) else slug for slug in slugs]
    for slug in slugs:
        if prefix + slug not in taken:
            return prefix + slug
    number = 2
    while f"{prefix}{slugs[-1]}-{number}" in taken:
        number += 1
    return f"{prefix}{slugs[-1]}-{number}"
