"""What stands on a page (hình trên trang): words and rules that come in, lines and grids that go out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generator.model.frozen import Frozen, replace

SHARE_DIGITS = 5
"""Digits of a share of a side: a hundredth of a millimetre."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom; y grows downwards."""


class Word(Frozen):
    """A word and its box; `doubt` is how certain its recogniser is of it, 0 to 1, where it is in doubt."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    doubt: float | None = None

    @property
    def height(self) -> float:
        """How tall the box is."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Where its middle stands on the page."""
        return (self.top + self.bottom) / 2


class Rule(Frozen):
    """A straight line of a table: horizontal where `top` and `bottom` are nearly the same, else vertical."""

    left: float
    top: float
    right: float
    bottom: float


Row = list[Word]


class Slot(NamedTuple):
    """A cell of a grid: first row and column from 0, how many it reaches over, its box.

    `centred`: its words stand in its middle.
    """

    row: int
    column: int
    rows: int
    columns: int
    box: Box
    centred: bool = False


class Grid(Frozen):
    """A table as one page has it: its cells by row and column, and where its columns begin and end."""

    slots: tuple[Slot, ...]
    edges: tuple[float, ...]


class Line(Frozen):
    """A line of a page: its text, its box, and the cell that it stands in.

    The cell is told by the number of its grid on the page and its own number there. `doubts` are passages of the text
    that a recogniser is unsure of: start, end, certainty.
    """

    text: str
    box: Box | None = None
    slot: tuple[int, int] | None = None
    doubts: tuple[tuple[int, int, float], ...] = ()


class Sheet(Frozen):
    """A page as read: its lines in reading order and its grids.

    Places are in points at first, in the end in shares of its sides.
    """

    lines: tuple[Line, ...] = ()
    grids: tuple[Grid, ...] = ()
    marks: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    """Marks of secrecy and the like beside the lines, as `SourceText` has them."""

    @property
    def text(self) -> str:
        """The lines, one below the other."""
        return "\n".join([line.text for line in self.lines])

    def in_shares(self, width: float, height: float) -> Sheet:
        """Return the sheet with all places as shares of its width and height."""

        def share(at: float, whole: float) -> float:
            return round(min(1.0, max(0.0, at / whole)), SHARE_DIGITS) if whole > 0 else 0.0

        def moved(box: Box) -> Box:
            return share(box[0], width), share(box[1], height), share(box[2], width), share(box[3], height)

        lines = tuple(replace(line, box=moved(line.box)) if line.box else line for line in self.lines)
        grids = (
            Grid(tuple(s._replace(box=moved(s.box)) for s in g.slots), tuple(share(x, width) for x in g.edges))
            for g in self.grids
        )
        return replace(self, lines=lines, grids=tuple(grids))


def below_each_other(sheets: Sequence[Sheet]) -> Sheet:
    """Return bands of one page as a whole."""
    lines: list[Line] = []
    grids: list[Grid] = []
    for sheet in sheets:
        by = len(grids)
        lines += (replace(x, slot=(x.slot[0] + by, x.slot[1])) if x.slot and by else x for x in sheet.lines)
        grids += sheet.grids
    return Sheet(tuple(lines), tuple(grids))


def plain_sheet(text: str) -> Sheet:
    """Return a page of which nothing but its text is known."""
    return Sheet(tuple(Line(line) for line in text.split("\n"))) if text else Sheet()


def around(boxes: Iterable[Box]) -> Box:
    """Return the smallest box that holds all of them; there is at least one."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
