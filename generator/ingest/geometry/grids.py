"""Grids (lưới ô) of tables with rules: rows, columns and merged cells, from closed boxes.

A grid has a line for each side that some cell has; a cell reaches over those that are not drawn through it. Where boxes
contradict each other there is no grid: the words keep their lines, and no table is told.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from generator.ingest.geometry.columns import rows
from generator.ingest.geometry.ruled import NEAR, Stroke, cell_around
from generator.ingest.geometry.shapes import Box, Grid, Line, Sheet, Slot, Word, around
from generator.model.frozen import replace

STROKES, SQUARES = 500, 10_000
"""Rules and squares between rules of a page up to which grids are looked for: small print has 200 and 1,500."""
NARROW = 5.0
"""Points that a row or column measures at least: no letter fits in less, as between a table and one inside of it."""
MIDDLE = 0.06
"""Share of the width of a cell by which the middle of a centred line may miss its middle."""


def drawn(lying: Sequence[Stroke], standing: Sequence[Stroke], cells: Mapping[Box, list[Word]]) -> list[Grid]:
    """Return the grids of a page from top to bottom, each of at least two columns."""
    if len(lying) + len(standing) > STROKES:
        return []
    found = [
        grid
        for across, down in _connected(lying, standing)
        if (boxes := _boxes(across, down)) and _is_sound(boxes, cells) and (grid := _grid(boxes, cells))
    ]
    return sorted(found, key=lambda grid: (grid.slots[0].box[1], grid.slots[0].box[0]))


def _connected(lying: Sequence[Stroke], standing: Sequence[Stroke]) -> Iterator[tuple[list[Stroke], list[Stroke]]]:
    """The rules of each table: those that meet."""
    left = set(range(len(lying)))
    waiting = list(range(len(standing)))
    while waiting:
        down, across = [waiting.pop(0)], list[int]()
        for at in down:
            met = [i for i in left if _meet(lying[i], standing[at])]
            left.difference_update(met)
            across += met
            more = [j for j in waiting if any(_meet(lying[i], standing[j]) for i in met)]
            waiting = [j for j in waiting if j not in more]
            down += more
        yield sorted(lying[i] for i in across), sorted(standing[j] for j in down)


def _meet(lying: Stroke, standing: Stroke) -> bool:
    y, left, right = lying
    x, top, bottom = standing
    return left - NEAR <= x <= right + NEAR and top - NEAR <= y <= bottom + NEAR


def _levels(places: Iterable[float]) -> list[float]:
    """The places, those that are near each other as one."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > NEAR:
            found.append(place)
    return found


def _boxes(across: Sequence[Stroke], down: Sequence[Stroke]) -> list[Box]:
    """The closed boxes of one table, empty ones too; none where two of them overlap or there are too many."""
    xs, ys = _levels(at for at, _, _ in down), _levels(at for at, _, _ in across)
    if len(xs) * len(ys) > SQUARES:
        return []
    middles = [(a + b) / 2 for a, b in pairwise(xs)]
    boxes: list[Box] = []
    taken: set[tuple[int, int]] = set()
    for j, y in enumerate((a + b) / 2 for a, b in pairwise(ys)):
        for i, x in enumerate(middles):
            box = None if (j, i) in taken else cell_around(x, y, across, down)
            if box is None:
                continue
            columns, levels = _between(xs, box[0], box[2]), _between(ys, box[1], box[3])
            reached = {(level, column) for level in levels for column in columns}
            if reached & taken or (j, i) not in reached:
                return []
            taken |= reached
            boxes.append(box)
    return boxes


def _between(levels: Sequence[float], start: float, end: float) -> range:
    """Which of the spaces between levels a side of a box reaches over."""
    return range(bisect(levels, start + NEAR / 2) - 1, bisect(levels, end + NEAR / 2) - 1)


def _is_sound(boxes: Sequence[Box], cells: Iterable[Box]) -> bool:
    """Each box that holds words here is one of the cells: no rule inside of a cell parts its words."""
    own = set(boxes)
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    inside = (b for b in cells if left <= (b[0] + b[2]) / 2 <= right and top <= (b[1] + b[3]) / 2 <= bottom)
    return all(box in own for box in inside)


def _grid(boxes: Sequence[Box], cells: Mapping[Box, list[Word]]) -> Grid | None:
    """The boxes by row and column; None where some are open, or one stands below the other."""
    xs = _levels(side for box in boxes for side in (box[0], box[2]))
    ys = _levels(side for box in boxes for side in (box[1], box[3]))
    if any(b - a < NARROW for levels in (xs, ys) for a, b in pairwise(levels)):
        return None
    slots: list[Slot] = []
    for box in boxes:
        columns, levels = _between(xs, box[0], box[2]), _between(ys, box[1], box[3])
        centred = _is_centred(box, cells.get(box, ()))
        slots.append(Slot(levels.start, columns.start, len(levels), len(columns), box, centred))
    squares = [(s.row + y, s.column + x) for s in slots for y in range(s.rows) for x in range(s.columns)]
    whole = len(squares) == len(set(squares)) == (len(xs) - 1) * (len(ys) - 1)
    if not whole or len({slot.column for slot in slots}) < 2:
        return None
    return Grid(tuple(sorted(slots)), tuple(xs))


def _is_centred(box: Box, words: Sequence[Word]) -> bool:
    middle, miss = (box[0] + box[2]) / 2, max(NEAR, MIDDLE * (box[2] - box[0]))
    return bool(words) and all(abs((row[0].left + row[-1].right) / 2 - middle) <= miss for row in rows(words))


def placed(lines: Sequence[Line], grids: Sequence[Grid]) -> Sheet:
    """Return the lines with the cells that they stand in; a grid that a line stands across is left out.

    Lines of cells know theirs; words that stand alone in their part of a table were read as a line of the page.
    """
    found = list(lines)
    across: set[int] = set()
    reaches = [around(slot.box for slot in grid.slots) for grid in grids]
    for at, line in enumerate(lines):
        for number, grid in enumerate(grids if line.slot is None else ()):
            if line.box is None or not _overlap(line.box, reaches[number]):
                continue
            home = next((i for i, slot in enumerate(grid.slots) if _is_within(line.box, slot.box)), None)
            if home is None:
                across.add(number)
            else:
                found[at] = replace(line, slot=(number, home))
    renamed = {number: new for new, number in enumerate(n for n in range(len(grids)) if n not in across)}
    told = (
        line if line.slot is None else replace(line, slot=_renamed(line.slot, renamed)) if across else line
        for line in found
    )
    return Sheet(tuple(told), tuple(grids[number] for number in renamed))


def _renamed(slot: tuple[int, int], renamed: Mapping[int, int]) -> tuple[int, int] | None:
    return (renamed[slot[0]], slot[1]) if slot[0] in renamed else None


def _overlap(one: Box, other: Box) -> bool:
    wide, tall = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    return wide > NEAR and tall > NEAR


def _is_within(one: Box, other: Box) -> bool:
    left, top, right, bottom = other
    return left - NEAR <= one[0] and one[2] <= right + NEAR and top - NEAR <= one[1] and one[3] <= bottom + NEAR
