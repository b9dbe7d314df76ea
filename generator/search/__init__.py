"""The search index (chỉ mục tìm kiếm).

Many small JavaScript files, which load from a folder as well as over http.

`entry` and `passages` say what one page gives, `files` makes the index of what all pages gave. A browser reads
`root.js` and two tables of all pages, `rank/` and `leaves/`; a query then fetches a few leaves of two dictionaries
(`n/`: words of names, `b/`: words of texts), the rows (`d/`) and passages (`x/`) of the results that it shows. Keys are
folded words (`man`), neighbours (`~van man`), whole names (`=tran van man`) and how names begin (`~^ tran van`); a
value is `SET`, in texts followed by ` +SET` (pages that have the word often), then by ` mẫn=SET` for each way in which
the word is marked (empty: the same pages). The browser's side is `site_templates/assets/search/*.js`.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from zlib import crc32

import msgspec

from generator.model import Page
from generator.search.dictionaries import Dictionary, dictionary
from generator.search.entries import KINDS, Entry, entry, in_order, passages
from generator.search.leaves import Item, Leaf, file_name, leaves
from generator.search.numbers import Numbers, numbers
from generator.search.script import script
from generator.search.sets import ALPHABET
from generator.search.tables import Files, days, names_of_facets, ranks, rows, runs, table
from generator.text.fold import fold_words
from generator.vocab import tables

_Both = tuple[Dictionary, Dictionary]
"""Of names and of texts."""
FOLDER = "assets/search/index"
LEXICON = 12_000
"""Most frequent words that a typing error is compared with."""


def index(pages: Iterable[Page]) -> dict[str, bytes]:
    """Return the files of the search index, path below the site → bytes.

    The same pages give the same bytes.
    """
    found: list[Entry] = []
    shown: Files = {}
    for page in pages:
        one = entry(page)
        if one:
            found.append(one)
            shown.update(passages(page))
    return {**shared(found)[0], **{f"{FOLDER}/{name}": data for name, data in shown.items()}}


def shared(entries: Iterable[Entry], kept: bytes | None = None) -> tuple[dict[str, bytes], bytes]:
    """Return the files of the index that pages share, path below the site → bytes, and what to keep.

    What was kept of the last one makes this one sooner, and no different.
    """
    found = in_order(entries)
    numbered = numbers(found)
    both = _dictionaries(found, numbered, kept)
    made = {f"{FOLDER}/{name}": data for name, data in _files(found, numbered, *both).items()}
    return made, msgspec.msgpack.encode([each.in_order() for each in both])


def files(entries: Iterable[Entry]) -> Files:
    """Return the files that pages share, name below the index → bytes, whatever the entries' order."""
    found = in_order(entries)
    numbered = numbers(found)
    return _files(found, numbered, *_dictionaries(found, numbered))


def _dictionaries(found: Iterable[Entry], numbered: Numbers, kept: bytes | None = None) -> _Both:
    """Return the dictionary of names and that of texts."""
    before: _Both | tuple[None, None] = None, None
    with contextlib.suppress(msgspec.MsgspecError, UnicodeDecodeError):  # as another version of the program left it
        before = msgspec.msgpack.decode(kept, type=_Both) if kept else before
    spaces = tuple(numbered.spaces.values())
    every = [(numbered.of[each.path], each) for each in found]
    names, texts = {number: each.names for number, each in every}, {number: each.texts for number, each in every}
    return dictionary(names, spaces, before[0]), dictionary(texts, spaces, before[1])


def _files(found: Sequence[Entry], numbered: Numbers, names: Dictionary, texts: Dictionary) -> Files:
    cut = {"n": list(leaves(names.items())), "b": list(leaves(texts.items()))}
    facets = names_of_facets(found)
    listed = {
        "leaves": table("leaves", _firsts(cut)),
        "rank": table("rank", ranks(found, numbered)),
        "days": table("days", days(found)),
        "runs": table("runs", runs(found, facets)),
    }
    single = {"root": _root(found, numbered, listed), "facets": facets, "words": " ".join(_lexicon(names, texts))}
    return {
        **{f"{name}.js": script(name, "", value) for name, value in single.items()},
        **{path: data for parts in listed.values() for path, data in parts.items()},
        **{path: data for name, each in cut.items() for path, data in _scripts(name, each)},
        **dict(rows(found, numbered)),
    }


def _root(found: Sequence[Entry], numbered: Numbers, listed: Mapping[str, Files]) -> dict[str, object]:
    """Return what every search needs: kinds with counts, sizes and marks; how many files tables have.

    `version` changes when a number does: a leaf that a browser kept from an old numbering names wrong pages.
    """
    counts = Counter(each.kind for each in found)
    stated = "\n".join(f"{numbered.of[each.path]} {each.path}" for each in found)
    return {
        "version": f"{crc32(stated.encode('utf-8', 'replace')):08x}",
        "count": len(found),
        "kinds": [[kind, counts[kind], numbered.spaces[kind].size, numbered.spaces[kind].mark] for kind in KINDS],
        "parts": {name: len(parts) for name, parts in listed.items()},
        "stop": " ".join(sorted(map(fold_words, tables.stop_words()))),
    }


def _firsts(cut: Mapping[str, Sequence[Leaf]]) -> Iterator[Item]:
    """Yield the first key of each leaf, after the letter of its dictionary.

    Told as how many letters it shares with the one before, and the others.
    """
    before = ""
    for name, each in cut.items():
        for leaf in each:
            key = name + leaf[0][0]
            same = takewhile(lambda pair: pair[0] == pair[1], zip(before, key, strict=False))
            shared = min(sum(1 for _ in same), len(ALPHABET) - 1)
            yield key, f"{ALPHABET[shared]}{key[shared:]}\n"
            before = key


def _scripts(name: str, cut: Iterable[Leaf]) -> Iterator[tuple[str, bytes]]:
    for leaf in cut:
        first = leaf[0][0]
        yield f"{name}/{file_name(first)}.js", script(name, first, dict(leaf))


def _lexicon(names: Dictionary, texts: Dictionary) -> list[str]:
    """Return the words of four letters and more that are no accident, frequent first."""
    named = names.counts
    counts = Counter(texts.counts)
    counts.update(named)
    words = (word for word in counts if len(word) >= 4 and word.isalpha() and (counts[word] > 1 or word in named))
    return sorted(words, key=lambda word: (-counts[word], word))[:LEXICON]
