"""Chức vụ: the latest office of a person, and the documents that state an office."""

from __future__ import annotations

from generator.derive.catalog import Catalog, newest
from generator.model import Person, Record, Role


def latest(person: Person) -> Role | None:
    """Return the office that the newest document states for a person, None where none is known."""
    return max(person.roles, key=lambda role: (role.last or "", role.title), default=None)


def stating(found: Catalog, role: Role) -> list[Record]:
    """Return the documents that state an office, newest first."""
    return newest(found.records[each] for each in role.documents if each in found.records)
