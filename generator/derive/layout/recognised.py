"""What a machine read off a picture (máy đọc): its certainty, words in doubt, places of lines."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from generator.ingest.contract import OCR
from generator.model import Document, Doubt, Place, Span

MOST = 500
"""Words of a document that are shown as doubtful, the least certain ones: of a bad scan all are."""


def certainty(document: Document) -> float | None:
    """Return how certain a recognised text is, 0 to 1; None for one that was not recognised."""
    return document.source.extraction.certainty if OCR in document.source.extraction.how else None


def doubts(document: Document) -> tuple[Doubt, ...]:
    """Return the doubtful words as passages of the canonical text, in its order.

    One that does not stand there any more, since its line was mended, is left out.
    """
    found = sorted(_carried(document), key=lambda each: (each.certainty, each.span.start))[:MOST]
    return tuple(sorted(found, key=lambda each: each.span))


def _carried(document: Document) -> Iterator[Doubt]:
    """Lead each word from its line in the file to that line's pieces in the text, by its likes."""
    source, pieces = document.source, _pieces(document)
    ends = [*source.lines[1:], len(source.text) + 1]
    for doubt in source.doubts:
        number = bisect_right(source.lines, doubt.span.start)
        if not number or doubt.span.end > ends[number - 1]:
            continue
        line = source.text[source.lines[number - 1] : doubt.span.start]
        word = re.compile(rf"(?<!\w){re.escape(doubt.span.of(source.text))}(?!\w)")
        earlier = len(word.findall(line))
        found = [match for piece in pieces.get(number, ()) for match in word.finditer(document.text, *piece)]
        if doubt.span.start < doubt.span.end and earlier < len(found):
            yield Doubt(Span(*found[earlier].span()), doubt.certainty)


def _pieces(document: Document) -> dict[int, list[tuple[int, int]]]:
    """Return by line of the file the passages of the text that come from it."""
    found: dict[int, list[tuple[int, int]]] = {}
    ends = [*(start for start, _ in document.lines[1:]), len(document.text)]
    for (start, number), end in zip(document.lines, ends, strict=False):
        found.setdefault(number, []).append((start, end))
    return found


def lines(document: Document, passage: Span) -> tuple[tuple[int, Place], ...]:
    """Return where the lines of a passage stand on the paper: how far into it each begins, and its place."""
    first = max(bisect_right(document.lines, (passage.start, 1 << 60)) - 1, 0)
    last = bisect_left(document.lines, (passage.end,))
    found: list[tuple[int, Place]] = []
    for start, number in document.lines[first:last]:
        places = document.source.places
        place = places[number - 1] if 1 <= number <= len(places) else None
        if place is not None and (not found or found[-1][1] != place):
            found.append((max(start - passage.start, 0), place))
    return tuple(found)
