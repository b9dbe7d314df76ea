"""Deadlines (thời hạn): by when a task is to be done, and whether it returns.

A day that a thing has (`hồ sơ nộp trước ngày …`), a rhythm that describes it (`kế hoạch hằng năm`) and a day inside
the name of a cited paper are no limits of the order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model import Deadline, Document, PartialDate, Span, Task
from generator.model.frozen import replace
from generator.parse.tasks.duties import duty_at
from generator.parse.tasks.paper import Paper
from generator.text.dates import parse_date
from generator.text.numerals import roman
from generator.vocab.entries import DeadlineForm

CLAUSES = re.compile(r"[.;]\s+(?=[^\W\d_])")
_SEMICOLON = re.compile(r";\s+")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_NUMBER = re.compile(r"\d|[Qq]u[ýí] [IV]")
_RHYTHM = re.compile(r"h[ằà]ng (?:năm|quý|tháng)$")
_CLAUSE = re.compile(r"(?:^|[.;:,]\s+)(?:- )?$")


def deadline_in(paper: Paper, span: Span, doer: int | None = None) -> tuple[Deadline | None, bool]:
    """Return the limit that the words of a task set, and whether they say that it returns.

    A rhythm right after the doer, which ends at `doer`, is that of its duty.
    """
    over: tuple[Deadline, bool] | None = None
    numbers = _NUMBER.search(paper.text, span.start, span.end) is not None
    for _, form, match in paper.vocab.together.deadlines.matches(paper.text, span.start, span.end):
        if (numbers or form.rhythm) and _applies(paper, form, match, span, doer):
            phrase = match.groupdict().get("phrase") or match[0]
            if match.groupdict().get("day") and _returns(paper, Span(span.start, match.start()), doer):
                return Deadline(None, phrase), True
            limit = Deadline(due(form, match, year_of(paper.document)), phrase), form.rhythm
            if not _is_over(paper.document, limit[0]):
                return limit
            over = over or limit
    return over or (None, False)


def _returns(paper: Paper, before: Span, doer: int | None) -> bool:
    """A day without its year is one of each year: `hằng năm báo cáo trước ngày 15/12`."""
    ends = [mark.end() for mark in CLAUSES.finditer(paper.text, before.start, before.end)]
    clause = Span(max(ends, default=before.start), before.end)
    rhythms = paper.vocab.together.deadlines.matches(paper.text, clause.start, clause.end)
    return any(form.rhythm and _applies(paper, form, match, clause, doer) for _, form, match in rhythms)


def undated(deadline: Deadline | None) -> Deadline | None:
    """Return a limit without its date where it names no year.

    Beside what recurs nobody knows of which year it is.
    """
    if deadline is None or _YEAR.search(deadline.phrase):
        return deadline
    return Deadline(None, deadline.phrase)


def agreed(paper: Paper, span: Span, found: Deadline | None) -> bool:
    """Tell whether no later clause or stage sets another day for some part of the work.

    `khu A trước ngày 15/5/2025; khu B trước ngày 20/5/2025`; what only may happen sets none.
    """
    marks = tuple(_parts(paper, span))
    if found is None or found.date is None:
        return True
    for mark, stop in zip(marks, [*(mark.start() for mark in marks[1:]), span.end], strict=False):
        other, _ = deadline_in(paper, Span(mark.end(), stop), mark.end())
        idle = duty_at(paper, mark.end(), stop) or paper.match(paper.forms.condition, mark.end(), stop)
        if not idle and other is not None and other.date not in (None, found.date):
            return False
    return True


def _parts(paper: Paper, span: Span) -> Iterator[re.Match[str]]:
    """The semicolons of a stretch and the commas before a further stage, in their order."""
    regexes = (_SEMICOLON, *(form.regex for form in paper.forms.staged))
    found = (mark for regex in regexes for mark in regex.finditer(paper.text, span.start, span.end))
    yield from sorted(found, key=lambda mark: mark.start())


def in_brackets(text: str, start: int, at: int) -> bool:
    """Tell whether a bracket that opened at or after `start` is still open."""
    return text.count("(", start, at) > text.count(")", start, at)


def time_in(paper: Paper, span: Span) -> tuple[Deadline | None, bool]:
    """Return the limit that a field or a cell gives; there a time needs no word before it.

    Of a time that reaches to another the latter; none where it does not end.
    """
    found = deadline_in(paper, span)
    if found[0] is not None:
        return found
    if lasting := paper.search(paper.forms.lasting, span.start, span.end):
        value = span.of(paper.text).strip(" .;,")
        return (Deadline(None, value), True) if _RHYTHM.search(lasting[0]) else (None, False)
    if paper.match(paper.forms.since, span.start, span.end):
        return None, False
    reaching = paper.match(paper.forms.reaching, span.start, span.end)
    start = reaching.end() if reaching else span.start
    for form in paper.forms.time:
        match = form.regex.search(paper.text, start, span.end)
        if match:
            return Deadline(due(form, match, year_of(paper.document)), match[0]), False
    return None, False


def _applies(paper: Paper, form: DeadlineForm, match: re.Match[str], span: Span, doer: int | None) -> bool:
    at = match.start()
    if any(c.span.start <= at < c.span.end for c in paper.document.citations) or _may_be(paper, at, span):
        return False
    before = paper.text[max(span.start, at - 60) : at]
    if any(f.regex.search(before) for f in paper.forms.received):
        return False
    if not form.rhythm:
        return not _of_thing(paper, match[0], before) and not _of_target(paper, match, span)
    if form.sure or (doer is not None and doer <= at and not paper.text[doer:at].strip(" ,")):
        return True
    if any(f.regex.search(before) for f in paper.forms.termed):
        return False
    if _CLAUSE.search(before):
        return True
    return not form.begins and any(f.regex.search(before) for f in paper.forms.rhythmic)


def _may_be(paper: Paper, at: int, span: Span) -> bool:
    """What may happen sets no limit: `…; trường hợp đủ điều kiện, …`, `…, nếu chậm thì …`."""
    clause = max((mark.end() for mark in CLAUSES.finditer(paper.text, span.start, at)), default=span.start)
    if paper.search(paper.forms.in_case, clause, at):
        return True
    return clause > span.start and paper.match(paper.forms.condition, clause, at) is not None


def _of_thing(paper: Paper, phrase: str, before: str) -> bool:
    """A day that a thing has, or up to which something is told."""
    forms = paper.forms
    if phrase.startswith("đến") and any(form.regex.search(before) for form in (*forms.counted, *forms.kept)):
        return True
    return not phrase.lower().startswith("chậm") and any(form.regex.search(before) for form in forms.described)


def _of_target(paper: Paper, match: re.Match[str], span: Span) -> bool:
    """A month, quarter or year by which so much is to be reached: the target's, not the order's."""
    groups = match.groupdict()
    if not groups.get("year") or groups.get("day"):
        return False
    before = paper.text[span.start : match.start()]
    if any(form.regex.search(before) for form in paper.forms.target):
        return True
    bare = not (groups.get("month") or groups.get("quarter"))
    return bare and paper.match(paper.forms.later, match.end(), span.end) is not None


def year_of(document: Document) -> int | None:
    """Return the year of the paper, or of the meeting that it reports."""
    if document.header.issued is not None:
        return document.header.issued.year
    return document.chair.event_date.year if document.chair and document.chair.event_date else None


def due(form: DeadlineForm, match: re.Match[str], year: int | None) -> PartialDate | None:
    """Return the date that a phrase means, None for a rhythm or an impossible one."""
    groups = match.groupdict()
    if form.none:
        return None
    if groups.get("date"):
        return parse_date(groups["date"])
    stated = int(groups["year"]) if groups.get("year") else year
    if stated is None:
        return None
    month = _month(groups)
    if month is not None and not 1 <= month <= 12:
        return None
    day = int(groups["day"]) if groups.get("day") else None
    return parse_date(str(PartialDate(stated, month, day)))


def _month(groups: dict[str, str | None]) -> int | None:
    """The last month of a half or a quarter, or the month that is named."""
    if groups.get("half1") is not None:
        return 6
    if groups.get("half2") is not None:
        return 12
    quarter, month = groups.get("quarter"), groups.get("month")
    if quarter:
        return 3 * (roman(quarter) or int(quarter))
    return int(month) if month else None


def not_past(document: Document, task: Task) -> Task:
    """Return a task without a day that is over when the paper is issued: its year nobody knows.

    One with its year is a day of what the sentence tells of, no limit; fields and lists may name one that is over.
    """
    limit = task.deadline
    if limit is None or not _is_past(document, limit.date):
        return task
    if _YEAR.search(limit.phrase):
        return replace(task, deadline=None) if limit.phrase in task.span.of(document.text) else task
    return replace(task, deadline=replace(limit, date=None))


def _is_over(document: Document, limit: Deadline) -> bool:
    """Tell whether a day with its year is over when the paper is issued: another one may be the limit."""
    return _YEAR.search(limit.phrase) is not None and _is_past(document, limit.date)


def _is_past(document: Document, date: PartialDate | None) -> bool:
    """Tell whether a day, or the last one of a month, was before the paper's own."""
    issued = document.header.issued
    if date is None or date.month is None or issued is None or issued.month is None:
        return False
    return _days(date, 31) < _days(issued, 1)


def is_over(paper: Paper, start: int, end: int) -> bool:
    """Tell whether a time that begins a sentence is over when the paper is issued.

    `Ngày 12/02/2024, UBND huyện giao …` tells of then.
    """
    issued = paper.document.header.issued
    for form in paper.forms.dated:
        match = form.regex.match(paper.text, start, end)
        if match is None:
            continue
        then = due(form, match, None)
        if then is None or issued is None:
            return form.none
        return (then.year, then.month or 12, then.day or 31) < _days(issued, 1)
    return False


def _days(date: PartialDate, unknown: int) -> tuple[int, int, int]:
    return date.year, date.month or 0, date.day or unknown
