"""Dấu chỉ mức độ mật: whether a line of a paper is, or bears, a mark that says who may read it.

Readers ask it of what they would set apart, the gate of all that it sees: one answer, however a mark is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby

from generator.disclosure import counts_unseen
from generator.model import Mark, Table
from generator.model.frozen import Frozen, replace
from generator.text.bare_letters import bare
from generator.text.fold import fold, fold_words
from generator.vocab import tables
from generator.vocab.choices import Choice, choice
from generator.vocab.entries import SecrecyForm
from generator.vocab.stated import mark_in_pair

MOST_LETTERS = 60
"""Letters of a line that may be nothing but a mark: the longest forms of the tables have fewer."""
UNMISTAKABLE = 11
"""Letters that make no other words, though the line has no diacritics: `Luu hanh noi bo`."""
LEAST = 3
"""Letters of a hint: a letter alone names a level on the top of a paper, and a size or a field elsewhere."""
UPRIGHT = 3
"""Lines of one letter each that make a word written from top to bottom, at least: `M`, `Ậ`, `T`."""
WORDS = 3
"""Words of a line that may be a title which the next line ends; a stamp of two lines has fewer."""
COLUMNS = 3
"""Columns of a list of papers with their levels, at least; two are a label and what it says of this paper."""
_LISTED = re.compile(r"\s*(?:[-–+•*]\s|\d{1,2}[.)]|[a-zđ]\))|.*[;,]\s*$")
_MARKS = {"secret": Mark.SECRET, "internal": Mark.INTERNAL, "draft": Mark.DRAFT}
_PARTED = re.compile(r"[()\[\]{}<>«»,;|]|\s[-–—~]+\s|^[-–—~ ]+|[-–—~ ]+$")
_BETWEEN = re.compile(r"[;,/|+()\[\]{}.:]|\s[-–—]+\s")
_LEVEL = re.compile(r"(tuyệt|tối)?\s{0,3}mật", re.IGNORECASE)
_LABEL = re.compile(r"^\W*(?:mức |cấp )?độ mật", re.IGNORECASE)
_FOR_I, _FOR_O = re.compile(r"(?<=[^\W\d_])[l|1]|[l|1](?=[^\W\d_])"), re.compile(r"(?<=[^\W\d_])0|0(?=[^\W\d_])")
_STRICT = tuple(Mark)
_LABELLED = "domat"
_ALIKE = re.compile(r"(?<!\w)m[^ậ\W]t(?!\w)")
"""Other words of the same letters: mặt, mắt, mất, mát."""
_MIRRORED = re.compile("tậm(?:iốt|tệyut)?")


class Borne(Frozen):
    """A mark as a line bears it; not `sure` where its letters or its place leave a doubt.

    `anywhere`: it counts wherever it stands alone in a paper, not only in head and foot. `lifts`: it says that the
    paper is secret no more (giải mật).
    """

    mark: Mark
    sure: bool
    anywhere: bool = False
    lifts: bool = False


@lru_cache(maxsize=1 << 12)  # a paper's lines are judged as printed and as joined, and all papers begin alike
def mark_of(line: str) -> Borne | None:
    """Return the mark that a line is or bears (dấu mật, lưu hành nội bộ, dự thảo), None for none."""
    picked = choice(line)
    if picked:
        return _chosen(picked)
    shown = " ".join(bare(line).split())
    return _as_told(_as_typed(shown) or _in_parts(shown), shown) or _repaired(shown)


def _as_typed(shown: str) -> Borne | None:
    table = tables.secrecy_marks()
    found = _first(table.symbol, shown) or _alone(table.alone, shown)
    if found is None and shown.isupper():
        found = _first(table.beside, shown)
    return found


def _chosen(picked: Choice) -> Borne | None:
    """The mark of a line of boxes: of the options that were ticked; where none was, a doubt is left."""
    before, ticked = mark_of(picked.before), _strictest(map(mark_of, picked.ticked))
    if before or picked.ticked:
        return _strictest((before, ticked))
    found = _strictest(map(mark_of, picked.options))
    return replace(found, sure=False) if found else None


def _in_parts(shown: str) -> Borne | None:
    """The mark of a line that is nothing but several: `DỰ THẢO (MẬT)`, `Nội bộ - không sao chụp`."""
    parts = [part for part in map(str.strip, _BETWEEN.split(shown)) if any(map(str.isalnum, part))]
    if len(parts) < 2 or (_LISTED.match(shown) and not shown.isupper()):
        return None
    table = tables.secrecy_marks()
    found = [_alone(table.alone, part) for part in parts]
    beside = (part for part, mark in zip(parts, found, strict=True) if mark is None)
    return _strictest(found) if all(_goes_along(_letters(part)) for part in beside) else None


def _goes_along(letters: str) -> bool:
    return not letters or any(form.regex.match(letters) for form in tables.secrecy_marks().along)


def _as_told(found: Borne | None, shown: str) -> Borne | None:
    """The mark of a line; in doubt where it names more levels than one, or pictures a stamp.

    In small letters all three are a list of levels, as rules about them have it.
    """
    if found is None:
        return None
    levels = {fold(level) for level in _LEVEL.findall(_LABEL.sub("", shown))}
    if len(levels) == 3 and not shown.isupper():
        return None
    pictured = any(form.regex.match(shown) for form in tables.secrecy_marks().pictured)
    return replace(found, sure=False) if len(levels) > 1 or pictured else found


def _repaired(shown: str) -> Borne | None:
    """The mark of a line in capitals in which figures or a small letter were recognised: `NỘl BỘ`."""
    read = _FOR_O.sub("O", _FOR_I.sub("I", shown))
    found = _as_typed(read) if read != shown and read.isupper() else None
    return replace(found, sure=False) if found else None


def _strictest(found: Iterable[Borne | None]) -> Borne | None:
    return min(filter(None, found), key=lambda each: (_STRICT.index(each.mark), not each.sure), default=None)


def mark_on_top(line: str) -> Borne | None:
    """Return the mark that one of the first lines is: the letter of a level, the head of a draft."""
    return _first(tables.secrecy_marks().top, " ".join(bare(line).split()))


def mark_in_name(name: str) -> Borne | None:
    """Return the mark that the name of a file, a folder or a message bears: `BC 47 (MẬT)`.

    A level is never certain there, and a name without any diacritics is read as meant.
    """
    # An underscore parts words where nothing else does, else what the words make up.
    shown = bare(name)
    shown = shown.replace("_", " " if re.fullmatch(r"[^\s-]*", shown) else ", ")
    table = tables.secrecy_marks()
    for part in map(str.strip, _PARTED.split(shown)):
        words, typed = fold_words(part), part.lower()
        for form in table.named:
            if form.regex.match(words) and (part.isascii() or form.spelt.search(typed)):
                return Borne(_MARKS[form.mark], not form.doubtful)
    return _titled(shown) or _first(table.shouted, bare(name))


def _titled(shown: str) -> Borne | None:
    """The mark of a name in which the word is written out, and no other one that folds to it."""
    for part in map(str.strip, _PARTED.split(shown)):
        typed = part.lower()
        for form in tables.secrecy_marks().titled:
            if form.spelt.search(typed) and form.regex.match(fold_words(_ALIKE.sub("", typed))):
                return Borne(_MARKS[form.mark], not form.doubtful)
    return None


def runs_on(line: str) -> bool:
    """Tell whether a line is a title that the next one ends: `QUY CHẾ QUẢN LÝ TÀI LIỆU`, then `MẬT`."""
    if len(line.split()) < WORDS:
        return False
    return any(form.regex.search(line.strip()) for form in tables.secrecy_marks().unfinished)


def lists_levels(table: Table, text: str) -> bool:
    """Tell whether a table lists levels of secrecy (danh mục, thống kê): its cells are no marks then.

    Two levels stand in it, or a column beside others is called so.
    """
    forms = tables.secrecy_marks()
    cells = [(cell, _letters(cell.span.of(text))) for cell in table.cells]
    levels = {letters for _, letters in cells if any(form.regex.match(letters) for form in forms.levels)}
    if not any(level.startswith("do") for level in levels - {_LABELLED}):
        levels.discard(_LABELLED)  # the name of what the next cell says: `Độ mật`, `Tối mật`
    heads = (letters for cell, letters in cells if cell.row == 0 or cell.header)
    named = any(form.regex.match(letters) for letters in heads for form in forms.columns)
    return len({level.removeprefix("do") for level in levels}) > 1 or (named and table.columns >= COLUMNS)


def borne(lines: Iterable[str]) -> tuple[str, ...]:
    """Return those of the lines that are or bear a mark, each once: all that is kept of what is not shown."""
    return tuple(line for line in _each_once(lines) if mark_of(line))


@lru_cache(maxsize=1 << 12)
def mark_in_hint(text: str) -> Borne | None:
    """Return the mark that words tell which no page shows (a comment, a property); they are never certain."""
    stated = mark_in_pair(text)
    if len(text.strip()) < LEAST:
        return None
    found = mark_of(text) or mark_in_name(text) or _first(tables.secrecy_marks().told, " ".join(bare(text).split()))
    if found and found.lifts and not text.isupper():
        found = None  # a key word of papers that declassify others; the stamp is in capitals
    mark = stated if stated and counts_unseen(stated) else found.mark if found else None
    return Borne(mark, False) if mark and counts_unseen(mark) else None


def hinted(texts: Iterable[str]) -> tuple[str, ...]:
    """Return those of the words that no page shows which tell a mark, each once."""
    return tuple(text for text in _each_once(texts) if mark_in_hint(text))


def hinted_apart(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the same of words that may be a list of levels (ô chọn): one of several levels has no mark."""
    told = hinted(texts)
    levels = {_letters(text) for text in told} & {"mat", "toimat", "tuyetmat", "domat", "dotoimat", "dotuyetmat"}
    return told if len({level.removeprefix("do") for level in levels}) < 2 else ()


def _each_once(texts: Iterable[str]) -> Iterable[str]:
    """The lines that are short enough to be a mark: what files say beside their text they say many times."""
    shown = (" ".join(line.split()) for text in texts for line in text.split("\n"))
    return dict.fromkeys(line for line in shown if 0 < len(line) <= 2 * MOST_LETTERS)


def _letters(text: str) -> str:
    return fold("".join(filter(str.isalpha, bare(text[:MOST_LETTERS]))))


def _first(forms: Iterable[SecrecyForm], line: str) -> Borne | None:
    found = next((form for form in forms if form.regex.match(line)), None)
    return Borne(_MARKS[found.mark], not found.doubtful, found.anywhere, found.lifts) if found else None


def _alone(forms: Iterable[SecrecyForm], line: str) -> Borne | None:
    """The mark of a line that is nothing else; an item of a list is only in doubt."""
    letters = "".join(filter(str.isalpha, line)).lower()
    if not letters or len(letters) > MOST_LETTERS:
        return None
    if _MIRRORED.fullmatch(letters):
        return Borne(Mark.SECRET, False, anywhere=True)
    folded, listed, shouted = fold(letters), _LISTED.match(line) is not None, line.isupper()
    for form in forms:
        if form.regex.match(folded) and (shouted or not listed):
            spelt = form.spelt.search(letters) is not None
            if spelt or shouted or (line.isascii() and len(letters) >= UNMISTAKABLE):
                begun = next(filter(str.isalpha, line)).isupper()
                sure = spelt and begun and not listed and not form.doubtful
                return Borne(_MARKS[form.mark], sure, form.anywhere and not listed, form.lifts)
    return None


def upright(lines: Iterable[str]) -> Iterator[str]:
    """Return the words that stand from top to bottom, a letter a line, as lines."""
    for single, letters in groupby(lines, key=lambda line: len(line.strip()) == 1 and line.strip().isalpha()):
        word = "".join(letter.strip() for letter in letters) if single else ""
        if len(word) >= UPRIGHT:
            yield word
