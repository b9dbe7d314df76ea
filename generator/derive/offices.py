"""Chức vụ: the latest office of a person, and the documents that state an office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from generator.derive.catalog import Catalog, newest
from generator.model import Person, Record, Role
from generator.model.frozen import replace
from generator.text.fold import fold_words


def latest(person: Person) -> Role | None:
    """Return the latest office of a person, None where none is known.

    One that the archivist knows to have begun and not to have ended; else the one that the newest document states.
    """
    return max(person.roles, key=lambda role: (_open(role), role.last or "", role.title), default=None)


def _open(role: Role) -> str:
    return role.first if role.stated and role.first and not role.last else ""


def before_body(title: str, body: str) -> str:
    """Return what is written of an office before the name of its body, which is not named twice.

    `Giám đốc Sở Nội vụ` of `Sở Nội vụ tỉnh …` → `Giám đốc `; `Chủ tịch` of `UBND tỉnh …` → `Chủ tịch, `.
    """
    words, name = title.split(), [each.strip(",").casefold() for each in body.split()]
    for at in range(1, len(words)):
        if [each.strip(",").casefold() for each in words[at:]] == name[: len(words) - at]:
            return f"{' '.join(words[:at])} "
    return f"{title}, "


def called(found: Catalog, role: Role) -> str:
    """Return an office with its body, as far as it is known: `Giám đốc Sở Nội vụ tỉnh …`."""
    body = found.names.get(role.agency or "")
    return f"{before_body(role.title, body)}{body}" if body else role.title


def stating(found: Catalog, role: Role) -> list[Record]:
    """Return the documents that state an office, newest first."""
    return newest(found.records[each] for each in role.documents if each in found.records)


def offices(found: Catalog, person: Person) -> tuple[Role, ...]:
    """Return the offices of a person, each once with its whole span, the oldest first.

    Papers write one office in several ways: `Trưởng Ban`, `Trưởng ban Dân tộc` of one board are one. It is called as
    most documents call it; where the archivist states it, its days are those that he gives.
    """
    groups: dict[tuple[str | None, str], list[Role]] = defaultdict(list)
    for role in person.roles:
        groups[role.agency, _head(role.title, found.names.get(role.agency or "", ""))].append(role)
    made = [each for group in groups.values() for each in _merged(group)]
    return tuple(sorted(made, key=lambda each: (each.first or "", each.title)))


def _head(title: str, body: str) -> str:
    """What is left of an office without its body: `Trưởng Ban Dân tộc` of `Ban Dân tộc tỉnh …` → `truong`."""
    words, name = fold_words(title).split(), fold_words(body).split()
    while tail := next((at for at in range(1, len(words)) if words[at:] == name[: len(words) - at]), 0):
        words = words[:tail]
    return " ".join(words)


def _merged(group: Sequence[Role]) -> Sequence[Role]:
    stated = [each for each in group if each.stated]
    if len(group) == 1 or len(stated) > 1:
        return group
    documents = tuple(dict.fromkeys(each for role in group for each in role.documents))
    title = max(group, key=lambda each: (len(each.documents), len(each.title), each.title)).title
    if stated:
        return [replace(stated[0], documents=documents)]
    days = sorted(day for role in group for day in (role.first, role.last) if day)
    return [Role(title, group[0].agency, days[0] if days else None, days[-1] if days else None, documents)]
