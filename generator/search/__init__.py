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

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from zlib import crc32

from generator.model import Page
from generator.search.entries import KINDS, Entry, entry, in_order, passages
from generator.search.kept import Before, KeysOf, Written, both
from generator.search.leaves import Item
from generator.search.numbers import Numbers, numbers
from generator.search.script import script
from generator.search.sets import ALPHABET
from generator.search.tables import Files, days, names_of_facets, ranks, rows, runs, table
from generator.text.fold import fold_words
from generator.vocab import tables

FOLDER = "assets/search/index"
LEXICON = 12_000
"""Most frequent words that a typing error is compared with."""


def index(pages: Iterable[Page]) -> dict[str, bytes]:
    """Return the files of the search index, path below the site → bytes.

    The same pages give the same bytes.
    """
    found: list[Entry] = []
    keys: dict[bytes, bytes] = {}
    shown: Files = {}
    for page in pages:
        if one := entry(page):
            found.append(one[0])
            keys.update(one[1])
            shown.update(passages(page))
    made = shared(found, keys.get)[0]
    return {name: data for name, data in made.items() if data} | {f"{FOLDER}/{name}": shown[name] for name in shown}


def shared(
    entries: Iterable[Entry], keys: KeysOf, before: Before | None = None
) -> tuple[dict[str, bytes | None], bytes]:
    """Return the files of the index that pages share, path below the site → bytes, and what to keep.

    With what was kept of the last one this one is made sooner, and no different; a file that lies there as that
    left it has no bytes.
    """
    found = in_order(entries)
    numbered = numbers(found)
    names, texts, kept = both(found, numbered, keys, before)
    files = _files(found, numbered, names, texts)
    return {f"{FOLDER}/{name}": data for name, data in files.items()}, kept


def _files(found: Sequence[Entry], numbered: Numbers, names: Written, texts: Written) -> dict[str, bytes | None]:
    facets = names_of_facets(found)
    listed = {
        "leaves": table("leaves", _firsts({"n": names.firsts, "b": texts.firsts})),
        "rank": table("rank", ranks(found, numbered)),
        "days": table("days", days(found)),
        "runs": table("runs", runs(found, facets)),
    }
    single = {
        "root": _root(found, numbered, listed),
        "facets": facets,
        "words": " ".join(_lexicon(names.counts, texts.counts)),
    }
    return {
        **{f"{name}.js": script(name, "", value) for name, value in single.items()},
        **{path: data for parts in listed.values() for path, data in parts.items()},
        **names.files,
        **texts.files,
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


def _firsts(cut: Mapping[str, Iterable[str]]) -> Iterator[Item]:
    """Yield the first key of each leaf, after the letter of its dictionary.

    Told as how many letters it shares with the one before, and the others.
    """
    before = ""
    for name, firsts in cut.items():
        for first in firsts:
            key = name + first
            same = takewhile(lambda pair: pair[0] == pair[1], zip(before, key, strict=False))
            shared = min(sum(1 for _ in same), len(ALPHABET) - 1)
            yield key, f"{ALPHABET[shared]}{key[shared:]}\n"
            before = key


def _lexicon(named: Mapping[str, int], read: Mapping[str, int]) -> list[str]:
    """Return the words of names and of texts that are no accident, frequent first."""
    counts = Counter(read)
    counts.update(named)
    words = (word for word in counts if counts[word] > 1 or word in named)
    return sorted(words, key=lambda word: (-counts[word], word))[:LEXICON]
