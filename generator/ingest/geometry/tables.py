"""Tables of a whole text (bảng): the grids of its pages, joined where a table goes on over pages.

A table goes on where it ends a page, and one with the same columns begins the next; a head that is printed again there
is no row of it. A row that a page break cuts stays two rows, as drawn; the second is told where its words prove it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import takewhile

from generator.ingest.geometry.aligned import FIGURE
from generator.ingest.geometry.shapes import Grid, Sheet, Slot
from generator.ingest.tables.frames import is_frame
from generator.ingest.tables.heads import head_rows
from generator.model import Cell, Span, Table
from generator.model.frozen import Frozen, replace
from generator.text.fold import fold_words
from generator.vocab.entries import Pattern
from generator.vocab.tables import cues

SAME_EDGE = 0.012
"""Share of the width by which the sides of one column may differ on two pages."""
CENTRED = 0.6
"""Share of the cells of a head that stand in the middle of theirs, at least."""
PROSE = 24
"""Letters of a cell whose last word may tell that it runs on: `03 ngày` is whole."""
_ENDED = re.compile(r"[.;:!?…][\"”’)\]]*$")


class _Part(Frozen):
    """A grid of a page, with the passage of each of its cells.

    `opens`, `ends`: nothing else stands above, below it on the page.
    """

    page: int
    grid: Grid
    spans: Mapping[int, Span]
    texts: Mapping[int, str]
    opens: bool
    ends: bool

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
    return _Part(page, grid, spans, texts, worded[0] == first, worded[-1] == last)


# --- over pages ------------------------------------------------------------------------------------


def _goes_on(chain: Sequence[_Part], part: _Part) -> bool:
    last = chain[-1]
    if part.page != last.page + 1 or not (last.ends and part.opens) or not _same_edges(_edges(chain), part.grid.edges):
        return False
    head, row = chain[0].row(0), part.row(0)
    # The first word of a head over other columns: another table begins.
    again = head[0][1] and _alike(head[0][1], row[0][1])
    return not again or _repeated(chain[0], part) > 0


def _edges(chain: Sequence[_Part]) -> tuple[float, ...]:
    """The sides of the columns of a table, as the page has them that parts most."""
    return max((part.grid.edges for part in chain), key=len)


def _same_edges(one: Sequence[float], other: Sequence[float]) -> bool:
    """The same columns, or all those of one among the other's where it has three or more."""
    few, many = sorted((one, other), key=len)
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


def _is_cut(last: _Part, part: _Part, row: int) -> bool:
    """The row goes on with the last one of the page before: no number of its own, and a cell that runs on.

    The cell above each of its words has words, too.
    """
    worded = [(slot, text) for slot, text in part.row(row) if text]
    pairs = [(_foot(last, part.grid.edges[slot.column]), text) for slot, text in worded]
    numbered = any(slot.column == 0 for slot, _ in worded)
    return not numbered and all(above for above, _ in pairs) and any(_runs_on(above, text) for above, text in pairs)


def _foot(part: _Part, left: float) -> str:
    """The words of the lowest cell of a grid in the column that begins there."""
    lowest = (
        part.texts.get(i, "")
        for i, slot in enumerate(part.grid.slots)
        if slot.row + slot.rows == part.rows and abs(part.grid.edges[slot.column] - left) <= SAME_EDGE
    )
    return next(lowest, "")


def _runs_on(above: str, below: str) -> bool:
    opens = len(above) >= PROSE and _open_end().search(above) is not None
    return opens or (below[0].islower() and not _ENDED.search(above))


@cache
def _open_end() -> Pattern:
    """Words after which a line runs on."""
    return next(each.regex for each in cues() if each.id == "line.runs_on")


# --- one table -------------------------------------------------------------------------------------


def _table(chain: Sequence[_Part], text: str) -> Table | None:
    first = chain[0]
    edges = _edges(chain)
    again = [0, *(_repeated(first, part) for part in chain[1:])]
    stated = max(_centred(first), *again)
    cells: list[Cell] = []
    continued: list[int] = []
    rows = 0
    for last, part, skipped in zip([first, *chain], chain, again, strict=False):
        for number, slot in enumerate(part.grid.slots):
            if slot.row < skipped:
                continue
            left, right = (_nearest(edges, part.grid.edges[at]) for at in (slot.column, slot.column + slot.columns))
            row = rows + slot.row - skipped
            span = part.spans.get(number) or Span(-1, -1)
            cells.append(Cell(span, row, left, slot.rows, right - left, part is first and slot.row < stated))
        if part is not first and skipped < part.rows and _is_cut(last, part, skipped):
            continued.append(rows)
        rows += part.rows - skipped
    if rows < 2 or not _is_tiled(cells, rows * (len(edges) - 1)):
        return None
    placed = tuple(_with_empty_ones_placed(cells))
    if is_frame(placed, rows, len(edges) - 1, text):
        return None
    head = head_rows(placed, rows, text)
    marked = tuple(replace(cell, header=cell.row < head) for cell in placed)
    return Table(marked, rows, len(edges) - 1, None, tuple(continued))


def _is_tiled(cells: Sequence[Cell], squares: int) -> bool:
    """Each square belongs to one cell."""
    places = [(c.row + y, c.column + x) for c in cells for y in range(c.rows) for x in range(c.columns)]
    return len(places) == len(set(places)) == squares


def _nearest(edges: Sequence[float], place: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - place))


def _with_empty_ones_placed(cells: Sequence[Cell]) -> Iterator[Cell]:
    """The cells, each empty one at the end of the one before it, or where the table begins."""
    at = min(cell.span.start for cell in cells if cell.span.start >= 0)
    for cell in cells:
        span = cell.span if cell.span.start >= 0 else Span(at, at)
        at = span.end
        yield Cell(span, cell.row, cell.column, cell.rows, cell.columns, cell.header)


def _centred(part: _Part) -> int:
    """How many rows stand in the middle of their cells above others that do not: words, no figures."""
    head = next((n for n in range(1, part.rows) if _is_whole(part, n)), 0)
    cells = [cell for number in range(head) for cell in part.row(number)]
    if len(part.row(0)) < 2 or any(not text or FIGURE.fullmatch(text) for _, text in cells):
        return 0
    below = [(slot, text) for number in range(head, part.rows) for slot, text in part.row(number) if text]
    middle = sum(slot.centred for slot, _ in cells) >= CENTRED * len(cells)
    return head if middle and any(not slot.centred or FIGURE.fullmatch(text) for slot, text in below) else 0
