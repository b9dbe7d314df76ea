"""Places: a pattern tried only where another showed that it may match, in place of everywhere."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator


def matches_at(
    text: str, pattern: re.Pattern[str], places: Iterable[int], end: int = sys.maxsize
) -> Iterator[re.Match[str]]:
    """Yield the matches that begin at one of the places, in order; none begins inside another."""
    done = 0
    for place in places:
        match = pattern.match(text, place, end) if place >= done else None
        if match:
            done = match.end()
            yield match
