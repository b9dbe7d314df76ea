"""Keys of a page (từ khóa): under which words, neighbours and beginnings a name and a text are found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise, product

from generator.search.words import Word, frame, twin, words

OFTEN = 4
"""A page that has a word this many times speaks of it."""
Keys = dict[str, None]
"""A set that keeps an order, so that the same page always gives the same bytes."""
_Pairs = dict[tuple[str, str], None]


def keys_of_names(names: Iterable[str]) -> Keys:
    """Return the keys of names: `man`, `man|mẫn`, `~van man`, `~^ tran`, `=tran van man`."""
    keys: Keys = {}
    seen: dict[Word, None] = {}
    neighbours: _Pairs = {}
    for name in names:
        found = words(name)
        folded = [word for word, _ in found]
        seen.update(dict.fromkeys(found))
        neighbours.update(dict.fromkeys(pairwise(folded)))
        keys.update(dict.fromkeys(frame(folded)))
    return keys | _keys(seen, neighbours)


def keys_of_text(text: str) -> Keys:
    """Return the keys of a text: those of words and neighbours, and `man+` of words that it has often."""
    found = words(text)
    folded = [word for word, _ in found]
    often = [f"{word}+" for word, times in Counter(folded).items() if times >= OFTEN]
    return dict.fromkeys(often) | _keys(dict.fromkeys(found), dict.fromkeys(pairwise(folded)))


def _keys(seen: Iterable[Word], neighbours: _Pairs) -> Keys:
    """Return the keys of both spellings: `quí I` is found in `quý I`, and the other way round."""
    keys: Keys = dict.fromkeys([f"~{first} {second}" for first, second in neighbours])
    others: dict[str, str] = {}
    for word, marked in seen:
        keys[word] = None
        if marked:
            keys[f"{word}|{marked}"] = None
        if other := twin(word):
            others[word] = other
            keys[other] = None
            if marked:
                keys[f"{other}|{twin(marked)}"] = None
    for first, second in neighbours if others else ():
        if first in others or second in others:
            both = ((word, others.get(word, word)) for word in (first, second))
            keys.update(dict.fromkeys([f"~{one} {two}" for one, two in product(*both)]))
    return keys
