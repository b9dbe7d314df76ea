"""Figures (số liệu): numbers with a unit, read the Vietnamese way, and what they count.

A figure is told with the clause that it stands in. Lengths of time and ordinals (`đợt 31`, `6 tháng đầu năm`)
count nothing; a term that is summed up (`tổng kết 10 năm`) does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from generator.model import Document, Figure, Span
from generator.model.frozen import Frozen, replace
from generator.parse.cell_figures import cell_figures
from generator.parse.paragraphs import outline, paragraphs
from generator.text.clauses import clause_at
from generator.text.dates import find_dates
from generator.text.numerals import read_number, times
from generator.vocab import Vocab

_NUMBER = re.compile(r"\d(?<![\w/.,-]\d)[\d.]*(?:,\d+)?(?=\s?\(?[^\W\d_]|\s?%)")
_SPACE = re.compile(r"\s?(?:\([^\W\d_][^()\d\n]{0,30}\)\s?)?")
"""Between a number and its unit: the number in words may stand there, `02 (hai) lớp`."""
_BEFORE, _AFTER = 160, 90
"""Characters of the clause that are told on each side of a figure."""
_NEAR = 24
"""Characters before a number in which a word is looked for that says what kind of number it is: `đợt`, `tổng kết`."""
LONG = 80
"""A paragraph of an annex has at least so many characters where its figures are told."""
_LOWER = re.compile(r"(?<![\w.,/–-])(\d+(?:[.,]\d+)*)\s?([^\W\d_%][^\d\n.,;:()–-]{0,20}|%)?\s?[-–]\s?$")
"""The lower end of a range, before a number: its unit may be left to the upper one, `0 - 80 điểm`."""
_UPPER = re.compile(r"\s?[-–]\s?(\d+(?:[.,]\d+)*)\s?")
"""The upper end of a range, after a unit: `85%-90%`."""
_FEW = 3
"""Fewer words than these say nothing of what is counted."""
_LABEL = re.compile(r"^(?:[-–+•] ?)?(?:\(?[^\W\d_]\)|\d{1,2}(?:\.\d{1,2}){0,3}[.)])(?: |$)")
"""The mark of a point before its words."""
_MARKS = re.compile(r"[*_#“”\"\s]+")
_WEAK = re.compile(r"(?i:(?:đã |hiện )?(?:có|còn|đạt|mở|với))$")
"""Words before a figure that say nothing of it where they stand alone."""


class _Read(Frozen):
    """A number with its unit: `span` from the qualifier to the unit, `noun` the counted words."""

    span: Span
    number: Span
    value: float
    unit: str
    noun: str


def find_figures(document: Document, vocab: Vocab) -> Document:
    """Return the document with the figures of its body and of its tables.

    Parts of dates and of numbers of documents are none.
    """
    text = document.text
    taken = _Taken([*(span for span, _ in find_dates(text)), *(c.span for c in document.citations)])
    read = [
        one
        for zone in (document.zones.body, *_attached(document, vocab))
        for match in _NUMBER.finditer(text, zone.start, zone.end)
        if match.start() not in taken and (one := _read(text, match, vocab)) is not None
    ]
    told = list(_told(document, [one for one in read if not _ranges(text, one, vocab)]))
    said = {figure.span.start for figure in told}
    cells = (figure for figure in cell_figures(document, vocab) if figure.span.start not in said)
    return replace(document, figures=tuple(sorted((*told, *cells), key=lambda figure: figure.span)))


def _attached(document: Document, vocab: Vocab) -> list[Span]:
    """The long paragraphs of an attached plan or report; lists and tables tell nothing by themselves."""
    lines = list(paragraphs(document.text, document.zones.annex))
    if not lines or vocab.doc_type(lines[0].of(document.text).strip().casefold()) is None:
        return []
    return [each for each in lines if each.end - each.start >= LONG]


class _Taken:
    """Whether an offset lies in one of many spans.

    One may lie in another: a day in the citation of a paper.
    """

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._reached = list(accumulate((span.end for span in ordered), max))

    def __contains__(self, offset: int) -> bool:
        before = bisect_right(self._starts, offset)
        return before > 0 and offset < self._reached[before - 1]


def _read(text: str, match: re.Match[str], vocab: Vocab) -> _Read | None:
    value = read_number(match[0])
    space = _SPACE.match(text, match.end())
    start = space.end() if space else match.end()
    if value is None or match[0].endswith("."):
        return None
    if vocab.cues["figure.ordinal"].search(text, max(0, match.start() - _NEAR), match.start()):
        return None
    for unit in vocab.units:
        at = unit.regex.match(text, start)
        if not at or (at.end() < len(text) and text[at.end()].isalpha() and at[0] != "%"):
            continue
        most = vocab.cues["figure.qualifier"].search(text, max(0, match.start() - _NEAR), match.start())
        span = Span(most.start() if most else match.start(), at.end())
        noun = "" if unit.factor != 1 or at[0] in ("đồng", "%") else at[0]
        return _Read(span, Span(*match.span()), times(value, unit.factor), unit.unit or at[0], noun)
    summed = vocab.cues["figure.summed"].search(text, max(0, match.start() - _NEAR), start + 5)
    if summed and summed.end() > start:
        counted = text[start : summed.end()]
        return _Read(Span(match.start(), summed.end()), Span(*match.span()), value, counted, counted)
    return None


def _ranges(text: str, one: _Read, vocab: Vocab) -> bool:
    """Whether a number is one end of a range, which states none: `5% - 7%`, `0 - 80 điểm`."""
    unit = text[one.number.end : one.span.end].strip()
    low = _LOWER.search(text, max(0, one.number.start - 2 * _NEAR), one.number.start)
    if low and (low[2] or unit).strip() == unit and _less(low[1], one.number.of(text)):
        return not vocab.cues["figure.ordinal"].search(text, max(0, low.start() - _NEAR), low.start())
    high = _UPPER.match(text, one.span.end)
    return high is not None and text.startswith(unit, high.end()) and _less(one.number.of(text), high[1])


def _less(lower: str, upper: str) -> bool:
    low, high = read_number(lower), read_number(upper)
    return low is not None and high is not None and low < high


def _told(document: Document, read: Sequence[_Read]) -> Iterator[Figure]:
    section = outline(document)
    for i, one in enumerate(read):
        clause = Span(*clause_at(document.text, one.span.start, one.span.end))
        last = read[i - 1].span.end if i and read[i - 1].span.end > clause.start else clause.start
        following = read[i + 1].span.start if i + 1 < len(read) and read[i + 1].span.start < clause.end else clause.end
        what = _what(document.text, one, clause, Span(last, following))
        yield Figure(one.span, section(one.span.start), one.value, one.unit, what)


def _what(text: str, one: _Read, clause: Span, between: Span) -> str:
    """What is counted: the clause with the counted words in the place of the figure.

    Where other figures stand in the clause too, each has its own part of an enumeration, from comma to comma, and in
    a bracket what stands in it. A part of few words is told by these where they name what is counted.
    """
    left, right = _opening(text, clause, one.span), _closing(text, clause, one.span)
    low = text.rfind(",", between.start, one.span.start) + 1 if between.start > clause.start else 0
    high = text.find(",", one.span.end, between.end) if between.end < clause.end else -1
    bracket = _open_bracket(text, Span(left, one.span.start))
    own = _joined(text, one, max(left, low, bracket + 1), min(right, high) if high >= 0 else right)
    if len(own.split()) >= _FEW or (one.noun and between != clause):
        return own
    whole = _joined(text, one, left, right)
    return whole.replace(" (", ", ") if bracket >= 0 else whole


def _open_bracket(text: str, before: Span) -> int:
    """Where a bracket stands that is still open before a figure, -1 where none is."""
    closed = text.rfind(")", before.start, before.end)
    return text.rfind("(", max(closed, before.start), before.end)


def _opening(text: str, clause: Span, span: Span) -> int:
    """Where the words before begin.

    After a colon that words follow, after a bracket that is closed and far.
    """
    colon = text.rfind(":", clause.start, span.start)
    left = colon + 1 if colon >= 0 and len(text[colon + 1 : span.start].split()) >= _FEW - 1 else clause.start
    closed = text.rfind(")", left, span.start)
    return closed + 1 if closed >= 0 and len(text[closed + 1 : span.start].split()) >= _FEW else left


def _closing(text: str, clause: Span, span: Span) -> int:
    """Where the words after end: at a bracket, at a colon."""
    ends = (text.find(mark, span.end, clause.end) for mark in "():")
    return min((end for end in ends if end >= 0), default=clause.end)


def _joined(text: str, one: _Read, left: int, right: int) -> str:
    before = _LABEL.sub("", _plain(text[left : one.span.start]))
    after = _plain(text[one.span.end : right])
    if after and _WEAK.match(before):
        before = ""
    if len(before) > _BEFORE:
        before = "… " + before[-_BEFORE:].partition(" ")[2]
    if len(after) > _AFTER:
        after = after[:_AFTER].rpartition(" ")[0] + " …"
    middle = one.noun or ("…" if before and after else "")
    return " ".join(filter(None, (before, middle, after)))


def _plain(text: str) -> str:
    return _MARKS.sub(" ", text).strip(" ,:–-")
