"""Cơ quan: the page of an agency."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Agency, Page, Person
from generator.pages import layout, render, urls
from generator.pages.catalog import Catalog, document_link, entity_link, entity_links
from generator.pages.escape import esc
from generator.pages.labels import LEVELS, label
from generator.text.collate import given_name_key, sort_key


def pages(found: Catalog) -> Iterator[Page]:
    """Yield the page of every agency."""
    for agency in found.graph.agencies:
        yield page(found, agency)


def page(found: Catalog, agency: Agency) -> Page:
    """Return the page of one agency."""
    path = urls.entity_path(agency.id)
    tasks = sorted(found.tasks_of.get(agency.id, ()), key=layout.by_deadline)
    own, cited = found.issued_by.get(agency.id, ()), found.numbers_of.get(agency.id, ())
    issued = layout.documents(path, found, own, "Văn bản do cơ quan này ban hành", with_issuer=False)
    numbers = layout.decisions(path, found, cited, "Số hiệu do cơ quan này ban hành", with_issuer=False)
    given = layout.tasks(path, found, tasks, "Nhiệm vụ được giao hoặc phối hợp, theo thời hạn")
    parts = (
        _facts(found, path, agency),
        render.section("Cơ quan, đơn vị trực thuộc", "truc-thuoc", _children(found, path, agency)),
        render.section("Văn bản ban hành", "ban-hanh", issued),
        render.section("Nhân sự và chức vụ", "nhan-su", _people(found, path, agency)),
        render.section("Nhiệm vụ", "nhiem-vu", given),
        render.section("Số hiệu", "so-hieu", numbers),
        render.section("Được nhắc đến", "nhac-den", layout.passages(path, found.passages.get(agency.id, ()))),
    )
    level = label(LEVELS, agency.level)
    facets = (("sub", " · ".join(each for each in (level, agency.place) if each)), *layout.aliases(agency.aliases))
    return layout.page(
        found,
        path,
        agency.name,
        parts,
        kind="agency",
        facets=(*facets, layout.mentions(found, agency.id)),
        text=found.names.get(agency.parent or "", ""),
    )


def _facts(found: Catalog, path: str, agency: Agency) -> str:
    before = [each.id for each in found.predecessors_of.get(agency.id, ())]
    rows = (
        ("Tên khác", "<br>".join(map(esc, agency.aliases))),
        ("Cấp", esc(label(LEVELS, agency.level))),
        ("Địa bàn", esc(agency.place or "")),
        ("Trực thuộc", entity_link(found, path, agency.parent)),
        ("Hoạt động từ", render.date(agency.valid_from)),
        ("Hoạt động đến", render.date(agency.valid_to)),
        ("Cơ quan tiền thân", entity_links(found, path, before)),
        ("Cơ quan kế tục", entity_links(found, path, agency.succeeded_by)),
        ("Nguồn", esc(agency.source or "")),
    )
    table = render.facts("Thông tin chung về cơ quan", rows)
    return render.section("Thông tin chung", "thong-tin", table)


def _children(found: Catalog, path: str, agency: Agency) -> str:
    children = sorted(found.children_of.get(agency.id, ()), key=lambda each: sort_key(each.name))
    return render.bullets(entity_link(found, path, each.id) for each in children)


def _people(found: Catalog, path: str, agency: Agency) -> str:
    people = sorted(found.people_of.get(agency.id, ()), key=lambda each: given_name_key(each.name))
    return render.table(
        "Người giữ chức vụ, theo các văn bản trong kho",
        ("Họ và tên", "Chức vụ", "Thời gian", "Văn bản"),
        (row for person in people for row in _offices(found, path, person, agency)),
        "vk-people",
    )


def _offices(found: Catalog, path: str, person: Person, agency: Agency) -> Iterator[tuple[str, ...]]:
    for role in person.roles:
        if role.agency == agency.id:
            known = [found.records[each] for each in role.documents if each in found.records]
            yield (
                entity_link(found, path, person.id),
                esc(role.title),
                layout.period(role.first, role.last),
                "<br>".join(document_link(path, each) for each in known[:5]),
            )
