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
from generator.text.bare_letters import as_drawn
from generator.text.fold import fold
from generator.text.look_alikes import unmasked
from generator.text.tones import new_style

MASK = "█"
"""Stands for a letter or figure that was taken out; blanks and line ends stay, so that no offset moves."""
_GAP = r"[\W_]{0,40}"
"""What may stand between two syllables: a line end, marks of Markdown, the hyphen of an address, nothing."""
_DOTTED = r"\s{0,3}"
"""What may stand between a syllable and the first letter of another."""
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
        """Of each way to write a name the pattern of its folded letters, and its syllables."""
        return tuple(form for name in self.names for form in _ways(tuple(_SYLLABLE.findall(_letters(name)))))

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


def _ways(syllables: tuple[str, ...]) -> Iterator[tuple[re.Pattern[str], tuple[str, ...]]]:
    """A name in its order; turned round (`Páo Lò Văn`, `Pao, Lo Van`); shortened (`L.V. Páo`, `Lò V.P.`)."""
    *others, given = syllables
    folded = [re.escape(fold(each)) for each in syllables]
    yield _way(_GAP.join(folded), syllables)
    turned = (given, *others)
    yield _way(rf"{folded[-1]}[ \t_-]{{1,3}}{_GAP.join(folded[:-1])}", turned)
    # A list of kinsmen (`Lò Văn Páo, Lò Văn Tin`) is no name that is turned round.
    yield _way(rf"{folded[-1]}, ?{_GAP.join(folded[:-1])}(?![\W_]{{0,3}}[a-z])", turned)
    short = [rf"{fold(each[0])}\." for each in syllables]
    for first in range(len(others)):
        yield _way(
            _DOTTED.join([*folded[:first], *short[first:-1], folded[-1]]),
            (*others[:first], *(each[0] for each in others[first:]), given),
        )
    yield _way(_DOTTED.join([folded[0], *short[1:]]), (syllables[0], *(each[0] for each in syllables[1:])))


def _way(pattern: str, syllables: tuple[str, ...]) -> tuple[re.Pattern[str], tuple[str, ...]]:
    return re.compile(rf"(?<![a-z]){pattern}(?![a-z])"), syllables


def _plain(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters, and its end, the place in the text where it begins."""
    if text.isascii():
        return text.lower(), list(range(len(text) + 1))
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(as_drawn(unmasked(text))):
        folded = fold(char)
        letters.append(folded)
        places += [place] * len(folded)
    return "".join(letters), [*places, len(text)]


def _same(words: str, syllables: tuple[str, ...]) -> bool:
    """Tell whether words are a name, with its own diacritics or none, not another of the same letters."""
    letters = _letters(words)
    return letters.isascii() or "".join(_SYLLABLE.findall(letters)) == "".join(syllables)


def _letters(words: str) -> str:
    return new_style(unicodedata.normalize("NFC", as_drawn(unmasked(words))).lower())
