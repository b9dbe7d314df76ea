"""Tables with rules (bảng có đường kẻ): which cell each word stands in."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple

from generator.ingest.geometry.shapes import Box, Rule, Word

NEAR = 3.0
"""Points by which the sides of a cell may miss each other."""
SAME_RULE = 1.5
"""Points by which parts of one rule may stand apart."""

Stroke = tuple[float, float, float]
"""A rule: where it stands across its direction, and where it begins and ends along it."""


class Ruled(NamedTuple):
    """Words by the cell that rules make around them, words in none, and the rules as whole strokes."""

    cells: dict[Box, list[Word]]
    free: list[Word]
    lying: list[Stroke]
    standing: list[Stroke]


def celled(words: Sequence[Word], rules: Sequence[Rule]) -> Ruled:
    """Return the words by the cell of a table that rules make around them, and those that stand in none.

    A box that stands alone, or boxes one below the other, are no table: a frame around the page, around a paragraph.
    """
    flat = [(rule.top, rule.left, rule.right) for rule in rules if rule.bottom - rule.top <= rule.right - rule.left]
    upright = [(rule.left, rule.top, rule.bottom) for rule in rules if rule.bottom - rule.top > rule.right - rule.left]
    lying, standing = _whole(flat), _whole(upright)
    cells: dict[Box, list[Word]] = defaultdict(list)
    free: list[Word] = []
    for word in words:
        cell = cell_around((word.left + word.right) / 2, word.middle, lying, standing) if standing else None
        if cell is None:
            free.append(word)
        else:
            cells[cell].append(word)
    for frame in _frames(cells, standing):
        free.extend(cells.pop(frame))
    return Ruled(cells, free, lying, standing)


def _frames(cells: Collection[Box], standing: Sequence[Stroke]) -> list[Box]:
    """The boxes beside which, in their whole table, no other cell stands."""
    tables = _together(cells)
    return [
        box for table in tables if len({each[0] for each in table}) == 1 for box in table if not _parted(box, standing)
    ]


def _together(cells: Collection[Box]) -> list[list[Box]]:
    """The cells of each table: those that share a side, or a part of one."""
    tables: list[list[Box]] = []
    for cell in sorted(cells, key=lambda box: (box[1], box[0])):
        # A neighbour is most often the cell before: looking back from there takes one step, not all.
        touched = [table for table in tables if any(_touch(cell, other) for other in reversed(table))]
        if len(touched) > 1:
            tables = [table for table in tables if table not in touched[1:]]
            for other in touched[1:]:
                touched[0] += other
        if touched:
            touched[0].append(cell)
        else:
            tables.append([cell])
    return tables


def _touch(one: Box, other: Box) -> bool:
    beside = min(abs(one[2] - other[0]), abs(other[2] - one[0])) <= NEAR and one[1] < other[3] and other[1] < one[3]
    below = min(abs(one[3] - other[1]), abs(other[3] - one[1])) <= NEAR and one[0] < other[2] and other[0] < one[2]
    return beside or below


def _parted(box: Box, standing: Sequence[Stroke]) -> bool:
    """Tell whether the row of a cell goes on in empty cells.

    A further upright rule beside it is as high as it is.
    """
    left, top, right, bottom = box
    ends = [at for at, start, end in standing if start - NEAR <= top and bottom <= end + NEAR]
    return any(at < left - NEAR or at > right + NEAR for at in ends)


def _whole(parts: Sequence[Stroke]) -> list[Stroke]:
    """The lines that parts make up.

    Each cell draws its own sides, and those of a merged cell are drawn piecemeal.
    """
    found: list[Stroke] = []
    level = 0.0
    for at, start, end in sorted(parts):
        level = level if found and at - level <= SAME_RULE else at
        found.append((level, start, end))
    whole: list[Stroke] = []
    for at, start, end in sorted(found):
        if whole and whole[-1][0] == at and start <= whole[-1][2] + NEAR:
            whole[-1] = (at, whole[-1][1], max(end, whole[-1][2]))
        else:
            whole.append((at, start, end))
    return whole


def cell_around(x: float, y: float, lying: Sequence[Stroke], standing: Sequence[Stroke]) -> Box | None:
    """Return the closed box of rules around a point, None where there is none."""
    sides = _around(x, standing, y, y)
    if sides is None:
        return None
    # An underline inside of the cell does not reach from side to side.
    ends = _around(y, lying, sides[0] + NEAR, sides[1] - NEAR)
    return None if ends is None else (sides[0], ends[0], sides[1], ends[1])


def _around(at: float, rules: Sequence[Stroke], start: float, end: float) -> tuple[float, float] | None:
    """The nearest rules on both sides of a place that reach from start to end."""
    i = bisect(rules, (at,))
    before = next((r[0] for r in reversed(rules[:i]) if r[1] - NEAR <= start and end <= r[2] + NEAR), None)
    after = next((r[0] for r in rules[i:] if r[1] - NEAR <= start and end <= r[2] + NEAR), None)
    return None if before is None or after is None else (before, after)
