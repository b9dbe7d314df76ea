"""Which page has which word: the dictionary of names, and that of texts, as leaves.

One is made of that of the last build where there is one: only leaves with a word of pages that changed are read back
and written anew.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import repeat
from typing import NamedTuple

from generator.search.entries import unpacked
from generator.search.leaves import Item, Leaf, leaves, recut
from generator.search.sets import Space, decode, encode

_Postings = dict[str, list[int]]
"""Key → numbers of pages, ascending. `man|mẫn` is a marked form, `man+` the pages that have the word often."""
_Moves = dict[str, tuple[set[int], set[int]]]
"""Key → the pages that lost it, and those that have it now."""
Spaces = tuple[Space, ...]
"""Those of the numbers, in their order."""
LEAST = 4
"""Letters of a word that a typing error is looked for in."""


class Change(NamedTuple):
    """The keys of a page before and now, either empty where it was not there."""

    before: bytes
    now: bytes


class Dictionary(NamedTuple):
    """A dictionary cut into leaves; one that stays is told by its place among those before."""

    leaves: Iterable[int | Leaf]
    counts: dict[str, int]
    """In how many pages each word stands that is no accident of numbers and short syllables."""


def dictionary(keys: Iterable[tuple[int, bytes]], spaces: Spaces) -> Dictionary:
    """Return the dictionary of pages by their numbers, ascending, each with its keys, a key a line."""
    postings = _postings(keys)
    return Dictionary(leaves(_values(postings, spaces)), _counts(postings))


def changed(
    changes: Mapping[int, Change],
    spaces: Spaces,
    counts: Mapping[str, int],
    firsts: list[str],
    read: Callable[[int], Leaf],
) -> Dictionary:
    """Return a dictionary after pages changed, by their numbers: the same as one made of all pages.

    Of each leaf before its first key is given, and what reads it back.
    """
    at: defaultdict[int, dict[str, _Moves]] = defaultdict(dict)
    for word, moves in sorted(_moves(changes).items()):
        at[max(bisect_right(firsts, word) - 1, 0)][word] = moves
    new, counted = dict[int, Leaf](), dict(counts)
    for place, words in at.items():
        items = dict(read(place))
        postings: _Postings = {}
        for word, moves in words.items():
            postings |= _moved(_read(word, items.pop(word), spaces) if word in items else {}, moves)
            counted.pop(word, None)
        new[place] = sorted((items | dict(_values(postings, spaces))).items())
        counted |= _counts(postings)
    return Dictionary(recut(len(firsts), new, read), counted)


def _moves(changes: Mapping[int, Change]) -> dict[str, _Moves]:
    """Return by word the pages that lost each of its keys, and those that have it now."""
    moves: defaultdict[str, _Moves] = defaultdict(lambda: defaultdict(lambda: (set(), set())))
    for number, change in changes.items():
        before, now = set(unpacked(change.before)), set(unpacked(change.now))
        for key in before ^ now:
            moves[_plain(key)][key][key in now].add(number)
    return moves


def _moved(postings: _Postings, moves: _Moves) -> _Postings:
    """Return the postings of a word after the moves of its pages."""
    moved = {key: sorted({*postings.get(key, ())} - out | into) for key, (out, into) in moves.items()}
    return {key: pages for key, pages in (postings | moved).items() if pages}


def _plain(key: str) -> str:
    """Return the word of which a key tells."""
    return key.partition("|")[0].removesuffix("+")


def _counts(postings: _Postings) -> dict[str, int]:
    return {key: len(pages) for key, pages in postings.items() if len(key) >= LEAST and key.isalpha()}


def _values(postings: _Postings, spaces: Spaces) -> Iterator[Item]:
    """Yield each word and its value, in the order of words."""
    marked = defaultdict[str, list[str]](list)
    for key in postings:
        if "|" in key:
            marked[_plain(key)].append(key)
    for key in sorted(key for key in postings if "|" not in key and key[-1] != "+"):
        yield key, _value(postings, spaces, key, sorted(marked.get(key, ())))


def _value(postings: _Postings, spaces: Spaces, key: str, marked: Iterable[str]) -> str:
    pages = postings[key]
    value = encode(pages, spaces)
    if often := postings.get(f"{key}+"):
        value += f" +{encode(often, spaces)}"
    for each in marked:
        same = len(postings[each]) == len(pages)
        value += f" {each.partition('|')[2]}={'' if same else encode(postings[each], spaces)}"
    return value


def _read(key: str, value: str, spaces: Spaces) -> _Postings:
    """Return the postings of which a value tells."""
    first, *forms = value.split(" ")
    pages = decode(first, spaces)
    postings = {key: pages}
    for form in forms:
        name, is_marked, written = form.partition("=")
        if is_marked:
            postings[f"{key}|{name}"] = decode(written, spaces) if written else pages
        else:
            postings[f"{key}+"] = decode(name[1:], spaces)
    return postings


def _postings(keys: Iterable[tuple[int, bytes]]) -> _Postings:
    postings: defaultdict[str, list[int]] = defaultdict(list)
    for number, lines in keys:  # a loop of the interpreter's own takes a third of the time
        deque(map(list.append, map(postings.__getitem__, unpacked(lines)), repeat(number)), maxlen=0)
    return dict(postings)
