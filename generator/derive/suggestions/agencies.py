"""Cơ quan: bodies that many papers name and the registry does not, and names that may be one body's."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.derive.catalog import Catalog
from generator.derive.suggestions.likeness import alike
from generator.derive.suggestions.suggestion import OFTEN, filled, papers, passages, slug
from generator.model import Agency, Registry, Suggestion
from generator.text.fold import fold_words
from generator.vocab import Vocab

FILE = "registry/agencies.yml"
_WELL_KNOWN = ("central", "unit")
"""Central bodies are known to the program, and a unit has no name apart from its body's."""


def suggested(found: Catalog, registry: Registry, vocab: Vocab) -> Iterator[Suggestion]:
    """Yield entries of bodies: other names of one, then those that are found often."""
    known = {fold_words(name): each for each in registry.agencies for name in (each.name, *each.aliases)}
    bodies = _own_names(each for each in found.graph.agencies if each.level not in _WELL_KNOWN)
    taken: set[str] = set()
    for one, other, how in _pairs(bodies):
        stays, goes = sorted((one, other), key=lambda each: _rank(found, each, known))
        if fold_words(goes.name) in known or taken & {stays.id, goes.id}:
            continue
        taken |= {stays.id, goes.id}
        yield _other_name(found, stays, goes, how, known.get(fold_words(stays.name)))
    for each in bodies:
        count = len(papers(found, each.id))
        if fold_words(each.name) not in known and each.id not in taken and count >= OFTEN:
            why = f"{count} văn bản nhắc đến, danh bạ chưa có."
            changes = "Ghi nhận tên và địa chỉ trang như đang có; dữ liệu không đổi."
            yield Suggestion(FILE, _as_found(each), why, changes, count, passages(found, each.id))


def _own_names(bodies: Iterator[Agency]) -> tuple[Agency, ...]:
    """The bodies whose name is nobody else's."""
    every = tuple(bodies)
    shared = Counter(fold_words(each.name) for each in every)
    return tuple(each for each in every if shared[fold_words(each.name)] == 1 and "(" not in each.name)


def _pairs(bodies: Sequence[Agency]) -> Iterator[tuple[Agency, Agency, str]]:
    """Bodies of one level and place with names that may be one."""
    groups: dict[tuple[str | None, str | None], list[Agency]] = defaultdict(list)
    for each in bodies:
        groups[each.level, each.place].append(each)
    for group in groups.values():
        yield from alike(group, lambda each: each.name)


def _rank(found: Catalog, each: Agency, known: Mapping[str, Agency]) -> tuple[bool, int, int, str]:
    """What is confirmed stays, then what most papers name, then the longer name."""
    return fold_words(each.name) not in known, -len(papers(found, each.id)), -len(each.name), each.id


def _other_name(found: Catalog, stays: Agency, goes: Agency, how: str, stated: Agency | None) -> Suggestion:
    entry = _as_stated(stated) if stated else _as_found(stays)
    names = dict.fromkeys((*entry.get("aliases", ()), goes.name, *goes.aliases))
    spelled = {fold_words(name): name for name in reversed(names) if fold_words(name) != fold_words(stays.name)}
    entry = filled({**entry, "aliases": list(reversed(spelled.values()))}.items())
    count = len(papers(found, goes.id))
    return Suggestion(
        FILE,
        entry,
        f"«{goes.name}» ({count} văn bản) và «{stays.name}» ({len(papers(found, stays.id))} văn bản) {how}.",
        f"«{goes.name}» không còn là cơ quan riêng: mọi chỗ nhắc, văn bản và người của nó thành của «{stays.name}».",
        len(papers(found, goes.id, stays.id)),
        passages(found, goes.id, stays.id),
        ((goes.id, stays.id),),
        stated.name if stated else "",
    )


def _as_found(each: Agency) -> dict[str, Any]:
    return filled((("name", each.name), ("id", slug(each.id)), ("level", each.level)))


def _as_stated(each: Agency) -> dict[str, Any]:
    """The registry's own entry, key by key."""
    fields = ("aliases", "level", "place", "parent", "valid_from", "valid_to", "succeeded_by", "source")
    values = ((name, getattr(each, name)) for name in fields)
    told = ((name, list(value) if isinstance(value, tuple) else value) for name, value in values)
    return filled((("name", each.name), ("id", slug(each.id)), *told))
