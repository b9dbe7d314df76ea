"""Chữ hoa, chữ thường: words in capitals as a sentence would write them.

Only runs of words in capitals are changed, and in these only what Vietnamese can spell: `UBND`, `DTTS`, `XIV` and
`12-NQ/TU` stay. A name keeps its capitals where a table, the graph or the paper's own sentences write it with them;
what none of these knows is written small, as an editor does who has never heard of it. No letter becomes another one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import and_

from generator.ingest.legibility import is_syllable
from generator.model.frozen import Frozen
from generator.text.numerals import roman
from generator.text.tones import new_style
from generator.vocab import tables

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NUMBER = re.compile(r"\w+[\s:]*\d")
_TOKEN = re.compile(r"\S+")
_SENTENCE_ENDS = re.compile(r"(?:^|[.!?:;…\n“\"(|]|[-–+•*]\s|\d[.)])\s*$")
_OPENS = re.compile(r"(?:^|[.!?]\s+|[“\"‘«])\W*$")
_LEAST = 2
"""Words of a run that is no abbreviation beside another."""
_LONGEST = 12
"""Words of a passage of the paper that are compared at once."""
_SHORT = 4
"""Letters of an abbreviation that Vietnamese can spell."""
_FOREIGN = 5
"""Letters of a word that is no abbreviation though Vietnamese can not spell it: `INTERNET`."""

Words = tuple[str, ...]


class Lexicon(Frozen):
    """Names as sentences write them, by their first word in small letters, the longest first."""

    by_first: Mapping[str, tuple[tuple[Words, Words], ...]]

    def at(self, words: Sequence[str], place: int) -> Words:
        """Return the longest name that begins at a place of some words in small letters, none if no name does."""
        for plain, written in self.by_first.get(words[place], ()):
            if tuple(words[place : place + len(plain)]) == plain:
                return written
        return ()


def lexicon(names: Iterable[str]) -> Lexicon:
    """Return the names as a table to look them up in; of two ways to write one the first counts."""
    found: dict[Words, Words] = {}
    for name in names:
        written = tuple(_WORD.findall(name))
        if written:
            found.setdefault(tuple(map(_plain, written)), written)
    by_first: dict[str, list[tuple[Words, Words]]] = defaultdict(list)
    for plain in sorted(found, key=lambda each: (-len(each), each)):
        by_first[plain[0]].append((plain, found[plain]))
    return Lexicon({first: tuple(rows) for first, rows in by_first.items()})


def shouts(text: str) -> bool:
    """Tell whether words of a name stand in capitals that no rule of spelling asks for."""
    return _may_shout(text) and any(True for _ in _runs(list(_words(text))))


def cased(text: str, names: Lexicon, paper: str = "") -> str:
    """Return a name with its shouted words as a sentence writes them; `paper` is the text around it."""
    if not _may_shout(text):
        return text
    words = list(_words(text))
    made = list(text)
    for first, last in _runs(words):
        for word, new in zip(words[first:last], _written(text, words[first:last], names, paper), strict=True):
            made[word.start : word.start + len(word.text)] = new
    return "".join(made)


def _may_shout(text: str) -> bool:
    """Whether two words side by side, and as many letters as the shortest run has, are in capitals."""
    loud = list(map(str.isupper, _WORD.findall(text)))
    return any(map(and_, loud, loud[1:])) and sum(map(str.isupper, text)) >= 2 * _LEAST


class _Word(Frozen):
    text: str
    start: int
    kept: bool
    """It stands in a number, a code, an abbreviation: its capitals are its own."""
    plain: str = ""


def _words(text: str) -> Iterator[_Word]:
    for token in _TOKEN.finditer(text):
        coded = any(map(str.isdigit, token[0])) or "/" in token[0]
        for match in _WORD.finditer(token[0]):
            start = token.start() + match.start()
            yield _Word(match[0], start, coded or _is_kept(match[0]), _plain(match[0]))


def _plain(word: str) -> str:
    return new_style(word.lower())


def _is_kept(word: str) -> bool:
    """Whether a word in capitals is no word of a sentence: `UBND`, `XIV`, the letter of `hạng A`."""
    alone = len(word) == 1 and word.isascii() and word not in "yY"
    return alone or not all(map(is_syllable, re.split("['’]", word)))


def _runs(words: Sequence[_Word]) -> Iterator[tuple[int, int]]:
    """Yield first word and end of each run of words in capitals that shouts."""
    start = 0
    while start < len(words):
        end = start
        while end < len(words) and words[end].text.isupper():
            end += 1
        loud = sum(not each.kept and (len(each.text) > 2 or not each.text.isascii()) for each in words[start:end])
        if loud >= _LEAST:
            yield start, end
        start = max(end, start + 1)


def _written(text: str, run: Sequence[_Word], names: Lexicon, paper: str) -> Iterator[str]:
    plain = [each.plain for each in run]
    known, told = _from_table(plain, names), _from_paper(run, paper)
    types = _types_of_numbers(text, run)
    for place, word in enumerate(run):
        if word.kept or _is_numeral(run, place) or _is_short(word.text, paper):
            yield told[place] if told[place] and told[place].casefold() == word.text.casefold() else _code(word.text)
            continue
        capital = any(way[:1].isupper() for way in (known[place], told[place]))
        capital = capital or place in types or _begins(text, word)
        yield _as(word.text, known[place], capital)


def _as(word: str, known: str, capital: bool) -> str:
    """A word in small letters, with the capitals that a name has inside (`K'Vinh`)."""
    small = word.lower()
    if known == word and len(word) > 1:  # an abbreviation inside a name
        return known
    if "'" in word or "’" in word:
        return known if known.casefold() == word.casefold() else small[:1].upper() + small[1:]
    return small[:1].upper() + small[1:] if capital else small


def _begins(text: str, word: _Word) -> bool:
    return bool(_OPENS.search(text[: word.start][-6:]))


def _is_numeral(run: Sequence[_Word], place: int) -> bool:
    """Whether a syllable is a Roman numeral here: `LẦN THỨ VI`, not `XỬ LÝ VI PHẠM`."""
    if roman(run[place].text) is None:
        return False
    before = " ".join(each.plain for each in run[max(place - 3, 0) : place])
    return any(before == each or before.endswith(f" {each}") for each in tables.written_names().numbered)


def _is_short(word: str, paper: str) -> bool:
    """Whether a word that can be spelled is an abbreviation: a sentence has it in capitals."""
    if not (word.isascii() and 1 < len(word) <= _SHORT) or word not in paper:
        return False
    return any(
        match[1].islower() and (match[2].islower() or not match[2].isalnum())
        for match in re.finditer(rf"(\w)\s{word}(?:\s(?=\w))?(?=([\w\s,.;)]))", paper)
    )


def _types_of_numbers(text: str, run: Sequence[_Word]) -> frozenset[int]:
    """Where the type of a number begins: `QUYẾT ĐỊNH SỐ 1237/QĐ-TTG`, not `KẾ HOẠCH SỐ HÓA`."""
    numbered = [at for at, each in enumerate(run) if each.plain == "số" and _NUMBER.match(text, each.start)]
    types = {tuple(kind.name.split()) for kind in tables.document_types()} if numbered else ()
    return frozenset(
        at - len(kind)
        for at in numbered
        for kind in types
        if tuple(each.plain for each in run[:at][-len(kind) :]) == kind
    )


def _from_table(plain: Sequence[str], names: Lexicon) -> list[str]:
    found = [""] * len(plain)
    place = 0
    while place < len(plain):
        name = names.at(plain, place)
        found[place : place + len(name)] = name
        place += len(name) or 1
    return found


def _from_paper(run: Sequence[_Word], paper: str) -> list[str]:
    """Each word as a sentence of the paper writes it beside the same neighbours, empty where none does.

    Capitals after a full stop or at the head of a line say nothing.
    """
    found = [""] * len(run)
    small = paper.lower()
    if len(small) != len(paper):
        return found
    place = 0
    while place < len(run):
        size, written = _longest(run[place : place + _LONGEST], paper, small)
        found[place : place + size] = written
        place += size
    return found


def _longest(run: Sequence[_Word], paper: str, small: str) -> tuple[int, list[str]]:
    best, at = [""], 0
    for size in range(2, len(run) + 1):
        words = " ".join(each.text.lower() for each in run[:size])
        at = small.find(words, at)
        while at >= 0 and not _is_sentence(paper, at, at + len(words), run[:size]):
            at = small.find(words, at + 1)
        if at < 0:
            break
        best = paper[at : at + len(words)].split(" ")
        if _SENTENCE_ENDS.search(paper[max(at - 4, 0) : at]):
            best[0] = best[0].lower()
    if best == [""] and len(run[0].text) >= _FOREIGN and run[0].kept and run[0].text.isalpha():
        best = [_foreign(run[0].text, paper, small)]
    return len(best), best


def _is_sentence(paper: str, start: int, end: int, run: Sequence[_Word]) -> bool:
    """Whether a passage is of whole words, and not in capitals itself."""
    if paper[start - 1 : start].isalpha() or paper[end : end + 1].isalpha():
        return False
    pairs = zip(paper[start:end].split(" "), run, strict=True)
    return not any(word.isupper() and len(word) > 1 and not each.kept for word, each in pairs)


def _foreign(word: str, paper: str, small: str) -> str:
    match = re.search(rf"(?<![^\W\d_]){re.escape(word.lower())}(?![^\W\d_])", small)
    return paper[match.start() : match.end()] if match else ""


@cache
def _codes() -> Mapping[str, str]:
    """Abbreviations that are not in capitals throughout, by these: `TTG` → `TTg`."""
    codes = [each.code for each in tables.issuer_codes()] + [c for t in tables.document_types() for c in t.codes]
    return {code.upper(): code for code in codes if code != code.upper() and code.isalpha()}


def _code(word: str) -> str:
    return _codes().get(word, word)
