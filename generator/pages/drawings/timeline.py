"""Dòng thời gian: documents as dots by date. Dots stand apart in lanes.

The list beside them names each document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.derive.catalog import issued, issued_year
from generator.model import Record
from generator.model.frozen import Frozen
from generator.pages.drawings.chart import address, drawing
from generator.pages.frame.links import brief_title
from generator.pages.frame.urls import document_path
from generator.pages.markdown.escape import attr
from generator.pages.markdown.render import date as shown

_APART = 9.0
"""Per cent between two dots of a lane: 24 pixels on the narrowest screen."""
_LANE, _LANES, _AXIS = 26, 6, 26


class _Dot(Frozen):
    record: Record
    at: float
    """0 to 100."""
    lane: int


def timeline(path: str, records: Iterable[Record], title: str, anchor: str = "thoi-gian") -> str:
    """Return the drawing of dated documents, empty for fewer than two.

    What finds no free place is told in words.
    """
    dated = sorted((each for each in records if issued(each)), key=lambda each: (issued(each), each.id))
    if len(dated) < 2:
        return ""
    first, last = int(issued_year(dated[0])), int(issued_year(dated[-1])) + 1
    dots = tuple(_dots(dated, first, last))
    lanes = max(dot.lane for dot in dots) + 1
    height = lanes * _LANE + _AXIS
    base = lanes * _LANE
    body = _years(first, last, base) + "".join(_dot(path, each, base) for each in dots)
    left = len(dated) - len(dots)
    more = f" Còn {left} văn bản nữa không vẽ hết, xem danh sách." if left else ""
    told = f"{title}: {len(dated)} văn bản, từ {shown(issued(dated[0]))} đến {shown(issued(dated[-1]))}.{more}"
    return drawing(anchor, title, height, body, told, "timeline", "group")


def _dots(dated: Sequence[Record], first: int, last: int) -> Iterator[_Dot]:
    """Yield each document in the lowest lane that is free at its day."""
    taken = [-_APART] * _LANES
    for record in dated:
        at = 4 + 92 * (_years_since(issued(record), first) / (last - first))
        lane = next((lane for lane, before in enumerate(taken) if at - before >= _APART), None)
        if lane is not None:
            taken[lane] = at
            yield _Dot(record, at, lane)


def _years_since(date: str, first: int) -> float:
    year, month, day = (*map(int, date.split("-")), 0, 0)[:3]
    return year - first + ((month or 7) - 1) / 12 + max(day - 1, 0) / 372


def _years(first: int, last: int, base: int) -> str:
    step = -(-(last - first) // 6)
    ticks = []
    for year in range(first, last + 1, step):
        at = 4 + 92 * (year - first) / (last - first)
        edge = "end" if at > 94 else "start" if at < 6 else "middle"
        x = "100%" if edge == "end" else "0" if edge == "start" else f"{at:.2f}%"
        ticks.append(f'<line x1="{at:.2f}%" x2="{at:.2f}%" y1="0" y2="{base + 4}" class="vk-tick"/>')
        ticks.append(f'<text x="{x}" y="{base + 20}" class="vk-label vk-{edge}">{year}</text>')
    return f'<line x1="0" x2="100%" y1="{base}" y2="{base}"/>' + "".join(ticks)


def _dot(path: str, dot: _Dot, base: int) -> str:
    name = f"{shown(issued(dot.record))}, {attr(brief_title(dot.record))}"
    centre = base - dot.lane * _LANE - _LANE // 2
    inferred = " vk-inferred" if dot.record.document.header.issued is None else ""
    return (
        f'<a href="{address(path, document_path(dot.record.id))}" aria-label="{name}">'
        f"<title>{name}</title>"
        f'<circle cx="{dot.at:.2f}%" cy="{centre}" r="12" class="vk-hit"/>'
        f'<circle cx="{dot.at:.2f}%" cy="{centre}" r="6" class="vk-dot{inferred}"/></a>'
    )
