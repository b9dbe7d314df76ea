"""Người: the page of a person; who may have one is settled in `disclosure`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from generator.derive.catalog import Catalog, Passage, first_naming, issued_year
from generator.derive.offices import called, latest, offices, stating
from generator.model import Facets, Page, PageKind, Person, PersonOccurrence, PersonRelation, Record, Role
from generator.pages.answers import answer
from generator.pages.answers.person import sentences
from generator.pages.frame import folds, passages, tables, urls
from generator.pages.frame.labels import PERSON_RELATIONS
from generator.pages.frame.links import document_link, entity_link
from generator.pages.frame.page import Drawn, Own, framed, mentions
from generator.pages.lists.by_year import Laid, Listing, lay_out, passage_table
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc

_EVIDENCE = 2
"""Documents that are named for an office, the newest first."""


def pages(found: Catalog, person: Person) -> Iterator[Drawn]:
    """Yield the page of a person, and the further pages of its long lists."""
    path = urls.entity_path(person.id)
    laid = lay_out(found, path, person.name, _listings(found, person))
    yield Own(path, partial(_page, found, path, person, laid))
    yield from laid.further


def _page(found: Catalog, path: str, person: Person, laid: Laid[Any]) -> Page:
    sections = laid.sections
    parts = (
        answer(sentences(found, path, person)),
        render.section("Chức vụ", "chuc-vu", _roles(found, path, person)),
        *(sections.get(place, "") for place in ("da-ky", "chu-tri", "nhiem-vu", "nhac-den")),
    )
    return framed(
        found,
        path,
        person.name,
        parts,
        facets=Facets(
            PageKind.PERSON, _sub(found, person), aliases=person.aliases, mentions=mentions(found, person.id)
        ),
        text="\n".join(f"{role.title}, {found.names.get(role.agency or '', '')}" for role in person.roles),
    )


def _listings(found: Catalog, person: Person) -> tuple[Listing[Any], ...]:
    rows = found.appearances_of.get(person.id, ())
    return (
        _documents("da-ky", "Văn bản đã ký", "Văn bản đã ký", found.signed_by.get(person.id, ())),
        _documents(
            "chu-tri",
            "Cuộc họp đã chủ trì",
            "Văn bản về cuộc họp do người này chủ trì",
            found.chaired_by.get(person.id, ()),
        ),
        Listing(
            "nhiem-vu",
            "Được giao việc",
            "Các đoạn giao việc cho người này, mới nhất trước",
            [row for row in rows if row.occurrence.relation is PersonRelation.ASSIGNED],
            lambda row: issued_year(row.record),
            passage_table,
            open=folds.OPEN,
            group=_paper,
            what="đoạn",
        ),
        Listing(
            "nhac-den",
            "Được nhắc đến",
            "Các đoạn nhắc đến, mới nhất trước",
            rows,
            lambda row: issued_year(row.record),
            _passages,
            open=folds.OPEN,
            group=_paper,
            what="đoạn",
        ),
    )


def _documents(place: str, title: str, caption: str, rows: Sequence[Record]) -> Listing[Record]:
    return Listing(
        place,
        title,
        caption,
        rows,
        issued_year,
        tables.documents,
        open=folds.OPEN,
        what="văn bản",
    )


def _paper(row: Passage[PersonOccurrence]) -> str:
    return row.record.id


def _sub(found: Catalog, person: Person) -> str:
    office = latest(person)
    return called(found, office) if office else ""


def _roles(found: Catalog, path: str, person: Person) -> str:
    return render.table(
        "Chức vụ theo thời gian, theo các văn bản trong kho và danh bạ",
        ("Chức vụ", "Cơ quan", "Thời gian", "Căn cứ"),
        (_role(found, path, person, role) for role in offices(found, person)),
        "vk-roles",
    )


def _role(found: Catalog, path: str, person: Person, role: Role) -> tuple[str, ...]:
    known = stating(found, role)
    more = (f"và {len(known) - _EVIDENCE} văn bản khác",) if len(known) > _EVIDENCE else ()
    return (
        esc(role.title),
        entity_link(found, path, role.agency),
        tables.tenure(role),
        "<br>".join(
            (*tables.office_stated(role), *(_evidence(found, path, person, each) for each in known[:_EVIDENCE]), *more)
        ),
    )


def _evidence(found: Catalog, path: str, person: Person, record: Record) -> str:
    """A link to the paragraph of a document that states the office."""
    block = first_naming(found, record, person.id)
    return document_link(path, record, None, block.anchor if block else "")


def _passages(path: str, _: Catalog, rows: Sequence[Passage[PersonOccurrence]], caption: str) -> str:
    return passages.table(path, rows, caption, _part)


def _part(row: Passage[PersonOccurrence]) -> str:
    """What the person does in a passage, where it says more than that the name stands there."""
    said = row.occurrence.relation is not PersonRelation.MENTIONED
    return row.occurrence.role or (PERSON_RELATIONS[row.occurrence.relation] if said else "")
