"""Người: the page of a person; who may have one is settled in `catalog`."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Page, Person, Role
from generator.pages import layout, render, urls
from generator.pages.catalog import Catalog, Passage, document_link, entity_link, shown_date
from generator.pages.escape import esc
from generator.pages.labels import PERSON_RELATIONS, label


def pages(found: Catalog) -> Iterator[Page]:
    """Yield the page of every person that may have one."""
    for person in found.persons.values():
        yield page(found, person)


def page(found: Catalog, person: Person) -> Page:
    """Return the page of one person."""
    path = urls.entity_path(person.id)
    signed = layout.documents(path, found, found.signed_by.get(person.id, ()), "Văn bản đã ký")
    chaired = layout.documents(path, found, found.chaired_by.get(person.id, ()), "Cuộc họp do người này chủ trì")
    parts = (
        render.section("Chức vụ", "chuc-vu", _roles(found, path, person)),
        render.section("Văn bản đã ký", "da-ky", signed),
        render.section("Cuộc họp đã chủ trì", "chu-tri", chaired),
        render.section("Được nhắc đến", "nhac-den", _passages(path, found.passages.get(person.id, ()))),
    )
    return layout.page(
        found,
        path,
        person.name,
        parts,
        kind="person",
        facets=(("sub", _sub(found, person)), *layout.aliases(person.aliases), layout.mentions(found, person.id)),
        text="\n".join(f"{role.title}, {found.names.get(role.agency or '', '')}" for role in person.roles),
    )


def _sub(found: Catalog, person: Person) -> str:
    latest = max(person.roles, key=lambda role: (role.last or "", role.title), default=None)
    if latest is None:
        return ""
    return ", ".join(each for each in (latest.title, found.names.get(latest.agency or "")) if each)


def _roles(found: Catalog, path: str, person: Person) -> str:
    return render.table(
        "Chức vụ theo thời gian, theo các văn bản trong kho",
        ("Chức vụ", "Cơ quan", "Thời gian", "Văn bản"),
        (_role(found, path, role) for role in sorted(person.roles, key=lambda role: (role.first or "", role.title))),
        "vk-roles",
    )


def _role(found: Catalog, path: str, role: Role) -> tuple[str, ...]:
    known = [found.records[each] for each in role.documents if each in found.records]
    return (
        esc(role.title),
        entity_link(found, path, role.agency),
        layout.period(role.first, role.last),
        "<br>".join(document_link(path, each) for each in known),
    )


def _passages(path: str, rows: tuple[Passage, ...]) -> str:
    return render.table(
        "Các đoạn nhắc đến, mới nhất trước",
        ("Ngày", "Văn bản", "Vai trò", "Đoạn trích"),
        (
            (
                shown_date(row.record),
                document_link(path, row.record),
                esc(row.occurrence.role or label(PERSON_RELATIONS, row.occurrence.relation)),
                layout.passage_quote(path, row),
            )
            for row in rows
        ),
        "vk-passages",
    )
