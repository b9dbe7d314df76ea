"""Sets of page numbers as short strings of 64 letters.

The browser reads them back in `assets/search/index.js`.

The members of each kind of page stand together, after its mark; of two forms the shorter is taken: gaps (each as digits
of 5 bits, all but the last with a mark), or `!` and a bit for each place of the space.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from operator import sub

from generator.model.frozen import Frozen

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
_KINDS = re.compile(r"(?=[^\w!-])")
"""Where the members of the next kind begin: at its mark."""


class Space(Frozen):
    """The numbers of one kind of page: `size` places from `start` on; its `mark` stands before them."""

    mark: str
    start: int
    size: int


def number(value: int) -> str:
    """Return a whole number as digits of 5 bits, the highest first: 0 → `A`, 32 → `hA`."""
    digits = ALPHABET[value & 31]
    while value := value >> 5:
        digits = ALPHABET[32 + (value & 31)] + digits
    return digits


def letters(value: int, width: int) -> str:
    """Return a whole number as so many letters of 6 bits: 65 in two → `BB`."""
    return "".join([ALPHABET[value >> 6 * place & 63] for place in reversed(range(width))])


class _Steps(dict[int, str]):
    """From a step to the digits of the gap that it leaps, worked out when it is first met."""

    def __missing__(self, step: int) -> str:
        self[step] = digits = number(step - 1)
        return digits


_STEPS = _Steps()


def encode(members: Sequence[int], spaces: Iterable[Space]) -> str:
    """Return the set of ascending `members`; `spaces` come in the order of their numbers."""
    parts = []
    done = 0
    for space in spaces:
        end = bisect_left(members, space.start + space.size, done)
        if end > done:
            parts.append(space.mark + _within(members[done:end], space))
            done = end
        if done == len(members):
            break
    return "".join(parts)


def decode(text: str, spaces: Iterable[Space]) -> list[int]:
    """Return the members of a set that `encode` wrote, ascending."""
    of = {space.mark: space for space in spaces}
    found: list[int] = []
    for kind in filter(None, _KINDS.split(text)):
        space = of[kind[0]] if kind[0] in of else of[""]
        written = kind.removeprefix(space.mark)
        places = _of_bits(written[1:]) if written[0] == "!" else _of_gaps(written)
        found += [space.start + place for place in places]
    return found


def _of_bits(sixes: str) -> Iterator[int]:
    for place, letter in enumerate(sixes):
        bits = _VALUES[letter]
        yield from (6 * place + bit for bit in range(6) if bits >> bit & 1)


def _of_gaps(digits: str) -> Iterator[int]:
    place, step = -1, 0
    for letter in digits:
        digit = _VALUES[letter]
        step = step << 5 | digit & 31
        if digit < 32:
            place += step + 1
            yield place
            step = 0


def _within(members: Sequence[int], space: Space) -> str:
    longest = (space.size + 5) // 6 + 1
    if len(members) > longest:
        return _bits(members, space)
    first = _STEPS[members[0] - space.start + 1]
    gaps = first + "".join(map(_STEPS.__getitem__, map(sub, members[1:], members)))
    return gaps if len(gaps) <= longest else _bits(members, space)


def _bits(members: Sequence[int], space: Space) -> str:
    sixes = bytearray((space.size + 5) // 6)
    for each in members:
        place = each - space.start
        sixes[place // 6] |= 1 << (place % 6)
    return "!" + "".join([ALPHABET[six] for six in sixes])
