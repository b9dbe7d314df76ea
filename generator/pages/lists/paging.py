"""Danh mục dài: list pages cut into sheets by group and year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Generic, TypeVar

from generator.derive.catalog import Catalog
from generator.model import Facets, Page
from generator.model.frozen import Frozen
from generator.pages.frame import urls
from generator.pages.frame.page import Drawn, Own, framed
from generator.pages.lists.by_year import WHOLE, Draw, Sheet, Target, counted, sheet_links, sheet_pages, sheets
from generator.pages.lists.rows import tools
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc
from generator.text.fold import slugify

T = TypeVar("T")


class Shelf(Frozen, Generic[T]):
    """A list page: rows in groups, the word for a group, how a row's year is told and how rows are drawn.

    `rows` names the data of its rows (`lists.rows`).
    """

    path: str
    title: str
    intro: str
    column: str
    caption: str
    groups: Mapping[str, Sequence[T]]
    year: Callable[[T], str]
    draw: Draw[T]
    rows: str
    before: Callable[[], tuple[str, ...]] = tuple
    """What stands above its rows."""

    @property
    def count(self) -> int:
        """How many rows it has."""
        return sum(map(len, self.groups.values()))


def groups(items: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    """Return items by key, keys in the order of their first item."""
    found: dict[str, list[T]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return found


def list_page(found: Catalog, path: str, title: str, intro: str, parts: Sequence[str], of_all: str = "") -> Page:
    """Return a list page with the tools of the whole list; it says so where it holds nothing yet."""
    body = parts if any(parts) else ("Chưa có mục nào.",)
    return framed(found, path, title, (intro, of_all, *body), facets=Facets(sub="Danh mục"))


def headings(level: int, grouped: Mapping[str, Sequence[T]], place: str) -> Iterator[str]:
    """Yield the heading of each group with the number of its rows; the place `nhom` → `k-nhom-1`."""
    counts = counted([len(group) for group in grouped.values()])
    for number, (title, count) in enumerate(zip(grouped, counts, strict=True), 1):
        yield render.heading(level, f"{esc(title)}{count}", f"k-{place}-{number}")


def pages(found: Catalog, shelf: Shelf[T], stem: str) -> Iterator[Drawn]:
    """Yield the list page, and a page for each sheet where it is too long; their paths begin with `stem`."""
    if shelf.count <= WHOLE:
        yield Own(shelf.path, partial(_whole, found, shelf))
        return
    cut = dict(_cut(shelf, stem))
    yield Own(shelf.path, partial(_overview, found, shelf, cut))
    for name, of_group in cut.items():
        title = f"{shelf.title}: {name}"
        caption, of_all = f"{shelf.caption}: {name}", tools(shelf.rows, shelf.count, told=False)
        yield from sheet_pages(of_group, title, _above(shelf), shelf.draw, caption, of_all)


def _cut(shelf: Shelf[T], stem: str) -> Iterator[tuple[str, tuple[Sheet[T], ...]]]:
    taken: set[str] = set()
    for name, rows in shelf.groups.items():
        slug = slugify(name, 60) or "muc"
        unique, number = slug, 2
        while unique in taken:
            unique, number = f"{slug}-{number}", number + 1
        taken.add(unique)
        yield name, sheets(f"{stem}-{unique}", rows, shelf.year)


def _above(shelf: Shelf[T]) -> Target:
    return shelf.title, shelf.path, ""


def _whole(found: Catalog, shelf: Shelf[T]) -> Page:
    parts = [
        part
        for head, (name, group) in zip(headings(2, shelf.groups, "nhom"), shelf.groups.items(), strict=True)
        for part in (head, shelf.draw(shelf.path, found, group, f"{shelf.caption}: {name}"))
    ]
    return _page(found, shelf, *parts)


def _page(found: Catalog, shelf: Shelf[T], *parts: str) -> Page:
    of_all = tools(shelf.rows, shelf.count)
    return list_page(found, shelf.path, shelf.title, shelf.intro, (*shelf.before(), *parts), of_all)


def _overview(found: Catalog, shelf: Shelf[T], cut: Mapping[str, Sequence[Sheet[T]]]) -> Page:
    rows = (
        (esc(name), render.number(len(shelf.groups[name])), sheet_links(shelf.path, of_group))
        for name, of_group in cut.items()
    )
    table = render.table(f"{shelf.title}: chọn năm", (shelf.column, "Số lượng", "Năm"), rows, "vk-shelf")
    return _page(found, shelf, table)


# --- by year ------------------------------------------------------------------------------------------


def by_year(found: Catalog, shelf: Shelf[T], stem: str, kept: int) -> Iterator[Drawn]:
    """Yield a list page of years: all of them on it, or its first rows and a page for each year."""
    rows = [row for group in shelf.groups.values() for row in group]
    if len(rows) <= WHOLE:
        yield Own(shelf.path, partial(_whole, found, shelf))
        return
    cut = sheets(stem, rows, shelf.year)
    yield Own(shelf.path, partial(_first, found, shelf, cut, rows[:kept]))
    of_all = tools(shelf.rows, shelf.count, told=False)
    yield from sheet_pages(cut, shelf.title, _above(shelf), shelf.draw, shelf.caption, of_all)


def _first(found: Catalog, shelf: Shelf[T], cut: Sequence[Sheet[T]], rows: Sequence[T]) -> Page:
    links = render.block(f"Xem theo năm: {sheet_links(shelf.path, cut)}", "vk-years-nav")
    return _page(found, shelf, links, shelf.draw(shelf.path, found, rows, f"{shelf.caption}: {len(rows)} dòng đầu"))


# --- where groups begin --------------------------------------------------------------------------------

Place = tuple[str, str]
"""Path of a page, anchor on it."""


def places(shelf: Shelf[T], stem: str) -> dict[str, Place]:
    """Return where each group of a list stands that `pages` lays out."""
    return _on_one_page(shelf) or {name: (cut[0].path, "") for name, cut in _cut(shelf, stem)}


def places_by_year(shelf: Shelf[T], stem: str) -> dict[str, Place]:
    """Return where each group of a list stands that `by_year` lays out."""
    rows = [row for group in shelf.groups.values() for row in group]
    first = {each.year: each.path for each in reversed(sheets(stem, rows, shelf.year))}
    of_group = {name: (first[shelf.year(group[0])], "") for name, group in shelf.groups.items()}
    return _on_one_page(shelf) or of_group


def _on_one_page(shelf: Shelf[T]) -> dict[str, Place]:
    whole = sum(map(len, shelf.groups.values())) <= WHOLE
    return {name: (shelf.path, f"k-nhom-{number}") for number, name in enumerate(shelf.groups, 1) if whole}


# --- numbered ------------------------------------------------------------------------------------------


def numbered(stem: str, rows: Sequence[T], size: int = WHOLE) -> list[tuple[str, Sequence[T]]]:
    """Return the rows in pages of `size`: `stem.md`, `stem-2.md`, …; one empty page where there is no row."""
    starts = range(0, max(len(rows), 1), size)
    return [
        (f"{stem}{f'-{place}' if place > 1 else ''}.md", rows[start : start + size])
        for place, start in enumerate(starts, 1)
    ]


def numbered_links(path: str, paths: Sequence[str]) -> str:
    """Return the links between numbered pages, empty for a single one."""
    links = (
        f"<strong>{place}</strong>" if each == path else render.link(str(place), urls.relative(path, each))
        for place, each in enumerate(paths, 1)
    )
    return render.block(f"Trang: {' · '.join(links)}", "vk-years-nav") if len(paths) > 1 else ""
