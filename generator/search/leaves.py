"""Sorted lists cut into leaves (mảnh chỉ mục): small files, of which a query fetches a few.

Where a leaf begins is decided by the key alone once the leaf before is long enough, so a change moves no cuts but those
right beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from zlib import crc32

from generator.model.frozen import Frozen

_SAFE = str.maketrans({" ": "_", "~": "-", "=": "--", "^": "+"})

Item = tuple[str, str]
"""Key and value."""
Leaf = list[Item]


class Lengths(Frozen):
    """Bytes of a leaf; only a single key may be longer. It usually ends `usual` bytes after the shortest."""

    shortest: int
    longest: int
    usual: int


OF_LEAVES = Lengths(1536, 12_288, 2048)
OF_TABLES = Lengths(32_768, 131_072, 16_384)
"""Of lists of all pages, which are fetched whole."""


def written(item: Item) -> int:
    """Return how many letters a key and its value take in a leaf."""
    return len(item[0]) + len(item[1]) + 6


def leaves(
    items: Iterable[Item], lengths: Lengths = OF_LEAVES, size: Callable[[Item], int] = written
) -> Iterator[Leaf]:
    """Yield the items of each leaf; they come in an order of their own."""
    leaf: Leaf = []
    length = 0
    for item in items:
        here = size(item)
        long = length >= lengths.shortest and crc32(item[0].encode("utf-8", "replace")) % lengths.usual < here
        if leaf and (long or length + here > lengths.longest):
            yield leaf
            leaf, length = [], 0
        leaf.append(item)
        length += here
    if leaf:
        yield leaf


def recut(
    count: int, changed: Mapping[int, Leaf], read: Callable[[int], Leaf], lengths: Lengths = OF_LEAVES
) -> Iterator[int | Leaf]:
    """Yield the leaves of a list of which some of `count` changed; one that stays is told by its place.

    They are what `leaves` cuts of the whole list; few more are read than changed.
    """
    changed = {**_before(count, changed, read), **changed}
    held: Leaf = []
    for place in range(count):
        if not held and place not in changed:
            yield place
            continue
        items = changed[place] if place in changed else read(place)
        *done, held = leaves([*held, *items], lengths) if held or items else [[]]
        yield from done
        after = [] if place + 1 == count else changed[place + 1] if place + 1 in changed else read(place + 1)
        if held and after and len(list(leaves([*held, after[0]], lengths))) > 1:
            yield held
            held = []
    if held:
        yield held


def _before(count: int, changed: Mapping[int, Leaf], read: Callable[[int], Leaf]) -> dict[int, Leaf]:
    """Return the leaves that stand before one with another beginning: where they end hangs on that."""
    moved = (place for place, leaf in changed.items() if place and leaf[:1] != read(place)[:1])
    return {place - 1: read(place - 1) for place in moved}


def file_name(key: str) -> str:
    """Return the name of the leaf that begins with `key`: `~van man` → `k-van_man`.

    No two keys have the same.

    The letter before it keeps clear of names that some systems reserve (`con`, `aux`).
    """
    return f"k{key}".translate(_SAFE)
