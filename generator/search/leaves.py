"""Sorted dictionaries cut into leaves (mảnh chỉ mục): small files, of which a query fetches a few.

Where a leaf begins is decided by the key alone once the leaf before is long enough, so a change moves no cuts but those
right beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from zlib import crc32

SHORTEST, LONGEST = 1536, 12_288
"""Bytes of a leaf; only a single key may be longer."""
_USUAL = 2048
"""Bytes beyond the shortest after which a leaf usually ends."""

_SAFE = str.maketrans({" ": "_", "~": "-", "=": "--", "^": "+"})

Item = tuple[str, str]
"""Key and value."""


def leaves(items: Iterable[Item]) -> Iterator[tuple[str, list[Item]]]:
    """Yield first key and items of each leaf; `items` come in the order of their keys."""
    leaf: list[Item] = []
    length = 0
    for key, value in items:
        here = len(key) + len(value) + 6
        if leaf and (length + here > LONGEST or (length >= SHORTEST and _cuts(key, here))):
            yield leaf[0][0], leaf
            leaf, length = [], 0
        leaf.append((key, value))
        length += here
    if leaf:
        yield leaf[0][0], leaf


def _cuts(key: str, length: int) -> bool:
    return crc32(key.encode()) % _USUAL < length


def file_name(key: str) -> str:
    """Return the name of the leaf that begins with `key`: `~van man` → `k-van_man`.

    No two keys have the same.

    The letter before it keeps clear of names that some systems reserve (`con`, `aux`).
    """
    return f"k{key}".translate(_SAFE)
