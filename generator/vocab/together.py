"""Forms looked for together (tìm một lượt): one look at a text tells where each of many may begin.

A text holds few of the letters with which a match begins, so nearly all of its places are passed over for all forms at
once. What is found is what the pattern of each form would find by itself.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from generator.text.places import matches_at
from generator.vocab import beginnings
from generator.vocab.entries import Phrase
from generator.vocab.translated import compiled, kept

F = TypeVar("F", bound=Phrase)


@dataclass(frozen=True, slots=True, eq=False)
class Together(Generic[F]):
    """Forms, by their order."""

    forms: Mapping[int, F]
    opening: re.Pattern[str]
    """Each place where one of the beginnings stands; the group is the longest that does."""
    begun: Mapping[str, tuple[int, ...]]
    """Which forms may match where a beginning stands."""
    anywhere: Mapping[int, tuple[str, ...]]
    """Letters of which every match holds some, of forms that may begin with any."""

    def matches(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[tuple[int, F, re.Match[str]]]:
        """Yield each form, its order before it, with what its `finditer` yields, form by form."""
        places = defaultdict[int, list[int]](list)
        for found in self.opening.finditer(text, start, end):
            for order in self.begun[found[1]]:
                places[order].append(found.start())
        for order in sorted((*places, *self.anywhere)):
            form = self.forms[order]
            if order in places:
                yield from ((order, form, match) for match in matches_at(text, form.regex, places[order], end))
            elif any(letters in text[start:end] for letters in self.anywhere[order]):
                yield from ((order, form, match) for match in form.regex.finditer(text, start, end))


def together(forms: Mapping[int, F]) -> Together[F]:
    """Return the forms as they are looked for together, which is worked out once for all runs."""
    patterns = {order: form.regex for order, form in forms.items()}
    asked = hashlib.sha256(repr([(order, each.pattern, each.flags) for order, each in patterns.items()]).encode())
    for module in (__file__, beginnings.__file__):  # another version of them may work out something else
        asked.update(Path(module).read_bytes())
    opening, begun, anywhere = kept(("together", asked.digest()), lambda: _worked_out(patterns))
    return Together(forms, compiled(opening, re.DOTALL), begun, anywhere)


def _worked_out(
    patterns: Mapping[int, re.Pattern[str]],
) -> tuple[str, dict[str, tuple[int, ...]], dict[int, tuple[str, ...]]]:
    known = {order: beginnings.beginnings(each) for order, each in patterns.items()}
    orders: dict[str, tuple[int, ...]] = {}
    for order, words in known.items():
        orders |= {word: (*orders.get(word, ()), order) for word in words}
    begun = {word: tuple(n for i in range(len(word)) for n in orders.get(word[: i + 1], ())) for word in orders}
    anywhere = {order: beginnings.held(patterns[order]) or ("",) for order, words in known.items() if not words}
    return _opening(sorted(orders)), begun, anywhere


def _opening(words: Sequence[str]) -> str:
    """A pattern that passes over all letters but those with which a word begins."""
    first = "".join(sorted({re.escape(word[0]) for word in words}))
    return f"[{first}](?<=(?=({_longest(words)})).)" if words else "(?!)"


def _longest(words: Sequence[str]) -> str:
    """A pattern of the longest of some words that stands at a place: each letter is looked at once."""
    rests: dict[str, list[str]] = {}
    for word in filter(None, words):
        rests.setdefault(word[0], []).append(word[1:])
    if not rests:
        return ""
    branches = "|".join(re.escape(letter) + _longest(rest) for letter, rest in rests.items())
    return f"(?:{branches})?" if "" in words else f"(?:{branches})"
