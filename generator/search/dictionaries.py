"""Which page has which word: two dictionaries, of names and of texts."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.search.entries import Entry
from generator.search.leaves import Item
from generator.search.sets import encode
from generator.search.words import Word, frame, pairs, twin, words

OFTEN = 4
"""A page that has a word this many times speaks of it."""
Postings = Mapping[str, "array[int]"]
"""Key → numbers of pages, ascending. `man|mẫn` is a marked form, `man+` the pages that have the word often."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Postings of names or of texts, over `count` pages."""

    postings: Postings
    count: int

    @property
    def counts(self) -> dict[str, int]:
        """Return in how many pages each single word stands."""
        return {key: len(pages) for key, pages in self.postings.items() if key[-1] != "+" and key.isalnum()}

    def items(self) -> Iterator[Item]:
        """Yield key and value, in the order of keys."""
        marked: dict[str, list[str]] = defaultdict(list)
        plain: list[str] = []
        for key in self.postings:
            word, bar, _ = key.partition("|")
            if bar:
                marked[word].append(key)
            elif key[-1] != "+":
                plain.append(key)
        for key in sorted(plain):
            yield key, self._value(key, sorted(marked.get(key, ())))

    def _value(self, key: str, marked: Iterable[str]) -> str:
        pages = self.postings[key]
        parts = [encode(pages, self.count)]
        if often := self.postings.get(f"{key}+"):
            parts.append("+" + encode(often, self.count))
        for each in marked:
            same = len(self.postings[each]) == len(pages)
            parts.append(f"{each.partition('|')[2]}={'' if same else encode(self.postings[each], self.count)}")
        return " ".join(parts)


def dictionaries(entries: Sequence[Entry]) -> tuple[Dictionary, Dictionary]:
    """Return the dictionary of names and that of texts; a page's number is its place in `entries`."""
    names: dict[str, array[int]] = defaultdict(lambda: array("I"))
    texts: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for place, entry in enumerate(entries):
        for key in _keys_of_names(entry.names):
            names[key].append(place)
        for key in _keys_of_text(f"{entry.sub}\n{entry.text}"):
            texts[key].append(place)
    return Dictionary(names, len(entries)), Dictionary(texts, len(entries))


def _keys_of_names(names: Iterable[str]) -> set[str]:
    keys: set[str] = set()
    for name in names:
        found = words(name)
        keys.update(_marked(found))
        folded = [word for word, _ in found]
        keys.update(folded, pairs(folded), frame(folded), _twins(found))
    return keys


def _keys_of_text(text: str) -> set[str]:
    found = words(text)
    folded = [word for word, _ in found]
    counts = Counter(folded)
    keys = {*pairs(folded), *_twins(found)}
    keys.update(counts, _marked(found), (f"{word}+" for word, times in counts.items() if times >= OFTEN))
    return keys


def _twins(found: Sequence[Word]) -> Iterator[str]:
    """Yield the keys of the other spelling: `quí I` is found in `quý I`, and the other way round."""
    others = [twin(word) for word, _ in found]
    for place, (other, (_, marked)) in enumerate(zip(others, found, strict=True)):
        if not other:
            continue
        yield other
        if marked:
            yield f"{other}|{twin(marked)}"
        for first, second in ((place - 1, place), (place, place + 1)):
            if first >= 0 and second < len(found):
                kinds = [{found[at][0], others[at]} - {""} for at in (first, second)]
                yield from (key for one in kinds[0] for two in kinds[1] for key in pairs([one, two]))


def _marked(found: Iterable[Word]) -> Iterator[str]:
    return (f"{word}|{marked}" for word, marked in set(found) if marked)
