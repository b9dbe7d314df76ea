"""Vietnamese collation (thứ tự chữ cái).

The order of a Vietnamese dictionary, without any locale data.

Texts are compared syllable by syllable. Within a syllable the letters decide, in the order of the
Vietnamese alphabet (`f j w z` at their usual places); where they are equal, the tone does. Only when all
syllables are equal does case count, small letters first.

Authorities differ on the order of tones; here it is: none, huyền, hỏi, ngã, sắc, nặng
(`ma mà mả mã má mạ`). Digits compare as numbers and stand before letters; punctuation only separates.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import starmap

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_WEIGHT = {letter: chr(1 + place) for place, letter in enumerate(_ALPHABET)}  # below any letter of another script
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_LETTERS = r"(?:[^\W0-9_]|[\u0300-\u036f])"
_TOKEN = re.compile(rf"0*([0-9]+)({_LETTERS}*)|({_LETTERS}+)")

_KNOWN = 10_000
"""Syllables that are remembered: names are sorted again and again, and made of few."""

Syllable = tuple[bool, int, str, str, str]
"""Is it a word? Else a number: how many digits, which; then letters as weights and tones (`108a` has both)."""
SortKey = tuple[tuple[Syllable, ...], tuple[bool, ...], str]


def sort_key(text: str) -> SortKey:
    """Return the key that sorts `text` the Vietnamese way: `An, Ăn, Ân, Ba, Bà, Bả, Bã, Bá, Bạ, Da, Đa`.

    Two texts have the same key only when they are the same text, so a sorted list has one order.
    """
    decomposed = unicodedata.normalize("NFD", text)
    syllables = tuple(starmap(_syllable, _TOKEN.findall(decomposed.lower())))
    return syllables, tuple([c.isupper() for c in decomposed if c.isalpha()]), text


def given_name_key(name: str) -> tuple[SortKey, SortKey, str]:
    """Return the key that sorts persons by tên (the last syllable), then by họ and tên đệm."""
    *rest, given = name.split() or [""]
    return sort_key(given), sort_key(" ".join(rest)), name


@lru_cache(_KNOWN)
def _syllable(digits: str, after: str, alone: str) -> Syllable:
    """Digits compare by their number, then one by one: a number of any size."""
    letters: list[str] = []
    tones: list[str] = []
    for char in after or alone:
        if char in _TONES:
            tones.append(_TONES[char])  # of the syllable, not of its letter: `hoà` and `hòa` are one
        elif not unicodedata.combining(char):
            letters.append(char)
        elif letters and (marked := unicodedata.normalize("NFC", letters[-1] + char)) in _WEIGHT:
            letters[-1] = marked
    # Digits are compared by their number, then one by one: a number of any size.
    return not digits, len(digits), digits, "".join(_WEIGHT.get(c, c) for c in letters), "".join(tones)
