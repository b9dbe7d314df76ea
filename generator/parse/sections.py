"""Outline (bố cục): Phần, Chương, Mục, Điều, I., 1., 1.1., a) … as a tree of sections.

A mark makes a section; what follows it is a heading, a heading run into its paragraph, or a numbered paragraph
without a title. Bullets (`-`, `+`) are no sections. Form: Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile

from generator.model import Document, Section, Span
from generator.model.frozen import Frozen, replace
from generator.parse.paragraphs import cut_paragraphs, paragraphs
from generator.text.fold import slugify
from generator.text.numerals import roman
from generator.vocab import Vocab

RUN_IN = 170
"""A title that runs into its paragraph has at most this many characters."""
HEADING = 260
"""A paragraph with a full stop inside is a heading only if it is shorter and ends in a colon."""
LIKE_ELDER = 400
"""The same where the entry before it at its level is a heading too."""
TITLE_LINES = 6
"""Lines over which a title may be broken."""
ALONE = 120
"""A line with nothing under it, and no capitals, is a heading only if it is no longer than this."""
LONGEST, SURE = 10_000, 60
"""A heading is no longer than this; the second where lines are cut, and half a sentence looks like one."""
OVER_BULLETS = 90
"""A line with a full stop is the heading of the bullets under it if it is no longer than this."""
ROMAN = 6
INSIDE_ROMAN = 7
"""Ranks of Roman numbers, and of the letters `A.`, `B.` where they stand under one."""
_BULLET = re.compile(r"[-–+•]\s")
_STOP = re.compile(r"[.!?]\s+(\S)")
_NUMERALS = ("roman", "appendix", "part", "chapter", "division")
_POINTS = "abcdđefghiklmnopqrstuvxy"
_HEADED = ("part", "chapter", "division")
_WORDED = ("appendix", "part", "chapter", "division", "article")
"""Forms whose label keeps its word: `Chương II`, `Điều 4`."""


class _Mark(Frozen):
    form: str
    rank: int
    prefix: str
    label: str
    shown: str
    head: Span
    title: Span | None


def read_outline(document: Document, vocab: Vocab) -> Document:
    """Return the document with its sections in order, those of an annex after its own.

    Every anchor is unique.
    """
    body, closing, annex = document.zones.body, document.zones.closing, document.zones.annex
    end = closing.start if closing.end > closing.start else body.end
    used: dict[str, int] = {}
    longest = SURE if cut_paragraphs(document) else LONGEST
    own = _outline(document.text, body, end, used, vocab, longest)
    attached = _outline(document.text, annex, annex.end, used, vocab, longest) if annex.end > annex.start else ()
    preamble = Span(body.start, own[0].head.start if own else body.start)
    return replace(document, sections=(*own, *attached), zones=replace(document.zones, preamble=preamble))


def _outline(text: str, zone: Span, end: int, used: dict[str, int], vocab: Vocab, longest: int) -> tuple[Section, ...]:
    point = next(form.rank for form in vocab.sections if form.id == "point")
    marks = _in_sequence(text, _settle(text, tuple(paragraphs(text, zone)), vocab, longest), point)
    return _nest(marks, end, text, used)


def _settle(text: str, spans: Sequence[Span], vocab: Vocab, longest: int) -> list[_Mark]:
    """Marks in order; a short sentence is a heading where its elder sibling is one.

    No heading but one in capitals is longer than `longest`.
    """
    marks: list[_Mark] = []
    for i, span in enumerate(spans):
        mark = _mark(text, span, spans[i + 1 : i + 1 + TITLE_LINES], marks, vocab)
        if mark and mark.title and mark.title.end - mark.title.start > longest and not mark.title.of(text).isupper():
            mark = replace(mark, title=None, head=Span(mark.head.start, mark.title.start))
        if mark:
            marks.append(mark)
    return marks


def _mark(text: str, span: Span, after: Sequence[Span], before: Sequence[_Mark], vocab: Vocab) -> _Mark | None:
    if not vocab.any_section.match(text, span.start, span.end):
        return None
    for form in vocab.sections:
        match = form.regex.match(text, span.start, span.end)
        if not match or not match["label"]:
            continue
        label = match["label"]
        rank = form.rank + label.count(".")
        rest = Span(match.end(), span.end)
        title = _heading(text, form.id, span, rest, after, vocab)
        if title == rest and _is_alone(text, rest, rank, after, vocab):
            title = _run_in(text, span, rest, vocab)
        if title and _is_sentence(text[span.start : title.end], vocab):
            title = None
        elif title is None and after and not _marked(text, after[0], vocab):
            elder = next((m for m in reversed(before) if m.rank <= rank), None)
            title = rest if elder is not None and elder.rank == rank and _like_elder(text, rest, elder) else None
        head = Span(span.start, title.end if title else match.end())
        kind = "point" if form.id == "small_point" else form.id
        return _Mark(kind, rank, form.prefix, label, _shown(match, kind), head, title)
    return None


def _heading(text: str, form: str, line: Span, rest: Span, after: Sequence[Span], vocab: Vocab) -> Span | None:
    """The title of a marked line by its own words and what stands under it."""
    following = after[0] if after else None
    title = _title(text, line, rest, vocab)
    title = title or _title_below(text, form, rest, following, vocab) or _over_bullets(text, rest, following, vocab)
    return title and _continued(text, form, title, after, vocab)


def _like_elder(text: str, rest: Span, elder: _Mark) -> bool:
    """Tell whether a line is a heading as the entry before is: a full sentence only if that has a mark."""
    if elder.title is None or len(rest.of(text)) > LIKE_ELDER:
        return False
    return text[rest.end - 1] != "." or text[elder.title.end - 1] in ".;"


def _is_sentence(words: str, vocab: Vocab) -> bool:
    """Tell whether what a mark and a title would be is a sentence: it leads a list in, rules, decides."""
    decides = words.rstrip().endswith(":") and vocab.cues["section.decides"].match(words)
    return bool(decides or vocab.cues["section.sentence"].search(words.rstrip(" :")))


def _is_alone(text: str, rest: Span, rank: int, after: Sequence[Span], vocab: Vocab) -> bool:
    """Tell whether a line with nothing under it is no heading: an item, an order, too long for one."""
    if after and not vocab.any_section.match(text, after[0].start):
        return False
    line = rest.of(text).rstrip()
    if line.endswith(";"):
        return True
    if (after and _rank(text, after[0], vocab) > rank) or line.endswith(":") or line.isupper():
        return False
    return len(line) > ALONE or vocab.cues["section.order"].match(line) is not None


def _rank(text: str, line: Span, vocab: Vocab) -> int:
    """The rank of the mark that a line begins with."""
    found = ((form, form.regex.match(text, line.start, line.end)) for form in vocab.sections)
    return next((form.rank + match["label"].count(".") for form, match in found if match and match["label"]), 0)


def _marked(text: str, span: Span, vocab: Vocab) -> bool:
    return text[span.start] in "-–+•" or vocab.any_section.match(text, span.start) is not None


def _title(text: str, whole: Span, rest: Span, vocab: Vocab) -> Span | None:
    """The title after a mark: the whole line, the words before a colon, or None for a paragraph."""
    line = rest.of(text)
    if not line.strip():
        return None
    if line.rstrip().endswith(":"):
        return rest if not _has_sentence_end(line) or len(line) <= HEADING else None
    ended = line.rstrip().endswith((".", ";", "./", '."', ".”"))
    if ended and (run_in := _run_in(text, whole, rest, vocab)):
        return run_in
    if line.rstrip().endswith((".", "./")):
        return None
    if _has_sentence_end(line):
        return None
    return rest


def _run_in(text: str, whole: Span, rest: Span, vocab: Vocab) -> Span | None:
    """The title that runs into its paragraph, up to the colon; None where the colon belongs to a sentence."""
    line = rest.of(text)
    colon = line.find(": ")
    if (
        not 0 < colon <= RUN_IN
        or re.search(r"[.;!?]\s", line[:colon])
        or line.count("(", 0, colon) > line.count(")", 0, colon)
    ):
        return None
    within = vocab.cues["section.colon"].match(whole.of(text)) or vocab.cues["section.places"].search(line)
    return None if within else Span(rest.start, rest.start + colon)


def _title_below(text: str, form: str, rest: Span, following: Span | None, vocab: Vocab) -> Span | None:
    """The line under a bare `Chương I`: its title."""
    if form not in ("appendix", "part", "chapter", "division") or rest.of(text).strip() or following is None:
        return None
    line = following.of(text)
    too_long = len(line) > (LIKE_ELDER if line.isupper() else RUN_IN)
    return None if _marked(text, following, vocab) or too_long or line.endswith((".", ";", ":")) else following


def _continued(text: str, form: str, title: Span, after: Sequence[Span], vocab: Vocab) -> Span:
    """A title in capitals goes on in the lines below it, as far as their words show that it was broken.

    Between a chapter and its first article nothing but its title stands.
    """
    below = [line for line in after if line.start > title.end]
    if form == "appendix" and below and _is_kind(text, title, below[0], vocab):
        return Span(title.start, below[0].end)
    lines = list(takewhile(lambda line: _carries_on(text, line, vocab), below))
    whole = form in _HEADED and _opens_article(text, below[len(lines) : len(lines) + 1], vocab)
    for line in lines:
        above = title.of(text)
        broken = vocab.cues["section.open"].search(above) or vocab.cues["section.goes_on"].match(line.of(text))
        if not above.isupper() or above.endswith((".", ";", ":")) or not (whole or broken):
            break
        title = Span(title.start, line.end)
    return title


def _is_kind(text: str, title: Span, below: Span, vocab: Vocab) -> bool:
    """Tell whether a title only says what kind of thing is attached, and the line below what about."""
    line = below.of(text)
    closed = _marked(text, below, vocab) or line.startswith("(") or line.endswith((".", ";", ":"))
    return vocab.cues["section.kind"].fullmatch(title.of(text)) is not None and not closed and len(line) <= LIKE_ELDER


def _carries_on(text: str, span: Span, vocab: Vocab) -> bool:
    """A line in capitals of several words that begins nothing else."""
    line = span.of(text)
    other = _marked(text, span, vocab) or vocab.header["motto"].match(line) or line.startswith(tuple(vocab.signing))
    return line.isupper() and len(line.split()) > 1 and len(line) <= RUN_IN and not other


def _opens_article(text: str, below: Sequence[Span], vocab: Vocab) -> bool:
    forms = (form for form in vocab.sections if form.id in ("division", "article"))
    return bool(below) and any(form.regex.match(text, below[0].start) for form in forms)


def _over_bullets(text: str, rest: Span, following: Span | None, vocab: Vocab) -> Span | None:
    """A short line with a full stop and bullets under it: `2. Sở Nội vụ.`; a row of places may be longer."""
    line = rest.of(text)
    most = HEADING if vocab.cues["section.places"].search(line) else OVER_BULLETS
    listed = following is not None and _BULLET.match(text, following.start)
    return rest if listed and 0 < len(line.strip()) <= most and not _has_sentence_end(line) else None


def _has_sentence_end(line: str) -> bool:
    return any(match[1].isupper() for match in _STOP.finditer(line))


def _ordinal(mark: _Mark) -> int:
    last = mark.label.rsplit(".", 1)[-1]
    if mark.form == "point":
        return _POINTS.find(last) + 1
    if mark.form == "capital":
        return ord(last) - ord("A") + 1
    if mark.form in _NUMERALS and not last.isdigit():
        return roman(last) or 0
    digits = re.match(r"\d+", last)
    return int(digits[0]) if digits else 0


def _in_sequence(text: str, marks: Sequence[_Mark], point: int) -> list[_Mark]:
    """Drop marks that break their list: a numbered line out of order is text (`5. …` after nothing).

    `point` is the rank of `a)`.
    """
    kept: list[_Mark] = []
    last: dict[int, int] = {}
    for read in marks:
        mark = _lowered(text, read, last, point)
        mark = replace(mark, rank=_rank_inside(mark, last))
        number = _ordinal(mark)
        if not _follows(text, mark, number, last.get(mark.rank, 0)):
            continue
        last = {rank: value for rank, value in last.items() if rank < mark.rank}
        last[mark.rank] = number
        kept.append(mark)
    return kept


def _follows(text: str, mark: _Mark, number: int, before: int) -> bool:
    """Tell whether a mark can stand in the list that has come as far as the number `before`.

    A Roman numeral is taken twice where it has a title, and after a gap where that is in capitals: the paper is
    misnumbered, or the heads between were not read.
    """
    if mark.form == "capital" and not _in_bracket(text, mark):
        return True
    if mark.form not in ("capital", "decimal", "point", "roman"):
        return True
    if number == 1 or 0 < number - before <= 2:
        return True
    if mark.form != "roman" or mark.title is None:
        return False
    return number == before or (number > before and mark.title.of(text).isupper())


def _lowered(text: str, mark: _Mark, last: Mapping[int, int], point: int) -> _Mark:
    """A point whose small letter was read as a capital: `B)` after `a)`."""
    small = mark.label.lower()
    if mark.form != "capital" or not _in_bracket(text, mark) or not last.get(point):
        return mark
    if last.get(mark.rank, 0) + 1 == _ordinal(mark) > 1 or not 0 < _POINTS.find(small) + 1 - last[point] <= 2:
        return mark
    return replace(mark, form="point", rank=point, prefix="", label=small, shown=small)


def _in_bracket(text: str, mark: _Mark) -> bool:
    """Tell whether a letter stands before a bracket, `B)`, which a part of a paper does not."""
    return ")" in text[mark.head.start + 1 : mark.head.start + 3]


def _rank_inside(mark: _Mark, last: Mapping[int, int]) -> int:
    """The rank of a mark: letters that begin inside a Roman number are its parts, not what holds it."""
    inside = INSIDE_ROMAN in last or (mark.label == "A" and ROMAN in last and mark.rank not in last)
    return INSIDE_ROMAN if mark.form == "capital" and inside else mark.rank


def _nest(marks: Sequence[_Mark], end: int, text: str, used: dict[str, int]) -> tuple[Section, ...]:
    sections: list[Section] = []
    stack: list[tuple[int, Section]] = []
    for i, mark in enumerate(marks):
        while stack and stack[-1][0] >= mark.rank:
            stack.pop()
        parent = stack[-1][1] if stack else None
        anchor = _anchor(mark, parent, used)
        stop = next((m.head.start for m in marks[i + 1 :] if m.rank <= mark.rank), end)
        title = " ".join(mark.title.of(text).split()).strip(" :;.") if mark.title else None
        section = Section(
            label=mark.shown,
            title=title or None,
            level=len(stack) + 1,
            parent=parent.anchor if parent else None,
            anchor=anchor,
            head=mark.head,
            span=Span(mark.head.start, max(stop, mark.head.end)),
        )
        sections.append(section)
        stack.append((mark.rank, section))
    return tuple(sections)


def _shown(match: re.Match[str], form: str) -> str:
    """The label as printed, with its word where it has one; the mark after it left out."""
    if form not in _WORDED:
        return match["label"]
    words = match.string[match.start() : match.end("label")].split()
    counted = words[-1].isupper() and roman(words[-1]) is not None
    return f"{' '.join(words[:-1]).capitalize()} {words[-1] if counted else words[-1].lower()}"


def _anchor(mark: _Mark, parent: Section | None, used: dict[str, int]) -> str:
    """`d4-k2-a` under an article, `m2-1-a` in an outline; a second one of the same name gets a number."""
    own = slugify(mark.label.rsplit(".", 1)[-1] if parent and "." in mark.label else mark.label) or "x"
    number = roman(mark.label) if mark.form in _NUMERALS else None
    own = "dd" if mark.label == "đ" else str(number or own)
    if parent is None or mark.prefix in ("pl", "p", "c", "mu", "d"):
        base = f"{mark.prefix or 'm'}{own}"
    elif parent.anchor.startswith("d") and mark.form == "decimal":
        base = f"{parent.anchor}-k{own}"
    else:
        base = f"{parent.anchor}-{own}"
    used[base] = used.get(base, 0) + 1
    return base if used[base] == 1 else _anchor_again(base, used)


def _anchor_again(base: str, used: dict[str, int]) -> str:
    anchor = f"{base}-{used[base]}"
    while anchor in used:
        used[base] += 1
        anchor = f"{base}-{used[base]}"
    used[anchor] = 1
    return anchor
