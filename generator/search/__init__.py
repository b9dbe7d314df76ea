"""The search index (chỉ mục tìm kiếm).

Many small JavaScript files, which load from a folder as well as over http.

`root.js` and `rank.js` say what there is; a query then fetches a few leaves of two dictionaries (`n/`: words of names,
`b/`: words of texts), the rows (`d/`) and passages (`x/`) of the results that it shows. Keys are folded words (`man`),
neighbours (`~van man`), whole names (`=tran van man`) and how names begin (`~^ tran van`); a value is `SET`, in texts
followed by ` +SET` (pages that have the word often), then by ` mẫn=SET` for each way in which the word is marked
(empty: the same pages). The browser's side is `site_templates/assets/search/*.js`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from zlib import crc32

from generator.model import Page, PageKind
from generator.search.dictionaries import Dictionary, dictionaries
from generator.search.entries import KINDS, Entry, entries, size
from generator.search.leaves import file_name, leaves
from generator.search.sets import ALPHABET, number
from generator.text.fold import fold_words
from generator.vocab import tables

FOLDER = "assets/search/index"
ROWS = 8
"""Pages whose rows stand in one file."""
PASSAGE = 2500
"""Characters of a text that stand in one file."""
FIRST_YEAR = 1980
HELD = (None, True, False)
"""What a filter may ask of a page's text, by its number in the index."""
LEXICON = 12_000
"""Most frequent words that a typing error is compared with."""


def index(pages: Iterable[Page]) -> dict[str, bytes]:
    """Return the files of the search index, path below the site → bytes.

    The same pages give the same bytes.
    """
    found = entries(pages)
    names, texts = dictionaries(found)
    files = dict(_dictionary("n", names)) | dict(_dictionary("b", texts))
    files["root.js"] = _script("root", "", _root(found, names, texts))
    files["facets.js"] = _script("facets", "", _facets(found))
    files["rank.js"] = _script("rank", "", "".join(map(_rank, found)))
    files["days.js"] = _script("days", "", "".join(_day(entry.day) for entry in found))
    files["words.js"] = _script("words", "", " ".join(_lexicon(names, texts)))
    for at in range(0, len(found), ROWS):
        files[f"d/{at // ROWS}.js"] = _script("d", str(at // ROWS), [_row(entry) for entry in found[at : at + ROWS]])
    for entry in found:
        files.update(_passages(entry))
    return {f"{FOLDER}/{name}": data for name, data in files.items()}


def _dictionary(name: str, items: Dictionary) -> Iterator[tuple[str, bytes]]:
    for first, leaf in leaves(items.items()):
        yield f"{name}/{file_name(first)}.js", _script(name, first, dict(leaf))


def _root(found: Sequence[Entry], names: Dictionary, texts: Dictionary) -> dict[str, object]:
    """Return what every search needs: how many pages of each kind, and the first keys of the leaves.

    `version` changes when the numbers of pages do: a leaf that a browser kept from an old numbering names wrong pages.
    """
    counts = Counter(entry.kind for entry in found)
    return {
        "version": f"{crc32(chr(10).join(entry.path for entry in found).encode()):08x}",
        "count": len(found),
        "kinds": [[kind, counts[kind]] for kind in KINDS],
        "n": "\n".join(first for first, _ in leaves(names.items())),
        "b": "\n".join(first for first, _ in leaves(texts.items())),
        "stop": " ".join(sorted(map(fold_words, tables.stop_words()))),
    }


def _facets(found: Sequence[Entry]) -> dict[str, object]:
    """Return what filters need: runs of pages of one group, each with its count and facets."""
    types = sorted({entry.type for entry in found})
    issuers = sorted({entry.issuer for entry in found})
    runs = [
        (
            sum(1 for _ in run),
            KINDS.index(kind),
            types.index(type_),
            issuers.index(issuer),
            int(year or 0),
            HELD.index(held),
        )
        for (kind, type_, issuer, year, held), run in groupby(found, lambda entry: entry.group)
    ]
    return {"types": types, "issuers": issuers, "runs": "".join(number(value) for run in runs for value in run)}


def _rank(entry: Entry) -> str:
    """Return two letters that order equals.

    How often the page is spoken of (8 steps) and how short its title is (8); its year, counted from `FIRST_YEAR`.
    """
    spoken = min(entry.mentions.bit_length(), 7)
    short = next((step for step, most in enumerate((2, 4, 6, 8, 11, 15, 22)) if size(entry) <= most), 7)
    return ALPHABET[spoken * 8 + (7 - short)] + ALPHABET[min(max(int(entry.year or 0) - FIRST_YEAR, 0), 63)]


def _day(day: int) -> str:
    return ALPHABET[day >> 12] + ALPHABET[day >> 6 & 63] + ALPHABET[day & 63]


def _lexicon(names: Dictionary, texts: Dictionary) -> list[str]:
    """Return the words of four letters and more that are no accident, frequent first."""
    named = names.counts
    counts = Counter(texts.counts)
    counts.update(named)
    words = (word for word in counts if len(word) >= 4 and word.isalpha() and (counts[word] > 1 or word in named))
    return sorted(words, key=lambda word: (-counts[word], word))[:LEXICON]


def _row(entry: Entry) -> list[object]:
    """Return what a result shows: path, title, line below it, how many files its text has."""
    return [entry.path, entry.title, entry.sub, len(_parts(entry)) if entry.kind is PageKind.DOCUMENT else 0]


def _passages(entry: Entry) -> Iterator[tuple[str, bytes]]:
    if entry.kind is PageKind.DOCUMENT:
        name = entry.path.rpartition("/")[2].removesuffix(".html")
        for place, part in enumerate(_parts(entry)):
            yield f"x/{name}-{place}.js", _script("x", f"{name}-{place}", part)


def _parts(entry: Entry) -> list[str]:
    """Return the text cut into parts of whole paragraphs, about `PASSAGE` characters each."""
    parts: list[list[str]] = [[]]
    length = 0
    for paragraph in entry.text.split("\n"):
        if length and length + len(paragraph) > PASSAGE:
            parts.append([])
            length = 0
        parts[-1].append(paragraph)
        length += len(paragraph) + 1
    return ["\n".join(part) for part in parts]


def _script(kind: str, key: str, value: object) -> bytes:
    """Return a call that hands a value over as JSON that no HTML parser takes for a tag."""
    text = json.dumps([kind, key, value], ensure_ascii=False, separators=(",", ":"))
    for char in "<>\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return f"vankhoSearch({text[1:-1]})\n".encode("utf-8", "replace")
