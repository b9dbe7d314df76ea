"""Tables (bảng) of a web page: which lines of the document stand in which cell.

Cells that reach over rows and columns are laid out as a browser does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from generator.ingest.tables import PLACES, Grid
from generator.ingest.web.lines import PageLine
from generator.model import Cell, Span

_CELLS = ("td", "th")
_HOLDERS = (*_CELLS, "caption")
_LAYOUT = ("presentation", "none")
WIDEST = 1000
"""Columns that a cell may reach over, as in a browser."""


def grids(lines: Sequence[PageLine], spans: Sequence[Span]) -> Iterator[Grid]:
    """Yield the grid of each table in which lines of the document stand; `spans` are their passages."""
    held: dict[HtmlElement, list[Span]] = {}
    for line, span in zip(lines, spans, strict=True):
        for element in (line.element, *line.element.iterancestors()):
            if element.tag in _HOLDERS:
                held.setdefault(element, []).append(span)
    tables = dict.fromkeys(table for cell in held if (table := _table_of(cell)) is not None)
    for table in tables:
        if (table.get("role") or "").lower() not in _LAYOUT:
            yield _grid(table, held)


def _table_of(cell: HtmlElement) -> HtmlElement | None:
    """The table that a cell belongs to; None for a cell of what was read by columns."""
    for element in cell.iterancestors():
        if element.tag == "table":
            return element
        if element.tag not in ("tr", "thead", "tbody", "tfoot"):
            return None
    return None


def _grid(table: HtmlElement, held: dict[HtmlElement, list[Span]]) -> Grid:
    cells: list[Cell] = []
    reached: dict[int, int] = {}
    places, row = 0, -1
    for row, (element, headed) in enumerate(_rows(table)):
        column = 0
        for cell in element:
            if cell.tag not in _CELLS:
                continue
            while reached.get(column, 0) > row:
                column += 1
                places += 1
            width = _free(reached, row, column, _whole(cell.get("colspan"), WIDEST))
            height = _whole(cell.get("rowspan"), PLACES)
            places += width
            if places > PLACES:
                return Grid(cells, full=True)
            cells.append(Cell(_span(held.get(cell)), row, column, height, width, headed or cell.tag == "th"))
            reached.update(dict.fromkeys(range(column, column + width), row + height))
            column += width
    caption = next((_span(held[each]) for each in table if each.tag == "caption" and each in held), None)
    return Grid([_clipped(cell, row + 1) for cell in cells], caption)


def _rows(table: HtmlElement) -> Iterator[tuple[HtmlElement, bool]]:
    """The rows in the order of the page's source, as its lines are read; and whether each is of the head."""
    for child in table:
        if child.tag == "tr":
            yield child, False
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from ((row, child.tag == "thead") for row in child if row.tag == "tr")


def _free(reached: dict[int, int], row: int, column: int, width: int) -> int:
    """How far a cell may reach before one from a row above stands in its way."""
    return next((at - column for at in range(column, column + width) if reached.get(at, 0) > row), width)


def _clipped(cell: Cell, rows: int) -> Cell:
    return Cell(cell.span, cell.row, cell.column, min(cell.rows, rows - cell.row), cell.columns, cell.header)


def _whole(written: str | None, most: int) -> int:
    """A span as written; 0 means to the end."""
    bare = (written or "1").strip()
    count = int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 7 else 1
    return min(count, most) if count else most


def _span(spans: Sequence[Span] | None) -> Span:
    return Span(spans[0].start, spans[-1].end) if spans else Span(0, 0)
