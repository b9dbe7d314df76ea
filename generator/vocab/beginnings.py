"""Beginnings (chữ mở đầu): letters with which a match begins, worked out from the pattern itself.

`re` has no public way to take a pattern apart: where its inside is not as expected, nothing is known of a pattern.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any

MOST = 128
"""Beginnings of one pattern: where there are more, they are cut shorter."""
LONGEST = 10
"""Letters of a beginning: more tell hardly more."""
WIDEST = 40
"""Letters of a set that are told one by one; of `[A-ZÀ-Ỹ]` nothing is."""

_Part = tuple[str, Any, int]
"""A part of a pattern as `re` takes it apart: its kind, what it is made of, and the flags that hold there."""
_Begun = Mapping[str, bool]
"""What may stand at a place, and whether that is all, so that the next part stands right after it."""
_NOTHING: _Begun = {"": True}
_ANYTHING: _Begun = {"": False}


def beginnings(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """Return letters of which some stand where a match begins; none if any letters may."""
    return _least(_row(_parts(pattern)), str.startswith)


def held(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """Return letters of which some stand in every match, if not where it begins; none if any letters may."""
    parts = _parts(pattern)
    rests = (_row(parts[i:]) for i in range(len(parts)))
    return next((_least(begun, str.__contains__) for begun in rests if "" not in begun), ())


def _parts(pattern: re.Pattern[str]) -> list[_Part]:
    try:
        parsed = import_module("re._parser").parse(pattern.pattern, pattern.flags)
        return list(_flat(parsed, pattern.flags))
    except (ImportError, AttributeError, TypeError, ValueError):
        return [("unknown", None, 0)]


def _flat(parsed: Iterable[tuple[Any, Any]], flags: int) -> Iterator[_Part]:
    """The parts of a pattern, those of its groups in the place of the groups."""
    for kind, value in parsed:
        if str(kind) == "SUBPATTERN":
            _, more, less, inside = value
            yield from _flat(inside, (flags | more) & ~less)
        else:
            yield str(kind), value, flags


def _row(parts: Iterable[_Part]) -> _Begun:
    begun = _NOTHING
    for part in parts:
        if not any(begun.values()):
            break
        begun = _followed(begun, _one(*part))
    return begun


def _one(kind: str, value: Any, flags: int) -> _Begun:
    match kind:
        case "LITERAL":
            return dict.fromkeys(_alike(chr(value), flags & (re.IGNORECASE | re.ASCII)), True)
        case "IN":
            return _any_of(_one(str(of), each, flags) for of, each in value)
        case "RANGE" if value[1] - value[0] < WIDEST:
            return _any_of(_one("LITERAL", each, flags) for each in range(value[0], value[1] + 1))
        case "BRANCH":
            return _any_of(_row(_flat(each, flags)) for each in value[1])
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least, most, parsed = value
            return _repeated(least, most, _row(_flat(parsed, flags)))
        case "ATOMIC_GROUP":
            return _row(_flat(value, flags))
        case "AT" | "ASSERT" | "ASSERT_NOT":
            return _NOTHING
    return _ANYTHING


def _repeated(least: int, most: int, once: _Begun) -> _Begun:
    begun = _NOTHING
    for _ in range(min(least, LONGEST)):
        begun = _followed(begun, once)
    if least > LONGEST:
        return dict.fromkeys(begun, False)
    if most > least:
        more = once if most == 1 else dict.fromkeys(once, False)
        return _any_of((begun, _followed(begun, more)))
    return begun


def _any_of(several: Iterable[_Begun]) -> _Begun:
    found: dict[str, bool] = {}
    for begun in several:
        for letters, whole in begun.items():
            found[letters] = found.get(letters, True) and whole
    return _few(found) if found.get("", True) else _ANYTHING


def _followed(begun: _Begun, after: _Begun) -> _Begun:
    found = {letters: False for letters, whole in begun.items() if not whole}
    for letters in (letters for letters, whole in begun.items() if whole):
        for more, whole in after.items():
            found[letters + more] = found.get(letters + more, True) and whole
    return _few(found)


def _few(begun: _Begun) -> _Begun:
    """Cut beginnings to as many letters as leave few of them; what is cut does not go on."""
    length = LONGEST
    while len(begun) > MOST or max(map(len, begun), default=0) > LONGEST:
        cut: dict[str, bool] = {}
        for letters, whole in begun.items():
            short = letters[:length]
            cut[short] = cut.get(short, True) and whole and short == letters
        begun, length = cut, length - 1
    return begun


@cache
def _alike(letter: str, flags: int) -> tuple[str, ...]:
    """All letters that a letter of a pattern stands for: itself, and where case is ignored some more."""
    form = re.compile(re.escape(letter), flags)
    return (letter, *filter(form.fullmatch, _cased())) if flags & re.IGNORECASE else (letter,)


@cache
def _cased() -> tuple[str, ...]:
    return tuple(letter for letter in map(chr, range(0x20000)) if letter.swapcase() != letter)


def _least(begun: _Begun, shown_by: Callable[[str, str], bool]) -> tuple[str, ...]:
    """What is to be looked for: not what another one shows already, nothing where any letters may stand."""
    found = (each for each in begun if not any(shown_by(each, other) for other in begun if other != each))
    return () if "" in begun else tuple(sorted(found))
