"""Lô trang: what is remembered of pages made together, of what they were made and what they looked up.

A look-up is written once, beside its number; a lot has the numbers of its own. A number is a digest of its look-up,
so a row is right whichever build put it there; of a number that is not known the lot is made anew.
"""

from __future__ import annotations

import contextlib
import struct
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, cast

import msgspec

from generator.derive.lookups import Answers, Lookup, State
from generator.publish.kept.memory import Memory
from generator.text.digests import digest

STAGE = "lots"
"""Stage of the memory: what the pages of each thing looked up, under the digest of the program and the settings."""
STATE = "lots-state"
"""Stage of the memory: in one row what all answers followed from, as long as the lots are just those of one build."""
LOOKUPS = "lookups"
"""Stage of the memory: what was looked up, by number, in one row."""
_NUMBER = 8
"""Bytes of a number."""
_FEW = 200
"""Lots that changed, and numbers that are sought one by one: for more all that is used is gathered."""
Mark = tuple[str, bytes]
"""Path and digest of a page."""
Lots = Mapping[str, bytes] | None
"""What is remembered of lots, packed, by name."""
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

    Of what is `known` no key is held once it is answered: at once, or of a `few` as it is asked for.
    """

    def __init__(self, answers: Answers, known: Asked, few: bool = False) -> None:
        self._answers = answers
        self._numbers: dict[str, dict[str, int]] = defaultdict(dict)
        self._told: dict[int, bytes] = {}
        self._fresh: dict[str, dict[int, str]] = defaultdict(dict)
        self._known = known if few else {}
        for table, keys in () if few else known.items():  # to ask a table for many at once costs half
            self._told.update(zip(keys, answers.under(table, keys.values()), strict=True))

    def numbers(self, lookups: Iterable[Lookup]) -> bytes:
        """Return the numbers of look-ups, packed."""
        numbered: list[int] = []
        for table, key in lookups:
            number = self._number(table, key)
            numbered.append(number)
            if self._answered(number) is None:
                self._told[number] = self._answers.one((table, key))
                self._fresh[table][number] = key
        return _packed(sorted(numbered))

    def fresh(self) -> Asked:
        """Return what this process was the first time asked for since it was asked this."""
        fresh, self._fresh = self._fresh, defaultdict(dict)
        return dict(fresh)

    def answers(self, numbers: bytes) -> bytes:
        """Return the digest of all answers together, nothing where a number is not known."""
        told = list(map(self._answered, unpacked(numbers)))
        return b"" if None in told else digest(b"".join(filter(None, told)))

    def _answered(self, number: int) -> bytes | None:
        if number not in self._told:
            asked = next(((table, keys[number]) for table, keys in self._known.items() if number in keys), None)
            if asked is None:
                return None
            self._told[number] = self._answers.one(asked)
        return self._told[number]

    def thing(self, thing: object) -> bytes:
        """Return the digest of a thing of the catalog, or of several."""
        return self._answers.thing(thing)

    def _number(self, table: str, key: str) -> int:
        number = self._numbers[table].get(key)
        if number is None:
            number = self._numbers[table][key] = int.from_bytes(_mark((table, key)), "big")
        return number


def _mark(lookup: Lookup) -> bytes:
    """The bytes by which a look-up stands among packed numbers."""
    return digest(*lookup)[:_NUMBER]


class Changed:
    """Tells which lots need be looked at: those that asked what may have another answer now, or all."""

    def __init__(self, lookups: Iterable[Lookup] | None) -> None:
        self.few = lookups is not None
        self._marks = tuple(map(_mark, lookups or ()))

    def __contains__(self, row: object) -> bool:
        """Tell whether a packed lot must be looked at; of some this is said though they did not ask."""
        return not self.few or any(mark in cast(bytes, row) for mark in self._marks)


def changed(memory: Memory, settings: bytes, now: State) -> Changed:
    """Return which lots need be looked at, since the last build."""
    with contextlib.suppress(msgspec.MsgspecError, UnicodeDecodeError):
        if row := memory.get(STATE, "", settings):
            return Changed(msgspec.msgpack.decode(row, type=State).changed(now))
    return Changed(None)


def _packed(numbers: list[int]) -> bytes:
    return struct.pack(f">{len(numbers)}Q", *numbers)


def unpacked(numbers: bytes) -> tuple[int, ...]:
    """Return packed numbers one by one."""
    return struct.unpack(f">{len(numbers) // _NUMBER}Q", numbers)


def remembered(memory: Memory, settings: bytes) -> dict[str, bytes]:
    """Return what is remembered of each lot that was made with the same settings, packed, by name."""
    return {name: row for name, key, row in memory.rows(STAGE) if key == settings}


def kept_of(row: bytes | None) -> Kept | None:
    """Return what is remembered of a lot, None for nothing and for a row of another form."""
    with contextlib.suppress(msgspec.MsgspecError, UnicodeDecodeError):
        return msgspec.msgpack.decode(row, type=Kept) if row else None
    return None


def begin(memory: Memory) -> None:
    """Let nobody take lots for those of one build while some are made anew."""
    memory.keep_only(STATE, ())


def lookups(memory: Memory, settings: bytes) -> Asked:
    """Return what was looked up."""
    with contextlib.suppress(msgspec.MsgspecError, UnicodeDecodeError):
        return msgspec.msgpack.decode(memory.get(LOOKUPS, "", settings) or b"\x80", type=dict[str, dict[int, str]])
    return {}


def keep(memory: Memory, settings: bytes, new: Asked, now: Mapping[str, bytes], state: State, before: Lots) -> None:
    """Remember the lots that there are `now`, what they looked up, and what the answers follow from.

    `new` is what was not known, `before` are the lots of the last build, None where it was stopped or there is none.
    """
    memory.keep_only(STAGE, now)
    left = _left(before, now) if before is not None else None
    if left is None:
        _keep(memory, settings, new, _used(now.values()).__contains__)
    elif new or left:
        _keep(memory, settings, new, lambda number: number not in left)
    memory.put(STATE, "", settings, msgspec.msgpack.encode(state))


def _left(before: Mapping[str, bytes], now: Mapping[str, bytes]) -> set[int] | None:
    """The numbers that no lot looked up any more, None where too many lots changed to look for each."""
    others = [name for name in before.keys() | now.keys() if before.get(name) != now.get(name)]
    left = _used(before.get(name) for name in others) - _used(now.get(name) for name in others)
    if len(others) > _FEW or len(left) > _FEW:
        return None
    return {number for number in left if not any(_packed([number]) in row for row in now.values())}


def _used(rows: Iterable[bytes | None]) -> set[int]:
    """The numbers of all that lots looked up."""
    return {number for row in rows if (kept := kept_of(row)) for number in unpacked(kept.lookups)}


def _keep(memory: Memory, settings: bytes, new: Asked, used: Callable[[int], bool]) -> None:
    """Remember what is newly looked up, and of all that no more than what is used."""
    known = lookups(memory, settings)
    rows = {table: {**known.get(table, {}), **new.get(table, {})} for table in sorted({*known, *new})}
    kept = {table: {number: keys[number] for number in sorted(filter(used, keys))} for table, keys in rows.items()}
    memory.put(LOOKUPS, "", settings, msgspec.msgpack.encode(kept))
