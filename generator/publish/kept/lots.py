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
Asked = Mapping[str, Mapping[int, str]]
"""What was looked up: the keys of each table, by number."""


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
    """What was looked up, by number, and what a catalog answers.

    Of what is `known` no key is held once it is answered.
    """

    def __init__(self, answers: Answers, known: Asked) -> None:
        self._answers = answers
        self._numbers: dict[str, dict[str, int]] = defaultdict(dict)
        self._told: dict[int, bytes] = {}
        self._fresh: dict[str, dict[int, str]] = defaultdict(dict)
        for table, keys in known.items():  # all will be asked for: to ask a table for many at once costs half
            self._told.update(zip(keys, answers.under(table, keys.values()), strict=True))

    def numbers(self, lookups: Iterable[Lookup]) -> bytes:
        """Return the numbers of look-ups, packed."""
        numbered: list[int] = []
        for table, key in lookups:
            number = self._number(table, key)
            numbered.append(number)
            if number not in self._told:
                self._told[number] = self._answers.one((table, key))
                self._fresh[table][number] = key
        return _packed(sorted(numbered))

    def fresh(self) -> Asked:
        """Return what this process was the first time asked for since it was asked this."""
        fresh, self._fresh = self._fresh, defaultdict(dict)
        return dict(fresh)

    def answers(self, numbers: bytes) -> bytes:
        """Return the digest of all answers together, nothing where a number is not known."""
        try:
            return digest(b"".join(map(self._told.__getitem__, unpacked(numbers))))
        except KeyError:
            return b""

    def thing(self, thing: object) -> bytes:
        """Return the digest of a thing of the catalog, or of several."""
        return self._answers.thing(thing)

    def _number(self, table: str, key: str) -> int:
        number = self._numbers[table].get(key)
        if number is None:
            number = self._numbers[table][key] = int.from_bytes(digest(table, key)[:_NUMBER], "big")
        return number


def _packed(numbers: list[int]) -> bytes:
    return struct.pack(f">{len(numbers)}Q", *numbers)


def unpacked(numbers: bytes) -> tuple[int, ...]:
    """Return packed numbers one by one."""
    return struct.unpack(f">{len(numbers) // _NUMBER}Q", numbers)


def remembered(memory: Memory, settings: bytes) -> dict[str, bytes]:
    """Return what is remembered of each lot that was made with the same settings, packed, by name."""
    return dict(_remembered(memory, settings))


def _remembered(memory: Memory, settings: bytes) -> Iterator[tuple[str, bytes]]:
    for name, key, row in memory.rows(STAGE):
        if key == settings:
            with contextlib.suppress(msgspec.MsgspecError, UnicodeDecodeError):
                kept_of(row)
                yield name, row


def kept_of(row: bytes) -> Kept:
    """Return what is remembered of a lot; a row of another form raises."""
    return msgspec.msgpack.decode(row, type=Kept)


def lookups(memory: Memory, settings: bytes) -> Asked:
    """Return what was looked up."""
    with contextlib.suppress(msgspec.MsgspecError, UnicodeDecodeError):
        return msgspec.msgpack.decode(memory.get(LOOKUPS, "", settings) or b"\x80", type=dict[str, dict[int, str]])
    return {}


def keep(memory: Memory, settings: bytes, new: Asked, before: Mapping[str, bytes], now: Mapping[str, bytes]) -> None:
    """Remember the lots that there are now, and what they looked up.

    `new` is what was not known, `before` are the lots of the last build.
    """
    memory.keep_only(STAGE, now)
    same = not new and before.keys() == now.keys()
    if same and all(_asks_the_same(before[name], row) for name, row in now.items()):
        return
    used = set[int]()
    for row in now.values():
        used.update(unpacked(kept_of(row).lookups))
    known = lookups(memory, settings)
    rows = {table: {**known.get(table, {}), **new.get(table, {})} for table in sorted({*known, *new})}
    kept = {table: {number: keys[number] for number in sorted(used & keys.keys())} for table, keys in rows.items()}
    memory.put(LOOKUPS, "", settings, msgspec.msgpack.encode(kept))


def _asks_the_same(before: bytes, now: bytes) -> bool:
    return before == now or kept_of(before).lookups == kept_of(now).lookups
