"""Sets of page numbers as short strings of 64 letters.

The browser reads them back in `assets/search/index.js`.

Three forms, the shortest is taken: gaps (each as digits of 5 bits, all but the last with a mark), `~` and the gaps of
the pages that are not in it, `!` and a bit for each page.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def number(value: int) -> str:
    """Return a whole number as digits of 5 bits, the highest first: 0 → `A`, 32 → `hA`."""
    digits = ALPHABET[value & 31]
    while value := value >> 5:
        digits = ALPHABET[32 + (value & 31)] + digits
    return digits


_SHORT = tuple(number(value) for value in range(4096))


def encode(members: Sequence[int], count: int) -> str:
    """Return the set of ascending `members` out of `count` pages."""
    if 2 * len(members) > count:
        inside = frozenset(members)
        gaps = "~" + _gaps([each for each in range(count) if each not in inside])
    else:
        gaps = _gaps(members)
    return gaps if len(gaps) <= (count + 5) // 6 + 1 else _bits(members, count)


def _gaps(members: Sequence[int]) -> str:
    if not members:
        return ""
    steps = (members[0], *(after - before - 1 for before, after in pairwise(members)))
    return "".join([_SHORT[step] if step < len(_SHORT) else number(step) for step in steps])


def _bits(members: Sequence[int], count: int) -> str:
    sixes = bytearray((count + 5) // 6)
    for each in members:
        sixes[each // 6] |= 1 << (each % 6)
    return "!" + "".join([ALPHABET[six] for six in sixes])
