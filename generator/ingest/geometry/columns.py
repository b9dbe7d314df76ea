"""Rows of words, and the two columns (hai cột) of a head or a foot."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from generator.ingest.geometry.shapes import Row, Word
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
CENTRED = 0.06
"""Share of the width by which the middle of a centred line may miss the page's."""
INDENT = 0.8
"""Heights of a letter by which the first line of a paragraph is moved in at least."""
LOWER = 0.3
"""Heights of a letter by which the gap above a paragraph is larger than between its lines."""
SHARE = 0.1
"""Share of the lines that begin at the left margin, at least."""
_BROKEN = re.compile(r"(?<=[^\W\d_])- (?=[^\W\da-zà-ỹ])")


def starts(rows: Sequence[Row], width: float) -> list[bool]:
    """Return of each row whether a paragraph begins with it.

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


def rows(words: Sequence[Word]) -> list[Row]:
    """Return words in rows from top to bottom, each from left to right.

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


def runs(rows: Sequence[Row], width: float, tables: Sequence[float]) -> Iterator[list[Row]]:
    """Return the rows one by one, and together those of two columns; no column goes on below a table."""
    above = [bisect(tables, row[0].middle) for row in rows]
    named = [i for i, row in enumerate(rows) if _is_named(fold_words(row_text(row)))]
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
    words = [fold_words(joined(side)) for side in (left, right)]
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


def parts(run: Sequence[Row], width: float) -> list[Row]:
    """Return the lines of a run: the left column's, then the right one's, or what wide gaps part."""
    split = _split(run, width) if len(run) > 1 or _is_columns(run, width) else None
    if split is None:
        return [segment for row in run for segment in _segments(row)]
    return [row for side in split for row in side]


def joined(rows: Sequence[Row]) -> str:
    """Return the rows on one line; a symbol that was broken at its hyphen is whole again (`TT-` `BGDĐT`)."""
    return _BROKEN.sub("-", " ".join(row_text(row) for row in rows))


def row_text(row: Row) -> str:
    """Return the words of a row with blanks between."""
    return " ".join(word.text for word in row)
