"""Paragraphs (đoạn) of the canonical text as spans: what every step walks over."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate

from generator.model import Document, Span

_NOTE = re.compile(r"^(\[\d{1,3}\]) ", re.MULTILINE)
"""A note that a converter put at the end of the paper."""


def paragraphs(text: str, within: Span | None = None) -> Iterator[Span]:
    """Yield the span of each paragraph that starts inside `within` (the whole text by default)."""
    start, stop = (within.start, within.end) if within else (0, len(text))
    while start < stop:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield Span(start, end)
        start = end + 1


def content_end(document: Document) -> int:
    """Return where the document ends: a copy's own mark and signature below it are no part of it."""
    zones = document.zones
    return max(zone.end for zone in (zones.header, zones.body, zones.recipients, zones.signature, zones.annex))


def outline(document: Document) -> Callable[[int], str]:
    """Return what tells the anchor of the innermost section at an offset, else the name of its zone.

    A note below the signature stands where its mark does.
    """
    zones, sections = document.zones, document.sections
    named = (("header", zones.header), ("closing", zones.closing), ("recipients", zones.recipients))
    every = (*named, ("signature", zones.signature))
    outside = [(name, zone.start, zone.end) for name, zone in every if zone.start < zone.end]
    begun = list(accumulate((section.head.start for section in sections), max))
    ends = [section.span.end for section in sections]

    notes = _notes(document.text, zones.annex)

    def at(offset: int) -> str:
        offset = next((mark for note, mark in notes if note.start <= offset < note.end), offset)
        for name, start, end in outside:
            if start <= offset < end:
                return name
        place = bisect_right(begun, offset) - 1
        while place >= 0 and offset >= ends[place]:
            place -= 1
        best = sections[place].anchor if place >= 0 else None
        return best or ("annex" if zones.annex.start <= offset < zones.annex.end else "preamble")

    return at


def _notes(text: str, annex: Span) -> list[tuple[Span, int]]:
    """The notes of a paper below its signature, each with where its mark stands above."""
    found = []
    for match in _NOTE.finditer(text, annex.start, annex.end):
        mark, end = text.find(match[1], 0, annex.start), text.find("\n", match.start())
        if mark >= 0:
            found.append((Span(match.start(), len(text) if end < 0 else end), mark))
    return found
