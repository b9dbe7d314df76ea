"""Clauses (vế câu): the part of a sentence that speaks of one thing, from one stop to the next."""

from __future__ import annotations

import re

_STOP = re.compile(r"[;\n]|(?<!\bT[Pp])(?<!\bT[Xx])[.!?](?=\s|$)")
_UP_TO_THE_LAST = re.compile(f"(?s:.*)(?:{_STOP.pattern})")
"""Sought from the end, as the last stop is near: to find all of them takes ten times as long."""
LONGEST = 1200
"""Characters to each side in which a stop is looked for."""


def clause_at(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the clause that holds [start, end) begins and ends.

    Between `;`, full stops, ends of lines.
    """
    low = max(0, start - LONGEST)
    before = _UP_TO_THE_LAST.match(text, low, start)
    after = _STOP.search(text, end, end + LONGEST)
    return (before.end() if before else low), (after.start() if after else min(len(text), end + LONGEST))
