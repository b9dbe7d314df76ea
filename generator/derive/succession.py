"""Kế tục: what came before a body and after it, when, and what says so.

A step is of the `registry` where that states it. It is inferred from `law` where general law says so
(`data/successions.yml`, `data/provinces.yml`), which is named as its source: no document of the archive need say it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Literal

from generator.derive.catalog import Catalog
from generator.model import Agency
from generator.model.frozen import Frozen, replace
from generator.vocab import tables
from generator.vocab.entries import Province, Succession

_NUMBER = re.compile(r"(?P<key>\S+)(?: ngày (?P<date>\d{2}/\d{2}/\d{4}))?")


_UNCHECKED = "Chưa đối chiếu với bản gốc của văn bản này."


class Step(Frozen):
    """One change: what was before it and after it, the last day of the one, the first day of the other."""

    before: tuple[str, ...]
    """Ids of agencies, or names of those without a page; as all that follows, empty or None where not known."""
    after: tuple[str, ...]
    until: str | None
    since: str | None
    source: str | None
    """What states it or is the law behind it (a decree's number)."""
    basis: Literal["registry", "law"]
    joins: bool = False
    """What comes after was there before under its name, and took the other in."""
    general_day: bool = False
    """`until` is the day of all bodies of its level; the body's own is not known."""
    note: str | None = None
    """A sentence of the table of general law."""


class ProvinceChange(Frozen):
    """What general law made of a province that goes on.

    From `since` on it has another name or holds more land.
    """

    since: str
    before: str
    """Level and name: `tỉnh Thừa Thiên Huế`."""
    after: str
    joined: tuple[str, ...]
    """Provinces that became part of it; empty where only its name changed."""
    source: str
    ended: bool = False
    """It became part of `after`."""


def steps(found: Catalog, agency: Agency) -> tuple[Step, ...]:
    """Return the changes that a body took part in, on either side, oldest first."""
    known = sorted(dict.fromkeys(_steps(found, agency)), key=lambda each: (each.until or each.since or "", each.after))
    return tuple(replace(each, before=_ids(found, each.before), after=_ids(found, each.after)) for each in known)


def ended(found: Catalog, agency: Agency) -> Step | None:
    """Return the change with which a body ended, None where it goes on as far as is known."""
    known = [
        each for each in steps(found, agency) if each.until and agency.id in each.before and agency.id not in each.after
    ]
    return known[-1] if known else None


def predecessors(found: Catalog, agency: Agency) -> tuple[str, ...]:
    """Return the ids of the bodies that this one is stated to succeed."""
    return tuple(each.id for each in found.predecessors_of.get(agency.id, ()))


def province_changes(agency: Agency) -> tuple[ProvinceChange, ...]:
    """Return what became of the province of a body while that was there, oldest first.

    Only bodies of the province itself are told: a unit inside one may have ended before, and nobody says so. The end
    of a province is told of bodies that have no step by it: what came after them is not known.
    """
    province = _province(agency)
    if province is None or agency.level != "province":
        return ()
    stepped = bool(agency.succeeded_by) or any(_merged(agency))
    known = (each for each in _changes(province) if each.since <= _ended(agency) and not (each.ended and stepped))
    return tuple(sorted(known, key=lambda each: each.since))


def source_work(found: Catalog, words: str | None) -> str | None:
    """Return the id of the one work that a source names by number and date, else None.

    `07/NQ-HĐND ngày 28/02/2025` is such a number, `theo thông báo` is not.
    """
    match = _NUMBER.fullmatch(words or "")
    if match is None:
        return None
    day = "-".join(reversed(match["date"].split("/"))) if match["date"] else None
    known = [each for each in found.by_key.get(match["key"], ()) if day in (None, each.date)]
    return known[0].id if len(known) == 1 else None


def _ids(found: Catalog, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(found.by_name.get(each, each) for each in names)


def _changes(province: Province) -> Iterator[ProvinceChange]:
    level, name, until = province.level, province.name, province.until or "9999"
    own = f"{level} {name}"
    joined = [row for row in _provinces().values() if row.merged_into == name]
    if joined:
        names = tuple(f"{row.level} {row.name}" for row in joined)
        day = _day_after(joined[0].until or "") or ""
        yield ProvinceChange(day, own, own, names, joined[0].source or "")
    if before := province.before:
        day = _day_after(before.until) or ""
        yield ProvinceChange(day, f"{before.level} {before.name}", own, (), before.source)
    if (after := province.after) and after.from_ < until:
        yield ProvinceChange(after.from_, own, f"{after.level} {name}", (), after.source)
    if province.merged_into:
        other = _provinces()[province.merged_into]
        day = _day_after(province.until or "") or ""
        yield ProvinceChange(day, own, f"{other.level} {other.name}", (), province.source or "", ended=True)


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
    end = tables.successions().districts
    if (
        agency.level == "district"
        and not agency.succeeded_by
        and (agency.valid_to, agency.source) == (end.ends, end.source)
    ):
        return Step((agency.name,), (), end.ends, None, end.source, "law")
    if row is not None and agency.source == row.source and agency.valid_to == row.ends:
        names = tuple(found.names.get(each, each) for each in agency.succeeded_by)
        return _step(row, agency.name, names)
    successor = found.agencies.get(agency.succeeded_by[0]) if agency.succeeded_by else None
    since = (successor.valid_from if successor else None) or _day_after(agency.valid_to or "")
    names = tuple(found.names.get(each, each) for each in agency.succeeded_by)
    return Step((agency.name,), names, agency.valid_to, since if names else None, agency.source, "registry")


def _by_law(agency: Agency) -> Iterator[Step]:
    row = _row(agency)
    if row is not None:
        yield _step(row, agency.name, tuple(_of_place(each, agency) for each in row.succeeded_by))
    elif agency.level == "district":
        end = tables.successions().districts
        general = not agency.name.startswith(end.government)
        yield Step((agency.name,), (), end.ends, None, end.source, "law", general_day=general)


def _from_law(agency: Agency, told: set[str]) -> Iterator[Step]:
    """Yield the changes that a body came out of; each predecessor is named, with or without a page."""
    for row, before in _came_of(agency):
        if before not in told:
            yield _step(row, before, (agency.name,))


@lru_cache(maxsize=1 << 12)
def _came_of(agency: Agency) -> tuple[tuple[Succession, str], ...]:
    """The rows that a body came out of, each with the name of what was before."""
    named = (row for row in tables.successions().rows if any(_is_named(agency, each) for each in row.succeeded_by))
    known = ((row, _of_place(row.name, agency)) for row in named)
    return tuple((row, before) for row, before in known if tables.succession_of(before) in (None, row))


def _ended(agency: Agency) -> str:
    """The last day of a body as far as it is known, else a day that no body lives to see."""
    row = _row(agency)
    lawful = row.ends if row else tables.successions().districts.ends if agency.level == "district" else "9999"
    return agency.valid_to or lawful


def _step(row: Succession, before: str, after: tuple[str, ...]) -> Step:
    since = _day_after(row.ends) if after else None
    return Step((before,), after, row.ends, since, row.source, "law", row.joins, note=_note(row))


def _note(row: Succession) -> str | None:
    return " ".join(filter(None, (row.note, _UNCHECKED if row.unchecked else None))) or None


def _merged(agency: Agency) -> Iterator[Step]:
    """Yield the end of a province's own body that went up into the same body of another province.

    That is said of the government and of what every province has; of no other body does general law name what came
    after it.
    """
    province = _province(agency)
    if agency.level != "province" or province is None or province.merged_into is None:
        return
    until = province.until or ""
    if (agency.valid_to and agency.valid_to < until) or _row(agency) is not None:
        return
    other = _provinces()[province.merged_into]
    for kind in tables.successions().joined:
        if agency.name == f"{kind} {agency.place}":
            after = f"{kind} {other.level} {other.name}"
            yield Step((agency.name,), (after,), until, _day_after(until), province.source, "law", joins=True)


# --- tables -------------------------------------------------------------------------------------------


@cache
def _provinces() -> Mapping[str, Province]:
    return {row.name: row for row in tables.provinces().provinces}


@cache
def _by_place() -> Mapping[str, Province]:
    """The provinces by their names with each level, those that a province bore before included."""
    rows = _provinces().values()
    named = [(row, each.name) for row in rows for each in (row, row.before or row)]
    return {f"{level} {name}": row for row, name in named for level in _levels()}


@cache
def _levels() -> tuple[str, ...]:
    return tuple(level.name for level in tables.provinces().levels if "province" in level.tiers)


def _province(agency: Agency) -> Province | None:
    return _by_place().get(agency.place or "")


@lru_cache(maxsize=1 << 12)  # each link to a body asks whether that ended
def _row(agency: Agency) -> Succession | None:
    """The row of a body: by its whole name, or by its kind where the row is of every province or district."""
    row = next((row for row in tables.successions().rows if _is(agency, row.name)), None)
    return row or tables.renamed_body(agency.name)


def _is(agency: Agency, kind: str) -> bool:
    if (agency.level == "district") != kind.endswith(" huyện"):
        return agency.name == kind
    return _is_named(agency, kind) or (
        agency.name.startswith(f"{kind} ")
        and kind.endswith((*(f" {each}" for each in tables.successions().each), _party()))
    )


def _is_named(agency: Agency, kind: str) -> bool:
    """Tell whether a body has the name of a kind in its place: most have other first words."""
    return agency.name.startswith(kind.rpartition(" ")[0]) and agency.name == _of_place(kind, agency)


def _of_place(kind: str, agency: Agency) -> str:
    """The name that a kind of body has in an agency's place.

    `Sở Tài chính tỉnh` → `Sở Tài chính tỉnh Lam Giang`.
    """
    if not agency.place:
        return kind
    if kind.endswith(_party()):
        level = next((each for each in _levels() if agency.place.startswith(f"{each} ")), "")
        return f"{kind} {agency.place.removeprefix(level).strip()}"
    head, _, level = kind.rpartition(" ")
    return f"{head} {agency.place}" if level in tables.successions().each else kind


@cache
def _party() -> str:
    """How the name of a Party's body of a province ends; its place has no level."""
    return f" {tables.agencies().canonical.party}"


def _day_after(date: str) -> str | None:
    """The first day of what comes after a last day; only last days of months are known to follow simply.

    Of a month that alone is known the same month comes after.
    """
    parts = date.split("-")
    if len(parts) == 2:
        return date
    if len(parts) != 3:
        return None
    year, month, day = map(int, parts)
    return f"{year + month // 12:04d}-{month % 12 + 1:02d}-01" if day == monthrange(year, month)[1] else None
