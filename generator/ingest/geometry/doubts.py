"""Doubtful words (chữ chưa chắc): where they stand in a line, also after the line was mended."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import accumulate

from generator.ingest.geometry.shapes import Word

Doubts = tuple[tuple[int, int, float], ...]
"""Start, end and certainty of passages."""
_TOKEN = re.compile(r"\S+")


def of_words(words: Sequence[Word], text: str) -> Doubts:
    """Return the doubtful words of a line whose text is made of all of them."""
    starts = accumulate((len(word.text) + 1 for word in words[:-1]), initial=0)
    found = ((at, at + len(w.text), w.doubt) for at, w in zip(starts, words, strict=True) if w.doubt is not None)
    return carried(tuple(found), " ".join(word.text for word in words), text)


def carried(doubts: Doubts, before: str, after: str) -> Doubts:
    """Return the doubts of a line as they stand in what was made of it.

    Words that were changed, joined or parted take the least certainty of those that they were made of; of words that
    were left out nothing is said.
    """
    if not doubts or before == after:
        return doubts
    old, new = list(_TOKEN.finditer(before)), list(_TOKEN.finditer(after))
    certain = [min((c for start, end, c in doubts if start < m.end() and m.start() < end), default=1.0) for m in old]
    found: list[tuple[int, int, float]] = []
    matcher = SequenceMatcher(None, [m[0] for m in old], [m[0] for m in new], autojunk=False)
    for _, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        alike = old_end - old_start == new_end - new_start
        for at in range(new_start, new_end):
            sources = certain[old_start + at - new_start : old_start + at - new_start + 1] if alike else ()
            least = _least(sources or certain[old_start:old_end])
            if least < 1.0:
                found.append((*new[at].span(), least))
    return tuple(found)


def _least(certain: Iterable[float]) -> float:
    return min(certain, default=1.0)
