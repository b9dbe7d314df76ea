"""Erasure (xóa tên): where a name stands in a text, however it is written, and what takes its place.

A name is the same composed or not (NFC, NFD), in capitals, with its tones in either place, over a line end, and, since
addresses and names of files are written so, without any diacritics and without blanks: `VÀNG SEO PÁO`, `vang-seo-pao`.
Another name that merely folds to the same letters (`Mẫn` for `Mận`) is another person's.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from generator.model import Span
from generator.text.fold import fold
from generator.text.look_alikes import unmasked
from generator.text.tones import new_style

MASK = "█"
"""Stands for a letter or figure that was taken out; blanks and line ends stay, so that no offset moves."""
_GAP = r"[\W_]{0,40}"
"""What may stand between two syllables: a line end, marks of Markdown, the hyphen of an address, nothing."""
_SYLLABLE = re.compile(r"[^\W\d_]+")


def masked(text: str, spans: Iterable[Span]) -> str:
    """Return a text with the letters and figures of those passages taken out, of the same length."""
    parts, done = [], 0
    for start, end in sorted((span.start, span.end) for span in spans):
        start = max(start, done)
        parts += [text[done:start], re.sub(r"\S", MASK, text[start:end])]
        done = max(done, end)
    return "".join([*parts, text[done:]])


@dataclass(frozen=True)
class Names:
    """Names that are taken out of every text (tên bị xóa)."""

    names: tuple[str, ...]

    @cached_property
    def _forms(self) -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
        """Of each name the pattern of its folded letters, and its syllables as they are compared."""
        syllables = [tuple(_SYLLABLE.findall(_letters(name))) for name in self.names]
        patterns = [_GAP.join(map(re.escape, map(fold, each))) for each in syllables]
        pairs = zip(patterns, syllables, strict=True)
        return tuple((re.compile(rf"(?<![a-z]){pattern}(?![a-z])"), each) for pattern, each in pairs)

    def spans(self, text: str) -> tuple[Span, ...]:
        """Return where one of the names stands in a text."""
        if not self.names:
            return ()
        plain, places = _plain(text)
        return tuple(self._found(text, plain, places))

    def stand_in(self, text: str) -> bool:
        """Tell whether one of the names stands in a text."""
        return bool(self.spans(text))

    def _found(self, text: str, plain: str, places: list[int]) -> Iterator[Span]:
        for pattern, syllables in self._forms:
            for match in pattern.finditer(plain):
                span = Span(places[match.start()], places[match.end()])
                if _same(span.of(text), syllables):
                    yield span


def _plain(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters, and its end, the place in the text where it begins."""
    if text.isascii():
        return text.lower(), list(range(len(text) + 1))
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(unmasked(text)):
        folded = fold(char)
        letters.append(folded)
        places += [place] * len(folded)
    return "".join(letters), [*places, len(text)]


def _same(words: str, syllables: tuple[str, ...]) -> bool:
    """Tell whether words are a name, with its own diacritics or none, not another of the same letters."""
    letters = _letters(words)
    return letters.isascii() or "".join(_SYLLABLE.findall(letters)) == "".join(syllables)


def _letters(words: str) -> str:
    return new_style(unicodedata.normalize("NFC", unmasked(words)).lower())
