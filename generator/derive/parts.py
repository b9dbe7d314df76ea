"""The parts of a document: its own text, and what is attached to it (phụ lục, văn bản kèm theo).

The attached parts of a long document are pages of their own. The anchor of a paragraph says in which part it stands,
so `page_of` alone answers on which page, and an anchor stays what it is when a document becomes long.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from generator.model import APPENDIX, Document, Section, Span

LONG = 40_000
"""Characters of a text that with tables and frame comes near to 300 KB of HTML."""
_STRAY = 300
"""A part has more characters; less before the first appendix belongs to that."""
_PART = re.compile(rf"{APPENDIX}-(\d+)-")


def part_spans(document: Document) -> tuple[Span, ...]:
    """Return the spans of what is attached, in order: each phụ lục, and what stands before the first."""
    annex = document.zones.annex
    if annex.start >= annex.end:
        return ()
    starts = [each.span.start for each in _appendices(document.sections) if annex.start <= each.span.start < annex.end]
    if not starts or starts[0] - annex.start > _STRAY:
        starts.insert(0, annex.start)
    starts[0] = annex.start
    return tuple(Span(start, end) for start, end in zip(starts, [*starts[1:], annex.end], strict=True))


def _appendices(sections: Sequence[Section]) -> list[Section]:
    heads = [each for each in sections if each.parent is None and (each.label or "").casefold().startswith("phụ lục")]
    return sorted(heads, key=lambda each: each.span.start)


def part_at(parts: Sequence[Span], offset: int) -> int:
    """Return the number of the attached part in which an offset stands, 0 for the document's own text."""
    number = bisect_right(parts, offset, key=lambda each: each.start)
    return number if number and offset < parts[number - 1].end else 0


def prefix(part: int) -> str:
    """Return how the anchors of a part begin."""
    return f"{APPENDIX}-{part}-" if part else ""


def part_of(anchor: str) -> int:
    """Return the number of the part that an anchor names, 0 for the document's own text."""
    match = _PART.match(anchor)
    return int(match[1]) if match else 0


def is_split(document: Document) -> bool:
    """Tell whether the attached parts of a document are pages of their own."""
    annex = document.zones.annex
    return annex.start < annex.end and len(document.text) > LONG
