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
_LEVELS = 10
"""Levels (`cấp 3`) are below it."""
_NEAR = 24
"""Characters before a number in which a word is looked for that says what kind of number it is: `đợt`, `tổng kết`."""
LONG = 80
"""A paragraph of an annex has at least so many characters where its figures are told."""
_TO = r"(?:\s?[-–]\s?|\s?\b(?:cho )?(?:đến|tới) (?:dưới |trên |gần |khoảng )?)"
"""Between the ends of a range."""
_LOWER = re.compile(rf"(?<![\w.,/–-])(\d+(?:[.,]\d+)*)\s?([^\W\d_%][^\d\n.,;:()–-]{{0,20}}?|%)?{_TO}$")
"""The lower end of a range, before a number: its unit may be left to the upper one, `0 - 80 điểm`, `5 đến 10 hộ`."""
_UPPER = re.compile(rf"{_TO}(\d+(?:[.,]\d+)*)\s?")
"""The upper end of a range, after a unit: `85%-90%`, `3 triệu đồng đến 5 triệu đồng`."""
_JOINT = re.compile(r"(?:,| và|, và)(?: còn)?\s*$")
"""Before a figure that stands at the head of its part of an enumeration: `…, 25 tỉnh và 100% trạm y tế`."""
_FEW = 3
"""Fewer words than these say nothing of what is counted."""
_LABEL = re.compile(r"^(?:[-–+•] ?)?(?:\(?[^\W\d_]\)|\d{1,2}(?:\.\d{1,2}){0,3}[.)])(?: |$)")
"""The mark of a point before its words."""
_MARKS = re.compile(r"(?:[*_#“”\"\s]|\[\d{1,3}\])+")
_END = re.compile(r"\./\.?$|\.$")
"""The marks of the end of a paper, or of a sentence."""
_TURNED = re.compile(r"(?i:(?<![^\W_])(?:từ|đến|lên|xuống))$")
"""Words after which a number is one of two that a thing had."""
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
    kept = [one for one in read if not _ranges(text, one, vocab) and not _is_named(text, one, vocab)]
    told = list(_told(document, kept, vocab))
    in_cells = {figure.span.start: figure for figure in cell_figures(document, vocab)}
    # A cell alone is its own sentence, and says nothing of what its column and its row say.
    told = [figure for figure in told if figure.what or figure.span.start not in in_cells]
    said = {figure.span.start for figure in told}
    cells = (figure for start, figure in in_cells.items() if start not in said)
    return replace(document, figures=tuple(sorted((*told, *cells), key=lambda figure: figure.span)))


def _attached(document: Document, vocab: Vocab) -> list[Span]:
    """The long paragraphs of an attached plan or report; of a list only the line that sums it up."""
    lines = list(paragraphs(document.text, document.zones.annex))
    if not lines or vocab.doc_type(lines[0].of(document.text).strip().casefold()) is None:
        return [each for each in lines if vocab.cues["figure.listed"].match(document.text, each.start, each.end)]
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
    near = max(0, match.start() - _NEAR)
    if any(vocab.cues[cue].search(text, near, match.start()) for cue in ("figure.ordinal", "figure.rest")):
        return None
    if value < _LEVELS and vocab.cues["figure.level"].search(text, near, match.start()):
        return None
    for unit in vocab.units:
        at = unit.regex.match(text, start)
        if not at or (at.end() < len(text) and text[at.end()].isalpha() and at[0] != "%"):
            continue
        noun = "" if unit.factor != 1 or at[0] in ("đồng", "%") else at[0]
        if noun and vocab.cues["figure.of_name"].search(text, near, match.start()):
            return None
        rate = None if noun else vocab.cues["figure.rate"].match(text, at.end())
        end = rate.end() if rate else at.end()
        span = _bounded(text, match.start(), end, vocab)
        between = text[end : span.end].rpartition(" trở ")[0]
        counted = f"{noun or '…'}{between}" if between else noun
        return _Read(span, Span(*match.span()), times(value, unit.factor), unit.unit or at[0], counted)
    summed = vocab.cues["figure.summed"].search(text, near, start + _NEAR)
    if summed and summed.start() < match.start() and summed.end() > start:
        counted = text[start : summed.end()]
        return _Read(Span(match.start(), summed.end()), Span(*match.span()), value, counted, counted)
    return None


def _bounded(text: str, start: int, end: int, vocab: Vocab) -> Span:
    """The passage of a figure with the words that make a bound of it: `trên 5 xã`, `từ 10% trở lên`."""
    most = vocab.cues["figure.qualifier"].search(text, max(0, start - _NEAR), start)
    if most:
        return Span(most.start(), end)
    onward = vocab.cues["figure.onward"].match(text, end)
    if onward is None:
        return Span(start, end)
    least = start - 3 if text.startswith("từ ", start - 3) else start
    whole = onward["near"] or (onward["down"] and least < start)
    return Span(least, onward.end() if whole else end)


def _ranges(text: str, one: _Read, vocab: Vocab) -> bool:
    """Whether a number is one end of a range, which states none: `5% - 7%`, `0 - 80 điểm`."""
    unit = text[one.number.end : one.span.end].strip()
    low = _LOWER.search(text, max(0, one.number.start - 2 * _NEAR), one.number.start)
    beside = (low[2] or "").strip() if low else ""
    # `1,5 tỷ đến 2 tỷ đồng`: the lower end may have less of the unit, or none.
    shared = unit if unit.startswith(beside) else beside
    if low and _less(_amount(low[1], shared, vocab), _amount(one.number.of(text), unit, vocab)):
        near = max(0, low.start() - _NEAR)
        return not any(vocab.cues[cue].search(text, near, low.start()) for cue in ("figure.ordinal", "figure.level"))
    high = _UPPER.match(text, one.span.end)
    if high is None:
        return False
    after = text[high.end() : high.end() + _NEAR]
    return _less(_amount(one.number.of(text), unit, vocab), _amount(high[1], after, vocab))


def _is_named(text: str, one: _Read, vocab: Vocab) -> bool:
    """Whether a number is a word of a name in quotation marks: `phong trào “500 ngày đêm …”`."""
    start = text.rfind("\n", 0, one.span.start) + 1
    mark = text.rfind("“", start, one.span.start)
    if mark < 0 or "”" in text[mark : one.span.start]:
        return False
    return vocab.cues["figure.named"].search(text, max(start, mark - 2 * _NEAR), mark) is not None


def _amount(number: str, words: str, vocab: Vocab) -> tuple[float, str] | None:
    """A number with the unit that begins the words after it: `500`, `nghìn đồng` and more."""
    value, words = read_number(number), words.strip()
    found = ((unit, unit.regex.match(words)) for unit in vocab.units)
    unit, at = next(((unit, at) for unit, at in found if at), (None, None))
    if value is None or unit is None or at is None:
        return None
    return times(value, unit.factor), unit.unit or at[0]


def _less(lower: tuple[float, str] | None, upper: tuple[float, str] | None) -> bool:
    return lower is not None and upper is not None and lower[1] == upper[1] and lower[0] < upper[0]


def _told(document: Document, read: Sequence[_Read], vocab: Vocab) -> Iterator[Figure]:
    section = outline(document)
    for i, one in enumerate(read):
        clause = Span(*clause_at(document.text, one.span.start, one.span.end))
        last = read[i - 1].span.end if i and read[i - 1].span.end > clause.start else clause.start
        following = read[i + 1].span.start if i + 1 < len(read) and read[i + 1].span.start < clause.end else clause.end
        what = _what(document.text, one, clause, Span(last, following), vocab)
        yield Figure(one.span, section(one.span.start), one.value, one.unit, what)


def _what(text: str, one: _Read, clause: Span, between: Span, vocab: Vocab) -> str:
    """What is counted: the clause with the counted words in the place of the figure.

    Where other figures stand in the clause too, each has its own part of an enumeration, from comma to comma, and in
    a bracket what stands in it. A part of few words is told by these where they name what is counted.
    """
    left, right = _opening(text, clause, one, vocab), _closing(text, clause, one.span)
    low = _begins(text, Span(between.start, one.span.start), vocab) if between.start > clause.start else 0
    high = _ends(text, Span(one.span.end, between.end), vocab) if between.end < clause.end else right
    bracket = _open_bracket(text, Span(left, one.span.start))
    own = _joined(text, one, max(left, low, bracket + 1), min(right, high))
    if len(own.split()) >= _FEW or (one.noun and between != clause):
        return own
    whole = _joined(text, one, left, right)
    return whole.replace(" (", ", ").strip(" ,(") if bracket >= 0 else whole


def _begins(text: str, before: Span, vocab: Vocab) -> int:
    """Where the part of a figure begins: at its joint with the one before, the last comma, or nowhere."""
    if _joint(text, before) is not None:
        return before.end
    return max((at + 1 for at in _commas(text, before, vocab)), default=0)


def _ends(text: str, after: Span, vocab: Vocab) -> int:
    """Where the part of a figure ends: at the joint of the next one, at the first comma, or nowhere."""
    joint = _joint(text, after)
    return min(_commas(text, after, vocab), default=len(text)) if joint is None else joint


def _joint(text: str, between: Span) -> int | None:
    """Where a figure is joined to the words of the one before; None where that has none of its own."""
    joint = _JOINT.search(text, between.start, between.end)
    return joint.start() if joint and text[between.start : joint.start()].strip() else None


def _commas(text: str, within: Span, vocab: Vocab) -> list[int]:
    """The commas of a passage, but for those in a row of like words: `xã, phường`."""
    rows = [match.span() for match in vocab.cues["figure.row"].finditer(text, max(0, within.start - _NEAR), within.end)]
    found = (match.start() for match in re.finditer(",", within.of(text)))
    return [at + within.start for at in found if not any(a < at + within.start < b for a, b in rows)]


def _open_bracket(text: str, before: Span) -> int:
    """Where a bracket stands that is still open before a figure, -1 where none is."""
    closed = text.rfind(")", before.start, before.end)
    return text.rfind("(", max(closed, before.start), before.end)


def _opening(text: str, clause: Span, one: _Read, vocab: Vocab) -> int:
    """Where the words before begin.

    After a colon that words follow, unless it says whose money the amount is, after a bracket that is closed and far.
    """
    span = one.span
    colon = text.rfind(":", clause.start, span.start)
    parted = colon >= 0 and len(text[colon + 1 : span.start].split()) >= _FEW - 1
    whose = parted and not one.noun and vocab.cues["figure.fund"].match(text[clause.start : colon + 1].lstrip())
    left = colon + 1 if parted and not whose else clause.start
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
    if one.noun and _TURNED.search(before):
        middle = f"… {one.noun}"
    return " ".join(filter(None, (before, middle, after)))


def _plain(text: str) -> str:
    return _END.sub("", _MARKS.sub(" ", text).strip()).strip(" ,:–-").lstrip("+• ")
