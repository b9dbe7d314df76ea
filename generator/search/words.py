"""Words as search sees them: folded syllables, and the marks that were on them.

The browser's twin is `words` in `site_templates/assets/search/words.js`; a law in `tests/search` holds them equal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from generator.text.fold import words_of
from generator.text.tones import new_style

Word = tuple[str, str]
"""Folded, and as marked: (`man`, `mẫn`); no marks: (`ban`, ``)."""

LONGEST = 40
"""Letters of a word that count: nobody types more, and what is longer is noise."""
WHOLE = 12
"""A longer name is not looked up as a whole: no query has more words."""
_TWIN = re.compile("(?:[hklmst]|qu)[iìíỉĩịyỳýỷỹỵ]")
"""Syllables that both ways of writing know (`kĩ`, `kỹ`); after other letters i and y are two sounds, or two names."""
_OTHER = str.maketrans("iìíỉĩịyỳýỷỹỵ", "yỳýỷỹỵiìíỉĩị")
_PIECE = re.compile(r"[^\W_]+")


def words(text: str) -> list[Word]:
    """Return the words of `text` in order: `414/QĐ-TTg` → `414`, `qd` (marked `qđ`), `ttg`.

    Numbers lose leading zeros (`03` → `3`); `hoà` and `hòa` are marked alike.
    """
    flat = unicodedata.normalize("NFC", text).lower()
    return [*chain.from_iterable(map(_between_blanks, flat.split()))]


@lru_cache(maxsize=1 << 16)  # papers are written in a few thousand syllables, with the signs that stand at them
def _between_blanks(letters: str) -> tuple[Word, ...]:
    return tuple(word for piece in _PIECE.findall(letters) for word in _split(piece))


def _split(piece: str) -> tuple[Word, ...]:
    folded = words_of(piece).split(" ")
    if len(folded) > 1:
        return tuple((_trim(each), "") for each in folded)
    if not folded[0]:
        return ()
    return ((_trim(folded[0]), "" if folded[0] == piece else new_style(piece)[:LONGEST]),)


def _trim(word: str) -> str:
    return (word.lstrip("0") or "0" if word.isdecimal() else word)[:LONGEST]


@lru_cache(maxsize=1 << 16)
def twin(word: str) -> str:
    """Return the other spelling of a syllable in i or y (`ki` → `ky`, `quí` → `quý`), empty for others."""
    return f"{word[:-1]}{word[-1].translate(_OTHER)}" if _TWIN.fullmatch(word) else ""


@lru_cache(maxsize=1 << 16)
def one_spelling(word: str) -> str:
    """Return the spelling in i of a syllable in i or y (`ky` → `ki`), other words as they are."""
    return min(word, twin(word) or word)


def frame(folded: list[str]) -> Iterator[str]:
    """Yield the keys of a name as a whole and of how it begins: `=tran van man`, `~^ tran`, `~^ tran van`.

    In one spelling: who asks for `kĩ thuật` and who asks for `kỹ thuật` look for the same key.
    """
    same = [one_spelling(word) for word in folded[: WHOLE + 1]]
    if same:
        yield f"~^ {same[0]}"
    if len(same) > 1:
        yield f"~^ {same[0]} {same[1]}"
    if 0 < len(same) <= WHOLE:
        yield f"={' '.join(same)}"
