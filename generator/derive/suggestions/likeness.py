"""When two names may be one: they differ by words that join, by a short form, or by one letter.

Names of places tell bodies apart, whatever else is alike: `xã Sơn Hà` is not `xã Sơn Hải`. Figures are never alike.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations
from typing import TypeVar

from generator.text.fold import fold_words

T = TypeVar("T")

_JOINING = frozenset(["va", "cac", "cua", "ve"])
_PLACE = re.compile(r"(?i:\b(?:tỉnh|thành phố|quận|huyện|thị xã|xã|phường|thị trấn|(?<!nông )thôn|tổ dân phố)\b.*)")
_CLOSE = 0.8
_FEW = 40
"""Names with the same first letters that are compared one with another."""
_LONG = 4
"""Letters of a word in which one may be mistyped."""


def alike(things: Iterable[T], name: Callable[[T], str]) -> Iterator[tuple[T, T, str]]:
    """Yield pairs of things whose names may be one, and how they differ."""
    groups: dict[str, list[T]] = defaultdict(list)
    for thing in things:
        groups[initials(name(thing))].append(thing)
    for group in groups.values():
        for one, other in combinations(group[:_FEW], 2):
            if how := difference(name(one), name(other)):
                yield one, other, how


def initials(name: str) -> str:
    """Return the first letter of each word that does not join, of a word in capitals all letters."""
    kept = [word for word in name.split() if fold_words(word) not in _JOINING]
    return "".join(fold_words(word) if _is_short(word) else fold_words(word)[:1] for word in kept)


def difference(one: str, other: str) -> str:
    """Return how two names differ where they may be one, else nothing."""
    left, right = fold_words(one), fold_words(other)
    if left == right or _told_apart(one) != _told_apart(other):
        return ""
    if _bare(left) == _bare(right):
        return "chỉ khác từ nối"
    if _shortened(one, other) or _shortened(other, one):
        return "một tên viết tắt tên kia"
    return "chỉ khác một chữ, có thể gõ nhầm" if _mistyped(left.split(), right.split()) else ""


def _told_apart(name: str) -> tuple[str, list[str]]:
    """What two names of one thing must share: the place, the figures."""
    place = _PLACE.search(name)
    return fold_words(place[0]) if place else "", [word for word in fold_words(name).split() if _has_figure(word)]


def _has_figure(word: str) -> bool:
    return any(map(str.isdigit, word))


def _bare(folded: str) -> list[str]:
    return [word for word in folded.split() if word not in _JOINING]


def _is_short(word: str) -> bool:
    return len(word) > 1 and word.isalpha() and word.isupper()


def _shortened(short: str, whole: str) -> bool:
    """Whether `short` is `whole` with words as their first letters: `phát triển nông thôn`, `PTNT`."""
    words, rest = [word for word in short.split() if fold_words(word) not in _JOINING], _bare(fold_words(whole))
    if not any(map(_is_short, words)):
        return False
    for word in words:
        folded = fold_words(word)
        if rest[:1] == [folded]:
            rest = rest[1:]
        elif _is_short(word) and "".join(each[:1] for each in rest[: len(folded)]) == folded:
            rest = rest[len(folded) :]
        else:
            return False
    return not rest


def _mistyped(left: Sequence[str], right: Sequence[str]) -> bool:
    if len(left) != len(right):
        return False
    (*others,) = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
    return len(others) == 1 and all(len(word) >= _LONG for word in others[0]) and _close(*others[0])


def _close(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _CLOSE
