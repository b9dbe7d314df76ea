"""Tables of a whole text (bảng): the grids of its pages, joined where a table goes on over pages.

A table goes on where it ends a page, and one with the same columns begins the next; a head that is printed again there
is no row of it. A row that a page break cuts stays two rows: what was one cannot be told from what was two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from generator.ingest.geometry.aligned import FIGURE
from generator.ingest.geometry.shapes import Grid, Sheet, Slot
from generator.model import Cell, Span, Table
from generator.text.fold import fold_words
from generator.vocab.tables import page_mark

SAME_EDGE = 0.012
"""Share of the width by which the sides of one column may differ on two pages."""
CENTRED = 0.6
"""Share of the cells of a head that stand in the middle of theirs, at least."""
CAPTION = 3
"""Lines that a caption has at most."""
_PLACE = re.compile(r"\(?(\d{1,2}|[A-Z])\)?(?:\s?=.*)?")
"""What stands in a row that numbers the columns: `(1)`, `A`, `(5)=(3)+(4)`."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A grid of a page with the passage of each cell; `opens`, `ends`: nothing else stands above, below it there."""

    page: int
    grid: Grid
    spans: Mapping[int, Span]
    texts: Mapping[int, str]
    opens: bool
    ends: bool
    above: tuple[Span, ...]

    @property
    def rows(self) -> int:
        return max(slot.row + slot.rows for slot in self.grid.slots)

    def row(self, number: int) -> list[tuple[Slot, str]]:
        """The cells that begin in a row, with their texts."""
        return [(slot, self.texts.get(i, "")) for i, slot in enumerate(self.grid.slots) if slot.row == number]


def tables(sheets: Sequence[Sheet], text: str) -> tuple[Table, ...]:
    """Return the tables of the text that the sheets make up, a newline between lines and sheets."""
    chains: list[list[_Part]] = []
    for part in _parts(sheets, text):
        if chains and _goes_on(chains[-1], part):
            chains[-1].append(part)
        else:
            chains.append([part])
    return tuple(table for chain in chains if (table := _table(chain, text)))


def _parts(sheets: Sequence[Sheet], text: str) -> Iterator[_Part]:
    """The grids in the order of the text, those without what makes them no table."""
    start = 0
    for page, sheet in enumerate(sheets):
        spans: list[Span] = []
        for line in sheet.lines:
            spans.append(Span(start, start + len(line.text)))
            start += len(line.text) + 1
        start += not sheet.lines
        found = [part for number in range(len(sheet.grids)) if (part := _part(page, sheet, number, spans, text))]
        yield from sorted(found, key=lambda part: min(span.start for span in part.spans.values()))


def _part(page: int, sheet: Sheet, number: int, places: Sequence[Span], text: str) -> _Part | None:
    grid = sheet.grids[number]
    own: dict[int, list[int]] = {}
    worded = [at for at, line in enumerate(sheet.lines) if line.text]
    for at in worded:
        slot = sheet.lines[at].slot
        if slot is not None and slot[0] == number:
            own.setdefault(slot[1], []).append(at)
    order = [at for slot in sorted(own) for at in own[slot]]
    if not order or order != sorted(order):
        return None
    first, last = order[0], order[-1]
    spans = {slot: Span(places[lines[0]].start, places[lines[-1]].end) for slot, lines in own.items()}
    texts = {slot: " ".join(span.of(text).split()) for slot, span in spans.items()}
    if _is_head_or_foot(grid, texts):
        return None
    above = tuple(places[at] for at in worded if at < first and sheet.lines[at].slot is None)[-CAPTION:]
    return _Part(page, grid, spans, texts, worded[0] == first, worded[-1] == last, above)


def _is_head_or_foot(grid: Grid, texts: Mapping[int, str]) -> bool:
    """The head or the foot of a paper in a frame of two columns."""
    head = (text for slot, text in texts.items() if grid.slots[slot].row == 0)
    return any(page_mark("folded.motto").search(fold_words(text)) for text in head) or any(
        page_mark("table.foot").match(text) for text in texts.values()
    )


# --- over pages ------------------------------------------------------------------------------------


def _goes_on(chain: Sequence[_Part], part: _Part) -> bool:
    last = chain[-1]
    if part.page != last.page + 1 or not (last.ends and part.opens) or not _same_edges(last.grid, part.grid):
        return False
    head, row = chain[0].row(0), part.row(0)
    # The first word of a head over other columns: another table begins.
    again = head[0][1] and _alike(head[0][1], row[0][1])
    return not again or _repeated(chain[0], part) > 0


def _same_edges(one: Grid, other: Grid) -> bool:
    """The same columns, or all those of one among the other's where it has three or more."""
    few, many = sorted((one.edges, other.edges), key=len)
    outer = abs(few[0] - many[0]) <= SAME_EDGE and abs(few[-1] - many[-1]) <= SAME_EDGE
    enough = len(few) == len(many) or len(few) > 3
    return outer and enough and all(any(abs(edge - each) <= SAME_EDGE for each in many) for edge in few)


def _alike(one: str, other: str) -> bool:
    return fold_words(one) == fold_words(other)


def _repeated(first: _Part, part: _Part) -> int:
    """How many rows of the head of a table are printed again above a part of it."""

    def same(number: int) -> bool:
        here, there = first.row(number), part.row(number)
        return len(here) == len(there) and all(
            a[1:4] == b[1:4] and _alike(x, y) for (a, x), (b, y) in zip(here, there, strict=True)
        )

    rows = len(list(takewhile(same, range(min(first.rows, part.rows)))))
    return next((n for n in range(rows, 0, -1) if any(x for _, x in part.row(n - 1)) and _is_whole(part, n)), 0)


def _is_whole(part: _Part, rows: int) -> bool:
    """No cell reaches from the first rows into the next."""
    return not any(slot.row < rows < slot.row + slot.rows for slot in part.grid.slots)


# --- one table -------------------------------------------------------------------------------------


def _table(chain: Sequence[_Part], text: str) -> Table | None:
    first = chain[0]
    edges = _union(part.grid.edges for part in chain)
    again = [0, *(_repeated(first, part) for part in chain[1:])]
    head = max(_head(first), *again)
    head += 0 < head < first.rows and _numbers_columns(first, head)
    cells: list[Cell] = []
    rows = 0
    for part, skipped in zip(chain, again, strict=True):
        for number, slot in enumerate(part.grid.slots):
            if slot.row < skipped:
                continue
            left, right = (_nearest(edges, part.grid.edges[at]) for at in (slot.column, slot.column + slot.columns))
            row = rows + slot.row - skipped
            span = part.spans.get(number) or Span(-1, -1)
            cells.append(Cell(span, row, left, slot.rows, right - left, part is first and slot.row < head))
        rows += part.rows - skipped
    if rows < 2 or len(edges) < 3:
        return None
    return Table(tuple(_with_empty_ones_placed(cells)), rows, len(edges) - 1, _caption(first, text))


def _union(found: Iterator[tuple[float, ...]] | Sequence[tuple[float, ...]]) -> list[float]:
    edges: list[float] = []
    for part in found:
        edges += (edge for edge in part if not any(abs(edge - each) <= SAME_EDGE for each in edges))
    return sorted(edges)


def _nearest(edges: Sequence[float], place: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - place))


def _with_empty_ones_placed(cells: Sequence[Cell]) -> Iterator[Cell]:
    """The cells, each empty one at the end of the one before it, or where the table begins."""
    at = min(cell.span.start for cell in cells if cell.span.start >= 0)
    for cell in cells:
        span = cell.span if cell.span.start >= 0 else Span(at, at)
        at = span.end
        yield Cell(span, cell.row, cell.column, cell.rows, cell.columns, cell.header)


def _head(part: _Part) -> int:
    """How many rows are a head: full of words, none a figure, in the middle of their cells or above figures."""
    head = next((n for n in range(1, part.rows) if _is_whole(part, n)), 0)
    cells = [cell for number in range(head) for cell in part.row(number)]
    columns = sum(slot.columns * slot.rows for slot, _ in cells)
    if not head or columns < head * (len(part.grid.edges) - 1) or len(part.row(0)) < 2:
        return 0
    if any(not text or FIGURE.fullmatch(text) for _, text in cells):
        return 0
    below = [(slot, text) for number in range(head, part.rows) for slot, text in part.row(number) if text]
    middle = sum(slot.centred for slot, _ in cells) >= CENTRED * len(cells)
    differ = any(not slot.centred or FIGURE.fullmatch(text) for slot, text in below)
    return head if (middle and differ) or _is_above_figures(below) else 0


def _is_above_figures(below: Sequence[tuple[Slot, str]]) -> bool:
    columns: dict[int, list[bool]] = {}
    for slot, text in below:
        columns.setdefault(slot.column, []).append(FIGURE.fullmatch(text) is not None)
    return any(len(found) > 1 and all(found) for found in columns.values())


def _numbers_columns(part: _Part, row: int) -> bool:
    """A row that numbers the columns: 1, 2, 3 …, letters before them."""
    texts = [text for _, text in part.row(row) if text]
    places = [match[1] for text in texts if (match := _PLACE.fullmatch(text))]
    figures = [int(place) for place in places if place.isdigit()]
    counted = len(figures) > 1 and figures[0] == 1 and all(b == a + 1 for a, b in pairwise(figures))
    return counted and len(places) == len(texts)


def _caption(part: _Part, text: str) -> Span | None:
    """The passage right above a table that names it: `Bảng 1. …`, down to the table or a line with its unit."""
    lines = list(part.above)
    if len(lines) > 1 and page_mark("table.unit").match(lines[-1].of(text)):
        lines.pop()
    start = next(
        (at for at in range(len(lines) - 1, -1, -1) if page_mark("table.caption").match(lines[at].of(text))), None
    )
    return None if start is None else Span(lines[start].start, lines[-1].end)
