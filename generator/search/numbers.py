"""Numbers of pages that stay when other pages come and go.

Each kind of page has a space of its own, a power of two, in which the hash of its path says where a page would like to
stand. Where two would stand in one place, the older paper stays and the other steps on: a new paper, being newest,
moves nobody; one without a day counts as old, and may move a few. So the numbers are made of the pages alone, whoever
came first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b

from generator.model import PageKind
from generator.model.frozen import Frozen
from generator.search.entries import KINDS, Entry
from generator.search.sets import Space

LEAST = 64
"""Places of a space, however few its pages."""
FULL = 2, 3
"""A space that is fuller than this doubles, and all pages of its kind are numbered anew."""
_MARKS = {
    PageKind.AGENCY: "@",
    PageKind.PERSON: "#",
    PageKind.POLICY: "%",
    PageKind.DOCUMENT: "",
    PageKind.WORK: "$",
    PageKind.PAGE: "*",
}
"""Documents have most of the words, so they go unmarked."""


class Numbers(Frozen):
    """Spaces, in the order of their numbers, and the number of each page by its path."""

    spaces: Mapping[PageKind, Space]
    of: Mapping[str, int]

    def place(self, entry: Entry) -> int:
        """Return the number of a page within its space."""
        return self.of[entry.path] - self.spaces[entry.kind].start


def numbers(entries: Sequence[Entry]) -> Numbers:
    """Return the number of each page; their order makes no difference."""
    spaces: dict[PageKind, Space] = {}
    of: dict[str, int] = {}
    start = 0
    for kind in sorted(KINDS, key=lambda kind: _MARKS[kind]):
        alike = [entry for entry in entries if entry.kind is kind]
        spaces[kind] = Space(_MARKS[kind], start, _size(len(alike)))
        of.update((path, start + place) for path, place in _places(alike, spaces[kind].size))
        start += spaces[kind].size
    return Numbers(spaces, of)


def _size(count: int) -> int:
    size = LEAST
    while count * FULL[1] > size * FULL[0]:
        size *= 2
    return size


def _places(alike: Iterable[Entry], size: int) -> Iterable[tuple[str, int]]:
    taken: set[int] = set()
    for _, wish, path in sorted((entry.day, _wish(entry.path), entry.path) for entry in alike):
        place, step = wish % size, wish >> 32 | 1  # an odd step meets every place of a power of two
        while place in taken:
            place = (place + step) % size
        taken.add(place)
        yield path, place


def _wish(path: str) -> int:
    return int.from_bytes(blake2b(path.encode("utf-8", "replace"), digest_size=8).digest(), "big")
