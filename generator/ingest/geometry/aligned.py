"""Tables without rules (bảng không kẻ), where alignment proves them.

Proven is a table of at least three rows, one below the other, each of the same number of parts, with gutters that no
row crosses and a column of figures that stand below each other. All else stays lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.ingest.geometry.columns import GUTTER, SAME_LINE
from generator.ingest.geometry.shapes import Box, Grid, Line, Sheet, Slot, around
from generator.model.frozen import replace

ROWS = 3
"""Rows that a table without rules has at least."""
STEP = 3.0
"""Heights of a line from the foot of a row to the foot of the next at most."""
FLUSH = 0.6
"""Heights of a line by which figures of one column may miss each other: their ends, beginnings or middles."""
FIGURE = re.compile(r"[-–+(]?\d[\d.,/]*\s?%?\)?")
"""A cell that holds a figure and nothing else."""

_Row = list[int]
"""The lines of a row, by their index, from left to right."""


def found(sheet: Sheet) -> Sheet:
    """Return the page with the tables without rules that its lines prove, after those with rules."""
    lines, grids = list(sheet.lines), list(sheet.grids)
    for run in _runs(lines):
        if not _is_table(run, lines):
            continue
        slots: list[Slot] = []
        for number, row in enumerate(run):
            for column, at in enumerate(row):
                lines[at] = replace(lines[at], slot=(len(grids), len(slots)))
                slots.append(Slot(number, column, 1, 1, _box(lines[at])))
        grids.append(Grid(tuple(slots), _edges([[_box(lines[at]) for at in row] for row in run])))
    return Sheet(tuple(lines), tuple(grids)) if len(grids) > len(sheet.grids) else sheet


def _runs(lines: Sequence[Line]) -> Iterator[list[_Row]]:
    """Rows of the same number of parts, two at least, that follow each other."""
    run: list[_Row] = []
    for row in _rows(lines):
        follows = run and len(row) == len(run[-1]) and _is_below(_box(lines[run[-1][0]]), _box(lines[row[0]]))
        if not follows:
            yield run
            run = []
        if len(row) > 1:
            run.append(row)
    yield run


def _rows(lines: Sequence[Line]) -> Iterator[_Row]:
    """The lines that stand beside each other; lines of a ruled table are rows of none."""
    row: _Row = []
    for at, line in enumerate(lines):
        if line.box is None:
            continue
        beside = row and line.slot is None and _is_beside(_box(lines[row[-1]]), line.box)
        if row and not beside:
            yield row
            row = []
        if line.slot is None:
            row.append(at)
    if row:
        yield row


def _box(line: Line) -> Box:
    return line.box or (0.0, 0.0, 0.0, 0.0)


def _height(box: Box) -> float:
    return box[3] - box[1]


def _is_beside(left: Box, right: Box) -> bool:
    return left[2] < right[0] and abs(left[3] - right[3]) <= SAME_LINE * min(_height(left), _height(right))


def _is_below(above: Box, below: Box) -> bool:
    return 0 < below[3] - above[3] <= STEP * max(_height(above), _height(below))


def _is_table(run: Sequence[_Row], lines: Sequence[Line]) -> bool:
    if len(run) < ROWS:
        return False
    columns = [[lines[at] for at in column] for column in zip(*run, strict=True)]
    height = max(_height(_box(line)) for line in columns[0])
    reaches = [around(_box(line) for line in column) for column in columns]
    return all(right[0] - left[2] >= GUTTER * height for left, right in pairwise(reaches)) and any(
        _is_of_figures(column, FLUSH * height) for column in columns[1:]
    )


def _is_of_figures(column: Sequence[Line], miss: float) -> bool:
    """All but the first, which may be a head, are figures with one end, beginning or middle."""
    below = [line for line in column if FIGURE.fullmatch(line.text)]
    if len(below) < max(ROWS - 1, len(column) - 1) or (len(below) < len(column) and below[0] is column[0]):
        return False
    sides = [(box[2], box[0], (box[0] + box[2]) / 2) for box in map(_box, below)]
    return any(max(places) - min(places) <= miss for places in zip(*sides, strict=True))


def _edges(rows: Sequence[Sequence[Box]]) -> tuple[float, ...]:
    """Where columns begin and end: the outer sides, and the middles of the gutters."""
    reaches = [around(column) for column in zip(*rows, strict=True)]
    inner = ((left[2] + right[0]) / 2 for left, right in pairwise(reaches))
    return reaches[0][0], *inner, reaches[-1][2]
