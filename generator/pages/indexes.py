"""Danh mục: the list pages of documents, agencies, policies, document numbers and persons."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from generator.model import Agency, Decision, Page, Person, Record
from generator.pages import layout, render, urls
from generator.pages.catalog import Catalog, entity_link, issued, newest
from generator.pages.escape import esc
from generator.pages.labels import LEVELS
from generator.text.collate import given_name_key, sort_key

T = TypeVar("T")

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_UNKNOWN_YEAR = "Không rõ năm"
_UNKNOWN_TYPE = "Không rõ loại"


def pages(found: Catalog) -> Iterator[Page]:
    """Yield the list pages."""
    yield from (_documents_by_year(found), _documents_by_type(found), _documents_by_issuer(found))
    yield from (_agencies(found), _policies(found), _numbers(found), _persons(found))


def _list_page(found: Catalog, path: str, title: str, intro: str, parts: Sequence[str]) -> Page:
    body = parts if any(parts) else ("Chưa có mục nào.",)
    return layout.page(found, path, title, (intro, *body), kind="page", facets=(("sub", "Danh mục"),))


def _groups(items: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    """Return items by key, keys in the order of their first item."""
    found: dict[str, list[T]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return found


def _heading(level: int, title: str, count: int, place: str) -> str:
    return render.heading(level, f"{esc(title)} <small>({count})</small>", f"k-{place}")


# --- documents -------------------------------------------------------------------------------------

_DOCUMENT_LISTS = (
    (urls.index_path(urls.DOCUMENTS), "theo năm"),
    (f"{urls.DOCUMENTS}/theo-loai.md", "theo loại"),
    (f"{urls.DOCUMENTS}/theo-co-quan.md", "theo cơ quan ban hành"),
)


def _document_page(found: Catalog, place: int, groups: dict[str, list[Record]]) -> Page:
    path, how = _DOCUMENT_LISTS[place]
    others = " · ".join(
        f"<strong>{name}</strong>" if target == path else render.link(name, urls.relative(path, target))
        for target, name in _DOCUMENT_LISTS
    )
    parts = [
        part
        for number, (name, group) in enumerate(groups.items(), 1)
        for part in (
            _heading(2, name, len(group), f"nhom-{number}"),
            layout.documents(path, found, group, f"Văn bản {how}: {name}"),
        )
    ]
    intro = f"Trong kho có {len(found.records)} văn bản. Xem {others}."
    return _list_page(found, path, f"Văn bản {how}" if place else "Văn bản", intro, parts)


def _documents_by_year(found: Catalog) -> Page:
    return _document_page(found, 0, _groups(newest(found.graph.records), _year))


def _documents_by_type(found: Catalog) -> Page:
    groups = _groups(newest(found.graph.records), _type)
    return _document_page(found, 1, {name: groups[name] for name in sorted(groups, key=sort_key)})


def _type(record: Record) -> str:
    return render.sentence(record.document.header.type or _UNKNOWN_TYPE)


def _documents_by_issuer(found: Catalog) -> Page:
    unknown = "Không rõ cơ quan ban hành"
    groups = _groups(newest(found.graph.records), lambda each: found.names.get(each.issuer or "", unknown))
    return _document_page(found, 2, {name: groups[name] for name in sorted(groups, key=sort_key)})


def _year(record: Record) -> str:
    date = issued(record)
    return f"Năm {date[:4]}" if date else _UNKNOWN_YEAR


# --- agencies --------------------------------------------------------------------------------------


def _agencies(found: Catalog) -> Page:
    path = urls.index_path(urls.AGENCIES)
    by_name = sorted(found.agencies.values(), key=lambda each: sort_key(each.name))
    parts = (
        render.section("Theo cấp trên, cấp dưới", "cay", "\n".join(_tree(found, path, by_name))),
        *_alphabet(found, path, by_name, "Theo chữ cái", "chu-cai"),
    )
    intro = f"Có {len(by_name)} cơ quan, đơn vị được nhắc đến trong kho."
    return _list_page(found, path, "Cơ quan", intro, parts)


def _tree(found: Catalog, path: str, by_name: Sequence[Agency]) -> Iterator[str]:
    """Yield the agencies as a nested list; a circle of superiors is entered at its first name."""
    shown: set[str] = set()

    def branch(agency: Agency, depth: int) -> Iterator[str]:
        shown.add(agency.id)
        yield f"{'    ' * depth}- {entity_link(found, path, agency.id)}"
        for child in by_parent.get(agency.id, ()):
            if child.id not in shown:
                yield from branch(child, min(depth + 1, 8))

    by_parent = _groups(by_name, lambda each: each.parent or "")
    order = {level: place for place, level in enumerate(LEVELS)}
    roots = [each for each in by_name if each.parent not in found.agencies]
    for root in (*sorted(roots, key=lambda each: order.get(each.level or "", len(order))), *by_name):
        if root.id not in shown:
            yield from branch(root, 0)


# --- A to Z ----------------------------------------------------------------------------------------


def initial(name: str) -> str:
    """Return the letter of the Vietnamese alphabet under which a name stands: `Ấp` → `Â`, `Đảng` → `Đ`."""
    first = next((char for char in name if char.isalnum()), "")
    bare = "".join(char for char in unicodedata.normalize("NFD", first) if char not in _TONES)
    return unicodedata.normalize("NFC", bare).upper() or "#"


def _alphabet(
    found: Catalog,
    path: str,
    entities: Sequence[Agency | Person],
    title: str,
    place: str,
    letter: Callable[[str], str] = initial,
) -> list[str]:
    """Return a block of lists under their letters; `entities` are in order."""
    parts = [render.heading(2, esc(title), f"k-{place}")] if entities else []
    for number, (name, group) in enumerate(_groups(entities, lambda each: letter(each.name)).items(), 1):
        parts.append(render.heading(3, esc(name), f"k-{place}-{number}"))
        parts.append(render.bullets(_with_role(found, path, each) for each in group))
    return parts


def _with_role(found: Catalog, path: str, entity: Agency | Person) -> str:
    name = entity_link(found, path, entity.id)
    role = entity.roles[-1] if isinstance(entity, Person) and entity.roles else None
    if role is None:
        return name
    words = ", ".join(each for each in (role.title, found.names.get(role.agency or "")) if each)
    return f"{name} <small>{esc(words)}</small>"


def _given_initial(name: str) -> str:
    return initial(name.split()[-1] if name.split() else "")


def _persons(found: Catalog) -> Page:
    path = urls.index_path(urls.PERSONS)
    if found.portal.persons == "off":
        return _list_page(found, path, "Người", "Cổng này không lập trang riêng cho người được nhắc đến.", ("",))
    persons = tuple(found.persons.values())
    by_given = sorted(persons, key=lambda each: given_name_key(each.name))
    by_full = sorted(persons, key=lambda each: sort_key(each.name))
    parts = (
        *_alphabet(found, path, by_given, "Theo tên", "ten", _given_initial),
        *_alphabet(found, path, by_full, "Theo họ và tên", "ho-ten"),
    )
    whom = "người giữ chức vụ" if found.portal.persons == "officials" else "người"
    return _list_page(found, path, "Người", f"Có {len(persons)} {whom} được nhắc đến trong kho.", parts)


# --- policies and numbers --------------------------------------------------------------------------


def _policies(found: Catalog) -> Page:
    path = urls.index_path(urls.POLICIES)
    by_name = sorted(found.policies.values(), key=lambda each: sort_key(each.name))
    groups = _groups(by_name, lambda each: render.sentence(each.policy_kind))
    parts = [
        part
        for number, kind in enumerate(sorted(groups, key=sort_key), 1)
        for part in (
            _heading(2, kind, len(groups[kind]), f"nhom-{number}"),
            render.table(
                f"{kind}",
                ("Tên", "Giai đoạn", "Phê duyệt", "Số đoạn"),
                (
                    (
                        entity_link(found, path, each.id),
                        esc(each.period or ""),
                        entity_link(found, path, each.approved_by),
                        str(len(found.passages.get(each.id, ()))),
                    )
                    for each in groups[kind]
                ),
                "vk-policies",
            ),
        )
    ]
    intro = f"Có {len(by_name)} chính sách, chương trình, đề án, kế hoạch được nhắc đến trong kho."
    return _list_page(found, path, "Chính sách", intro, parts)


def _numbers(found: Catalog) -> Page:
    path = urls.index_path(urls.NUMBERS)
    everything = sorted(found.decisions.values(), key=lambda each: sort_key(each.name))
    cited = [(layout.cited_by(found, each.id), each) for each in everything if not each.held_as]
    missing = [each for _, each in sorted(cited, key=lambda row: -row[0])]
    register = layout.decisions(path, found, missing, "Chỉ được viện dẫn, nhiều viện dẫn nhất trước")
    parts = [render.section("Được viện dẫn nhưng chưa có trong kho", "chua-co", register)]
    by_type = _groups(everything, lambda each: render.sentence(each.type or _UNKNOWN_TYPE))
    for number, kind in enumerate(sorted(by_type, key=sort_key), 1):
        parts.append(_heading(2, kind, len(by_type[kind]), f"loai-{number}"))
        parts.extend(_years(found, path, kind, number, by_type[kind]))
    held = len(everything) - len(missing)
    intro = f"Có {len(everything)} số hiệu: {held} có toàn văn trong kho, {len(missing)} chỉ được viện dẫn."
    return _list_page(found, path, "Số hiệu", intro, parts)


def _years(found: Catalog, path: str, kind: str, number: int, decisions: Sequence[Decision]) -> Iterator[str]:
    years = _groups(decisions, lambda each: (each.date or "")[:4])
    for year in sorted(years, reverse=True):
        title = f"Năm {year}" if year else _UNKNOWN_YEAR
        yield render.heading(3, title, f"k-loai-{number}-{year or 'khong-ro'}")
        yield layout.decisions(path, found, years[year], f"{kind}, {title.lower()}")
