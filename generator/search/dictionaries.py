"""Which page has which word: the dictionary of names, and that of texts."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

from generator.search.entries import Entry, unpacked
from generator.search.leaves import Item
from generator.search.numbers import Numbers
from generator.search.sets import Space, encode

Postings = Mapping[str, Sequence[int]]
"""Key → numbers of pages, ascending. `man|mẫn` is a marked form, `man+` the pages that have the word often."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Postings of names or of texts; `spaces` are those of the numbers."""

    postings: Postings
    spaces: tuple[Space, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Return in how many pages each single word stands."""
        return {key: len(pages) for key, pages in self.postings.items() if key[-1] != "+" and key.isalnum()}

    def items(self) -> Iterator[Item]:
        """Yield key and value, in the order of keys."""
        marked: dict[str, list[str]] = defaultdict(list)
        plain: list[str] = []
        for key in self.postings:
            if "|" in key:
                marked[key.partition("|")[0]].append(key)
            elif key[-1] != "+":
                plain.append(key)
        for key in sorted(plain):
            yield key, self._value(key, sorted(marked.get(key, ())))

    def _value(self, key: str, marked: Iterable[str]) -> str:
        pages = self.postings[key]
        value = encode(pages, self.spaces)
        if often := self.postings.get(f"{key}+"):
            value += f" +{encode(often, self.spaces)}"
        for each in marked:
            same = len(self.postings[each]) == len(pages)
            value += f" {each.partition('|')[2]}={'' if same else encode(self.postings[each], self.spaces)}"
        return value


def dictionaries(found: Iterable[Entry], numbered: Numbers) -> tuple[Dictionary, Dictionary]:
    """Return the dictionary of names and that of texts."""
    ascending = sorted(found, key=lambda each: numbered.of[each.path])
    spaces = tuple(numbered.spaces.values())
    names = _postings((numbered.of[each.path], unpacked(each.names)) for each in ascending)
    texts = _postings((numbered.of[each.path], unpacked(each.texts)) for each in ascending)
    return Dictionary(names, spaces), Dictionary(texts, spaces)


def _postings(keys: Iterable[tuple[int, str]]) -> Postings:
    postings: defaultdict[str, list[int]] = defaultdict(list)
    for number, lines in keys:
        if lines:  # a loop of the interpreter's own takes a third of the time
            deque(map(list.append, map(postings.__getitem__, lines.split("\n")), repeat(number)), maxlen=0)
    return dict(postings)
