"""Paragraphs (đoạn) of the canonical text as spans: what every step walks over."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Document, Span


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


def section_at(document: Document, offset: int) -> str:
    """Return the anchor of the innermost section at `offset`, or the name of the zone it lies in."""
    zones = document.zones
    outside = (("header", zones.header), ("closing", zones.closing), ("recipients", zones.recipients))
    for name, zone in (*outside, ("signature", zones.signature)):
        if zone.start <= offset < zone.end:
            return name
    best = None
    for section in document.sections:
        if section.head.start > offset:
            break
        if offset < section.span.end:
            best = section.anchor
    return best or ("annex" if zones.annex.start <= offset < zones.annex.end else "preamble")
