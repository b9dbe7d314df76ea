"""Tasks (nhiệm vụ giao): who is to do what by when, in papers that direct others.

A paragraph is read clause by clause for orders that name their doer (`orders`); what names none is a task where a
heading or an opening holds orders (`scopes`), and is then given to whom that one names. Fields under a task and the
columns of a list say who and when too (`fields`). Nobody is filled in: a task whose doer no words name has none.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import zip_longest

from generator.model import Document, Span, Task
from generator.model.frozen import replace
from generator.parse.paragraphs import paragraphs
from generator.parse.tasks.columns import lists_in
from generator.parse.tasks.deadlines import not_past
from generator.parse.tasks.doers import Doer, heading_doer, read_doer
from generator.parse.tasks.fields import Told, fields_in, tables_in, told_by
from generator.parse.tasks.givers import calls
from generator.parse.tasks.named import without_group
from generator.parse.tasks.orders import Subjects, directed_doer, opening_doer, orders_in
from generator.parse.tasks.paper import Paper, paper_of
from generator.parse.tasks.paragraph import (
    SHORTEST,
    Line,
    acts,
    line_of,
    task_of,
    tasks_of,
    trimmed,
    with_told,
)
from generator.parse.tasks.partners import partners_of
from generator.parse.tasks.scopes import Around, Scope, Scopes, beside_whom, list_end, of_headings, reach
from generator.parse.tasks.shared import in_list, with_shared
from generator.parse.tasks.stretches import joined, new_wording, outside
from generator.parse.zones import is_caps
from generator.vocab import Vocab

LONGEST_LEAD = 300
"""Characters of a line that only names who does what follows."""
LETTERHEAD = 60
"""Characters by which a line is known to be in capitals."""
LONGEST_DETAIL = 24
"""Characters of the words that only open a list."""
NEAR_DEED = 100
"""Characters in which it is said that a list is what is to be done."""
LONGEST_DETAIL_LABEL = 60
"""Characters up to the colon of a field that tells more of a deed."""
LONGEST_LISTING = 3000
"""Characters of a task with the list of things under it."""
NOISE = 6
"""Characters of a damaged mark that may stand before the label of a field."""


@dataclass(frozen=True, slots=True)
class _Listing:
    """A task that ends in a colon, its place among the tasks, and where the list under it may end."""

    place: int
    task: Task
    end: int


@dataclass(slots=True)
class _Found:
    """Scopes and tasks so far; tasks since the last field or heading wait for fields that speak of them."""

    scopes: Scopes
    tasks: list[Task] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    aside: int = 0
    """How many of the last tasks are details of a heading that may be the task itself."""
    listing: _Listing | None = None
    """The list of things that the last task goes on with."""
    early: list[Told] = field(default_factory=list)
    """What fields said of a line of which none has shown yet that it is a task."""
    line: Line | None = None
    """The last line that is no field."""
    here: Around = field(default_factory=Around)
    """What held there."""
    in_fields: bool = False


def find_tasks(document: Document, vocab: Vocab) -> Document:
    """Return the document with its tasks; papers that report or propose give none.

    Of minutes only what their chair concludes gives some.
    """
    zones = tuple(_zones(document, vocab))
    if not zones:
        return document
    paper = paper_of(document, vocab)
    found = _Found(Scopes(deque(of_headings(paper))))
    for zone in zones:
        spans = tuple(joined(paper.text, tuple(paragraphs(paper.text, zone))))
        drawn = tuple(lists_in(paper, zone))
        free = outside(spans, drawn)
        tables = (*drawn, *(tables_in(paper, free) if zone.end > zone.start else ()))
        read = set(outside(free, tables)) - new_wording(paper.text, spans, paper.forms.rewords)
        lines = [line_of(paper, span) for span in spans]
        for line, below in zip_longest(lines, lines[1:]):
            if line.span in read:
                _read(paper, line, below, found, zone)
        found.tasks += [task_of(paper, row.task, None, row.told) for _, rows in tables for row in rows]
    tasks = (task for task in with_shared(paper, sorted(found.tasks, key=lambda task: task.span)) if calls(paper, task))
    return replace(document, tasks=tuple(not_past(document, without_group(paper, task)) for task in tasks))


def _zones(document: Document, vocab: Vocab) -> Iterator[Span]:
    """The parts of a paper that may give orders."""
    kind = vocab.doc_type(document.header.type)
    if kind is not None and kind.directive:
        yield _body(document)
        yield document.zones.annex
    elif kind is not None and kind.invites:
        yield _body(document)
    elif kind is not None and kind.meeting:
        end = 0
        for section in document.sections:
            if section.title and section.head.start >= end and vocab.cues["minutes.concluded"].match(section.title):
                end = section.span.end
                yield section.span


def _body(document: Document) -> Span:
    """The body, up to the list of recipients where that stands inside it."""
    body, recipients = document.zones.body, document.zones.recipients
    inside = recipients.end > recipients.start and body.start <= recipients.start < body.end
    return Span(body.start, recipients.start) if inside else body


def _read(paper: Paper, line: Line, below: Line | None, found: _Found, zone: Span) -> None:
    """Read one paragraph: a field, a heading, the opening of a list, or orders."""
    if line.span.end <= line.start:
        return
    found.scopes.pass_to(line.span.start)
    fields = fields_in(paper, line.words)
    if fields and fields[0].label - line.start <= NOISE:
        found.listing = None
        _take_fields(paper, line, told_by(paper, fields), found)
        return
    detail = line.section is None and _is_detail(paper, line, found)
    if found.in_fields and (detail or _is_idle(paper, line)):
        return
    if line.section is not None:
        found.waiting = []
    if found.in_fields:
        found.waiting, found.in_fields = [], False
    here = found.scopes.around(line.span.start)
    if found.line is not None and (_runs_on(paper, found.line, line) or _set_apart(paper, line, found)):
        line = replace(line, marked=True)
    if not detail:
        found.line, found.here, found.aside, found.early = line, here, 0, []
    if _leads(paper, line, below, found, zone):
        _stop(line, found)
        return
    words = Span(line.start, _before(paper, fields[0].label, line) if fields else line.span.end)
    made = tuple(tasks_of(paper, line, words, here, found.scopes))
    if _colon(paper, line):
        made = tuple(_before_detail(paper, task) for task in made)
    _go_on(paper, line, made, found, zone)
    told = told_by(paper, fields) if fields else None
    found.aside += len(made) if detail else 0
    for task in made:
        found.waiting += [] if detail else [len(found.tasks)]
        found.tasks.append(with_told(task, told) if told else task)


def _is_idle(paper: Paper, line: Line) -> bool:
    return line.section is None and paper.match(paper.forms.idle_field, line.start, line.span.end) is not None


def _is_detail(paper: Paper, line: Line, found: _Found) -> bool:
    """A line that tells more of the deed in the heading above it, which is none of the tasks so far."""
    heading = found.line
    if heading is None or heading.section is None or (found.waiting and not found.in_fields):
        return False
    if paper.text.find(":", line.start, min(line.span.end, line.start + LONGEST_DETAIL_LABEL)) < 0:
        return False
    forms = (*paper.forms.idle_field, *paper.forms.detail)
    return paper.match(forms, line.start, line.span.end) is not None and acts(paper, heading.words)


def _runs_on(paper: Paper, heading: Line, line: Line) -> bool:
    """A paragraph right under a numbered line that ends in a colon is what that point says."""
    return heading.section is not None and line.span.start == heading.span.end + 1 and _colon(paper, heading)


def _set_apart(paper: Paper, line: Line, found: _Found) -> bool:
    """A line that sets a doer apart from those of the orders right above: `Riêng Trạm Y tế xã …`."""
    apart = paper.match(paper.forms.apart, line.start, line.span.end)
    if apart is None or not found.tasks or found.line is None or found.scopes.around(line.span.start).facts:
        return False
    told = found.tasks[-1].span.start >= found.line.span.start
    return told and read_doer(paper, apart.end(), line.span.end) is not None


def _go_on(paper: Paper, line: Line, made: Sequence[Task], found: _Found, zone: Span) -> None:
    """Let a task that ends in a colon go on with the things listed under it, of which none is a task."""
    listing = found.listing
    if listing is not None and line.span.start < listing.end and not made:
        whole = trimmed(paper, Span(listing.task.span.start, line.span.end))
        if not line.marked or whole.end - whole.start > LONGEST_LISTING:
            _stop(line, found, whole=not line.marked)
        else:
            found.tasks[listing.place] = replace(found.tasks[listing.place], span=whole)
        return
    _stop(line, found)
    if made and _colon(paper, line) and line.span.end - made[-1].span.end <= LONGEST_DETAIL:
        place = len(found.tasks) + len(made) - 1
        found.listing = _Listing(place, made[-1], list_end(paper, line.span, zone.end))


def _before_detail(paper: Paper, task: Task) -> Task:
    """Return a task without the words that only open a list: `…, cụ thể:`."""
    detail = paper.search(paper.forms.detailed, task.span.start, task.span.end)
    return replace(task, span=Span(task.span.start, detail.start())) if detail else task


def _stop(line: Line, found: _Found, whole: bool = False) -> None:
    """End a list before a line; where tasks stand in it or it is too long, its opening stays alone."""
    listing, found.listing = found.listing, None
    if listing is not None and line.span.start < listing.end and not whole:
        found.tasks[listing.place] = replace(found.tasks[listing.place], span=listing.task.span)


def _colon(paper: Paper, line: Line) -> bool:
    return paper.text[line.start : line.span.end].rstrip().endswith(":")


def _before(paper: Paper, label: int, line: Line) -> int:
    head = paper.text[line.start : label]
    return line.start + len(re.sub(r"[\s;,.:(]*(?:\(?[a-zđ]\)|[-–+•])?\s*$", "", head))


# --- lines that open something ------------------------------------------------------------------------


def _leads(paper: Paper, line: Line, below: Line | None, found: _Found, zone: Span) -> bool:
    """Take in a line that names who does what follows, or opens a list; tell whether it is no task itself."""
    words = line.words
    leader = beside_whom(paper, words, found.here)
    if leader is not None:
        found.scopes.add(Scope(line.span.end, list_end(paper, line.span, zone.end), doer=leader, beside=True))
        return True
    colon = _colon(paper, line)
    doer = _named(paper, line, found.here, colon)
    if doer is not None and (colon or (doer.known and not _listed_only(paper, line, below))):
        found.scopes.add(Scope(line.span.end, list_end(paper, line.span, zone.end), doer=doer, strong=True))
        return True
    named = line.section is not None and found.scopes.of_heading(line.section.head.end) is not None
    if not colon or named:
        return colon
    opened = paper.search(paper.forms.open, words.start, words.end) is not None
    if not opened and _decides(paper, words, below):
        return True
    projects = below is not None and paper.match(paper.forms.project, below.start, below.span.end) is not None
    if not opened and below is not None and (projects or not _tells(paper, below)):
        found.scopes.add(Scope(line.span.end, _facts_end(paper, line.span, zone.end), facts=True))
        return not _ordered(paper, line, found.here, projects)
    opens = _opens(paper, line, found, zone, opened)
    detailed = _detailed(paper, words)
    return opens and not ((projects or detailed) and _ordered(paper, line, found.here, projects))


def _facts_end(paper: Paper, span: Span, end: int) -> int:
    """Return where the facts under a line end: with its list, or where a point of it gives an order."""
    stop = list_end(paper, span, end)
    points = (line_of(paper, point) for point in paragraphs(paper.text, Span(span.end + 1, stop)))
    return next((p.span.start for p in points if p.marked and _is_given(paper, p)), stop)


def _is_given(paper: Paper, line: Line) -> bool:
    """A word of giving begins the line, with whom it is given to; no list of who does what."""
    if _colon(paper, line) or not paper.match(paper.forms.give, line.start, line.span.end):
        return False
    return bool(orders_in(paper, line.words, Subjects.NONE))


def _listed_only(paper: Paper, line: Line, below: Line | None) -> bool:
    """The last of a list of bodies with dashes: nothing below the list is said to that one."""
    if line.section is not None or paper.text[line.start : line.span.end].rstrip()[-1] not in ";,.":
        return False
    return below is None or not below.marked


def _decides(paper: Paper, words: Span, below: Line | None) -> bool:
    """The words in a colon that open the articles of a paper, not a list."""
    articles = below is not None and paper.match(paper.forms.article, below.span.start, below.span.end) is not None
    return articles or paper.match(paper.forms.decides, words.start, words.end) is not None


def _named(paper: Paper, line: Line, here: Around, colon: bool) -> Doer | None:
    """The doer of the list under a line: whom it only names, or whom that one directs."""
    doer = _lone_doer(paper, line, here) if colon or line.marked else None
    return directed_doer(paper, line.words) if doer is None and colon and not here.facts else doer


def _ordered(paper: Paper, line: Line, here: Around, projects: bool) -> bool:
    """A line that opens a list of things is an order itself.

    One that names its doer may only tell what he sends: `Bộ Y tế gửi kèm tài liệu, gồm:`.
    """
    if acts(paper, line.words):
        return True
    detailed = _detailed(paper, line.words) and (here.orders or line.marked) and not here.facts
    return ((projects and here.orders) or detailed) and bool(orders_in(paper, line.words, Subjects.ALL))


def _detailed(paper: Paper, words: Span) -> bool:
    """A line says itself what is to be done; the list below only tells how."""
    if paper.search(paper.forms.detailed, words.start, words.end) is None:
        return False
    orders = orders_in(paper, words, Subjects.ALL)
    deed = orders[-1].doer.end if orders else words.start
    return paper.search(paper.forms.merely, deed, min(words.end, deed + NEAR_DEED)) is None


def _lone_doer(paper: Paper, line: Line, here: Around) -> Doer | None:
    """The doer that a line names which says nothing else; a letterhead in capitals is none."""
    words = line.words
    titled = line.section is not None and line.section.title is not None
    if titled or here.facts or words.end - words.start > LONGEST_LEAD:
        return None
    if is_caps(paper.text[words.start : min(words.end, words.start + LETTERHEAD)]):
        return None
    return heading_doer(paper, words.start, words.end)


def _tells(paper: Paper, line: Line) -> bool:
    """A line under a colon that is an order or names a doer: the list is one of orders, not of things."""
    return acts(paper, line.words) or bool(
        orders_in(paper, line.words, Subjects.ALL) or heading_doer(paper, line.start, line.span.end)
    )


def _opens(paper: Paper, line: Line, found: _Found, zone: Span, opened: bool) -> bool:
    """Take in a line that ends in a colon and opens a list of orders."""
    words, here = line.words, found.here
    doer = opening_doer(paper, words)
    if doer is None and (line.marked or here.orders) and not here.facts:
        orders = orders_in(paper, words, Subjects.ALL)
        doer = orders[-1].doer if orders else None
    if doer is None and not opened and not (here.orders and acts(paper, words)):
        return False
    end = reach(paper, line.span, zone.end) if opened else list_end(paper, line.span, zone.end)
    partners = () if opened else tuple(partners_of(paper, words))
    found.scopes.add(Scope(line.span.end, end, doer=doer, partners=partners))
    return True


# --- fields -------------------------------------------------------------------------------------------


def _take_fields(paper: Paper, field: Line, told: Told, found: _Found) -> None:
    """Give what fields say to the tasks above them; a line above them that is none yet becomes one.

    A field that is a section speaks of the whole list beside it (`shared`).
    """
    if not found.waiting and found.line is not None and (found.early or not found.in_fields):
        _take_line(paper, found.line, told, found)
    found.in_fields = True
    if field.section is not None:
        found.waiting = [place for place in found.waiting if not in_list(paper, field.section, found.tasks[place])]
    several = len(found.waiting) > 1
    for place in found.waiting:
        found.tasks[place] = with_told(found.tasks[place], _beside_own(found.tasks[place], told) if several else told)


def _take_line(paper: Paper, line: Line, told: Told, found: _Found) -> None:
    """Make a task of a line of work where orders stand, or where a field names who does it."""
    here, words = found.here, line.words
    if here.facts or words.end - words.start < SHORTEST or not acts(paper, words):
        return
    if not here.orders and told.doer is None:
        found.early.append(told)
        return
    del found.tasks[len(found.tasks) - found.aside :]
    found.waiting.append(len(found.tasks))
    task = task_of(paper, trimmed(paper, words), None, None)
    found.tasks.append(reduce(with_told, found.early, task))
    found.aside, found.early = 0, []


def _beside_own(task: Task, told: Told) -> Told:
    """What a field under several tasks says of one that names its own body."""
    own = any(task.span.start <= body.start < task.span.end for body in task.assignees)
    return replace(told, doer=None, partners=()) if own else told
