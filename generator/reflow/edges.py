"""Where lines stand between the margins (lề trang): full ones, and the first ones of paragraphs.

Told of pages whose lines end at one edge. There a line that reaches it goes on in the one at the left margin, whatever
letter that begins with; a line with room for a word more does not go on in one that is moved in as paragraphs are.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Container, Mapping, Sequence

from generator.model import Place
from generator.model.frozen import Frozen
from generator.reflow.lines import Line

SAME = 0.006
"""Share of the width by which lines that begin or end at one edge may differ."""
LINES = 4
"""Lines of a page that end at one edge at least, where it is one; half as many begin at one."""
INDENT = 0.02
"""Share of the width by which the first line of a paragraph is moved in at least."""
SMALLER = 0.8
"""A line of at most this share of another's height is of another kind: a note at the foot of the page."""


class Margins(Frozen):
    """The edges of a page: where lines begin and end, and where paragraphs begin."""

    left: float
    right: float
    inward: tuple[float, ...]


class Seats(Frozen):
    """The places of the lines of a file, and the margins of its pages.

    `bullets`: those of the file are moved in, so that a dash at the left margin is none.
    """

    places: Mapping[int, Place]
    pages: Mapping[int, Margins]
    bullets: bool = False

    def wrapped(self, above: Line, line: Line) -> bool:
        """Tell whether a line goes on at the left margin after one that reaches the right edge."""
        pair = self._pair(above, line)
        if pair is None:
            return False
        upper, lower = pair
        full = self.pages[upper.page].right - upper.right <= SAME
        return full and lower.left - self.pages[lower.page].left <= SAME

    def indents(self, line: Line) -> bool:
        """Tell whether the page of a line moves the first lines of its paragraphs in."""
        place = self.places.get(line.number)
        return place is not None and place.page in self.pages and bool(self.pages[place.page].inward)

    def parted(self, above: Line, line: Line, *, ended: bool) -> bool:
        """Tell whether a paragraph begins with a line: moved in after a full stop, or after room for more."""
        pair = self._pair(above, line)
        if pair is None:
            return False
        upper, lower = pair
        page = self.pages[upper.page]
        flows = any(abs(upper.left - left) <= SAME for left in (page.left, *page.inward))
        word = (lower.right - lower.left) * (len(line.text.split(" ", 1)[0]) + 1) / len(line.text)
        over = ended or page.right - upper.right > word + SAME
        return flows and over and any(abs(lower.left - at) <= SAME for at in self.pages[lower.page].inward)

    def _pair(self, above: Line, line: Line) -> tuple[Place, Place] | None:
        upper, lower = self.places.get(above.number), self.places.get(line.number)
        if upper is None or lower is None or not {upper.page, lower.page} <= self.pages.keys():
            return None
        beside = upper.page == lower.page and line.gap == 0 and upper.top < lower.top
        tall, low = upper.bottom - upper.top, lower.bottom - lower.top
        alike = min(tall, low) > SMALLER * max(tall, low)
        return (upper, lower) if alike and (beside or upper.page + 1 == lower.page) else None


def seats(
    lines: Sequence[Line], places: Sequence[Place | None], cells: Container[int], is_bullet: Callable[[str], object]
) -> Seats:
    """Return where lines stand; those in cells of tables stand nowhere."""
    free = [
        (line, places[line.number - 1]) for line in lines if line.number <= len(places) and line.number not in cells
    ]
    found = {line.number: place for line, place in free if place is not None}
    pages: dict[int, list[Place]] = defaultdict(list)
    for place in found.values():
        pages[place.page].append(place)
    margins = {page: each for page, on_page in pages.items() if (each := _margins(on_page)) is not None}
    bullets = [found[line.number] for line, place in free if place and place.page in margins and is_bullet(line.text)]
    inward = sum(place.left - margins[place.page].left > INDENT for place in bullets)
    return Seats(found, margins, 2 * inward > len(bullets))


def _margins(lines: Sequence[Place]) -> Margins | None:
    """The margins of a page; None where its lines end at no edge."""
    lefts, rights = sorted(place.left for place in lines), sorted(place.right for place in lines)
    right = next((at for at in reversed(rights) if _times(at, rights) >= LINES), None)
    left = next((at for at in lefts if _times(at, lefts) >= LINES // 2), None)
    if left is None or right is None:
        return None
    inward = {round(at, 3) for at in lefts if at - left > INDENT and _times(at, lefts) >= LINES // 2}
    return Margins(left, right, tuple(sorted(inward)))


def _times(value: float, ordered: Sequence[float]) -> int:
    """How many of some values are that one."""
    return bisect_right(ordered, value + SAME) - bisect_left(ordered, value - SAME)
