"""Clauses (vế câu): the part of a sentence that speaks of one thing, from one stop to the next."""

from __future__ import annotations

import re

_STOP = re.compile(r"[;\n]|(?<!\bT[Pp])(?<!\bT[Xx])[.!?](?=\s|$)")
LONGEST = 1200
"""Characters to each side in which a stop is looked for."""


def clause_at(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the clause that holds [start, end) begins and ends.

    Between `;`, full stops, ends of lines.
    """
    low = max(0, start - LONGEST)
    before = [match.end() for match in _STOP.finditer(text, low, start)]
    after = _STOP.search(text, end, end + LONGEST)
    return (before[-1] if before else low), (after.start() if after else min(len(text), end + LONGEST))
