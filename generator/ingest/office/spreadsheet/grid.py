"""A sheet of cells laid out (trang tính): what stands above its table, the table, what is below."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from generator import vocab
from generator.ingest.contract import Refused, clean
from generator.ingest.office.sheet import Box, Line, Sheet, of_table
from generator.model import Cell, DiagnosticCode, Span, Table

CELLS = 100_000
"""Filled cells of a file; a list of all households of a province is data, no paper."""
AREA = 4 * CELLS
"""Places of a table, empty ones included; cells strewn over a wider one are read as lines."""
_LEAD = 20
"""Rows at the top in which a paper's own heading stands."""
_DEFAULT_NAME = re.compile(r"(?:sheet|trang[ _]?tính|bảng|table)[ _]?\d*", re.I)
_FIGURE = re.compile(r"[-(]?\d[\d.,]*\)?\s*%?")
_BLANKS = re.compile(r"\s+")

At = tuple[int, int]
"""Row and column from 0."""


@dataclass(slots=True)
class Grid:
    """A sheet: its name, its filled cells, and how far merged ones reach (rows, columns)."""

    name: str
    cells: dict[At, str] = field(default_factory=dict)
    reach: dict[At, At] = field(default_factory=dict)

    def put(self, at: At, text: str) -> None:
        """Fill a cell with its text on one line; blank ones stay empty."""
        if text := _BLANKS.sub(" ", clean(text)).strip():
            self.cells[at] = text


def check_count(filled: int) -> None:
    """Raise Refused where a file has more filled cells than are read."""
    if filled > CELLS:
        raise Refused(
            DiagnosticCode.TOO_LARGE,
            f"Quá lớn: bảng tính có hơn {CELLS:,} ô có chữ. Chỉ giữ trang tính cần đưa lên, hoặc chia nhỏ tệp.".replace(
                ",", ".", 1
            ),
        )


def written(grids: Iterable[Grid], sheet: Sheet) -> tuple[str, tuple[Table, ...]]:
    """Return the text of all sheets, one cell a line, and their tables; the sheet counts what is read."""
    paper = _Paper(sheet)
    tables = [table for grid in grids if grid.cells and (table := _lay_out(grid, paper))]
    return "\n".join(paper.lines), tuple(tables)


@dataclass(slots=True)
class _Paper:
    sheet: Sheet
    lines: list[str] = field(default_factory=list)
    size: int = 0

    def write(self, text: str) -> Span:
        """Add a line and return where it stands."""
        self.sheet.charge(len(text) + 1)
        span = Span(self.size, self.size + len(text))
        self.lines.append(text)
        self.size += len(text) + 1
        return span

    def part(self) -> None:
        """Begin another part: a blank line parts it from what stands above."""
        if self.lines and self.lines[-1]:
            self.write("")

    def here(self) -> Span:
        """Return the empty span at the end of what is written."""
        return Span(max(0, self.size - 1), max(0, self.size - 1))


Row = list[tuple[int, str]]


def _lay_out(grid: Grid, paper: _Paper) -> Table | None:
    rows: dict[int, Row] = {}
    for (row, column), text in sorted(grid.cells.items()):
        rows.setdefault(row, []).append((column, text))
    paper.part()
    called = " ".join(clean(grid.name).split())
    name = None if _DEFAULT_NAME.fullmatch(called) else paper.write(called)
    numbers = list(rows)
    heading = _heading(rows, numbers)
    first, last = _extent(rows, numbers, heading)
    _paragraphs([rows[each] for each in numbers[:heading]], paper)
    _paragraphs([rows[each] for each in numbers[heading:first]], paper)
    columns = {column for each in numbers[first:last] for column, _ in rows[each]}
    is_table = last - first > 1 and (last - first) * len(columns) <= AREA
    table = _table(grid, rows, numbers[first:last], paper, name) if is_table else None
    _paragraphs([rows[each] for each in numbers[last if table else first :]], paper)
    return table


def _extent(rows: Mapping[int, Row], numbers: Sequence[int], heading: int) -> tuple[int, int]:
    """Return where the table begins and ends among the rows that hold something.

    It begins below the paper's heading, with the first row that fills more than half of its columns, and ends with the
    last such row and the sums right below it.
    """
    widest = max((len(rows[each]) for each in numbers[heading:]), default=0)
    full = [place for place in range(heading, len(numbers)) if 2 * len(rows[numbers[place]]) > max(2, widest)]
    if not full:
        return heading, heading
    last = full[-1] + 1
    while last < len(numbers) and numbers[last] == numbers[last - 1] + 1 and _has_figure(rows[numbers[last]]):
        last += 1
    return full[0], last


def _heading(rows: Mapping[int, Row], numbers: Sequence[int]) -> int:
    """Return how many rows at the top are the heading of a paper: motto, issuer, number, place and day."""
    marks = vocab.load().header
    for place in range(min(_LEAD, len(numbers)) - 1, -1, -1):
        for _, text in rows[numbers[place]]:
            if any(marks[mark].match(text) for mark in ("motto", "watchword", "number", "place_date")):
                return place + 1
    return 0


def _has_figure(row: Row) -> bool:
    return len(row) > 1 and any(_FIGURE.fullmatch(text) for _, text in row)


def _paragraphs(rows: Sequence[Row], paper: _Paper) -> None:
    """Write what is no table; where motto or recipients stand, two columns are read one after the other."""
    if not rows:
        return
    paper.part()
    width = 1 + max((column for row in rows for column, _ in row), default=0)
    boxes = [[Box(place, column, [Line(text)]) for column, text in row] for place, row in enumerate(rows)]
    for line in of_table(boxes, width):
        paper.write(line.text)


def _table(grid: Grid, rows: Mapping[int, Row], numbers: Sequence[int], paper: _Paper, name: Span | None) -> Table:
    """Write the cells of the table row by row; rows and columns that are empty all through are left out."""
    paper.part()
    columns = sorted({column for each in numbers for column, _ in rows[each]})
    reach = _reach(grid, numbers, columns)
    covered = {at for places in reach.values() for at in places[1:]}
    head = _head(rows[numbers[0]], reach, numbers[0])
    cells = []
    for down, number in enumerate(numbers):
        known = dict(rows[number])
        for across, column in enumerate(columns):
            if (at := (number, column)) in covered:
                continue
            span = paper.write(known[column]) if column in known else paper.here()
            places = reach.get(at, (at,))
            tall, wide = len({row for row, _ in places}), len({each for _, each in places})
            cells.append(Cell(span, down, across, tall, wide, down < head))
    return Table(tuple(cells), len(numbers), len(columns), name)


def _reach(grid: Grid, numbers: Sequence[int], columns: Sequence[int]) -> dict[At, tuple[At, ...]]:
    """Return what each merged cell covers of the table, itself first; of those that overlap one is left."""
    found: dict[At, tuple[At, ...]] = {}
    taken: set[At] = set()
    left = AREA
    for (row, column), (tall, wide) in sorted(grid.reach.items()):
        down = numbers[bisect_left(numbers, row) : bisect_left(numbers, row + tall)]
        right = columns[bisect_left(columns, column) : bisect_left(columns, column + wide)]
        left -= len(down) * len(right)
        if left < 0:
            break
        places = tuple(product(down, right))
        hidden = any(at in grid.cells for at in places[1:])
        if places[:1] == ((row, column),) and not hidden and taken.isdisjoint(places):
            taken.update(places)
            found[row, column] = places
    return found


def _head(first: Row, reach: Mapping[At, Sequence[At]], number: int) -> int:
    """Return how many rows are the head: the first, unless it holds figures, and those it reaches over."""
    if any(_FIGURE.fullmatch(text) for _, text in first):
        return 0
    return max(len({row for row, _ in reach.get((number, column), ((number, column),))}) for column, _ in first)
