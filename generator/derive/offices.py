"""Chức vụ: the latest office of a person, and the documents that state an office."""

from __future__ import annotations

from generator.derive.catalog import Catalog, newest
from generator.model import Person, Record, Role


def latest(person: Person) -> Role | None:
    """Return the latest office of a person, None where none is known.

    One that the archivist knows to have begun and not to have ended; else the one that the newest document states.
    """
    return max(person.roles, key=lambda role: (_open(role), role.last or "", role.title), default=None)


def _open(role: Role) -> str:
    return role.first if role.stated and role.first and not role.last else ""


def stating(found: Catalog, role: Role) -> list[Record]:
    """Return the documents that state an office, newest first."""
    return newest(found.records[each] for each in role.documents if each in found.records)
