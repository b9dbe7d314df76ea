"""Kế tục: what came before a body and after it, when, and what says so.

What the registry states is told as such. What follows from general law (`data/successions.yml`, `data/provinces.yml`)
says that it is inferred, with its source: no document of the archive need say it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from generator.model import Agency
from generator.pages import render
from generator.pages.catalog import Catalog, entity_link
from generator.pages.escape import esc
from generator.vocab import read_data

_LAW = "Suy ra từ quy định chung, không phải từ văn bản trong kho."
_STATED = "Do người quản trị nêu trong danh bạ."
_DISTRICTS_END, _DISTRICTS_SOURCE = "2025-06-30", "72/2025/QH15"


@dataclass(frozen=True, slots=True)
class Step:
    """One change: bodies (ids or names) before and after it, last day of the one, first day of the other, source."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    until: str | None
    since: str | None
    source: str | None
    basis: str


def box(found: Catalog, path: str, agency: Agency) -> str:
    """Return the box of a body's changes, oldest first, empty where none is known."""
    steps = sorted(dict.fromkeys(_steps(found, agency)), key=lambda each: (each.until or each.since or "", each.after))
    return "\n\n".join(_shown(found, path, each) for each in steps)


def notice(found: Catalog, path: str, agency: Agency) -> str:
    """Return the dated notice on a body whose province was enlarged, kept its name, or changed its level."""
    province = _province(agency)
    if province is None or agency.level == "central":
        return ""
    joined = [row for row in _provinces().values() if row.get("merged_into") == province["name"]]
    if not joined or _ended(agency) <= str(joined[0]["until"]):
        return ""
    names = ", ".join(f"{row['level']} {row['name']}" for row in joined)
    since = render.date(_day_after(str(joined[0]["until"])))
    source = _source(found, path, str(joined[0]["source"]))
    return render.block(
        f"Từ ngày {since}, {province['level']} {esc(province['name'])} gồm cả {esc(names)} (cũ), theo {source}. "
        f"Văn bản trước ngày đó nói về địa bàn cũ. <small>{_LAW}</small>",
        "vk-notice",
    )


def _shown(found: Catalog, path: str, step: Step) -> str:
    before = _names(found, path, step.before, "đến", step.until)
    after = _names(found, path, step.after, "từ", step.since) or "kết thúc hoạt động, không có cơ quan kế tục trực tiếp"
    source = f"Căn cứ: {_source(found, path, step.source)}. " if step.source else "Không rõ căn cứ. "
    return render.block(f"{before} → {after}<br><small>{source}{step.basis}</small>", "vk-succession")


def _names(found: Catalog, path: str, bodies: tuple[str, ...], word: str, date: str | None) -> str:
    when = f" <small>({word} {render.date(date)})</small>" if date else ""
    shown = " và ".join(
        f"<strong>{entity_link(found, path, found.by_name.get(each, each))}</strong>" for each in bodies
    )
    return f"{shown}{when}" if shown else ""


def _source(found: Catalog, path: str, source: str | None) -> str:
    """A document's number, linked where exactly one of the archive's numbers has it."""
    known = found.by_key.get(source or "", ())
    return entity_link(found, path, known[0].id, source) if len(known) == 1 else esc(source or "")


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
    row = _row(agency.name)
    lawful = row is not None and agency.source == row["source"] and agency.valid_to == row["ends"]
    successor = found.agencies.get(agency.succeeded_by[0]) if agency.succeeded_by else None
    since = (successor.valid_from if successor else None) or _day_after(agency.valid_to or "")
    names = tuple(found.names.get(each, each) for each in agency.succeeded_by)
    basis = _LAW if lawful else _STATED
    return Step((agency.name,), names, agency.valid_to, since if names else None, agency.source, basis)


def _by_law(agency: Agency) -> Iterator[Step]:
    row = _row(agency.name)
    if row is not None:
        yield _step(row, agency.name, tuple(_of_place(each, agency) for each in row["succeeded_by"]))
    elif agency.level == "district":
        yield Step((agency.name,), (), _DISTRICTS_END, None, _DISTRICTS_SOURCE, _LAW)


def _from_law(agency: Agency, told: set[str]) -> Iterator[Step]:
    """Yield the changes that a body came out of; each predecessor is named, with or without a page."""
    for row in _rows():
        if any(_of_place(each, agency) == agency.name for each in row["succeeded_by"]):
            before = _of_place(row["name"], agency)
            if before not in told:
                yield _step(row, before, (agency.name,))


def _ended(agency: Agency) -> str:
    """The last day of a body as far as it is known, else a day that no body lives to see."""
    row = _row(agency.name)
    lawful = str(row["ends"]) if row else _DISTRICTS_END if agency.level == "district" else "9999"
    return agency.valid_to or lawful


def _step(row: Mapping[str, Any], before: str, after: tuple[str, ...]) -> Step:
    basis = f"{_LAW} {row['note']}" if row.get("note") else _LAW
    return Step((before,), after, row["ends"], _day_after(row["ends"]) if after else None, row["source"], basis)


def _merged(agency: Agency) -> Iterator[Step]:
    """Yield the end of a province's own body that went up into the same body of another province."""
    province = _province(agency)
    if agency.level != "province" or province is None or "merged_into" not in province:
        return
    until = str(province["until"])
    if (agency.valid_to and agency.valid_to < until) or _row(agency.name) is not None:
        return
    other = _provinces()[province["merged_into"]]
    name = agency.name.replace(f"{province['level']} {province['name']}", f"{other['level']} {other['name']}")
    name = name.replace(province["name"], other["name"])
    if name != agency.name:
        yield Step((agency.name,), (name,), until, _day_after(until), str(province["source"]), _LAW)


# --- tables -------------------------------------------------------------------------------------------


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    return tuple(read_data("successions"))


@cache
def _provinces() -> Mapping[str, dict[str, Any]]:
    return {row["name"]: row for row in read_data("provinces")["provinces"]}


@cache
def _by_place() -> Mapping[str, dict[str, Any]]:
    return {f"{level} {name}": row for name, row in _provinces().items() for level in ("tỉnh", "thành phố")}


def _province(agency: Agency) -> dict[str, Any] | None:
    return _by_place().get(agency.place or "")


def _row(name: str) -> dict[str, Any] | None:
    """The row of a body: by its whole name, or by its kind where the row is of every province (`… tỉnh`)."""
    for row in _rows():
        kind = str(row["name"])
        if name == kind or (kind.endswith((" tỉnh", " huyện")) and name.startswith((f"{kind} ", _city(kind)))):
            return row
    return None


def _city(kind: str) -> str:
    return f"{kind.removesuffix(' tỉnh')} thành phố "


def _of_place(kind: str, agency: Agency) -> str:
    """The name that a kind of body has in an agency's province: `Sở Tài chính tỉnh` → `Sở Tài chính tỉnh Lam Giang`."""
    if not kind.endswith(" tỉnh"):
        return kind
    return f"{kind.removesuffix(' tỉnh')} {agency.place}" if agency.place else kind


def _day_after(date: str) -> str | None:
    """The first day of what comes after a last day; only last days of months are known to follow simply."""
    parts = date.split("-")
    if len(parts) != 3 or int(parts[2]) < 28:
        return None
    year, month = int(parts[0]), int(parts[1])
    return f"{year + month // 12:04d}-{month % 12 + 1:02d}-01"
