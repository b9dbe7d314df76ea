"""Geometry of a page (bố cục trang): from words and rules with their places to lines in reading order.

Stream order is not to be trusted: words are put into lines by where they stand. A header or footer in two columns is
read column by column; a table with rules is read row by row, each cell on a line of its own.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from generator.text.fold import fold_words
from generator.vocab.tables import page_mark

APART = 3.0
"""Heights of a letter between two words that belong to different columns."""
GUTTER = 0.8
"""Heights of a letter that the gap between two columns has at least."""
BAND = (0.2, 0.75)
"""Shares of the width between which the gap of two columns lies."""
SAME_LINE = 0.6
"""Share of its height by which a word may stand higher or lower than its line."""
NEAR = 3.0
"""Points by which the sides of a cell may miss each other."""
SAME_RULE = 1.5
"""Points by which parts of one rule may stand apart."""
CENTRED = 0.06
"""Share of the width by which the middle of a centred line may miss the page's."""
INDENT = 0.8
"""Heights of a letter by which the first line of a paragraph is moved in at least."""
LOWER = 0.3
"""Heights of a letter by which the gap above a paragraph is larger than between its lines."""
SHARE = 0.1
"""Share of the lines that begin at the left margin, at least."""
_BROKEN = re.compile(r"(?<=[^\W\d_])- (?=[^\W\da-zà-ỹ])")


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box; y grows downwards."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """How tall the box is."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Where its middle stands on the page."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line of a table: horizontal where `top` and `bottom` are nearly the same, else vertical."""

    left: float
    top: float
    right: float
    bottom: float


Row = list[Word]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
Line = tuple[float, float, float]
"""A rule: where it stands across its direction, and where it begins and ends along it."""


def lines(words: Sequence[Word], width: float, rules: Sequence[Rule] = ()) -> list[str]:
    """Return the lines of a page in reading order; `width` is the page's."""
    cells, free = _celled(words, rules)
    rows = _rows(free)
    starts = _starts(rows, width)
    blocks = list(_tables(cells))
    index = 0
    for run in _runs(rows, width, sorted(top for top, _ in blocks)):
        opening = [""] if starts[index] and len(run) == 1 else []
        index += len(run)
        blocks.append((min(word.top for row in run for word in row), opening + _texts(run, width)))
    return [text for _, texts in sorted(blocks, key=lambda block: block[0]) for text in texts]


def _starts(rows: Sequence[Row], width: float) -> list[bool]:
    """Tell of each row whether a paragraph begins with it.

    It is indented, or stands lower than the next line would.
    """
    if len(rows) < 3:
        return [False] * len(rows)
    # On a page of short paragraphs most lines are indented: the margin is where the leftmost lines begin, not most.
    lefts = Counter(round(row[0].left / 4) for row in rows)
    margin = min(left for left, times in lefts.items() if times >= min(SHARE * len(rows), max(lefts.values()))) * 4
    far = sorted(row[-1].right for row in rows)[len(rows) * 9 // 10]
    usual = median(below[0].top - above[0].top for above, below in pairwise(rows))
    found = [False]
    for above, row in pairwise(rows):
        height = row[0].height
        inward = row[0].left - margin
        # A full line that is moved in has its middle near the page's, but no room on its right.
        centred = _is_centred(row, width) and abs(far - row[-1].right - inward) < 2 * height
        indented = inward > INDENT * height and not centred
        lower = row[0].top - above[0].top - usual > LOWER * height
        found.append(indented or lower)
    return found


def _rows(words: Sequence[Word]) -> list[Row]:
    """Words in rows from top to bottom, each from left to right.

    What stands on one line has one foot: marks above (`Ủ`) and letters of another size move the middle of a box.
    """
    rows: list[Row] = []
    for word in sorted(words, key=lambda w: (w.bottom, w.left)):
        row = next((r for r in reversed(rows[-4:]) if _beside(r, word)), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    return [sorted(row, key=lambda w: w.left) for row in rows]


def _beside(row: Row, word: Word) -> bool:
    first = row[0]
    return abs(first.bottom - word.bottom) <= SAME_LINE * min(word.height, first.height)


def _segments(row: Row) -> list[Row]:
    """The parts of a row that wide gaps part."""
    segments: list[Row] = [[row[0]]]
    height = median(word.height for word in row)
    for above, word in pairwise(row):
        if word.left - above.right > APART * height:
            segments.append([word])
        else:
            segments[-1].append(word)
    return segments


def _is_named(words: str) -> bool:
    """Tell whether folded words stand in a head or a foot of two columns."""
    return bool(page_mark("folded.left").search(words) or page_mark("folded.right").search(words))


def _runs(rows: Sequence[Row], width: float, tables: Sequence[float]) -> Iterator[list[Row]]:
    """The rows one by one, and together those that two columns hold; no column goes on below a table."""
    above = [bisect(tables, row[0].middle) for row in rows]
    named = [i for i, row in enumerate(rows) if _is_named(fold_words(_text(row)))]
    i = 0
    while i < len(rows):
        part = rows[i : bisect(above, above[i])]
        end = i + (_column_end(part, width) if named and i <= named[-1] else 1)
        yield list(rows[i:end])
        i = end


def _column_end(rows: Sequence[Row], width: float) -> int:
    """How many rows the columns hold that begin with the first of them; one where none begin."""
    low, high = BAND[0] * width, BAND[1] * width
    end = 0
    while end < len(rows):
        gap = _widest_gap(rows[end], low, high)
        if gap is None or _is_centred(rows[end], width):
            break
        low, high, end = *gap, end + 1
    return end if end > 1 and _is_columns(rows[:end], width) else 1


def _is_centred(row: Row, width: float) -> bool:
    """A title in the middle of the page belongs to no column."""
    widest = max((word.left - before.right for before, word in pairwise(row)), default=0.0)
    return abs((row[0].left + row[-1].right) / 2 - width / 2) < CENTRED * width and widest < GUTTER * row[0].height


def _widest_gap(row: Row, low: float, high: float) -> tuple[float, float] | None:
    """The widest part of [low, high] that no word of the row touches, None where all are narrow."""
    height = median(word.height for word in row)
    edges = [(low, low), *((w.left, w.right) for w in row if w.right > low and w.left < high), (high, high)]
    gaps = [(a[1], b[0]) for a, b in pairwise(edges)]
    best = max(gaps, key=lambda gap: gap[1] - gap[0])
    return best if best[1] - best[0] >= GUTTER * height else None


def _is_columns(run: Sequence[Row], width: float) -> bool:
    """Rows on both sides, and words that only the head or the foot of a paper has."""
    split = _split(run, width)
    if split is None:
        return False
    left, right = split
    words = [fold_words(_joined(side)) for side in (left, right)]
    named = page_mark("folded.left").search(words[0]) or page_mark("folded.right").search(words[1])
    return bool(named) and bool(left) and bool(right)


def _split(run: Sequence[Row], width: float) -> tuple[list[Row], list[Row]] | None:
    low, high = BAND[0] * width, BAND[1] * width
    for row in run:
        gap = _widest_gap(row, low, high)
        if gap is None:
            return None
        low, high = gap
    middle = (low + high) / 2
    left = [[w for w in row if w.right <= middle] for row in run]
    right = [[w for w in row if w.right > middle] for row in run]
    return [row for row in left if row], [row for row in right if row]


def _texts(run: Sequence[Row], width: float) -> list[str]:
    split = _split(run, width) if len(run) > 1 or _is_columns(run, width) else None
    if split is None:
        return [_text(segment) for row in run for segment in _segments(row)]
    return [_text(row) for side in split for row in side]


def _joined(rows: Sequence[Row]) -> str:
    """The rows on one line; a symbol that was broken at its hyphen is whole again (`TT-` `BGDĐT`)."""
    return _BROKEN.sub("-", " ".join(_text(row) for row in rows))


def _text(row: Row) -> str:
    return " ".join(word.text for word in row)


# --- tables ----------------------------------------------------------------------------------------


def _celled(words: Sequence[Word], rules: Sequence[Rule]) -> tuple[dict[Box, list[Word]], list[Word]]:
    """Words by the cell of a table that rules make around them; and those that stand in none.

    A box that stands alone, or boxes one below the other, are no table: a frame around the page, around a paragraph.
    """
    flat = [(rule.top, rule.left, rule.right) for rule in rules if rule.bottom - rule.top <= rule.right - rule.left]
    upright = [(rule.left, rule.top, rule.bottom) for rule in rules if rule.bottom - rule.top > rule.right - rule.left]
    lying, standing = _whole(flat), _whole(upright)
    cells: dict[Box, list[Word]] = defaultdict(list)
    free: list[Word] = []
    for word in words:
        cell = _cell((word.left + word.right) / 2, word.middle, lying, standing) if standing else None
        if cell is None:
            free.append(word)
        else:
            cells[cell].append(word)
    for frame in _frames(cells, standing):
        free.extend(cells.pop(frame))
    return cells, free


def _frames(cells: Collection[Box], standing: Sequence[Line]) -> list[Box]:
    """The boxes beside which, in their whole table, no other cell stands."""
    tables = _together(cells)
    return [
        box for table in tables if len({each[0] for each in table}) == 1 for box in table if not _parted(box, standing)
    ]


def _together(cells: Collection[Box]) -> list[list[Box]]:
    """The cells of each table: those that share a side, or a part of one."""
    tables: list[list[Box]] = []
    for cell in sorted(cells, key=lambda box: (box[1], box[0])):
        touched = [table for table in tables if any(_touch(cell, other) for other in table)]
        tables = [table for table in tables if table not in touched]
        tables.append([*(box for table in touched for box in table), cell])
    return tables


def _touch(one: Box, other: Box) -> bool:
    beside = min(abs(one[2] - other[0]), abs(other[2] - one[0])) <= NEAR and one[1] < other[3] and other[1] < one[3]
    below = min(abs(one[3] - other[1]), abs(other[3] - one[1])) <= NEAR and one[0] < other[2] and other[0] < one[2]
    return beside or below


def _parted(box: Box, standing: Sequence[Line]) -> bool:
    """Tell whether the row of a cell goes on in empty cells.

    A further upright rule beside it is as high as it is.
    """
    left, top, right, bottom = box
    ends = [at for at, start, end in standing if start - NEAR <= top and bottom <= end + NEAR]
    return any(at < left - NEAR or at > right + NEAR for at in ends)


def _whole(parts: Sequence[Line]) -> list[Line]:
    """The lines that parts make up.

    Each cell draws its own sides, and those of a merged cell are drawn piecemeal.
    """
    found: list[Line] = []
    level = 0.0
    for at, start, end in sorted(parts):
        level = level if found and at - level <= SAME_RULE else at
        found.append((level, start, end))
    whole: list[Line] = []
    for at, start, end in sorted(found):
        if whole and whole[-1][0] == at and start <= whole[-1][2] + NEAR:
            whole[-1] = (at, whole[-1][1], max(end, whole[-1][2]))
        else:
            whole.append((at, start, end))
    return whole


def _cell(x: float, y: float, lying: Sequence[Line], standing: Sequence[Line]) -> Box | None:
    """The closed box of rules around a point, None where there is none."""
    sides = _around(x, standing, y, y)
    if sides is None:
        return None
    # An underline inside of the cell does not reach from side to side.
    ends = _around(y, lying, sides[0] + NEAR, sides[1] - NEAR)
    return None if ends is None else (sides[0], ends[0], sides[1], ends[1])


def _around(at: float, rules: Sequence[Line], start: float, end: float) -> tuple[float, float] | None:
    """The nearest rules on both sides of a place that reach from start to end."""
    i = bisect(rules, (at,))
    before = next((r[0] for r in reversed(rules[:i]) if r[1] - NEAR <= start and end <= r[2] + NEAR), None)
    after = next((r[0] for r in rules[i:] if r[1] - NEAR <= start and end <= r[2] + NEAR), None)
    return None if before is None or after is None else (before, after)


def _tables(cells: Mapping[Box, list[Word]]) -> Iterator[tuple[float, list[str]]]:
    """Each row of a table: where it begins, and its cells from left to right, a line each."""
    rows: dict[float, list[tuple[float, list[Word]]]] = defaultdict(list)
    for (left, top, _, _), words in cells.items():
        rows[top].append((left, words))
    for top, row in rows.items():
        texts = [_joined(_rows(words)) for _, words in sorted(row, key=lambda cell: cell[0])]
        # A blank line keeps a cell from being taken for the end of the one before it.
        yield top, [line for text in texts for line in ("", text)]
