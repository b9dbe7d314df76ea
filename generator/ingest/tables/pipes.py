"""Tables of plain text and Markdown (bảng kẻ bằng dấu sổ): cells between bars.

A row is a line from bar to bar; what converters write is read too, a bar on a line of its own before and after each
cell. A rule (`|:---:|---|`) is no row; what stands above the first one is the head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from generator.ingest.tables import PLACES, Grid
from generator.model import Cell, Span
from generator.reflow.lines import NUMBER_HEAD, TABLE_RULE, bare_rows

_ROW = re.compile(r"[ \t]*\|(?P<inside>.*\|)[ \t]*")
_BAR = re.compile(r"(?<!\\)\|")
_ALONE = re.compile(r"[ \t]*\|[ \t]*")

CELL_LINES, WIDEST = 40, 30
"""Between lone bars: lines of a cell, cells of a row."""
FULL = 1.2
"""How much more a reading counts whose first row has no empty cell."""

Bounds = Sequence[tuple[int, int]]
"""Where each line begins and ends."""


def grids(text: str) -> Iterator[Grid]:
    """Yield the grids of a text."""
    if "|" not in text:
        return
    bounds = [match.span() for match in re.finditer(r"[^\n]*(?:\n|$)", text) if match.end() > match.start()]
    bounds = [(start, end - text.startswith("\n", end - 1)) for start, end in bounds]
    bare = bare_rows([text[start:end] for start, end in bounds])
    at = 0
    while at < len(bounds):
        if at in bare:
            end = next((i for i in range(at + 1, len(bounds)) if i not in bare or _heads(text, bounds[i])), len(bounds))
            yield _grid(text, [_bare_row(text, *line) for line in bounds[at:end]], head=1)
            at = end
        elif _ROW.fullmatch(text, *bounds[at]) is not None:
            rows, at = _rows(text, bounds, at)
            yield _grid(text, rows)
        else:
            at += 1
    yield from _of_lone_bars(text, bounds)


def _heads(text: str, line: tuple[int, int]) -> bool:
    return NUMBER_HEAD.match(text, *line) is not None


def _bare_row(text: str, start: int, end: int) -> list[Span]:
    """The cells of a row with bars only between them, none for a rule."""
    if TABLE_RULE.fullmatch(text, start, end):
        return []
    bars = [match.start() for match in _BAR.finditer(text, start, end)]
    return [_trimmed(text, *sides) for sides in zip([start, *(bar + 1 for bar in bars)], [*bars, end], strict=True)]


def _rows(text: str, bounds: Bounds, at: int) -> tuple[list[list[Span]], int]:
    """The rows of lines that follow each other, an empty one for a rule; and the line after them."""
    rows: list[list[Span]] = []
    while at < len(bounds) and (row := _ROW.fullmatch(text, *bounds[at])) is not None:
        bars = [match.start() for match in _BAR.finditer(text, row.start("inside"), row.end("inside"))]
        starts = [row.start("inside"), *(bar + 1 for bar in bars[:-1])]
        cells = [_trimmed(text, start, bar) for start, bar in zip(starts, bars, strict=True)]
        rows.append([] if TABLE_RULE.fullmatch(text, *row.span()) else cells)
        at += 1
    return rows, at


def _grid(text: str, rows: Sequence[Sequence[Span]], head: int = 0) -> Grid:
    """The cells of rows; what stands above the first rule is their head, an empty row is none.

    `head`: how many rows it has where there is no rule.
    """
    head = next((i for i, row in enumerate(rows) if not row), head)
    shown = [i for i, row in enumerate(rows) if any(span.end > span.start for span in row)]
    places = ((i, column, span) for i in shown for column, span in enumerate(rows[i]))
    cells = [
        Cell(span, i, column, header=i < head) for _, (i, column, span) in zip(range(PLACES), places, strict=False)
    ]
    return Grid(cells, full=sum(len(rows[i]) for i in shown) > PLACES)


def _trimmed(text: str, start: int, end: int) -> Span:
    inside = text[start:end]
    left = start + len(inside) - len(inside.lstrip())
    return Span(left, max(left, start + len(inside.rstrip())))


# --- a bar on each line ----------------------------------------------------------------------------------------------


def _of_lone_bars(text: str, bounds: Bounds) -> Iterator[Grid]:
    """The grids of cells with lone bars around them.

    A row of n cells has n + 1 bars; where two rows meet two bars follow each other, as they do around an empty cell.
    So a text can be read in several ways: the one that makes most of it rows is meant.
    """
    bars = [line for line, (start, end) in enumerate(bounds) if _ALONE.fullmatch(text, start, end)]
    if len(bars) > PLACES:
        yield Grid([Cell(Span(bounds[bars[0]][0], bounds[bars[0]][1]), 0, 0)], full=True)
        return
    taken = [False] * len(bars)
    for _, start, width, count in sorted(_readings(bars)):
        end = start + count * (width + 1)
        if any(taken[start:end]):
            continue
        taken[start:end] = [True] * (end - start)
        rows = (bars[at : at + width + 1] for at in range(start, end, width + 1))
        yield _grid(text, [[_between(text, bounds, *sides) for sides in pairwise(row)] for row in rows])


def _readings(bars: Sequence[int]) -> Iterator[tuple[float, int, int, int]]:
    """The ways to read lone bars as two rows or more.

    Yield for each what speaks for it, its bars without its empty cells (negative, so that the best comes first), its
    first bar, its width and its number of rows.
    """
    below = [beneath == above + 1 for above, beneath in pairwise(bars)] + [False]
    far = [beneath - above > CELL_LINES for above, beneath in pairwise(bars)]
    meetings = [0, *accumulate(below)]
    for width in range(1, WIDEST + 1):
        for start, count in enumerate(_counts(below, far, width)):
            if count > 1 and not (start and below[start - 1]):
                reach = count * (width + 1)
                empty = meetings[start + reach - 1] - meetings[start] - (count - 1)
                opens_full = meetings[start + width] == meetings[start]
                yield (empty - reach) * (FULL if opens_full else 1), start, width, count


def _counts(below: Sequence[bool], far: Sequence[bool], width: int) -> list[int]:
    """For each bar how many rows of a width begin with it, one right below the other.

    None where a bar stands right below the last.
    """
    counts = [0] * len(below)
    gap = sum(far[len(below) - width - 1 :])
    for start in range(len(below) - width - 1, -1, -1):
        if start + width < len(far):
            gap -= far[start + width]
        last = start + width
        follows = below[last]
        if gap == 0 and (not follows or (last + 1 < len(counts) and counts[last + 1])):
            counts[start] = 1 + (counts[last + 1] if follows else 0)
        if start:
            gap += far[start - 1]
    return counts


def _between(text: str, bounds: Bounds, above: int, below: int) -> Span:
    return _trimmed(text, bounds[above][1], bounds[below][0])
