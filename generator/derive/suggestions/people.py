"""Người: persons of one name who hold the same office in several bodies, and may be one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from generator.derive.catalog import Catalog
from generator.derive.suggestions.suggestion import papers, passages, slug
from generator.model import Person, Registry, Suggestion
from generator.text.fold import fold_words
from generator.vocab import Vocab

FILE = "registry/persons.yml"


def suggested(found: Catalog, registry: Registry, vocab: Vocab) -> Iterator[Suggestion]:
    """Yield an entry for each name whose bearers hold one office in several bodies."""
    known = {fold_words(name) for each in registry.persons for name in (each.name, *each.aliases)}
    bearers: dict[tuple[str, str], dict[str, Person]] = defaultdict(dict)
    for each in found.persons.values():
        for title in dict.fromkeys(fold_words(role.title) for role in each.roles if role.agency):
            bearers[fold_words(each.name), title][each.id] = each
    taken: set[str] = set()
    for (name, title), same in bearers.items():
        if (
            name in known
            or name in taken
            or len(same) < 2
            or not all(_is_placed(found, each) for each in same.values())
        ):
            continue
        taken.add(name)
        yield _one_person(found, tuple(same.values()), title)


def _is_placed(found: Catalog, person: Person) -> bool:
    """Whether the person is known by an office in a body that is no unit of another one."""
    return any(role.agency and found.agencies[role.agency].level != "unit" for role in person.roles)


def _one_person(found: Catalog, same: tuple[Person, ...], office: str) -> Suggestion:
    first, *others = sorted(same, key=lambda each: (-len(papers(found, each.id)), each.id))
    source = {each.id: each.name for each in found.graph.agencies}
    held: dict[tuple[str, str], dict[str, Any]] = {}
    for role in (role for each in (first, *others) for role in each.roles if role.agency):
        agency = source[role.agency or ""]
        held.setdefault((fold_words(role.title), agency), {"title": role.title, "agency": agency})
    roles, ids = list(held.values()), tuple(each.id for each in (first, *others))
    title = next(role["title"] for (folded, _), role in held.items() if folded == office)
    names = ", ".join(dict.fromkeys(role["agency"] for role in roles))
    return Suggestion(
        FILE,
        {"name": first.name, "id": slug(first.id), "roles": roles},
        f"{len(ids)} người cùng họ tên {first.name}, cùng chức vụ {title}, ở: {names}; có thể là một người.",
        f"Họ thành một người, trang của {', '.join(ids[1:])} không còn riêng.",
        len(papers(found, *ids)),
        passages(found, *ids),
        tuple((each.id, first.id) for each in others),
    )
