"""Stretches (đoạn chữ) in which orders are looked for: whole paragraphs, outside of tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from generator.model import Span
from generator.vocab.entries import Form

_CLOSED = re.compile(r"[”\"][\s.;,/]*$")
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


def new_wording(text: str, spans: Sequence[Span], forms: Sequence[Form]) -> frozenset[Span]:
    """Return the paragraphs that give a rule new words in quotation marks, with the ones that open them.

    What the rule then says is no order of this paper; where no mark closes it, only the first is known to be its own.
    """
    found: set[Span] = set()
    openings = [next((m for f in forms if (m := f.regex.match(text, s.start, s.end))), None) for s in spans]
    for place, opening in enumerate(openings):
        if opening is None or spans[place] in found:
            continue
        first = place if opening[0].endswith(("“", '"')) else place + 1
        if first == len(spans) or (first > place and text[spans[first].start] not in '“"'):
            continue
        stop = next((i for i in range(place + 1, len(spans)) if openings[i]), len(spans))
        closed = (
            i for i in range(first, stop) if _CLOSED.search(text, max(spans[i].start, spans[i].end - 8), spans[i].end)
        )
        found.update(spans[place : next(closed, first) + 1])
    return frozenset(found)
