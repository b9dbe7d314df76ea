"""Places: a pattern tried only where another showed that it may match, in place of everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator


def matches_at(text: str, pattern: re.Pattern[str], places: Iterable[int]) -> Iterator[re.Match[str]]:
    """Yield the matches that begin at one of the places, in order; none begins inside another."""
    end = 0
    for place in places:
        match = pattern.match(text, place) if place >= end else None
        if match:
            end = match.end()
            yield match
