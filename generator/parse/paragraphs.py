"""Paragraphs (đoạn) of the canonical text as spans: what every step walks over."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate

from generator.model import Document, Span

_NOTE = re.compile(r"^(\[\d{1,3}\]) ", re.MULTILINE)
"""A note that a converter put at the end of the paper."""
_ENDED = re.compile(r"[.;:!?…,/][”’\")\]*]*\s*$")
LONG, CUT, CUT_SHARE = 80, 6, 0.6
"""Where so many paragraphs of so many characters, and so large a share of them, end in no mark, lines are cut."""
_LAST = 16
"""Characters at the end of a paragraph among which its mark stands."""


def paragraphs(text: str, within: Span | None = None) -> Iterator[Span]:
    """Yield the span of each paragraph that starts inside `within` (the whole text by default)."""
    start, stop = (within.start, within.end) if within else (0, len(text))
    while start < stop:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield Span(start, end)
        start = end + 1


def cut_paragraphs(document: Document) -> list[Span]:
    """Return the paragraphs of the body that break off, where most do: a scan lost its margin."""
    text, cells = document.text, {cell.span.start for table in document.tables for cell in table.cells}
    long = [each for each in paragraphs(text, document.zones.body) if each.end - each.start >= LONG]
    prose = [each for each in long if each.start not in cells and not each.of(text).isupper()]
    cut = [each for each in prose if not _ENDED.search(text, max(each.start, each.end - _LAST), each.end)]
    return cut if len(cut) >= CUT and len(cut) > CUT_SHARE * len(prose) else []


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
