"""Slugs: the addresses of pages, stable for ever.

Each thing has an identity (what makes it this and no other) and gets a slug once; the lock that the build
keeps gives it the same one again. Two things never share one: the second gets what tells it apart.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TypeVar

from generator.link.scope.bodies import Body
from generator.text.fold import fold_words, slugify
from generator.vocab import Vocab

Identity = TypeVar("Identity", bound=Hashable)
"""What makes a thing this one: a type of its own or plain words; `str()` of it stands in the lock."""
LIST_PREFIX = "theo-"
"""Names of list pages begin so; no entity's page may."""


def remembered(ids: Mapping[Identity, str], kind: str) -> tuple[tuple[str, str], ...]:
    """Return what the slug lock remembers of the things of a kind.

    `agency:ban dan toc tinh lam giang` and the id.
    """
    return tuple((locked_as(identity, kind), id_) for identity, id_ in ids.items())


def locked_as(identity: object, kind: str) -> str:
    """Return the name under which the lock keeps the id of a thing."""
    return f"{kind}:{identity}"


def heirs(older: Mapping[str, Iterable[str]], locked: Mapping[str, str], kind: str) -> Mapping[str, str]:
    """Return the lock with what stands in it under older identities of the same things: their pages stay."""
    found = dict(locked)
    for identity, before in sorted(older.items()):
        name = locked_as(identity, kind)
        names = (locked_as(each, kind) for each in before)
        known = next((locked[each] for each in names if each in locked), None)
        if known is not None:
            found.setdefault(name, known)
    return found


def names_before(body: Body, vocab: Vocab) -> Iterator[str]:
    """Yield the names, without a province, by which the lock once kept a body and its whole."""
    if body.key:
        yield fold_words(body.name)
        yield fold_words(body.name).removeprefix(f"{fold_words(vocab.canonical.office)} ")
    if body.parent_key:
        yield fold_words(body.parent or "")


def assign(
    identities: Iterable[Identity],
    slugs: Callable[[Identity], Iterable[str]],
    locked: Mapping[str, str],
    kind: str,
    folder: str,
    stated: Mapping[str, str] = MappingProxyType({}),
) -> dict[Identity, str]:
    """Return identity → id (`folder/slug`); `slugs` tells those to try, in order, for a thing without one.

    `stated` are the slugs that the registry gives, by identity as text: they come before all else.

    Locked identities keep their id. The others are served in order of identity, so that the order of the
    documents does not matter.
    """
    ordered = sorted(dict.fromkeys(identities), key=str)
    prefix = f"{folder}/"
    ids = {identity: prefix + stated[str(identity)] for identity in ordered if str(identity) in stated}
    taken = set(ids.values())
    for identity in ordered:
        known = locked.get(locked_as(identity, kind), "")
        if known.startswith(prefix) and identity not in ids and known not in taken:
            ids[identity] = known
            taken.add(known)
    taken |= {f"{prefix}index", *(id_ for name, id_ in locked.items() if name.startswith(locked_as("", kind)))}
    for identity in ordered:
        if identity not in ids:
            ids[identity] = _first_free(slugs(identity), prefix, taken)
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
