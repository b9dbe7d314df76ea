"""Tasks of one paragraph: its orders with their doers, or all of it where its scope holds orders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.model import Section, Span, Task
from generator.model.frozen import Frozen, replace
from generator.parse.tasks.deadlines import undated
from generator.parse.tasks.doers import Doer, heading_doer
from generator.parse.tasks.duties import duty_at
from generator.parse.tasks.fields import Told
from generator.parse.tasks.givers import proposes
from generator.parse.tasks.orders import Order, Subjects, clause_ends, label, orders_in, sentence_ends, without_led
from generator.parse.tasks.paper import Paper
from generator.parse.tasks.partners import helpers_in, partners_of, row_of_partners
from generator.parse.tasks.parts import limit_of, parted
from generator.parse.tasks.scopes import Around, Scope, Scopes, title_span

SHORTEST = 12
"""A task has at least this many characters."""
_BULLET = re.compile(r"[-–+•●*]\s*")
_RUN_IN = re.compile(r"\s*:\s*(?:\((?:1|i|a)\)\s+)?")


class Line(Frozen):
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


def line_of(paper: Paper, span: Span) -> Line:
    """Return a paragraph as a line: where its words begin, and the section that it opens."""
    text = paper.text
    section = paper.heads.get(span.start)
    if section is not None:
        title = title_span(section, text)
        start = title.start if title else section.head.end
        return Line(span, start, section, True)
    bullet = _BULLET.match(text, span.start, span.end)
    if bullet:
        return Line(span, bullet.end(), None, True)
    sections = paper.vocab.sections if paper.vocab.any_section.match(text, span.start, span.end) else ()
    for form in sections:
        mark = form.regex.match(text, span.start, span.end)
        if mark and mark["label"]:
            return Line(span, mark.end(), None, True)
    return Line(span, span.start, None, False)


def tasks_of(paper: Paper, line: Line, words: Span, here: Around, scopes: Scopes) -> Iterator[Task]:
    """Yield the tasks of a paragraph: its orders, or the whole of it where its scope holds orders."""
    heading = line.section if line.section is not None and line.section.title else None
    scoped = scopes.of_heading(heading.head.end) if heading is not None else None
    if heading is not None and heading.head.end < line.span.end:
        here = scopes.around(heading.head.end)
    if heading is not None and scoped is not None:
        words = Span(_after_title(paper, heading, line), words.end)
    if words.end - words.start < SHORTEST:
        return
    if here.beside:
        partners = tuple(row_of_partners(paper, words.start, words.end))
        yield replace(task_of(paper, trimmed(paper, words), here.doer, None), partners=partners)
        return
    orders = orders_in(paper, words, _subjects(line, here))
    orders = without_led(paper, orders, words.start) if here.strong and here.doer is not None else orders
    orders = tuple(each for each in orders if not (here.proposed and _proposed(paper, each)))
    lead = Span(words.start, orders[0].start if orders else words.end)
    leads = lead.start < lead.end and _is_task(paper, lead, line, here)
    if orders:  # else what only is said before an order would be one
        leads = leads and duty_at(paper, lead.start, lead.end) is not None
    if leads:
        doer = _told_in_brackets(paper, lead) or _around(paper, lead, here)
        beside = here if doer is here.doer else None
        yield from (_with_partners(task, beside) for task in _parts(paper, lead, doer, None))
    told = [_own(paper, order, stop, lead if leads else None) for order, stop in _stretches(orders, words.end)]
    for order, (own, rest) in zip(orders, told, strict=True):
        doer = here.doer if order.doer.person and here.doer and here.doer.bodies else order.doer
        yield from _parts(paper, own, doer, order.doer.end)
        if rest.start < rest.end:
            yield from _parts(paper, rest, None, None)
    if orders and not leads and not _each(paper, orders[-1]) and line.section is not None and not line.section.title:
        scopes.add(Scope(line.span.end, line.section.span.end, doer=orders[-1].doer))


def _proposed(paper: Paper, order: Order) -> bool:
    return order.given and proposes(paper, Span(order.start, order.doer.end))


def _parts(paper: Paper, span: Span, doer: Doer | None, at: int | None) -> Iterator[Task]:
    """The task of a stretch; several where parts of it have each its own time. `at`: where its doer ends."""
    first, *further = parted(paper, span, span.start if at is None else at)
    task = task_of(paper, trimmed(paper, first), doer, None, at=at)
    yield task
    recurs = task.recurring
    for part in further:
        task = task_of(paper, trimmed(paper, part), doer, None, at=part.start)
        yield replace(task, deadline=undated(task.deadline)) if recurs else task
        recurs = recurs or task.recurring


def _with_partners(task: Task, here: Around | None) -> Task:
    """A task of the doer around with those who work with him on all that stands there."""
    partners = here.partners if here is not None else ()
    return replace(task, partners=tuple(dict.fromkeys((*task.partners, *partners)))) if partners else task


def _stretches(orders: Sequence[Order], end: int) -> Iterator[tuple[Order, int]]:
    """The orders, each with where the next one begins."""
    return zip(orders, [*(order.start for order in orders[1:]), end], strict=False)


def _own(paper: Paper, order: Order, stop: int, lead: Span | None) -> tuple[Span, Span]:
    """What is surely told to the doer of an order, and what follows it.

    A sentence without a doer goes on with the one before it, but not where such a one stood before the order too
    (`lead`), nor after what each is told for himself: `Mỗi cán bộ phải gương mẫu. Tăng cường kiểm tra.`
    """
    whole = Span(order.start, stop)
    begins = sentence_ends(paper.text, whole)
    if lead is not None and not order.given:
        begins = clause_ends(paper.text, whole) if paper.text[: lead.end].rstrip().endswith(";") else begins
    elif not _each(paper, order):
        return whole, Span(stop, stop)
    cut = next((at for at in begins if at > order.doer.end and duty_at(paper, at, stop)), stop)
    return Span(order.start, cut), Span(cut, stop)


def _each(paper: Paper, order: Order) -> bool:
    """Each of a group is told for himself."""
    group = order.doer.group
    return group is not None and paper.match(paper.forms.each, group.start, group.end) is not None


def _around(paper: Paper, words: Span, here: Around) -> Doer | None:
    """The doer of the scope, unless the point asks another, encourages, or bears the label of another."""
    forms = (*paper.forms.asked, *(() if here.strong else paper.forms.encouraged))
    others = paper.match(forms, words.start, words.end) is not None or label(paper, words) is not None
    return None if others and not _is_asked(paper, words, here) else here.doer


def _is_asked(paper: Paper, words: Span, here: Around) -> bool:
    """What is asked right after the name of a doer is his: `Sở Y tế: đề nghị rà soát …`.

    Not where it may be asked of another, for those who are named.
    """
    asks, doer = paper.match(paper.forms.asks, words.start, words.end), here.doer
    if asks is None or doer is None or not paper.text.endswith(": ", 0, words.start):
        return False
    if duty_at(paper, asks.end(), words.end) is None:
        return False
    return doer.group is None or paper.match(paper.forms.meant, doer.group.start, doer.group.end) is None


def _subjects(line: Line, here: Around) -> Subjects:
    """Where orders stand, and in numbered lines, a doer with its duty is one.

    Elsewhere only what has to be done.
    """
    if here.facts:
        return Subjects.NONE
    return Subjects.ALL if here.orders or line.marked else Subjects.BOUND


def _after_title(paper: Paper, section: Section, line: Line) -> int:
    after = _RUN_IN.match(paper.text, section.head.end, line.span.end)
    return after.end() if after else section.head.end


def _is_task(paper: Paper, words: Span, line: Line, here: Around) -> bool:
    """A paragraph without its own order is a task where its scope holds orders."""
    if not here.orders or words.end - words.start < SHORTEST:
        return False
    if not line.marked and paper.text[words.start].islower():
        return False
    text = words.of(paper.text)
    none = paper.match(paper.forms.no_task, words.start, words.end)
    none = none or (paper.match(paper.forms.petition, words.start, words.end) if here.doer is None else None)
    if none or paper.search(paper.forms.carrying_out, words.start, words.end):
        return False
    if text.rstrip().endswith(":") and not acts(paper, words):
        return False
    if line.section is not None and line.section.title and line.section.head.end >= line.span.end:
        ends = text.rstrip().endswith(":") or _leaf(line.section, paper)
        return ends and duty_at(paper, words.start, words.end) is not None
    if acts(paper, words):
        return True
    return here.strong and line.marked and _is_point(paper, words)


def _is_point(paper: Paper, words: Span) -> bool:
    """A point under the name of a doer that tells no thing, no body and nothing done.

    What it says is to be done.
    """
    forms = paper.forms
    if paper.match(forms.thing, words.start, words.end) or heading_doer(paper, words.start, words.end):
        return False
    if paper.match(forms.entitled, words.start, words.end):
        return False
    if paper.agency_at(words.start) or paper.match(forms.group, words.start, words.end):
        return False
    reported = paper.search(forms.reported, words.start, min(words.end, words.start + 60))
    return reported is None and words.of(paper.text).rstrip().endswith((".", ";", "./"))


def _leaf(section: Section, paper: Paper) -> bool:
    """A numbered line with nothing under it is no heading."""
    return not paper.text[section.head.end : section.span.end].strip()


def acts(paper: Paper, words: Span) -> bool:
    """Tell whether words begin with something to do, at once or after a condition or a run-in title.

    After what the deed rests on it is the deed that counts: `Căn cứ Luật Thú y, chủ nuôi …` is somebody else's.
    """
    beginning = paper.match(paper.forms.adverbial, words.start, words.end)
    clauses = list(_clauses(paper, words)) if beginning else []
    if duty_at(paper, words.start, words.end) and not (
        clauses and paper.match(paper.forms.bearing, words.start, words.end)
    ):
        return True
    run_in = paper.text.find(": ", words.start, min(words.end, words.start + 170))
    if run_in > 0 and duty_at(paper, run_in + 2, words.end):
        return True
    return any(duty_at(paper, at, words.end) for at in clauses)


def _clauses(paper: Paper, words: Span) -> Iterator[int]:
    """Where the clauses of words begin, but for the first."""
    stop = min(words.end, words.start + 400)
    return (mark.end() for mark in paper.forms.parted[0].regex.finditer(paper.text, words.start, stop))


def _told_in_brackets(paper: Paper, words: Span) -> Doer | None:
    """Who is told in brackets at the end: `(Giao Công an tỉnh tham mưu)`."""
    bracket = paper.search(paper.forms.bracket, words.start, words.end)
    if bracket is None:
        return None
    orders = orders_in(paper, Span(*bracket.span("inside")), Subjects.ALL)
    return orders[0].doer if orders else None


def trimmed(paper: Paper, span: Span) -> Span:
    """Return a stretch without the mark that parts it from the next order; its own full stop stays."""
    return Span(span.start, span.start + len(paper.text[span.start : span.end].rstrip(" ;,")))


def task_of(paper: Paper, span: Span, doer: Doer | None, told: Told | None, at: int | None = None) -> Task:
    """Return a task with what its own words say, and what fields say of it."""
    own = Span(span.start, _others(paper, span, doer, at))
    deadline, recurring = limit_of(paper, own, at)
    task = Task(
        span=span,
        section=paper.section(span.start),
        assignees=doer.bodies if doer else (),
        group=doer.group if doer else None,
        partners=(*helpers_in(paper, span), *partners_of(paper, Span(at or span.start, span.end))),
        deadline=deadline,
        recurring=recurring,
    )
    return with_told(task, told) if told else task


def _others(paper: Paper, span: Span, doer: Doer | None, at: int | None) -> int:
    """Where a later clause tells what another does, whose time is not that of the doer."""
    bodies = doer.bodies if doer is not None and at is not None else ()
    own = {body.of(paper.text) for body in bodies}
    group = doer.group.of(paper.text).casefold() if doer is not None and doer.group is not None else ""
    for start in clause_ends(paper.text, Span(at or span.start, span.end)):
        body = paper.agency_at(start)
        if body is None and _of_others(paper, start, span.end, group):
            return start
        if (
            bodies
            and body is not None
            and body.span.of(paper.text) not in own
            and paper.text[body.span.end + 1 : body.span.end + 2].islower()
        ):
            return start
    return span.end


def _of_others(paper: Paper, start: int, end: int, group: str) -> bool:
    """Other people or units begin a clause, not those of the group that is told."""
    if group and paper.text[start : start + len(group)].casefold() == group:
        return False
    forms = (*paper.forms.others, *paper.forms.group)
    return paper.match(forms, start, end) is not None


def with_told(task: Task, told: Told) -> Task:
    """Return a task with what fields say of it."""
    if told.doer is not None and told.doer.named:
        task = replace(task, assignees=told.doer.bodies, group=told.doer.group)
    if told.deadline is not None:
        task = replace(task, deadline=told.deadline, recurring=told.recurring)
    return replace(task, partners=tuple(dict.fromkeys((*task.partners, *told.partners))))
