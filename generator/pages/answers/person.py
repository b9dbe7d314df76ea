"""Người: the latest office, what the person signed, presided over and was told to do."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.catalog import Catalog, first_naming
from generator.derive.offices import before_body, latest, stating
from generator.model import Person, PersonRelation
from generator.pages.answers import evidence, papers
from generator.pages.frame import tables
from generator.pages.frame.links import entity_link
from generator.pages.markdown.escape import esc


def sentences(found: Catalog, path: str, person: Person) -> Iterator[str]:
    """Yield the sentences of a person's answer."""
    yield _office(found, path, person)
    yield papers(path, found.signed_by.get(person.id, ()), "do người này ký")
    yield papers(path, found.chaired_by.get(person.id, ()), "về cuộc họp do người này chủ trì", "Có")
    yield _assigned(found, path, person)


def _office(found: Catalog, path: str, person: Person) -> str:
    role = latest(person)
    if role is None:
        return ""
    body = found.names.get(role.agency or "", "")
    held = f"{esc(before_body(role.title, body))}{entity_link(found, path, role.agency)}" if body else esc(role.title)
    stated = tables.office_stated(role)
    block = next(
        (
            tables.paragraph_link(path, each, first.anchor, "đoạn nêu")
            for each in stating(found, role)
            if (first := first_naming(found, each, person.id))
        ),
        "",
    )
    told = "; ".join(filter(None, (tables.tenure(role), *stated, block)))
    return f"Chức vụ gần nhất được nêu: <strong>{held}</strong>{f' <small>({told})</small>' if told else ''}."


def _assigned(found: Catalog, path: str, person: Person) -> str:
    rows = [
        row for row in found.appearances_of.get(person.id, ()) if row.occurrence.relation is PersonRelation.ASSIGNED
    ]
    return f"Được giao việc ở {len(rows)} đoạn{evidence(found, path, rows[0].evidence, 'mới nhất')}." if rows else ""
