"""Parts of a task (phần của nhiệm vụ): what has its own time in it, and its counted points.

The time of one part is not told of the others: a rhythm of one clause (`…; hằng năm rà soát danh mục`) makes its deed
return, not what is done before it. What only ends or hands in the work before it (`…; hằng quý báo cáo`) is no part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model import Deadline, Span
from generator.parse.tasks.deadlines import CLAUSES, agreed, deadline_in, in_brackets
from generator.parse.tasks.duties import duty_at
from generator.parse.tasks.paper import Paper

_FIRST = re.compile(r"[:,]\s+\((?:1|i|a)\)\s+(?=[^\W\d_])")
_CLOSED = re.compile(r"\)[\s.;,/]*$")
_FURTHER = re.compile(r"[;.,]\s+\((?:\d{1,2}|[ivx]{1,4}|[a-zđ])\)\s+(?=[^\W\d_])")
_Time = tuple[Deadline | None, bool]
"""A limit, and whether it returns."""


def parted(paper: Paper, span: Span, doer: int) -> tuple[Span, ...]:
    """Return the sentences and clauses of a task that have each their own time, and its counted points.

    A part begins with what is to be done; what has no time goes with the part before it.
    """
    stretches = _timed(paper, span, doer)
    return tuple(part for each in stretches for part in _returning(paper, each, max(doer, each.start)))


def limit_of(paper: Paper, span: Span, doer: int | None) -> _Time:
    """Return the limit that the words of a task set of all of it, and whether they say that it returns.

    A later clause that is only said to be done regularly does not say when: it is no order of its own, and what stands
    before it does not return.
    """
    found, recurring = deadline_in(paper, span, doer)
    if found is not None and recurring and paper.forms.bare[0].regex.fullmatch(found.phrase):
        first = next((mark.start() for mark in _marks(paper, span, doer or span.start)), span.end)
        if deadline_in(paper, Span(span.start, first), doer)[0] is None:
            return None, False
    return (found if agreed(paper, span, found) else None), recurring


def _timed(paper: Paper, span: Span, doer: int) -> tuple[Span, ...]:
    marks = tuple(_between(paper, span, doer))
    if not marks:
        return (span,)
    found, last = list[Span](), deadline_in(paper, Span(span.start, marks[0].start()), doer)
    start = span.start
    for mark, stop in zip(marks, [*(mark.start() for mark in marks[1:]), span.end], strict=True):
        begin = _begin(paper, mark.end(), stop)
        duty = duty_at(paper, begin, stop)
        if duty is None:
            continue
        told = deadline_in(paper, Span(begin, stop), begin)
        if "(" in mark[0]:
            found.append(Span(start, mark.start()))
            start, last = mark.end(), told
            continue
        new = told != last if last[0] else _is_own(paper, Span(begin, stop), span.end, told)
        if told[0] and new:
            found.append(Span(start, mark.end()))
            start = mark.end()
        last = told if told[0] else last
    return (*found, Span(start, span.end))


def _begin(paper: Paper, at: int, end: int) -> int:
    """Where the words of a part begin, after `đồng thời,`."""
    aside = paper.match(paper.forms.aside, at, end)
    return aside.end() if aside else at


def _is_own(paper: Paper, part: Span, end: int, told: _Time) -> bool:
    """The time of a part is not that of all: it is that of a deed of its own.

    `Hoàn thành trước …` and `Báo cáo kết quả trước …` end what stands before them; by then all is to be done.
    """
    duty = duty_at(paper, part.start, part.end)
    if duty is None or _closes(paper, part, end, told):
        return False
    return not any(form.regex.match(duty.string, duty.start()) for form in paper.forms.hands_in)


def _closes(paper: Paper, part: Span, end: int, told: _Time) -> bool:
    """Brackets at the end of a paragraph tell the time of all of it: `(trong tháng 6/2025).`."""
    bracket = paper.text.rfind("(", part.start, end) if told[0] else -1
    if told[0] is None or bracket < 0 or not _CLOSED.search(paper.text, bracket, end):
        return False
    return told[0].phrase in paper.text[bracket:end]


def _between(paper: Paper, span: Span, doer: int) -> Iterator[re.Match[str]]:
    """The marks between sentences, and those between clauses whose second begins with a time."""
    marks = list(_marks(paper, span, doer))
    if _FIRST.search(paper.text, max(0, span.start - len(": (1) ")), span.end):
        further = _FURTHER.finditer(paper.text, max(doer, span.start), span.end)
        marks = sorted((*marks, *further), key=lambda mark: mark.start())
    for mark in marks:
        if "(" in mark[0] or mark[0][0] == "." or paper.match(paper.forms.timed, mark.end(), span.end):
            yield mark


def _marks(paper: Paper, span: Span, doer: int) -> Iterator[re.Match[str]]:
    """The marks between sentences and clauses after the doer; semicolons in brackets part nothing."""
    for mark in CLAUSES.finditer(paper.text, max(doer, span.start), span.end):
        if mark[0][0] == "." or not in_brackets(paper.text, span.start, mark.start()):
            yield mark


def _returning(paper: Paper, span: Span, doer: int) -> Iterator[Span]:
    """The clauses that say how often their deed returns, where what stands before them has no time."""
    start, marks = span.start, tuple(_marks(paper, span, doer))
    ends = [*(mark.start() for mark in marks), span.end]
    timed = deadline_in(paper, Span(start, ends[0]), doer)[0] is not None if marks else False
    for mark, stop in zip(marks, ends[1:], strict=True):
        begin = _begin(paper, mark.end(), stop)
        told = deadline_in(paper, Span(begin, stop), begin)
        returns = told[0] is not None and told[1] and not paper.forms.bare[0].regex.fullmatch(told[0].phrase)
        if returns and not timed and _is_own(paper, Span(begin, stop), span.end, told):
            yield Span(start, mark.end())
            start = mark.end()
        timed = timed or told[0] is not None
    yield Span(start, span.end)
