"""Long lists: cut into sheets by year, each a page of its own, so that no page grows without bound.

An entity's page keeps the newest rows of a long list and links to its sheets, which lie in the folder named after
the entity (`co-quan/x/nhac-den-2023.md`); ids of entities have one slash, so no sheet has the address of an entity.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Generic, TypeVar

from generator.derive.catalog import Catalog, Passage, issued_year
from generator.model import Facets, Occurrence, Page
from generator.model.frozen import Frozen
from generator.pages.frame import folds, passages, urls
from generator.pages.frame.page import Further, framed
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc

T = TypeVar("T")

WHOLE = 200
"""Rows of a page, all its lists together, up to which nothing is cut; rows of a sheet."""
NEWEST = 50
"""Rows that a page keeps of a list that is cut."""
Room = tuple[int, int]
"""What a page has in place of these two."""
UNKNOWN = "khong-ro"
Draw = Callable[[str, Catalog, Sequence[T], str], str]
"""Makes the table of rows for the page at a path, with a caption; a function of a module, as `Further` wants it."""
Target = tuple[str, str, str]
"""What a link upwards says, path and anchor."""


class Sheet(Frozen, Generic[T]):
    """A page of rows of one year; `part` counts from 1 where a year needs several, else it is 0."""

    path: str
    year: str
    part: int
    rows: Sequence[T]

    @property
    def label(self) -> str:
        """What links call it: `2023`, `2023 (2)`, `không rõ năm`."""
        return f"{self.year or 'không rõ năm'}{f' ({self.part})' if self.part else ''}"


class Listing(Frozen, Generic[T]):
    """A list of an entity's page."""

    place: str
    title: str
    caption: str
    rows: Sequence[T]
    year: Callable[[T], str]
    draw: Draw[T]
    note: str = ""
    open: int = 0
    """Rows, or groups of them, that stand open on the entity's page; 0: all."""
    group: Callable[[T], object] | None = None
    """What neighbouring rows have in common that stand together."""
    what: str = "dòng"
    """What its rows are called."""


def sheets(stem: str, rows: Iterable[T], year: Callable[[T], str]) -> tuple[Sheet[T], ...]:
    """Return the rows in sheets by year, in the order in which the years first stand: `stem-2023.md`."""
    years: dict[str, list[T]] = {}
    for row in rows:
        years.setdefault(year(row), []).append(row)
    return tuple(
        Sheet(f"{stem}-{each or UNKNOWN}{f'-{part}' if part > 1 else ''}.md", each, part, cut)
        for each, group in years.items()
        for part, cut in _cut(group)
    )


def _cut(rows: Sequence[T]) -> Iterator[tuple[int, Sequence[T]]]:
    if len(rows) <= WHOLE:
        yield 0, rows
        return
    for part, start in enumerate(range(0, len(rows), WHOLE), 1):
        yield part, rows[start : start + WHOLE]


def sheet_links(path: str, cut: Sequence[Sheet[T]]) -> str:
    """Return the links to all sheets with the number of their rows, where that says something."""
    counts = counted([len(each.rows) for each in cut])
    return " · ".join(f"{_sheet_link(path, each)}{count}" for each, count in zip(cut, counts, strict=True))


def counted(counts: Sequence[int]) -> tuple[str, ...]:
    """Return what stands after the names of parts: how many rows each has.

    Nothing where all have one.
    """
    told = max(counts, default=0) > 1
    return tuple(f" <small>({count})</small>" if told else "" for count in counts)


def _sheet_link(path: str, sheet: Sheet[T]) -> str:
    return _link(path, sheet.label, sheet.path)


def _link(path: str, label: str, target: str) -> str:
    return render.link(esc(label), urls.relative(path, target))


def sheet_pages(
    cut: Sequence[Sheet[T]], title: str, above: Target, draw: Draw[T], caption: str, tools: str = ""
) -> Iterator[Further]:
    """Yield the page of each sheet: the tools of the whole list, links to its neighbours, its table."""
    beside = tuple((each.label, each.path) for each in cut)
    for sheet in cut:
        of_year = f"năm {sheet.year}" if sheet.year else "không rõ năm"
        name = f"{title}, {of_year}{f' (phần {sheet.part})' if sheet.part else ''}"
        table = draw, tuple(sheet.rows), f"{caption}, {of_year}"
        yield Further(sheet.path, _drawn, (name, above, tools, beside, *table))


def _drawn(
    found: Catalog,
    path: str,
    title: str,
    above: Target,
    tools: str,
    beside: Sequence[tuple[str, str]],
    draw: Draw[T],
    rows: Sequence[T],
    caption: str,
) -> Page:
    """The page of a sheet.

    How many rows its neighbours have stands above them all: told here, each new row would change every sheet.
    """
    others = " · ".join(esc(label) if each == path else _link(path, label, each) for label, each in beside)
    links = render.block(f"Xem năm khác: {others}", "vk-years-nav") if len(beside) > 1 else ""
    parts = (tools, links, draw(path, found, rows, caption))
    words, target, anchor = above
    up = render.link(esc(words), urls.relative(path, target, anchor))
    return framed(found, path, title, parts, facets=Facets(sub="Danh mục", part=True), above=up)


class Laid(Frozen, Generic[T]):
    """Lists of a page, laid out: what stands on it, and further pages; each is made as it is asked for."""

    found: Catalog
    home: str
    name: str
    tools: str
    newest: int
    listings: tuple[tuple[Listing[T], tuple[Sheet[T], ...]], ...]
    """Those with rows, each with its sheets, none where the page holds all."""

    @property
    def sections(self) -> dict[str, str]:
        """The sections of the page by place."""
        return {each.place: self._section(each, cut) for each, cut in self.listings}

    @property
    def further(self) -> Iterator[Further]:
        """The further pages."""
        return (page for each, cut in self.listings for page in _further(self.home, self.name, each, cut, self.tools))

    def _section(self, listing: Listing[T], cut: Sequence[Sheet[T]]) -> str:
        if cut:
            return _newest(self.found, self.home, listing, cut, self.newest)
        table = _folded(self.found, self.home, listing, listing.rows)
        return render.section(listing.title, listing.place, listing.note, table)


def lay_out(
    found: Catalog,
    path: str,
    name: str,
    listings: Iterable[Listing[T]],
    home: str = "",
    tools: str = "",
    *,
    room: Room | None = None,
) -> Laid[T]:
    """Return the lists of a page, laid out.

    The page is at `home`, or at `path`, after which the folder of the further pages is named; `tools` are those of the
    list that all these listings make up. `room` is what the page has for them, else `WHOLE` and `NEWEST`.
    """
    whole, newest = room or (WHOLE, NEWEST)
    filled = [each for each in listings if each.rows]
    crowded = sum(len(each.rows) for each in filled) > whole

    def cut(each: Listing[T]) -> tuple[Sheet[T], ...]:
        long = crowded and len(each.rows) > newest
        return sheets(f"{path.removesuffix('.md')}/{each.place}", each.rows, each.year) if long else ()

    return Laid(found, home or path, name, tools, newest, tuple((each, cut(each)) for each in filled))


def _newest(found: Catalog, path: str, listing: Listing[T], cut: Sequence[Sheet[T]], newest: int) -> str:
    words = f"{newest} dòng đầu trong {render.number(len(listing.rows))} dòng. Xem tất cả theo năm: "
    links = render.block(words + sheet_links(path, cut), "vk-years-nav")
    table = _folded(found, path, listing, listing.rows[:newest])
    return render.section(listing.title, listing.place, listing.note, links, table)


def _folded(found: Catalog, path: str, listing: Listing[T], rows: Sequence[T]) -> str:
    """The rows of a list on the entity's page, those behind the first in a fold."""
    at = len(rows) if not listing.open else listing.open
    if listing.open and listing.group:
        at = folds.end_of_groups(rows, listing.group, listing.open)
    drawn = partial(listing.draw, path, found)
    return folds.split(rows, at, listing.caption, drawn, listing.what)


def _further(path: str, name: str, listing: Listing[T], cut: Sequence[Sheet[T]], tools: str) -> Iterator[Further]:
    title = f"{name}: {listing.title[:1].lower()}{listing.title[1:]}"
    return sheet_pages(cut, title, (name, path, f"k-{listing.place}"), listing.draw, listing.caption, tools)


def passage_listing(found: Catalog, entity: str) -> Listing[Passage[Occurrence]]:
    """Return the passages that mention an entity as a list that may be cut by year."""
    return Listing(
        "nhac-den",
        "Được nhắc đến",
        "Các đoạn nhắc đến, mới nhất trước",
        found.passages.get(entity, ()),
        lambda row: issued_year(row.record),
        passage_table,
        open=folds.OPEN,
        group=lambda row: row.record.id,
        what="đoạn",
    )


def passage_table(path: str, _: Catalog, rows: Sequence[Passage[Occurrence]], caption: str) -> str:
    """Return passages as a table."""
    return passages.table(path, rows, caption)
