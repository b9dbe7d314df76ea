"""The gate that tells text from noise.

How many of the words of a page are syllables that Vietnamese can form.

A broken text layer and a recognition gone wrong give letters, but few possible syllables, and hardly any with marks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from generator.vocab import tables
from generator.vocab.entries import Onsets, Rhymes

READABLE = 0.7
"""The least share from which a page counts as Vietnamese text. Pages of real papers have 0.97 and more, foreign names
and English words among them; layers whose marks were lost less than 0.05, other languages 0.3 at most. A text of which
one letter in eight is misread has 0.7."""

FEW = 3
"""Words without marks that stand for themselves; more are counted only beside as many with marks. In Vietnamese
five words of six bear marks: a text without them has lost them."""

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_CHECKED_TONES = "\u0301\u0323"
_MARKED = "ăâêôơư"
_GLIDES = ("oa", "oe", "uy")
_MARKS_OF = {"a": "\u0302\u0306", "e": "\u0302", "o": "\u0302\u031b", "u": "\u031b"}
_LONGEST = 7
_LETTERS = re.compile(r"[^\W\d_]+")
_CODE = re.compile(r"\d|[A-ZĐ][a-z]?[-/&.][A-ZĐ]|[@\\]|://|www\.")
_ABBREVIATION = re.compile(r"[A-ZĐ]{2,6}")


def share(text: str) -> float:
    """Return the share of the words of a text that are possible Vietnamese syllables (âm tiết), 0 to 1.

    `Nghị định số 30/2020/NĐ-CP` has 1.0, `NghI dinh` lost its marks. Numbers, codes (`QĐ-UBND`), abbreviations and
    single letters are left aside. A text of nothing but these has 1.0 where it holds a number, else 0.0.
    """
    words = plain = marked = 0
    for token in unicodedata.normalize("NFC", text).split():
        for asked, possible, bare in _judged(token):
            words += asked
            plain += possible and bare
            marked += possible and not bare
    if not words:
        return float(any(map(str.isdigit, text)))
    return (marked + min(plain, marked + FEW)) / words


def is_readable(text: str) -> bool:
    """Tell whether a page counts as Vietnamese text; a page without words and numbers does not."""
    return share(text) >= READABLE


def is_syllable(word: str) -> bool:
    """Tell whether one word, in NFC and whatever case, is a possible syllable."""
    return word.lower() in syllables()


@lru_cache(maxsize=1 << 14)
def spelt(word: str) -> str:
    """Return the word with the one mark that makes it possible (`quyét`: `quyết`).

    Itself where none or several do.
    """
    if word.isascii() or len(word) > _LONGEST or is_syllable(word):
        return word
    found: set[str] = set()
    parts = unicodedata.normalize("NFD", word)
    for at, letter in enumerate(parts):
        for mark in _MARKS_OF.get(letter.lower(), ""):
            found.add(unicodedata.normalize("NFC", parts[: at + 1] + mark + parts[at + 1 :]))
    possible = [form for form in found if is_syllable(form)]
    return possible[0] if len(possible) == 1 else word


def letters(text: str) -> int:
    """Return how many letters a text has: none on an empty page and on one that holds only its number."""
    return sum(map(len, _LETTERS.findall(text)))


@lru_cache(maxsize=1 << 16)
def _judged(token: str) -> tuple[tuple[bool, bool, bool], ...]:
    """For each word of the token: whether it is asked about, is possible, and bears no marks."""
    if len(token) > 1000 or _CODE.search(token):
        return ()
    return tuple((True, is_syllable(word), word.isascii()) for word in _LETTERS.findall(token) if _is_word(word))


def _is_word(word: str) -> bool:
    return len(word) > 1 and (is_syllable(word) or not _ABBREVIATION.fullmatch(word))


@cache
def syllables() -> frozenset[str]:
    """Return every syllable that Vietnamese can form, in small letters, tones placed both ways, i or y."""
    data = tables.syllables()
    with_y = frozenset(onset for row in data.y for onset in row.onsets.split())
    whole = {word for row in data.words for word in row.words.split()}
    return frozenset(whole.union(*(_spelt(row, rhymes, with_y) for row in data.onsets for rhymes in data.rhymes)))


def _spelt(row: Onsets, rhymes: Rhymes, with_y: frozenset[str]) -> Iterator[str]:
    """Every syllable of the onsets of one row and the rhymes of one kind."""
    rounded, checked = "rounded" in rhymes.kind, "checked" in rhymes.kind
    if rounded and not row.rounded:
        return
    for onset in (each.strip("'") for each in row.onsets.split()):
        for rhyme in rhymes.rhymes.split():
            if rounded or rhyme[0] in row.before:
                for written in _written(onset, rhyme, with_y):
                    yield from _toned(onset, written, checked)


def _written(onset: str, rhyme: str, with_y: frozenset[str]) -> Iterator[str]:
    """The rhyme with i or y, as it may be written after the onset: `iên`, `yên`."""
    begins = not onset and rhyme.startswith("iê")
    if not begins:
        yield rhyme
    if begins or (onset == "qu" and rhyme[0] == "i") or (rhyme == "i" and (not onset or onset in with_y)):
        yield "y" + rhyme[1:]


def _toned(onset: str, rhyme: str, checked: bool) -> Iterator[str]:
    if not checked:
        yield onset + rhyme
    for tone in _CHECKED_TONES if checked else _TONES:
        for place in _places(rhyme):
            yield onset + unicodedata.normalize("NFC", rhyme[: place + 1] + tone + rhyme[place + 1 :])
        if onset in ("qu", "gi"):
            yield unicodedata.normalize("NFC", onset + tone) + rhyme


def _places(rhyme: str) -> tuple[int, ...]:
    """Where a tone may stand: on the marked vowel (the last of two), else on the first.

    Beside a glide on either.
    """
    marked = [at for at, letter in enumerate(rhyme) if letter in _MARKED]
    if marked:
        return (marked[-1],)
    return (0, 1) if rhyme.startswith(_GLIDES) else (0,)
