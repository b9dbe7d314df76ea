"""Sorted lists cut into leaves (mảnh chỉ mục): small files, of which a query fetches a few.

Where a leaf begins is decided by the key alone once the leaf before is long enough, so a change moves no cuts but those
right beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from zlib import crc32

_SAFE = str.maketrans({" ": "_", "~": "-", "=": "--", "^": "+"})

Item = tuple[str, str]
"""Key and value."""
Leaf = list[Item]


@dataclass(frozen=True, slots=True)
class Lengths:
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


def file_name(key: str) -> str:
    """Return the name of the leaf that begins with `key`: `~van man` → `k-van_man`.

    No two keys have the same.

    The letter before it keeps clear of names that some systems reserve (`con`, `aux`).
    """
    return f"k{key}".translate(_SAFE)
