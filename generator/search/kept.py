"""What is kept of an index (phần nhớ): its numbers, of which keys it was made, where its leaves begin.

The postings are kept nowhere else than in the leaves themselves: those of words that changed are read back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from generator.errors import VankhoError
from generator.search.dictionaries import Change, Dictionary, Spaces, changed, dictionary
from generator.search.entries import Entry
from generator.search.leaves import Leaf, file_name
from generator.search.numbers import Numbers
from generator.search.script import beginning, script
from generator.text.digests import digest

KeysOf = Callable[[bytes], bytes | None]
"""What gives the keys of a digest, None where they are lost."""
LETTERS = "n", "b"
"""Folders of the leaves: of names, of texts."""
_MANY = 4
"""One page in so many may have changed; where more did, the index is made anew."""
_Both = tuple[bytes, bytes]
"""The digests of the keys of a page: of its names, of its text."""
_Changes = tuple[Mapping[int, Change], Mapping[int, Change]]


class LostKeys(VankhoError):
    """Keys of a page are remembered no more."""


class Before(NamedTuple):
    """What there is of the index of the last build."""

    kept: bytes
    mark: Callable[[str], bytes | None]
    """What gives, by its name below the index, the digest of a file that lies as it was left."""
    data: Callable[[str], bytes]
    """What gives its bytes."""


class _Leaves(NamedTuple):
    """A dictionary as it was left: the first key of each leaf, the digest of its file; counts of words."""

    leaves: list[tuple[str, bytes]]
    counts: dict[str, int]


class _Kept(NamedTuple):
    spaces: Spaces
    pages: dict[int, _Both]
    names: _Leaves
    texts: _Leaves


class Written(NamedTuple):
    """A dictionary with its files, name below the index → bytes, None where one lies there as it was left."""

    left: _Leaves
    files: dict[str, bytes | None]

    @property
    def firsts(self) -> Iterator[str]:
        """The first key of each leaf."""
        return (first for first, _ in self.left.leaves)

    @property
    def counts(self) -> Mapping[str, int]:
        """In how many pages each word stands that may be meant by one with a typing error."""
        return self.left.counts


def both(
    found: Sequence[Entry], numbered: Numbers, keys: KeysOf, before: Before | None
) -> tuple[Written, Written, bytes]:
    """Return the dictionary of names and that of texts, and what to keep of both."""
    spaces = tuple(numbered.spaces.values())
    pages = dict(sorted((numbered.of[each.path], (each.names, each.texts)) for each in found))
    kept = _kept(before, spaces)
    changes = _changes(kept.pages, pages, keys) if kept else None
    if before and kept and changes:
        names, texts = (_after(before, *each, spaces) for each in zip(LETTERS, kept[2:], changes, strict=True))
    else:
        names, texts = (_anew(letter, place, pages, spaces, keys) for place, letter in enumerate(LETTERS))
    return names, texts, msgspec.msgpack.encode(_Kept(spaces, pages, names.left, texts.left))


def _kept(before: Before | None, spaces: Spaces) -> _Kept | None:
    """Return what was kept, None where that is another version's, or does not lie there as it was left."""
    if before is None:
        return None
    try:
        kept = msgspec.msgpack.decode(before.kept, type=_Kept)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    lie = (
        before.mark(_name(letter, first)) == mark
        for letter, each in zip(LETTERS, (kept.names, kept.texts), strict=True)
        for first, mark in each.leaves
    )
    return kept if kept.spaces == spaces and kept.names.leaves and kept.texts.leaves and all(lie) else None


def _changes(before: Mapping[int, _Both], now: Mapping[int, _Both], keys: KeysOf) -> _Changes | None:
    """Return what changed of names and of texts, by page, None where all is to be made anew."""
    numbers = sorted(number for number in before.keys() | now.keys() if before.get(number) != now.get(number))
    if len(numbers) * _MANY > len(now):
        return None
    changes: tuple[dict[int, Change], dict[int, Change]] = {}, {}
    for number in numbers:
        for place, each in enumerate(changes):
            was, mark = (marks[number][place] if number in marks else b"" for marks in (before, now))
            lost = keys(was) if was and was != mark else b""
            if lost is None:
                return None
            if was != mark:
                each[number] = Change(lost, _found(keys, mark) if mark else b"")
    return changes


def _found(keys: KeysOf, mark: bytes) -> bytes:
    if (found := keys(mark)) is None:
        raise LostKeys("Tệp nhớ của lần dựng thiếu từ khóa của một trang. Chạy lại lệnh là được.")
    return found


def _anew(letter: str, place: int, pages: Mapping[int, _Both], spaces: Spaces, keys: KeysOf) -> Written:
    made = dictionary(((number, _found(keys, marks[place])) for number, marks in pages.items()), spaces)
    return _written(letter, made, ())


def _after(before: Before, letter: str, left: _Leaves, changes: Mapping[int, Change], spaces: Spaces) -> Written:
    firsts = [first for first, _ in left.leaves]

    @cache
    def read(place: int) -> Leaf:
        return _items(letter, firsts[place], before.data(_name(letter, firsts[place])))

    return _written(letter, changed(changes, spaces, left.counts, firsts, read), left.leaves)


def _items(letter: str, first: str, data: bytes) -> Leaf:
    """Return the items of a leaf, read back from its file."""
    return [*msgspec.json.decode(data[len(beginning(letter, first)) : -2], type=dict[str, str]).items()]


def _written(letter: str, made: Dictionary, before: Sequence[tuple[str, bytes]]) -> Written:
    leaves: list[tuple[str, bytes]] = []
    files: dict[str, bytes | None] = {}
    for leaf in made.leaves:
        if isinstance(leaf, int):
            leaves.append(before[leaf])
            files[_name(letter, before[leaf][0])] = None
        else:
            first = leaf[0][0]
            files[_name(letter, first)] = data = script(letter, first, dict(leaf))
            leaves.append((first, digest(data)))
    return Written(_Leaves(leaves, dict(sorted(made.counts.items()))), files)


def _name(letter: str, first: str) -> str:
    return f"{letter}/{file_name(first)}.js"
