"""Lists of persons that blanks alone set in columns (danh sách gõ bằng dấu cách).

A table tells its cells; here the words of a head stand above the data, or as many parts stand in a row as in the head.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from generator.vocab.entries import PersonalKind

_APART = re.compile(r"[^\S\n]{2,}|\t")
_PART = re.compile(r"[^\s](?:[^\S\n\t]?[^\s]){0,200}")
FEWEST = 3
"""Columns of a list, at least."""
LOOSE = 2
"""Lines without columns that may stand within a list: what did not fit its column."""
SHIFT = 3
"""Letters by which a datum may stand left of its head."""


class _Part(NamedTuple):
    start: int
    end: int
    words: str


def below_heads(
    text: str, is_list: Callable[[str], bool], kind: Callable[[str], PersonalKind | None]
) -> Iterator[tuple[PersonalKind, int, int]]:
    """Yield what kind of datum stands where, below the heads of such lists."""
    heads: Sequence[_Part] = ()
    begin = loose = 0
    for line in text.split("\n"):
        parts = _parts(line) if _APART.search(line.strip()) else ()
        if len(parts) >= FEWEST and any(is_list(part.words) for part in parts):
            heads, loose = parts, 0
        elif heads and len(parts) > 1:
            yield from (
                (found, begin + part.start, begin + part.end)
                for head, part in _paired(heads, parts)
                if (found := kind(head.words))
            )
            loose = 0
        elif heads:
            loose += 1
            heads = heads if loose <= LOOSE else ()
        begin += len(line) + 1


def _parts(line: str) -> tuple[_Part, ...]:
    return tuple(_Part(match.start(), match.end(), match[0]) for match in _PART.finditer(line))


def _paired(heads: Sequence[_Part], parts: Sequence[_Part]) -> Iterator[tuple[_Part, _Part]]:
    """Each part with its head: by their order where they are as many, else with the last before it."""
    if len(heads) == len(parts):
        yield from zip(heads, parts, strict=True)
        return
    for part in parts:
        before = [head for head in heads if head.start <= part.start + SHIFT]
        if before:
            yield before[-1], part
