"""Geometry of a page (bố cục trang): from words and rules with their places to lines in reading order.

Stream order is not to be trusted: words are put into lines by where they stand. A header or footer in two columns is
read column by column; a table with rules is read row by row, each cell on a line of its own. Beside the lines stands
the grid of each table, which changes none of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter

from generator.ingest.geometry import aligned, doubts, grids
from generator.ingest.geometry.columns import joined, parts, row_text, rows, runs, starts
from generator.ingest.geometry.ruled import celled
from generator.ingest.geometry.shapes import Box, Line, Row, Rule, Sheet, Word, around, below_each_other, plain_sheet

__all__ = ("Line", "Rule", "Sheet", "Word", "below_each_other", "laid_out", "lines", "plain_sheet")

BLANK = Line("")
"""Tells that a paragraph begins below it."""


def lines(words: Sequence[Word], width: float, rules: Sequence[Rule] = ()) -> list[str]:
    """Return the lines of a page in reading order; `width` is the page's."""
    return [line.text for line in laid_out(words, width, rules).lines]


def laid_out(words: Sequence[Word], width: float, rules: Sequence[Rule] = ()) -> Sheet:
    """Return the lines of a page in reading order and the grids of its tables; `width` is the page's."""
    cells, free, lying, standing = celled(words, rules)
    drawn = grids.drawn(lying, standing, cells) if standing else []
    homes = {slot.box: (number, i) for number, grid in enumerate(drawn) for i, slot in enumerate(grid.slots)}
    level = rows(free)
    begins = starts(level, width)
    blocks = list(_cell_rows(cells, homes))
    index = 0
    for run in runs(level, width, sorted(top for top, _ in blocks)):
        opening = [BLANK] if begins[index] and len(run) == 1 else []
        index += len(run)
        found = [_line([row], row_text(row)) for row in parts(run, width)]
        blocks.append((min(word.top for row in run for word in row), opening + found))
    flowing = [line for _, block in sorted(blocks, key=lambda block: block[0]) for line in block]
    return aligned.found(grids.placed(flowing, drawn))


def _cell_rows(
    cells: Mapping[Box, list[Word]], homes: Mapping[Box, tuple[int, int]]
) -> Iterator[tuple[float, list[Line]]]:
    """Each row of a table: where it begins, and its cells from left to right, a line each."""
    levels: dict[float, list[Box]] = defaultdict(list)
    for box in cells:
        levels[box[1]].append(box)
    for top, row in levels.items():
        found: list[Line] = []
        for box in sorted(row, key=itemgetter(0)):
            level = rows(cells[box])
            # A blank line keeps a cell from being taken for the end of the one before it.
            found += (BLANK, _line(level, joined(level), homes.get(box)))
        yield top, found


def _line(level: Sequence[Row], text: str, slot: tuple[int, int] | None = None) -> Line:
    """Rows of words as one line; where its text differs from theirs, doubts move along."""
    words = [word for row in level for word in row]
    box = around([(w.left, w.top, w.right, w.bottom) for w in words])
    return Line(text, box, slot, doubts.of_words(words, text) if any(w.doubt is not None for w in words) else ())
