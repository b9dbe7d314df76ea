"""Danh mục: the list pages of documents, agencies, policies and persons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from generator.derive.catalog import Catalog, issued_year, newest
from generator.disclosure import lists_officials_only, lists_persons
from generator.model import Agency, Page, Policy, Record
from generator.pages.drawings import provinces
from generator.pages.frame import tables, urls
from generator.pages.frame.labels import LEVELS
from generator.pages.frame.links import agency_link, entity_link
from generator.pages.frame.page import Drawn, Own, mentions
from generator.pages.lists import paging, works
from generator.pages.lists.alphabet import alphabet, given_initial
from generator.pages.lists.by_year import NEWEST
from generator.pages.lists.paging import Shelf, groups, headings, list_page
from generator.pages.lists.rows import tools
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc
from generator.text.collate import given_name_key, sort_key

_UNKNOWN_TYPE = "Không rõ loại"
_UNKNOWN_ISSUER = "Không rõ cơ quan ban hành"
_TREE = 400
"""Agencies up to which the tree shows all; above it, only bodies with others below them and the first of these."""
_BRANCHES = 5
_DEEPEST = 3
"""Steps from a programme down to the smallest of its parts."""
_PART = '<span class="vk-below">↳</span> '
"""Stands before what is part of the row above."""


def pages(found: Catalog) -> Iterator[Drawn]:
    """Yield the list pages."""
    yield from _documents(found)
    yield from _agencies(found)
    yield Own(urls.index_path(urls.POLICIES), partial(_policies, found))
    yield from works.pages(found)
    yield from _persons(found)


# --- documents -------------------------------------------------------------------------------------

_DOCUMENT_LISTS = (
    (urls.index_path(urls.DOCUMENTS), "theo năm"),
    (f"{urls.DOCUMENTS}/theo-loai.md", "theo loại"),
    (f"{urls.DOCUMENTS}/theo-co-quan.md", "theo cơ quan ban hành"),
)


def document_shelves(found: Catalog) -> tuple[tuple[Shelf[Record], str], ...]:
    """Return the lists of documents by year, type and issuer, each with how its sheets' paths begin."""
    records = newest(found.records.values())
    years = groups(records, lambda each: f"Năm {issued_year(each)}" if issued_year(each) else "Không rõ năm")
    types = groups(records, lambda each: render.sentence(each.document.header.type or _UNKNOWN_TYPE))
    issuers = groups(records, lambda each: found.names.get(each.issuer or "", _UNKNOWN_ISSUER))
    return (
        (_shelf(found, 0, years, "Năm"), f"{urls.DOCUMENTS}/theo-nam"),
        (_shelf(found, 1, _sorted(types), "Loại"), f"{urls.DOCUMENTS}/theo-loai"),
        (_shelf(found, 2, _sorted(issuers), "Cơ quan ban hành"), f"{urls.DOCUMENTS}/theo-co-quan"),
    )


def _documents(found: Catalog) -> Iterator[Drawn]:
    years, *others = document_shelves(found)
    yield from paging.by_year(found, *years, NEWEST)
    for shelf in others:
        yield from paging.pages(found, *shelf)


def _sorted(found: dict[str, list[Record]]) -> dict[str, list[Record]]:
    return {name: found[name] for name in sorted(found, key=sort_key)}


def _shelf(found: Catalog, place: int, of: dict[str, list[Record]], column: str) -> Shelf[Record]:
    path, how = _DOCUMENT_LISTS[place]
    others = " · ".join(
        f"<strong>{name}</strong>" if target == path else render.link(name, urls.relative(path, target))
        for target, name in _DOCUMENT_LISTS
    )
    return Shelf(
        path,
        f"Văn bản {how}" if place else "Văn bản",
        f"Trong kho có {len(found.records)} văn bản. Xem {others}.",
        column,
        f"Văn bản {how}",
        of,
        issued_year,
        tables.documents,
        "documents",
    )


# --- agencies --------------------------------------------------------------------------------------


def _agencies(found: Catalog) -> Iterator[Drawn]:
    path = urls.index_path(urls.AGENCIES)
    by_name = sorted(found.agencies.values(), key=lambda each: sort_key(each.name))
    letters, further = alphabet(found, path, by_name, "Theo chữ cái", "chu-cai", "agencies")
    yield Own(path, partial(_of_agencies, found, path, by_name, letters))
    yield from further


def _of_agencies(found: Catalog, path: str, by_name: Sequence[Agency], letters: Sequence[str]) -> Page:
    tree = render.section("Theo cấp trên, cấp dưới", "cay", "\n".join(_tree(found, path, by_name)))
    intro = f"Có {len(by_name)} cơ quan, đơn vị được nhắc đến trong kho."
    places = render.section("Theo tỉnh, thành phố", "tinh", provinces.drawing(found, path))
    return list_page(found, path, "Cơ quan", intro, (tree, *letters, places), tools("agencies", len(by_name)))


def _tree(found: Catalog, path: str, by_name: Sequence[Agency]) -> Iterator[str]:
    """Yield the agencies as a nested list; a circle of superiors is entered at its first name."""
    shown: set[str] = set()
    long = len(by_name) > _TREE

    def branch(agency: Agency, depth: int) -> Iterator[str]:
        shown.add(agency.id)
        yield f"{'    ' * depth}- {agency_link(found, path, agency)}"
        below = [child for child in by_parent.get(agency.id, ()) if child.id not in shown]
        kept = below[: _BRANCHES if depth else _BRANCHES * 4] if long else below
        for child in kept if not long or depth < 2 else ():
            if child.id not in shown:
                yield from branch(child, min(depth + 1, 8))
        if long and len(below) > len(kept) and depth < 2:
            yield f"{'    ' * (depth + 1)}- và {len(below) - len(kept)} cơ quan, đơn vị khác"

    by_parent = groups(by_name, lambda each: each.parent or "")
    order = {level: place for place, level in enumerate(LEVELS)}
    roots = [each for each in by_name if each.parent not in found.agencies]
    roots = [each for each in roots if not long or each.id in by_parent]
    others = () if long else by_name
    for root in (*sorted(roots, key=lambda each: order.get(each.level or "", len(order))), *others):
        if root.id not in shown:
            yield from branch(root, 0)


# --- persons ---------------------------------------------------------------------------------------


def _persons(found: Catalog) -> Iterator[Drawn]:
    path = urls.index_path(urls.PERSONS)
    if not lists_persons(found.portal):
        yield list_page(found, path, "Người", "Cổng này không lập trang riêng cho người được nhắc đến.", ("",))
        return
    persons = tuple(found.persons.values())
    by_given = sorted(persons, key=lambda each: given_name_key(each.name))
    by_full = sorted(persons, key=lambda each: sort_key(each.name))
    given, more = alphabet(found, path, by_given, "Theo tên", "ten", "people", given_initial)
    full, further = alphabet(found, path, by_full, "Theo họ và tên", "ho-ten", "people")
    whom = "người giữ chức vụ" if lists_officials_only(found.portal) else "người"
    intro = f"Có {len(persons)} {whom} được nhắc đến trong kho."
    yield list_page(found, path, "Người", intro, (*given, *full), tools("people", len(persons)))
    yield from (*more, *further)


# --- policies --------------------------------------------------------------------------------------


def _policies(found: Catalog) -> Page:
    path = urls.index_path(urls.POLICIES)
    by_name = sorted(found.policies.values(), key=lambda each: sort_key(each.name))
    below = {part.id for each in by_name if each.parent not in found.policies for part in _below(found, each)}
    tops = [each for each in by_name if each.id not in below]
    unsorted = groups(tops, lambda each: render.sentence(each.policy_kind))
    kinds = {kind: unsorted[kind] for kind in sorted(unsorted, key=sort_key)}
    parts = [
        part
        for head, (kind, group) in zip(headings(2, kinds, "nhom"), kinds.items(), strict=True)
        for part in (head, _kind(found, path, kind, group))
    ]
    intro = f"Có {len(by_name)} chính sách, chương trình, đề án, kế hoạch được nhắc đến trong kho."
    return list_page(found, path, "Chính sách", intro, parts, tools("policies", len(by_name)))


def _below(found: Catalog, policy: Policy) -> Iterator[Policy]:
    return (each for each, depth in _with_parts(found, policy) if depth)


def _with_parts(found: Catalog, policy: Policy, depth: int = 0) -> Iterator[tuple[Policy, int]]:
    """Yield a programme, then its projects and their parts, each with how deep it lies."""
    yield policy, depth
    for part in sorted(found.parts_of.get(policy.id, ()), key=lambda each: sort_key(each.name)):
        if depth < _DEEPEST and part.id != policy.id:
            yield from _with_parts(found, part, depth + 1)


def _kind(found: Catalog, path: str, kind: str, policies: Sequence[Policy]) -> str:
    often = any(mentions(found, each) > 1 for each in found.policies)
    rows = (
        (
            f"{_PART * depth}{entity_link(found, path, each.id)}",
            esc(each.period or ""),
            entity_link(found, path, each.approved_by),
            *((str(mentions(found, each.id)),) if often else ()),
        )
        for policy in policies
        for each, depth in (_with_parts(found, policy) if policy.parent not in found.policies else ((policy, 0),))
    )
    columns = ("Tên", "Giai đoạn", "Phê duyệt", *(("Số đoạn",) if often else ()))
    return render.table(kind, columns, rows, "vk-policies")
