"""Lô trang: what is remembered of pages made together, of what they were made and what they looked up.

A look-up is written once, beside its number; a lot has the numbers of its own. A number is a digest of its look-up,
so a row is right whichever build put it there; of a number that is not known the lot is made anew.
"""

from __future__ import annotations

import contextlib
import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from generator.derive.lookups import Answers, Lookup
from generator.publish.kept.memory import Memory
from generator.text.digests import digest

STAGE = "lots"
"""Stage of the memory: what the pages of each thing looked up, under the digest of the program and the settings."""
LOOKUPS = "lookups"
"""Stage of the memory: what was looked up, by number, in one row."""
_NUMBER = 8
"""Bytes of a number."""
Mark = tuple[str, bytes]
"""Path and digest of a page."""


class Kept(NamedTuple):
    """What is remembered of a lot."""

    of: bytes
    """The digest of the thing whose pages they are."""
    lookups: bytes
    """Their numbers, ascending, packed."""
    answers: bytes
    """The digest of all answers."""
    pages: tuple[Mark, ...]
    further: tuple[str, ...] = ()
    """The names of lots that its further pages are."""


class Questions:
    """What was looked up, by number, and what a catalog answers."""

    def __init__(self, answers: Answers, known: Mapping[int, Lookup]) -> None:
        self._answers, self.known = answers, dict(known)
        self._numbers: dict[Lookup, int] = {}
        self._told = _Told(self)
        tables: dict[str, dict[int, str]] = defaultdict(dict)
        for number, (table, key) in known.items():
            tables[table][number] = key
        for table, keys in tables.items():  # all will be asked for: to ask a table for many at once costs half
            self._told.update(zip(keys, answers.under(table, keys.values()), strict=True))

    def numbers(self, lookups: Iterable[Lookup]) -> tuple[bytes, dict[int, Lookup]]:
        """Return the numbers of look-ups, packed, and of those that were not known their look-ups."""
        numbered = {self._number(each): each for each in lookups}
        new = {number: each for number, each in numbered.items() if number not in self.known}
        self.known |= new
        return _packed(sorted(numbered)), new

    def answers(self, numbers: bytes) -> bytes:
        """Return the digest of all answers together, nothing where a number is not known."""
        try:
            return digest(b"".join(map(self._told.__getitem__, unpacked(numbers))))
        except KeyError:
            return b""

    def thing(self, thing: object) -> bytes:
        """Return the digest of a thing of the catalog, or of several."""
        return self._answers.thing(thing)

    def answer(self, number: int) -> bytes:
        """Return the digest of one answer."""
        return self._answers.one(self.known[number])

    def _number(self, lookup: Lookup) -> int:
        number = self._numbers.get(lookup)
        if number is None:
            number = self._numbers[lookup] = int.from_bytes(digest(*lookup)[:_NUMBER], "big")
        return number


class _Told(dict[int, bytes]):
    """Answers by number, each asked for once."""

    def __init__(self, asked: Questions) -> None:
        super().__init__()
        self._asked = asked

    def __missing__(self, number: int) -> bytes:
        self[number] = self._asked.answer(number)
        return self[number]


def _packed(numbers: list[int]) -> bytes:
    return struct.pack(f">{len(numbers)}Q", *numbers)


def unpacked(numbers: bytes) -> tuple[int, ...]:
    """Return packed numbers one by one."""
    return struct.unpack(f">{len(numbers) // _NUMBER}Q", numbers)


def remembered(memory: Memory, settings: bytes) -> dict[str, Kept]:
    """Return what is remembered of each lot that was made with the same settings, by name."""
    return dict(_remembered(memory, settings))


def _remembered(memory: Memory, settings: bytes) -> Iterator[tuple[str, Kept]]:
    for name, key, row in memory.rows(STAGE):
        if key == settings:
            with contextlib.suppress(msgspec.MsgspecError, UnicodeDecodeError):
                yield name, msgspec.msgpack.decode(row, type=Kept)


def lookups(memory: Memory, settings: bytes) -> dict[int, Lookup]:
    """Return what was looked up, by number."""
    with contextlib.suppress(msgspec.MsgspecError, UnicodeDecodeError):
        return msgspec.msgpack.decode(memory.get(LOOKUPS, "", settings) or b"\x80", type=dict[int, Lookup])
    return {}


def used(lots: Iterable[Kept]) -> frozenset[int]:
    """Return the numbers of the look-ups that lots name."""
    return frozenset(unpacked(b"".join([each.lookups for each in lots])))
