"""The tables of a document (bảng) made ready to be shown: whole, bounded, each with its anchor.

A table whose cells overlap, leave words between them or reach out of bounds is none here: its words stay paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from generator.derive import parts
from generator.model import Cell, Document, Span, Table
from generator.model.frozen import Frozen, replace

ROOM = 60_000, 220_000
"""About how many bytes the rows of all tables on one page may take, of a short text and of a long one.

Further rows stand in the table's file alone.
"""
_SHARE = 4.4
"""Bytes for each letter of the text, between those two."""
FEWEST = 10
"""So many rows of each table are shown all the same."""
_CELL, _ROW, _LETTER = 75, 100, 1.4
"""Bytes that a cell, a row and a letter take on a page."""
_SPARSE = 20
"""A grid has at most so many places for each of its cells."""
_FIGURE = re.compile(r"[-–+(]?\d[\d.,]*\)? ?%?")
_MOSTLY = 0.8
"""A column of figures has this share of them."""
_LABEL = 48


class Grid(Frozen):
    """A table (bảng) as it is shown; each of its `rows` holds the cells that begin in it, left to right."""

    number: int
    """From 1, in the order of the document."""
    anchor: str
    part: int
    span: Span
    """From its first word to its last."""
    caption: Span | None
    rows: tuple[tuple[Cell, ...], ...]
    columns: int
    head: int
    """How many rows name the columns."""
    labels: tuple[str, ...]
    """What each column is called, empty where no row names it."""
    figures: frozenset[int]
    """Columns of figures, which stand to the right."""
    shown: int
    """Rows that a page shows."""
    above: tuple[tuple[Cell, ...], ...]
    """For each row the cells that reach into it from a row above."""

    def row_anchor(self, row: int) -> str:
        """Return the id of a row; rows that no page shows share one, that of the note below the table."""
        return f"{self.anchor}-d{row + 1}" if row < self.shown else f"{self.anchor}-con-lai"

    def row_span(self, row: int) -> Span:
        """Return the passage of a row, empty for a row of empty cells."""
        filled = [cell.span for cell in self.rows[row] if cell.span.start < cell.span.end]
        return Span(min(span.start for span in filled), max(span.end for span in filled)) if filled else Span(0, 0)


def grids(document: Document) -> tuple[Grid, ...]:
    """Return the tables of `document` that can be shown, in its order; of nested ones the outer."""
    made: list[Grid] = []
    taken = {section.anchor for section in document.sections}
    attached, room, end = parts.part_spans(document), dict[int, int](), -1
    most = int(min(max(_SHARE * len(document.text), ROOM[0]), ROOM[1]))
    for table in sorted(document.tables, key=_extent):
        grid = _grid(document.text, table, len(made) + 1)
        if grid is None or grid.span.start < end:
            continue
        part, end = parts.part_at(attached, grid.span.start), grid.span.end
        anchor = f"{parts.prefix(part)}b{grid.number}"
        while anchor in taken:
            anchor += "-bang"
        shown, left = _shown(grid, room.get(part, most))
        room[part] = left
        made.append(replace(grid, anchor=anchor, part=part, shown=shown))
    return tuple(made)


def grid_at(found: Sequence[Grid], position: int) -> Grid | None:
    """Return the table of a document's `grids` that holds a position, None between tables."""
    at = bisect_right(found, position, key=lambda grid: grid.span.start) - 1
    return found[at] if at >= 0 and position < found[at].span.end else None


def _extent(table: Table) -> tuple[int, int]:
    filled = [cell.span for cell in table.cells if cell.span.start < cell.span.end]
    return min((span.start for span in filled), default=0), -max((span.end for span in filled), default=0)


def _grid(text: str, table: Table, number: int) -> Grid | None:
    span = _covered(text, table.cells)
    rows = _placed(table.cells)
    if span is None or rows is None:
        return None
    columns = max(cell.column + cell.columns for row in rows for cell in row)
    head = _head(rows)
    caption = table.caption if table.caption and table.caption.of(text).strip() else None
    return Grid(
        number,
        "",
        0,
        span,
        caption,
        rows,
        columns,
        head,
        _labels(text, rows[:head], columns),
        _figures(text, rows[head:]),
        0,
        _above(rows),
    )


def _covered(text: str, cells: Iterable[Cell]) -> Span | None:
    """Return the passage that the cells cover, None where two overlap or words stand between them."""
    filled = [cell.span for cell in cells if cell.span.of(text).strip()]
    if not filled:
        return None
    position = filled[0].start
    for span in filled:
        if span.start < position or text[position : span.start].strip():
            return None
        position = span.end
    return Span(filled[0].start, position)


def _placed(cells: Sequence[Cell]) -> tuple[tuple[Cell, ...], ...] | None:
    """Return the cells by row, without rows and columns where none begins; None where two share a place."""
    if any(min(cell.row, cell.column, cell.rows - 1, cell.columns - 1) < 0 for cell in cells):
        return None
    tops, lefts = sorted({cell.row for cell in cells}), sorted({cell.column for cell in cells})
    if len(tops) * len(lefts) > _SPARSE * len(cells) + _SPARSE:
        return None
    rows: list[list[Cell]] = [[] for _ in tops]
    taken: set[tuple[int, int]] = set()
    for cell in sorted(cells, key=lambda each: (each.row, each.column)):
        row, rows_ = _reach(tops, cell.row, cell.rows)
        column, columns = _reach(lefts, cell.column, cell.columns)
        places = {(y, x) for y in range(row, row + rows_) for x in range(column, column + columns)}
        if taken & places:
            return None
        taken |= places
        rows[row].append(replace(cell, row=row, column=column, rows=rows_, columns=columns))
    return tuple(map(tuple, rows))


def _reach(starts: Sequence[int], first: int, count: int) -> tuple[int, int]:
    """Return where a cell begins among the kept starts, and over how many of them it reaches."""
    place = bisect_left(starts, first)
    return place, bisect_left(starts, first + count) - place


def _above(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    found: list[list[Cell]] = [[] for _ in rows]
    for row in rows:
        for cell in row:
            for below in range(cell.row + 1, cell.row + cell.rows):
                found[below].append(cell)
    return tuple(map(tuple, found))


def _head(rows: Sequence[Sequence[Cell]]) -> int:
    """Return how many rows at the top name columns: header cells only, none of which reaches below them.

    One cell across the whole table names a table above them, and below them a group of rows.
    """
    found, reach = 0, 0
    columns = max(cell.column + cell.columns for row in rows for cell in row)
    for number, row in enumerate(rows[:-1]):
        if not all(cell.header for cell in row) or (number and row[0].columns == columns):
            break
        reach = max(reach, *(cell.row + cell.rows for cell in row))
        if reach <= number + 1:
            found = number + 1
    return found


def _labels(text: str, head: Iterable[Sequence[Cell]], columns: int) -> tuple[str, ...]:
    names: list[list[str]] = [[] for _ in range(columns)]
    for row in head:
        for cell in row:
            words = " ".join(cell.span.of(text).split())
            for column in range(cell.column, cell.column + cell.columns):
                # What names all columns tells none from another.
                if words and cell.columns < columns:
                    names[column].append(words)
    return tuple(_short(" – ".join(each)) for each in names)


def _short(words: str) -> str:
    return words if len(words) <= _LABEL else f"{words[:_LABEL].rpartition(' ')[0] or words[:_LABEL]} …"


def _figures(text: str, body: Iterable[Sequence[Cell]]) -> frozenset[int]:
    """Return the columns of figures; a first one that only counts the rows is none."""
    values: dict[int, list[str]] = {}
    for row in body:
        for cell in row:
            words = cell.span.of(text).strip()
            if words and cell.columns == 1:
                values.setdefault(cell.column, []).append(words)
    return frozenset(
        column
        for column, words in values.items()
        if sum(map(bool, map(_FIGURE.fullmatch, words))) >= _MOSTLY * len(words)
        and not (column == 0 and _counts(words))
    )


def _counts(words: Sequence[str]) -> bool:
    """Tell whether numbers go up by one; each group of rows may begin with 1 again."""
    numbers = [int(each.rstrip(".)")) for each in words if re.fullmatch(r"[0-9]{1,6}[.)]?", each)]
    return len(numbers) == len(words) and all(other in (one + 1, 1) for one, other in pairwise(numbers))


def _shown(grid: Grid, room: int) -> tuple[int, int]:
    """Return how many rows of a table have room on its page, and the room left."""
    for number, row in enumerate(grid.rows):
        cost = _ROW + sum(_CELL + int(_LETTER * (cell.span.end - cell.span.start)) for cell in row)
        if cost > room and number >= grid.head + FEWEST:
            return number, 0
        room = max(room - cost, 0)
    return len(grid.rows), room
