"""Figures (số liệu): numbers with a unit, read the Vietnamese way, and what they count."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from generator.model import Document, Figure, Span
from generator.parse.paragraphs import section_at
from generator.text.dates import find_dates
from generator.text.numerals import read_number
from generator.vocab import Vocab

_NUMBER = re.compile(r"(?<![\w/.,-])\d[\d.]*(?:,\d+)?(?=\s?[^\W\d_]|\s?%)")
_SPACE = re.compile(r"\s?")
_WHAT = re.compile(r"[^.,;:()\n]{0,60}")


def find_figures(document: Document, vocab: Vocab) -> Document:
    """Return the document with the figures of its body; parts of dates and of numbers of documents are none."""
    text, body = document.text, document.zones.body
    taken = sorted([*(span for span, _ in find_dates(text)), *(c.span for c in document.citations)])
    found = []
    for match in _NUMBER.finditer(text, body.start, body.end):
        if _taken(taken, match.start()):
            continue
        figure = _figure(document, match, vocab)
        if figure is not None:
            found.append(figure)
    return replace(document, figures=tuple(found))


def _taken(taken: list[Span], start: int) -> bool:
    i = bisect_right(taken, Span(start, 1 << 60))
    return any(span.start <= start < span.end for span in taken[max(0, i - 2) : i])


def _figure(document: Document, match: re.Match[str], vocab: Vocab) -> Figure | None:
    text = document.text
    value = read_number(match[0].rstrip("."))
    space = _SPACE.match(text, match.end())
    start = space.end() if space else match.end()
    for unit in vocab.units:
        at = unit.regex.match(text, start)
        if value is None or not at or (at.end() < len(text) and text[at.end()].isalpha() and at[0] != "%"):
            continue
        rest = _WHAT.match(text, at.end())
        what = (at[0] if not unit.unit else "") + (rest[0] if rest else "")
        span = Span(match.start(), at.end())
        return Figure(
            span, section_at(document, span.start), round(value * unit.factor, 6), unit.unit or at[0], what.strip()
        )
    return None
