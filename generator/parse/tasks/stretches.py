"""Stretches (đoạn chữ) in which orders are looked for: whole paragraphs, outside of tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from generator.model import Span

_POINT = re.compile(r"\(?\w{1,2}[).]")


def joined(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Yield the paragraphs, one that goes on in small letters after a colon joined with the next."""
    before: Span | None = None
    for span in spans:
        runs_on = text[span.start].islower() and not _POINT.match(text, span.start)
        if before is not None and runs_on and text[before.start : before.end].rstrip().endswith(":"):
            before = Span(before.start, span.end)
            continue
        if before is not None:
            yield before
        before = span
    if before is not None:
        yield before


def outside(spans: Sequence[Span], tables: Sequence[tuple[Span, object]]) -> tuple[Span, ...]:
    """Return the paragraphs that begin in none of the tables."""
    reached = sorted(table for table, _ in tables)
    starts, ends = [table.start for table in reached], [*accumulate((table.end for table in reached), max)]
    return tuple(s for s in spans if not (place := bisect_right(starts, s.start)) or ends[place - 1] <= s.start)
