"""Dấu chỉ mức độ mật: whether a line of a paper is, or bears, a mark that says who may read it.

Readers ask it of what they would set apart, the gate of all that it sees: one answer, however a mark is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from generator.model import Mark
from generator.text.fold import fold
from generator.vocab import tables
from generator.vocab.entries import SecrecyForm

MOST_LETTERS = 60
"""Letters of a line that may be nothing but a mark: the longest forms of the tables have fewer."""
UPRIGHT = 3
"""Lines of one letter each that make a word written from top to bottom, at least: `M`, `Ậ`, `T`."""
_LISTED = re.compile(r"\s*(?:[-–+•*]\s|\d{1,2}[.)]|[a-zđ]\))|.*[;,]\s*$")
_MARKS = {"secret": Mark.SECRET, "internal": Mark.INTERNAL, "draft": Mark.DRAFT}


@dataclass(frozen=True, slots=True)
class Borne:
    """A mark as a line bears it; not `sure` where its letters or its place leave a doubt.

    `anywhere`: it counts wherever it stands alone in a paper, not only in head and foot.
    """

    mark: Mark
    sure: bool
    anywhere: bool = False


def mark_of(line: str) -> Borne | None:
    """Return the mark that a line is or bears (dấu mật, lưu hành nội bộ, dự thảo), None for none."""
    table, shown = tables.secrecy_marks(), " ".join(line.split())
    found = _first(table.symbol, shown) or _alone(table.alone, shown)
    if found is None and shown.isupper():
        found = _first(table.beside, shown)
    return found


def _first(forms: Iterable[SecrecyForm], line: str) -> Borne | None:
    return next((Borne(_MARKS[form.mark], True) for form in forms if form.regex.match(line)), None)


def _alone(forms: Iterable[SecrecyForm], line: str) -> Borne | None:
    """The mark of a line that is nothing else; an item of a list is only in doubt."""
    letters = "".join(filter(str.isalpha, line)).lower()
    if not letters or len(letters) > MOST_LETTERS:
        return None
    folded, listed, shouted = fold(letters), _LISTED.match(line) is not None, line.isupper()
    for form in forms:
        if form.regex.match(folded) and (shouted or not listed):
            spelt = form.spelt.search(letters) is not None
            if spelt or shouted:
                begun = next(filter(str.isalpha, line)).isupper()
                return Borne(_MARKS[form.mark], spelt and begun and not listed, form.anywhere)
    return None


def upright(lines: Iterable[str]) -> Iterator[str]:
    """Return the words that stand from top to bottom, a letter a line, as lines."""
    for single, letters in groupby(lines, key=lambda line: len(line.strip()) == 1 and line.strip().isalpha()):
        word = "".join(letter.strip() for letter in letters) if single else ""
        if len(word) >= UPRIGHT:
            yield word
