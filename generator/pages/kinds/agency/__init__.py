"""Cơ quan: the page of an agency."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from generator.derive.catalog import Catalog, first_naming, issued_year
from generator.derive.cooccurrence import bonds
from generator.derive.deadlines import deadline_year, latest_first
from generator.derive.offices import offices, stating
from generator.model import Agency, EntityKind, Facets, Page, PageKind, Person, Record, Role, Work
from generator.pages.answers import answer
from generator.pages.answers.agency import sentences
from generator.pages.drawings.chart import bars, by_year
from generator.pages.drawings.tree import tree
from generator.pages.frame import folds, subscriptions, tables, urls
from generator.pages.frame.labels import LEVELS, label
from generator.pages.frame.links import document_link, entity_link
from generator.pages.frame.page import Drawn, Own, framed, mentions
from generator.pages.frame.related import policies_of
from generator.pages.kinds.agency import succession
from generator.pages.kinds.tasks import of_agency
from generator.pages.lists.by_year import WHOLE, Laid, Listing, lay_out, passage_listing
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc
from generator.text.collate import given_name_key

_EVIDENCE = 1
"""Documents that are named for an office, the newest first."""


def pages(found: Catalog, agency: Agency) -> Iterator[Drawn]:
    """Yield the page of an agency, and the further pages of its long lists."""
    path = urls.entity_path(agency.id)
    laid = lay_out(found, path, agency.name, _listings(found, agency))
    yield Own(path, partial(_page, found, path, agency, laid))
    yield from laid.further


def _page(found: Catalog, path: str, agency: Agency, laid: Laid[Any]) -> Page:
    sections = laid.sections
    policies = bonds(found, agency.id, EntityKind.POLICY)
    changes, papers = succession.box(found, path, agency), subscriptions.of_agency(found, agency.id)
    parts = (
        answer(sentences(found, path, agency, policies)),
        succession.notice(found, path, agency),
        _facts(found, path, agency, papers, changed=bool(changes)),
        render.section("Tiền thân và kế tục", "ke-tuc", changes),
        render.section("Cấp trên, đơn vị trực thuộc", "truc-thuoc", tree(found, path, agency)),
        sections.get("ban-hanh", ""),
        render.section("Nhân sự và chức vụ", "nhan-su", _people(found, path, agency)),
        sections.get("nhiem-vu", ""),
        render.section("Chính sách có liên quan", "chinh-sach", policies_of(found, path, policies)),
        sections.get("so-hieu", ""),
        _activity(found, agency),
        sections.get("nhac-den", ""),
    )
    level = label(LEVELS, agency.level)
    facets = Facets(
        PageKind.AGENCY,
        sub=" · ".join(each for each in (level, agency.place) if each),
        aliases=agency.aliases,
        mentions=mentions(found, agency.id),
    )
    return framed(
        found,
        path,
        agency.name,
        parts,
        facets=facets,
        text=found.names.get(agency.parent or "", ""),
        feed=subscriptions.feed(agency.id, papers),
    )


def _listings(found: Catalog, agency: Agency) -> tuple[Listing[Any], ...]:
    works = sorted(found.works_of.get(agency.id, ()), key=lambda each: each.date or "", reverse=True)
    return (
        Listing(
            "ban-hanh",
            "Văn bản ban hành",
            "Văn bản do cơ quan này ban hành",
            found.issued_by.get(agency.id, ()),
            issued_year,
            _documents,
            open=folds.OPEN,
            what="văn bản",
        ),
        Listing(
            "nhiem-vu",
            "Nhiệm vụ",
            "Nhiệm vụ được giao hoặc phối hợp, thời hạn muộn nhất trước",
            latest_first(found.tasks_of.get(agency.id, ())),
            deadline_year,
            tables.tasks,
            of_agency(found, urls.entity_path(agency.id), agency),
            folds.FEW,
            what="nhiệm vụ",
        ),
        Listing(
            "so-hieu",
            "Số hiệu",
            "Số hiệu do cơ quan này ban hành",
            works,
            lambda row: (row.date or "")[:4],
            _works,
            open=folds.FEW,
            what="số hiệu",
        ),
        passage_listing(found, agency.id),
    )


def _documents(path: str, found: Catalog, rows: Sequence[Record], caption: str) -> str:
    return tables.documents(path, found, rows, caption, with_issuer=False)


def _works(path: str, found: Catalog, rows: Sequence[Work], caption: str) -> str:
    return tables.works(path, found, rows, caption, with_issuer=False)


def _activity(found: Catalog, agency: Agency) -> str:
    rows = {row.record.id: row.record for row in found.passages.get(agency.id, ())}
    own = {each.id: each for each in found.issued_by.get(agency.id, ())}
    values, undated = by_year(issued_year(each) for each in (rows | own).values())
    note = f"Ngoài ra có {undated} văn bản không rõ năm." if undated else ""
    drawn = bars(values, "Số văn bản ban hành hoặc nhắc đến cơ quan này, theo năm", note, "theo-nam")
    return folds.fold_html("Biểu đồ hoạt động theo năm", drawn)


def _facts(found: Catalog, path: str, agency: Agency, papers: tuple[Record, ...], *, changed: bool) -> str:
    """What the head does not say; end, predecessors and successors stand in their own box."""
    rows = (
        ("Tên khác", "<br>".join(map(esc, agency.aliases))),
        ("Cấp", esc(label(LEVELS, agency.level))),
        ("Địa bàn", esc(agency.place or "")),
        ("Trực thuộc", entity_link(found, path, agency.parent)),
        ("Hoạt động từ", render.date(agency.valid_from)),
        ("Nguồn", "" if changed else succession.source(found, path, agency.source)),
        ("Theo dõi", subscriptions.link(path, agency.id, papers)),
    )
    table = render.facts("Thông tin chung về cơ quan", rows)
    return render.section("Thông tin chung", "thong-tin", table)


def _people(found: Catalog, path: str, agency: Agency) -> str:
    people = sorted(found.people_of.get(agency.id, ()), key=lambda each: given_name_key(each.name))
    more = f" ({WHOLE} người đầu trong {len(people)}, theo tên)" if len(people) > WHOLE else ""
    held = [(person, role) for person in people[:WHOLE] for role in offices(found, person) if role.agency == agency.id]
    return folds.folded(
        held,
        f"Người giữ chức vụ, theo các văn bản trong kho và danh bạ{more}",
        lambda rows, caption: render.table(
            caption,
            ("Họ và tên", "Chức vụ", "Thời gian", "Căn cứ"),
            (_office(found, path, *row) for row in rows),
            "vk-people",
        ),
        "chức vụ",
    )


def _office(found: Catalog, path: str, person: Person, role: Role) -> tuple[str, ...]:
    known = stating(found, role)
    more = (f"và {len(known) - _EVIDENCE} văn bản khác",) if len(known) > _EVIDENCE else ()
    stated = (_evidence(found, path, person, each) for each in known[:_EVIDENCE])
    return (
        entity_link(found, path, person.id),
        esc(role.title),
        tables.tenure(role),
        "<br>".join((*tables.office_stated(role), *stated, *more)),
    )


def _evidence(found: Catalog, path: str, person: Person, record: Record) -> str:
    """A link to the paragraph of a document that names a person, to the document where none is known."""
    block = first_naming(found, record, person.id)
    return document_link(path, record, None, block.anchor if block else "")
