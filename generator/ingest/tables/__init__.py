"""Tables (bảng) out of what readers of all forms of file saw drawn.

Cells in a grid, with passages of the text. A grid that only sets things side by side is none: a frame, a box around a
paragraph, the head and the foot of a paper.
What is kept covers every place of its grid once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from generator.ingest.tables.frames import is_frame
from generator.ingest.tables.heads import head_rows
from generator.model import Cell, Diagnostic, DiagnosticCode, Span, Table
from generator.model.frozen import Frozen, replace

PLACES = 50_000
"""Places of a table that is kept as one: about 5,000 rows of ten columns."""


class Grid(Frozen):
    """What was drawn: cells in any order, each at its place in the grid of the file.

    The span of an empty cell may be any empty one. `header` says that the file itself calls it one. `full`: more cells
    were drawn than are kept.
    """

    cells: Sequence[Cell]
    caption: Span | None = None
    full: bool = False


def tables_of(grids: Iterable[Grid], text: str, path: str) -> tuple[tuple[Table, ...], tuple[Diagnostic, ...]]:
    """Return the tables among the grids, in reading order, and what is told of those that are too large."""
    tables: list[Table] = []
    told: list[Diagnostic] = []
    for grid in grids:
        cells = [] if grid.full else _closed(grid.cells)
        if grid.full or sum(cell.rows * cell.columns for cell in cells) > PLACES:
            told.append(_too_large(grid, text, path))
        elif table := _table(cells, grid.caption, text):
            tables.append(table)
    return tuple(sorted(tables, key=_place)), tuple(told)


def _place(table: Table) -> tuple[int, int]:
    """The outer table stands before those in its cells."""
    return table.cells[0].span.start, -table.cells[-1].span.end


def _too_large(grid: Grid, text: str, path: str) -> Diagnostic:
    start = min((cell.span.start for cell in grid.cells if cell.span.end > cell.span.start), default=0)
    message = (
        f"Bảng có hơn {PLACES} ô nên chỉ đọc như văn bản, không hiện thành bảng. Chia bảng thành nhiều bảng nhỏ hơn."
    )
    return Diagnostic(DiagnosticCode.LONG_TABLE, message, path, text.count("\n", 0, start) + 1)


def _closed(cells: Sequence[Cell]) -> list[Cell]:
    """The cells by row and column, rows and columns in which none begins closed up."""
    rows, columns = sorted({cell.row for cell in cells}), sorted({cell.column for cell in cells})
    return sorted(
        (
            replace(
                cell,
                row=(top := bisect_left(rows, cell.row)),
                column=(left := bisect_left(columns, cell.column)),
                rows=max(1, bisect_left(rows, cell.row + cell.rows) - top),
                columns=max(1, bisect_left(columns, cell.column + cell.columns) - left),
            )
            for cell in cells
        ),
        key=lambda cell: (cell.row, cell.column),
    )


def _table(cells: Sequence[Cell], caption: Span | None, text: str) -> Table | None:
    """The table, None where the cells overlap, are not read in order, or only set things side by side."""
    rows = max((cell.row + cell.rows for cell in cells), default=0)
    columns = max((cell.column + cell.columns for cell in cells), default=0)
    filled = [cell for cell in cells if cell.span.of(text).strip()]
    if len({cell.row for cell in filled}) < 2 or len({cell.column for cell in filled}) < 2:
        return None
    whole = _whole(cells, rows, columns)
    if whole is None or is_frame(whole, rows, columns, text):
        return None
    placed = tuple(_seated(whole))
    if any(above.span.end > below.span.start for above, below in pairwise(placed)):
        return None
    head = head_rows(placed, rows, text)
    marked = tuple(cell if cell.header or cell.row >= head else replace(cell, header=True) for cell in placed)
    return Table(marked, rows, columns, caption)


def _whole(cells: Sequence[Cell], rows: int, columns: int) -> list[Cell] | None:
    """The cells with an empty one at every place that none covers; None where two cover one."""
    covered: set[tuple[int, int]] = set()
    for cell in cells:
        places = set(_places(cell))
        if covered & places:
            return None
        covered |= places
    bare = ((row, column) for row in range(rows) for column in range(columns))
    added = [Cell(Span(0, 0), row, column) for row, column in bare if (row, column) not in covered]
    return sorted([*cells, *added], key=lambda cell: (cell.row, cell.column))


def _places(cell: Cell) -> Iterator[tuple[int, int]]:
    for row in range(cell.row, cell.row + cell.rows):
        yield from ((row, column) for column in range(cell.column, cell.column + cell.columns))


def _seated(cells: Sequence[Cell]) -> Iterator[Cell]:
    """The cells, each empty one at the end of the one before it."""
    at = next(cell.span.start for cell in cells if cell.span.end > cell.span.start)
    for cell in cells:
        empty = cell.span.end <= cell.span.start
        yield replace(cell, span=Span(at, at)) if empty else cell
        at = at if empty else cell.span.end
