"""Which page has which word: the dictionary of names, and that of texts.

One is made of that of the last build where there is one: of pages that changed their numbers are taken out and put in,
and only the values of their words are written anew.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from itertools import repeat
from typing import NamedTuple

from generator.search.entries import unpacked
from generator.search.leaves import Item
from generator.search.sets import Space, encode
from generator.text.digests import digest

_Postings = dict[str, list[int]]
"""Key → numbers of pages, ascending. `man|mẫn` is a marked form, `man+` the pages that have the word often."""


class Dictionary(NamedTuple):
    """Postings of names or of texts, the value of each key, and of what they were made; it can be kept."""

    spaces: tuple[Space, ...]
    """Those of the numbers."""
    marks: dict[int, bytes]
    """The digest of the keys of each page, by its number."""
    postings: _Postings
    values: dict[str, str]

    @property
    def counts(self) -> dict[str, int]:
        """Return in how many pages each single word stands."""
        return {key: len(pages) for key, pages in self.postings.items() if key[-1] != "+" and key.isalnum()}

    def in_order(self) -> Dictionary:
        """Return the same in one order, whatever came first: it is kept so."""
        return Dictionary(
            self.spaces,
            dict(sorted(self.marks.items())),
            dict(sorted(self.postings.items())),
            dict(sorted(self.values.items())),
        )

    def items(self) -> Iterator[Item]:
        """Yield key and value, in the order of keys."""
        yield from sorted(self.values.items())


def dictionary(lines: Mapping[int, bytes], spaces: tuple[Space, ...], before: Dictionary | None = None) -> Dictionary:
    """Return the dictionary of pages by their numbers, each with its keys, a key a line.

    That of the last build is used up.
    """
    marks = {number: digest(each) for number, each in lines.items()}
    if before is None or before.spaces != spaces:
        postings, values = _postings(sorted(lines.items())), dict[str, str]()
        changed: Collection[str] = postings.keys()
    else:
        pages = {
            number for number in marks.keys() | before.marks.keys() if marks.get(number) != before.marks.get(number)
        }
        postings, values = before.postings, before.values
        changed = _moved(postings, pages, {number: lines[number] for number in sorted(pages & lines.keys())})
    plain = {_plain(key) for key in changed}
    for key in plain - postings.keys():
        values.pop(key, None)
    marked = defaultdict[str, list[str]](list)
    for key in postings:
        if "|" in key:
            marked[_plain(key)].append(key)
    for key in plain & postings.keys():
        values[key] = _value(postings, spaces, key, sorted(marked.get(key, ())))
    return Dictionary(spaces, marks, postings, values)


def _plain(key: str) -> str:
    """Return the word of which a key tells."""
    return key.partition("|")[0].removesuffix("+")


def _value(postings: _Postings, spaces: Iterable[Space], key: str, marked: Iterable[str]) -> str:
    pages = postings[key]
    value = encode(pages, spaces)
    if often := postings.get(f"{key}+"):
        value += f" +{encode(often, spaces)}"
    for each in marked:
        same = len(postings[each]) == len(pages)
        value += f" {each.partition('|')[2]}={'' if same else encode(postings[each], spaces)}"
    return value


def _postings(keys: Iterable[tuple[int, bytes]]) -> _Postings:
    postings: defaultdict[str, list[int]] = defaultdict(list)
    for number, lines in keys:
        if lines:  # a loop of the interpreter's own takes a third of the time
            deque(map(list.append, map(postings.__getitem__, unpacked(lines).split("\n")), repeat(number)), maxlen=0)
    return dict(postings)


def _moved(postings: _Postings, out: Set[int], into: Mapping[int, bytes]) -> set[str]:
    """Take pages out of postings, and put some in, each with its keys; return the keys that this changed."""
    before = {key: pages for key, pages in postings.items() if not out.isdisjoint(pages)}
    for key, pages in before.items():
        postings[key] = [number for number in pages if number not in out]
    touched = set(before)
    for number, lines in into.items():
        for key in unpacked(lines).split("\n") if lines else ():
            insort(postings.setdefault(key, []), number)
            touched.add(key)
    for key in touched:
        if not postings[key]:
            del postings[key]
    return {key for key in touched if postings.get(key) != before.get(key)}
