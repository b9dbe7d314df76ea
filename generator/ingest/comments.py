"""Chú thích trong mã (`<!-- … -->`): what stands in a page or a text and no browser shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

MOST = 500_000
"""Characters of comments that are looked at; Word writes its properties and drawings into some."""
_TAG = re.compile(r"<[^<>]{0,2000}>")
_SAID = re.compile(r"""\b(?:string|alt|title|descr)\s*=\s*(?:"([^"<>]{1,120})"|'([^'<>]{1,120})')""")
_VALUE = re.compile(r"<(?:\w{1,20}:)?([^\W\d][\w.-]{0,39})\b[^<>]{0,200}>([^<>]{1,200})</")


def comments(text: str) -> Iterator[str]:
    """Yield the lines of comments, what elements within them hold, and what these say of pictures."""
    left, end = MOST, 0
    while left > 0 and (start := text.find("<!--", end)) >= 0:
        end = text.find("-->", start)
        end = len(text) if end < 0 else end
        inside = text[start + 4 : min(end, start + 4 + left)]
        left -= len(inside)
        yield from words_of(inside)


def words_of(inside: str) -> Iterator[str]:
    """Yield the words of a piece of code: lines without tags, elements as label and value, attributes."""
    yield from map(unescape, _TAG.sub("\n", inside).split("\n"))
    if "<" in inside:
        yield from (unescape(f"{label}: {value}") for label, value in _VALUE.findall(inside))
        yield from (unescape(one or other) for one, other in _SAID.findall(inside))
