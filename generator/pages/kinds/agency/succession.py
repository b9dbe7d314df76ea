"""Kế tục: what came before a body and after it, when, and what says so.

What the registry states is told as such. What follows from general law (`data/successions.yml`, `data/provinces.yml`)
says that it is inferred, with its source: no document of the archive need say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from generator.derive.catalog import Catalog
from generator.model import Agency
from generator.pages.frame.links import entity_link
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc
from generator.vocab import tables
from generator.vocab.entries import Province, Succession

_NUMBER = re.compile(r"(?P<key>\S+)(?: ngày (?P<date>\d{2}/\d{2}/\d{4}))?")
_LAW = "Suy ra từ quy định chung, không phải từ văn bản trong kho."
_STATED = "Do người quản trị nêu trong danh bạ."
_DISTRICTS_END, _DISTRICTS_SOURCE = "2025-06-30", "72/2025/QH15"
_DISTRICT_GOVERNMENT = ("UBND ", "HĐND ", "Phòng ", "Văn phòng HĐND ", "Thanh tra ")
_PARTY = " Tỉnh ủy"
_DISTRICT_OTHER = "Đó là ngày cấp huyện kết thúc; ngày của riêng cơ quan này không rõ."


@dataclass(frozen=True, slots=True)
class Step:
    """One change: bodies (ids or names) before and after it, last day of the one, first day of the other, source."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    until: str | None
    since: str | None
    source: str | None
    basis: str
    joins: bool = False
    """What comes after was there before under its name, and took the other in."""


def box(found: Catalog, path: str, agency: Agency) -> str:
    """Return the box of a body's changes, oldest first, empty where none is known."""
    steps = sorted(dict.fromkeys(_steps(found, agency)), key=lambda each: (each.until or each.since or "", each.after))
    return "\n\n".join(_shown(found, path, each) for each in steps)


def notice(found: Catalog, path: str, agency: Agency) -> str:
    """Return the dated notices on a body whose province was enlarged, was renamed or changed its level.

    Only bodies of the province itself bear them: a unit inside one may have ended before, and nobody says so.
    """
    province = _province(agency)
    if province is None or agency.level != "province":
        return ""
    changes = sorted(each for each in _changes(found, path, province) if each[0] <= _ended(agency))
    return "\n\n".join(
        render.block(f"Từ ngày {render.date(day)}, {words} <small>{_LAW}</small>", "vk-notice")
        for day, words in changes
    )


def _changes(found: Catalog, path: str, province: Province) -> Iterator[tuple[str, str]]:
    """Yield what happened to a province that goes on: the first day, and the rest of the sentence as Markdown."""
    level, name, until = province.level, province.name, province.until or "9999"
    joined = [row for row in _provinces().values() if row.merged_into == name]
    if joined:
        names = ", ".join(f"{row.level} {row.name}" for row in joined)
        words = f"{level} {esc(name)} gồm cả {esc(names)} (cũ), theo {source(found, path, joined[0].source)}."
        day = _day_after(joined[0].until or "") or ""
        yield day, f"{words} Văn bản trước ngày đó nói về địa bàn cũ."
    if before := province.before:
        day, basis = _day_after(before.until) or "", source(found, path, before.source)
        yield day, f"{before.level} {esc(before.name)} là {level} {esc(name)}, theo {basis}."
    if (after := province.after) and after.from_ < until:
        basis = source(found, path, after.source)
        yield after.from_, f"{level} {esc(name)} là {after.level} {esc(name)}, theo {basis}."


def _shown(found: Catalog, path: str, step: Step) -> str:
    before = _names(found, path, step.before, "đến", step.until)
    after = _names(found, path, step.after, "từ", step.since) or "kết thúc hoạt động, không có cơ quan kế tục trực tiếp"
    after = f"nhập vào {after}" if step.joins else after
    basis = f"Căn cứ: {source(found, path, step.source)}. " if step.source else "Không rõ căn cứ. "
    return render.block(f"{before} → {after}<br><small>{basis}{step.basis}</small>", "vk-succession")


def _names(found: Catalog, path: str, bodies: tuple[str, ...], word: str, date: str | None) -> str:
    when = f" <small>({word} {render.date(date)})</small>" if date else ""
    shown = " và ".join(
        f"<strong>{entity_link(found, path, found.by_name.get(each, each))}</strong>" for each in bodies
    )
    return f"{shown}{when}" if shown else ""


def source(found: Catalog, path: str, words: str | None) -> str:
    """Return what states a change as Markdown; a number (and its date) is linked where exactly one in the archive fits.

    `07/NQ-HĐND ngày 28/02/2025` is such a number, `theo thông báo` is not.
    """
    match = _NUMBER.fullmatch(words or "")
    if match is None:
        return esc(words or "")
    day = "-".join(reversed(match["date"].split("/"))) if match["date"] else None
    known = [each for each in found.by_key.get(match["key"], ()) if day in (None, each.date)]
    return entity_link(found, path, known[0].id, words) if len(known) == 1 else esc(words or "")


# --- what is known -----------------------------------------------------------------------------------


def _steps(found: Catalog, agency: Agency) -> Iterator[Step]:
    """Yield the changes that a body took part in, on either side."""
    for before in found.predecessors_of.get(agency.id, ()):
        yield _stated(found, before)
    if agency.valid_to or agency.succeeded_by:
        yield _stated(found, agency)
    else:
        yield from _by_law(agency)
    yield from _from_law(agency, {each.name for each in found.predecessors_of.get(agency.id, ())})
    yield from _merged(agency)


def _stated(found: Catalog, agency: Agency) -> Step:
    row = _row(agency)
    if row is not None and agency.source == row.source and agency.valid_to == row.ends:
        names = tuple(found.names.get(each, each) for each in agency.succeeded_by)
        return _step(row, agency.name, names)
    successor = found.agencies.get(agency.succeeded_by[0]) if agency.succeeded_by else None
    since = (successor.valid_from if successor else None) or _day_after(agency.valid_to or "")
    names = tuple(found.names.get(each, each) for each in agency.succeeded_by)
    return Step((agency.name,), names, agency.valid_to, since if names else None, agency.source, _STATED)


def _by_law(agency: Agency) -> Iterator[Step]:
    row = _row(agency)
    if row is not None:
        yield _step(row, agency.name, tuple(_of_place(each, agency) for each in row.succeeded_by))
    elif agency.level == "district":
        basis = _LAW if agency.name.startswith(_DISTRICT_GOVERNMENT) else f"{_DISTRICT_OTHER} {_LAW}"
        yield Step((agency.name,), (), _DISTRICTS_END, None, _DISTRICTS_SOURCE, basis)


def _from_law(agency: Agency, told: set[str]) -> Iterator[Step]:
    """Yield the changes that a body came out of; each predecessor is named, with or without a page."""
    for row in tables.successions():
        if any(_of_place(each, agency) == agency.name for each in row.succeeded_by):
            before = _of_place(row.name, agency)
            if before not in told:
                yield _step(row, before, (agency.name,))


def _ended(agency: Agency) -> str:
    """The last day of a body as far as it is known, else a day that no body lives to see."""
    row = _row(agency)
    lawful = row.ends if row else _DISTRICTS_END if agency.level == "district" else "9999"
    return agency.valid_to or lawful


def _step(row: Succession, before: str, after: tuple[str, ...]) -> Step:
    basis = f"{_LAW} {row.note}" if row.note else _LAW
    since = _day_after(row.ends) if after else None
    return Step((before,), after, row.ends, since, row.source, basis, row.joins)


def _merged(agency: Agency) -> Iterator[Step]:
    """Yield the end of a province's own body that went up into the same body of another province."""
    province = _province(agency)
    if agency.level != "province" or province is None or province.merged_into is None:
        return
    until = province.until or ""
    if (agency.valid_to and agency.valid_to < until) or _row(agency) is not None:
        return
    other = _provinces()[province.merged_into]
    name = agency.name.replace(f"{province.level} {province.name}", f"{other.level} {other.name}")
    name = name.replace(province.name, other.name)
    if name != agency.name:
        yield Step((agency.name,), (name,), until, _day_after(until), province.source, _LAW, joins=True)


# --- tables -------------------------------------------------------------------------------------------


@cache
def _provinces() -> Mapping[str, Province]:
    return {row.name: row for row in tables.provinces()}


@cache
def _by_place() -> Mapping[str, Province]:
    """The provinces by their names with each level, those that a province bore before included."""
    rows = _provinces().values()
    named = [(row, each.name) for row in rows for each in (row, row.before or row)]
    return {f"{level} {name}": row for row, name in named for level in ("tỉnh", "thành phố")}


def _province(agency: Agency) -> Province | None:
    return _by_place().get(agency.place or "")


def _row(agency: Agency) -> Succession | None:
    """The row of a body: by its whole name, or by its kind where the row is of every province or district."""
    return next((row for row in tables.successions() if _is(agency, row.name)), None)


def _is(agency: Agency, kind: str) -> bool:
    if (agency.level == "district") != kind.endswith(" huyện"):
        return agency.name == kind
    local = kind.endswith((" tỉnh", " huyện", _PARTY))
    return agency.name == _of_place(kind, agency) or (local and agency.name.startswith(f"{kind} "))


def _of_place(kind: str, agency: Agency) -> str:
    """The name that a kind of body has in an agency's place: `Sở Tài chính tỉnh` → `Sở Tài chính tỉnh Lam Giang`."""
    if not agency.place:
        return kind
    if kind.endswith(_PARTY):
        return f"{kind} {agency.place.removeprefix('tỉnh ').removeprefix('thành phố ')}"
    head, _, level = kind.rpartition(" ")
    return f"{head} {agency.place}" if level in ("tỉnh", "huyện") else kind


def _day_after(date: str) -> str | None:
    """The first day of what comes after a last day; only last days of months are known to follow simply.

    Of a month that alone is known the same month comes after.
    """
    parts = date.split("-")
    if len(parts) == 2:
        return date
    if len(parts) != 3 or int(parts[2]) < 28:
        return None
    year, month = int(parts[0]), int(parts[1])
    return f"{year + month // 12:04d}-{month % 12 + 1:02d}-01"
