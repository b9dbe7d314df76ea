"""Tasks (nhiệm vụ giao): who is to do what by when, in papers that direct others.

A paragraph is read clause by clause for orders that name their doer (`orders`); what names none is a task where a
heading or an opening holds orders (`scopes`), and is then given to whom that one names. Fields under a task and the
columns of a list say who and when too (`fields`). Nobody is filled in: a task whose doer no words name has none.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from generator.model import Document, Section, Span, Task
from generator.model.frozen import replace
from generator.parse.paragraphs import paragraphs
from generator.parse.tasks.columns import lists_in
from generator.parse.tasks.deadlines import deadline_in
from generator.parse.tasks.doers import Doer, Paper, duty_at, group_end, heading_doer, paper_of
from generator.parse.tasks.fields import Told, fields_in, tables_in, told_by
from generator.parse.tasks.orders import Subjects, opening_doer, orders_in, without_led
from generator.parse.tasks.scopes import Around, Scope, Scopes, beside_whom, list_end, of_headings, reach, title_span
from generator.parse.tasks.stretches import joined, outside
from generator.parse.zones import is_caps
from generator.vocab import Vocab

SHORTEST = 12
"""A task has at least this many characters."""
LONGEST_LEAD = 300
"""Characters of a line that only names who does what follows."""
LETTERHEAD = 60
"""Characters by which a line is known to be in capitals."""
NOISE = 6
"""Characters of a damaged mark that may stand before the label of a field."""
_BULLET = re.compile(r"[-–+•●*]\s*")
_RUN_IN = re.compile(r"\s*:\s*")


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph: where its words begin after mark, bullet or the doer in its heading.

    Its section if it opens one.
    """

    span: Span
    start: int
    section: Section | None
    marked: bool

    @property
    def words(self) -> Span:
        """The paragraph without its mark."""
        return Span(self.start, self.span.end)


@dataclass(slots=True)
class _Found:
    """Scopes and tasks so far; tasks since the last field or heading wait for fields that speak of them."""

    scopes: Scopes
    tasks: list[Task] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    line: _Line | None = None
    """The last line that is no field."""
    here: Around = field(default_factory=Around)
    """What held there."""
    in_fields: bool = False


def find_tasks(document: Document, vocab: Vocab) -> Document:
    """Return the document with its tasks; papers that report or propose give none."""
    kind = vocab.doc_type(document.header.type)
    if kind is None or not kind.directive:
        return document
    paper = paper_of(document, vocab)
    found = _Found(Scopes(deque(of_headings(paper))))
    for zone in (_body(document), document.zones.annex):
        spans = tuple(joined(paper.text, tuple(paragraphs(paper.text, zone))))
        drawn = tuple(lists_in(paper, zone))
        free = outside(spans, drawn)
        tables = (*drawn, *(tables_in(paper, free) if zone.end > zone.start else ()))
        read = set(outside(free, tables))
        lines = [_line(paper, span) for span in spans]
        for line, below in zip_longest(lines, lines[1:]):
            if line.span in read:
                _read(paper, line, below, found, zone)
        found.tasks += [_task(paper, row.task, None, row.told) for _, rows in tables for row in rows]
    return replace(document, tasks=tuple(sorted(found.tasks, key=lambda task: task.span)))


def _body(document: Document) -> Span:
    """The body, up to the list of recipients where that stands inside it."""
    body, recipients = document.zones.body, document.zones.recipients
    inside = recipients.end > recipients.start and body.start <= recipients.start < body.end
    return Span(body.start, recipients.start) if inside else body


def _line(paper: Paper, span: Span) -> _Line:
    text = paper.text
    section = paper.heads.get(span.start)
    if section is not None:
        title = title_span(section, text)
        start = title.start if title else section.head.end
        return _Line(span, start, section, True)
    bullet = _BULLET.match(text, span.start, span.end)
    if bullet:
        return _Line(span, bullet.end(), None, True)
    sections = paper.vocab.sections if paper.vocab.any_section.match(text, span.start, span.end) else ()
    for form in sections:
        mark = form.regex.match(text, span.start, span.end)
        if mark and mark["label"]:
            return _Line(span, mark.end(), None, True)
    return _Line(span, span.start, None, False)


def _read(paper: Paper, line: _Line, below: _Line | None, found: _Found, zone: Span) -> None:
    """Read one paragraph: a field, a heading, the opening of a list, or orders."""
    if line.span.end <= line.start:
        return
    found.scopes.pass_to(line.span.start)
    fields = fields_in(paper, line.words)
    if fields and fields[0].label - line.start <= NOISE:
        _take_fields(paper, told_by(paper, fields), found)
        return
    if line.section is not None:
        found.waiting = []
    if found.in_fields:
        found.waiting, found.in_fields = [], False
    here = found.scopes.around(line.span.start)
    found.line, found.here = line, here
    if _leads(paper, line, below, found, zone):
        return
    words = Span(line.start, _before(paper, fields[0].label, line) if fields else line.span.end)
    made = tuple(_tasks_of(paper, line, words, here, found))
    told = told_by(paper, fields) if fields else None
    for task in made:
        found.waiting.append(len(found.tasks))
        found.tasks.append(_with(task, told) if told else task)


def _before(paper: Paper, label: int, line: _Line) -> int:
    head = paper.text[line.start : label]
    return line.start + len(re.sub(r"[\s;,.:]*(?:\(?[a-zđ]\)|[-–+•])?\s*$", "", head))


# --- lines that open something ------------------------------------------------------------------------


def _leads(paper: Paper, line: _Line, below: _Line | None, found: _Found, zone: Span) -> bool:
    """Take in a line that names who does what follows, or opens a list; tell whether it is no task itself."""
    words = line.words
    leader = beside_whom(paper, words, found.here)
    if leader is not None:
        found.scopes.add(Scope(line.span.end, list_end(paper, line.span, zone.end), doer=leader, beside=True))
        return True
    colon = paper.text[words.start : words.end].rstrip().endswith(":")
    doer = _lone_doer(paper, line, found.here) if colon or line.marked else None
    if doer is not None and (colon or doer.known):
        found.scopes.add(Scope(line.span.end, list_end(paper, line.span, zone.end), doer=doer, strong=True))
        return True
    named = line.section is not None and found.scopes.of_heading(line.section.head.end) is not None
    if not colon or named:
        return colon
    opened = paper.search(paper.forms.open, words.start, words.end) is not None
    if not opened and below is not None and not _tells(paper, below):
        found.scopes.add(Scope(line.span.end, list_end(paper, line.span, zone.end), facts=True))
        return not _acts(paper, words)
    return _opens(paper, line, found, zone, opened)


def _lone_doer(paper: Paper, line: _Line, here: Around) -> Doer | None:
    """The doer that a line names which says nothing else; a letterhead in capitals is none."""
    words = line.words
    titled = line.section is not None and line.section.title is not None
    if titled or here.facts or words.end - words.start > LONGEST_LEAD:
        return None
    if is_caps(paper.text[words.start : min(words.end, words.start + LETTERHEAD)]):
        return None
    return heading_doer(paper, words.start, words.end)


def _tells(paper: Paper, line: _Line) -> bool:
    """A line under a colon that is an order or names a doer: the list is one of orders, not of things."""
    return _acts(paper, line.words) or bool(
        orders_in(paper, line.words, Subjects.ALL) or heading_doer(paper, line.start, line.span.end)
    )


def _opens(paper: Paper, line: _Line, found: _Found, zone: Span, opened: bool) -> bool:
    """Take in a line that ends in a colon and opens a list of orders."""
    words, here = line.words, found.here
    doer = opening_doer(paper, words)
    if doer is None and (line.marked or here.orders) and not here.facts:
        orders = orders_in(paper, words, Subjects.ALL)
        doer = orders[-1].doer if orders else None
    if doer is None and not opened and not (here.orders and _acts(paper, words)):
        return False
    end = reach(paper, line.span, zone.end) if opened else list_end(paper, line.span, zone.end)
    found.scopes.add(Scope(line.span.end, end, doer=doer))
    return True


# --- orders -------------------------------------------------------------------------------------------


def _tasks_of(paper: Paper, line: _Line, words: Span, here: Around, found: _Found) -> Iterator[Task]:
    """The tasks of a paragraph: its orders, or the whole of it where its scope holds orders."""
    heading = line.section if line.section is not None and line.section.title else None
    scoped = found.scopes.of_heading(heading.head.end) if heading is not None else None
    if heading is not None and heading.head.end < line.span.end:
        here = found.scopes.around(heading.head.end)
    if heading is not None and scoped is not None:
        words = Span(_after_title(paper, heading, line), words.end)
    if words.end - words.start < SHORTEST:
        return
    if here.beside:
        partners = tuple(_row(paper, words.start, words.end))
        yield replace(_task(paper, _trimmed(paper, words), here.doer, None), partners=partners)
        return
    orders = orders_in(paper, words, _subjects(line, here))
    orders = without_led(paper, orders, words.start) if here.strong and here.doer is not None else orders
    first = orders[0].start if orders else words.end
    if first > words.start and (not orders or paper.text[:first].rstrip().endswith((".", ";"))):
        lead = Span(words.start, first)
        if _is_task(paper, lead, line, here):
            yield _task(paper, _trimmed(paper, lead), _told_in_brackets(paper, lead) or here.doer, None)
    for order, stop in zip(orders, [*(o.start for o in orders[1:]), words.end], strict=False):
        doer = here.doer if order.doer.person and here.doer and here.doer.bodies else order.doer
        yield _task(paper, _trimmed(paper, Span(order.start, stop)), doer, None, at=order.doer.end)
    group = orders[-1].doer.group if orders else None
    each = group is not None and paper.match(paper.forms.each, group.start, group.end) is not None
    if orders and not each and line.section is not None and not line.section.title:
        found.scopes.add(Scope(line.span.end, line.section.span.end, doer=orders[-1].doer))


def _subjects(line: _Line, here: Around) -> Subjects:
    """Where orders stand, and in numbered lines, a doer with its duty is one.

    Elsewhere only what has to be done.
    """
    if here.facts:
        return Subjects.NONE
    return Subjects.ALL if here.orders or line.marked else Subjects.BOUND


def _after_title(paper: Paper, section: Section, line: _Line) -> int:
    after = _RUN_IN.match(paper.text, section.head.end, line.span.end)
    return after.end() if after else section.head.end


def _is_task(paper: Paper, words: Span, line: _Line, here: Around) -> bool:
    """A paragraph without its own order is a task where its scope holds orders."""
    if not here.orders or words.end - words.start < SHORTEST:
        return False
    if not line.marked and paper.text[words.start].islower():
        return False
    text = words.of(paper.text)
    none = paper.match(paper.forms.no_task, words.start, words.end)
    if none or paper.search(paper.forms.carrying_out, words.start, words.end):
        return False
    if text.rstrip().endswith(":") and not _acts(paper, words):
        return False
    if line.section is not None and line.section.title and line.section.head.end >= line.span.end:
        ends = text.rstrip().endswith(":") or _leaf(line.section, paper)
        return ends and duty_at(paper, words.start, words.end) is not None
    if _acts(paper, words):
        return True
    return here.strong and line.marked and _is_point(paper, words)


def _is_point(paper: Paper, words: Span) -> bool:
    """A point under the name of a doer that tells no thing, no body and nothing done.

    What it says is to be done.
    """
    forms = paper.forms
    if paper.match(forms.thing, words.start, words.end) or heading_doer(paper, words.start, words.end):
        return False
    if paper.agency_at(words.start) or paper.match(forms.group, words.start, words.end):
        return False
    reported = paper.search(forms.reported, words.start, min(words.end, words.start + 60))
    return reported is None and words.of(paper.text).rstrip().endswith((".", ";", "./"))


def _leaf(section: Section, paper: Paper) -> bool:
    """A numbered line with nothing under it is no heading."""
    return not paper.text[section.head.end : section.span.end].strip()


def _acts(paper: Paper, words: Span) -> bool:
    """The words begin with something to do, at once or after a condition or a title run into them."""
    if duty_at(paper, words.start, words.end):
        return True
    run_in = paper.text.find(": ", words.start, min(words.end, words.start + 170))
    if run_in > 0 and duty_at(paper, run_in + 2, words.end):
        return True
    if not paper.match(paper.forms.adverbial, words.start, words.end):
        return False
    stop = min(words.end, words.start + 400)
    return any(
        duty_at(paper, m.end(), words.end) for m in paper.forms.parted[0].regex.finditer(paper.text, words.start, stop)
    )


def _told_in_brackets(paper: Paper, words: Span) -> Doer | None:
    """Who is told in brackets at the end: `(Giao Công an tỉnh tham mưu)`."""
    bracket = paper.search(paper.forms.bracket, words.start, words.end)
    if bracket is None:
        return None
    orders = orders_in(paper, Span(*bracket.span("inside")), Subjects.NONE)
    return orders[0].doer if orders else None


def _trimmed(paper: Paper, span: Span) -> Span:
    """Without the mark that parts it from the next order; its own full stop stays."""
    return Span(span.start, span.start + len(paper.text[span.start : span.end].rstrip(" ;,")))


def _task(paper: Paper, span: Span, doer: Doer | None, told: Told | None, at: int | None = None) -> Task:
    deadline, recurring = deadline_in(paper, span)
    task = Task(
        span=span,
        section=paper.section(span.start),
        assignees=doer.bodies if doer else (),
        group=doer.group if doer else None,
        partners=tuple(_partners(paper, Span(at or span.start, span.end))),
        deadline=deadline,
        recurring=recurring,
    )
    return _with(task, told) if told else task


def _partners(paper: Paper, span: Span) -> Iterator[Span]:
    """The bodies after `phối hợp với`, groups between them passed over."""
    for form in paper.forms.partner:
        for match in form.regex.finditer(paper.text, span.start, span.end):
            if match.start() and paper.text[match.start() - 1].isalpha():
                continue
            yield from _row(paper, match.end(), span.end)


def _row(paper: Paper, at: int, end: int) -> Iterator[Span]:
    while at < end:
        head = paper.match(paper.forms.list_head, at, end)
        body = paper.agency_at(head.end() if head else at)
        group = None if body else paper.match(paper.forms.group, at, end)
        if body is not None:
            yield body.span
            at = body.span.end
        elif group is not None:
            at = group_end(paper, at, end)
        else:
            return
        while trailing := paper.match(paper.forms.trailing, at, end):
            at = trailing.end()
        joint = paper.match(paper.forms.joint, at, end)
        if joint is None:
            return
        at = joint.end()


# --- fields -------------------------------------------------------------------------------------------


def _take_fields(paper: Paper, told: Told, found: _Found) -> None:
    """Give what fields say to the tasks above them; a line above them that is none yet becomes one."""
    if not found.waiting and found.line is not None and not found.in_fields:
        line = found.line
        here, words = found.here, line.words
        said = here.orders or told.doer is not None
        if said and not here.facts and words.end - words.start >= SHORTEST and _acts(paper, words):
            found.waiting.append(len(found.tasks))
            found.tasks.append(_task(paper, _trimmed(paper, words), None, None))
    found.in_fields = True
    for place in found.waiting:
        found.tasks[place] = _with(found.tasks[place], told)


def _with(task: Task, told: Told) -> Task:
    if told.doer is not None and told.doer.named:
        task = replace(task, assignees=told.doer.bodies, group=told.doer.group)
    if told.deadline is not None:
        task = replace(task, deadline=told.deadline, recurring=told.recurring)
    return replace(task, partners=tuple(dict.fromkeys((*task.partners, *told.partners))))
