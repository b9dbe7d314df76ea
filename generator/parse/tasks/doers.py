"""Doers (đơn vị được giao): who is told to act, read word by word from a place in the text.

A doer is a row of bodies, offices that stand for their bodies, and groups (`các sở, ngành`). It ends where its duty
begins (`chủ trì`, `có trách nhiệm`) or, in a heading, with the line. What is not wholly such a row is no doer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.model import Mention, Span
from generator.model.frozen import Frozen
from generator.parse.tasks.duties import after_trade, duty_at, duty_from, times_in
from generator.parse.tasks.paper import Paper

REACH = 420
"""Characters in which the duty of a doer is looked for."""
LOOSE = 140
"""Characters after the last body that still belong to it where an order stands before it."""
NAME_END = 20
"""Characters after a name in which a duty may begin that the name seems to reach into."""
PLURAL = "các "
"""Before the first of a row that is named with its head: `các Sở Nội vụ, Y tế`."""
_EDGE = re.compile(r"[.:\n]")
_NO_NAME = re.compile(r"[\d(“\"/]")
"""What no name of a body goes on with."""


class Doer(Frozen):
    """Bodies by the words that name them, the group as printed, and where their duty begins."""

    bodies: tuple[Span, ...]
    group: Span | None
    end: int
    person: bool = False
    """Only a person is told: his body is the one around."""
    known: bool = True
    """Bodies of the tables and words for groups; no name that only looks like a body's."""

    @property
    def named(self) -> bool:
        """A body or group is named."""
        return bool(self.bodies) or self.group is not None


@dataclass(slots=True)
class _Row:
    """What was read so far."""

    bodies: list[Span] = field(default_factory=list)
    group: Span | None = None
    person: bool = False
    known: bool = True

    def add_group(self, span: Span) -> None:
        """Take in one more group; all groups of a row are one group as printed."""
        self.group = Span(self.group.start, span.end) if self.group else span


def read_doer(paper: Paper, start: int, end: int, told: bool = False, whole: bool = False) -> Doer | None:
    """Return the doer named at `start`, None where there is none.

    `told`: an order stands before it, so that its row may end in words of its own. `whole`: nothing but the doer may
    stand up to `end`, as in a heading.
    """
    limit = min(end, start + REACH)
    row, at = _Row(), start
    while (after := _item(paper, at, limit, row, told or whole)) is not None:
        at = _trailed(paper, after, limit)
        joint = paper.match(paper.forms.joint, at, limit)
        if joint is None or not _begins(paper, joint.end(), limit, told):
            break
        at = joint.end()
    if not row.bodies and row.group is None and not row.person:
        return None
    if told and not whole and duty_at(paper, at, limit) is None:
        at = _loose_end(paper, at, limit, row)
    return Doer(tuple(row.bodies), row.group, at, person=not row.bodies and row.group is None, known=row.known)


def is_group(paper: Paper, body: Mention) -> bool:
    """The name of a body stands for several of its kind: `Phòng Dân tộc các huyện`."""
    return paper.match(paper.forms.several, body.span.end, len(paper.text)) is not None


def _begins(paper: Paper, at: int, end: int, told: bool = False) -> bool:
    """Tell whether a further item of the row begins here."""
    return bool(
        paper.agency_at(at)
        or paper.match(paper.forms.office, at, end)
        or paper.match(paper.forms.group, at, end)
        or paper.match(paper.forms.named, at, end)
        or (told and paper.match(paper.forms.locality, at, end))
    )


def _item(paper: Paper, at: int, end: int, row: _Row, told: bool) -> int | None:
    """Read one item into the row and return where it ends."""
    head = paper.match(paper.forms.list_head, at, end)
    if head and paper.agency_at(head.end()):
        at = head.end()
    if deputy := paper.match(paper.forms.deputy, at, end):
        row.add_group(Span(*deputy.span("office")))  # the office is told, not who holds it
        return deputy.end()
    office = paper.match(paper.forms.office, at, end)
    for place in (at, office.end() if office else at):
        body = body_at(paper, place, end)
        body = None if body is not None and _goes_on(paper, body, end) else body
        branch = paper.match(paper.forms.branch, body.span.end, end) if body else None
        if body is not None and branch is not None:
            row.add_group(Span(body.span.start, branch.end()))
            return branch.end()
        if body is not None and not is_group(paper, body):
            row.bodies += [] if paper.match(paper.forms.helping, body.span.end, end) else [body.span]
            return body.span.end
    if paper.match(paper.forms.group, at, end):
        stop = group_end(paper, at, end)
        row.add_group(Span(at, stop))
        return stop
    person = paper.match(paper.forms.person, at, end)
    if person:
        row.person = True
        row.bodies += _offices(paper, person)
        return person.end()
    team = paper.match((*paper.forms.managing, *(paper.forms.team if told else ())), at, end)
    if team is not None and not paper.inside_agency(team.end()):
        number = paper.match(paper.forms.numbered, team.end(), end)
        row.add_group(Span(at, number.end() if number else team.end()))
        row.known = False
        return number.end() if number else team.end()
    named = paper.match(paper.forms.named, at, end) or (paper.match(paper.forms.locality, at, end) if told else None)
    if named and not paper.inside_agency(named.end()):
        stop = _name_end(paper, at, named.end(), end, LOOSE if told else NAME_END)
        row.add_group(Span(at, stop))
        row.known = False
        return stop
    return None


def _goes_on(paper: Paper, body: Mention, end: int) -> bool:
    """One word is but the head of a name that no table knows: `Ban đại diện cha mẹ học sinh`."""
    if " " in body.span.of(paper.text) or not paper.text[body.span.end + 1 : min(body.span.end + 2, end)].islower():
        return False
    return duty_at(paper, body.span.end, end) is None and not paper.match(paper.forms.joint, body.span.end, end)


def body_at(paper: Paper, at: int, end: int) -> Mention | None:
    """Return the body named at a place, or the first of a row after its head: `các Sở: Y tế, …`."""
    head = paper.match(paper.forms.list_head, at, end)
    firsts = (at, head.end(), at + len(PLURAL)) if head else (at,)
    return next(filter(None, map(paper.agency_at, firsts)), None)


def _offices(paper: Paper, person: re.Match[str]) -> Iterator[Span]:
    """The body whose office a person holds: `đồng chí Lò Văn Ín, Phó Giám đốc Sở Y tế`."""
    if paper.search(paper.forms.deputy, *person.span()):
        return
    for body in paper.named_in(*person.span()):
        if any(form.regex.search(paper.text, person.start(), body.span.start) for form in paper.forms.office):
            yield body.span
            return


def _name_end(paper: Paper, at: int, named: int, end: int, reach: int) -> int:
    """Return where a name ends that no table knows: at its duty, or at what joins the next of the row."""
    edge = _EDGE.search(paper.text, named, end)
    limit = min(edge.start() if edge else end, named + reach)
    duty = duty_from(paper, at, limit)
    number = paper.match(paper.forms.numbered, named, end)
    if number is not None and (not paper.text[number.end() :].startswith(" ") or duty_at(paper, number.end(), end)):
        return number.end()
    if duty is None or duty.start() <= named + 1:
        return min(named, duty.start() - 1) if duty else named
    if reach == NAME_END or _NO_NAME.search(paper.text, named, duty.start()):
        return named
    joints = paper.forms.joint[0].regex.finditer(paper.text, named, duty.start())
    apart = (j for j in joints if paper.inside_agency(j.start()) is None and _begins(paper, j.end(), end))
    joint = next((each.start() for each in apart), duty.start() - 1)
    return max(named, min(joint, duty.start() - 1))


def group_end(paper: Paper, at: int, end: int) -> int:
    """Return where a group ends: at its duty, at the next item of the row, or with the clause."""
    stop = _edge(paper, at, end)
    head = paper.match(paper.forms.group, at, end)
    duty = duty_from(paper, head.end() if head else at, stop, since=at)
    clause = paper.text[at : duty.start() if duty else stop]
    if duty and any(form.regex.search(clause) for form in paper.forms.given_to):
        later = paper.search(paper.forms.modal, duty.start(), stop)
        duty = later or duty
    duty = after_trade(paper, duty, at, stop) if duty else None
    stop = duty.start() if duty else stop
    stop = min((m.start() for m in times_in(paper, at, stop) if duty_at(paper, m.start(), end)), default=stop)
    bracket = paper.text.find(" (", at, stop)
    if bracket > 0:
        stop = bracket
    for joint in paper.forms.joint[0].regex.finditer(paper.text, at, stop):
        office = paper.match(paper.forms.office, joint.end(), stop)
        place = office.end() if office else joint.end()
        body = paper.agency_at(place)
        if body and not is_group(paper, body):
            stop = joint.start()
            break
        if paper.text[joint.start()] == ";" and not _begins(paper, joint.end(), end):
            stop = joint.start()
            break
    return at + len(paper.text[at:stop].rstrip(" ,;–-"))


def _trailed(paper: Paper, at: int, end: int) -> int:
    """Skip brackets and `có liên quan` after a name."""
    while match := paper.match(paper.forms.trailing, at, end):
        at = match.end()
    return at


def _loose_end(paper: Paper, at: int, end: int, row: _Row) -> int:
    """After an order, words of their own may end the row before the duty: `Văn phòng HĐND và thành phố …`."""
    stop = _edge(paper, at, end)
    duty = duty_from(paper, at, min(stop, at + LOOSE))
    if duty is None or paper.search(paper.forms.told, at, duty.start()):
        return at
    further = [m.span for m in paper.named_in(at, duty.start()) if paper.before(paper.forms.listed, at, m.span.start)]
    row.bodies += further
    if not row.person:
        _add_printed(paper, Span(at, duty.start()), row)
    return duty.start()


def _add_printed(paper: Paper, rest: Span, row: _Row) -> None:
    """Take in the names in a row that no table knows.

    Without them a part would be told as the whole.
    """
    for form in paper.forms.printed:
        for match in form.regex.finditer(paper.text, rest.start, rest.end):
            name = Span(*match.span("name"))
            if next(paper.named_in(name.start, name.end), None) is None and paper.inside_agency(name.start) is None:
                row.add_group(Span(name.start, name.start + len(name.of(paper.text).rstrip())))


def _edge(paper: Paper, at: int, end: int) -> int:
    """Where a sentence or a label ends; a colon before names goes on: `Đại sứ quán các nước: Pháp, Lào`."""
    edge = _EDGE.search(paper.text, at, end)
    while edge is not None and names_at(paper, edge.start(), end):
        edge = _EDGE.search(paper.text, edge.end(), end)
    return edge.start() if edge else end


def names_at(paper: Paper, colon: int, end: int) -> bool:
    """Tell whether a colon stands before names of those who are meant, not before what they do."""
    return paper.match(paper.forms.names, colon, end) is not None and duty_at(paper, colon + 1, end) is None


def heading_doer(paper: Paper, start: int, end: int) -> Doer | None:
    """Return the doer that a heading or a line alone names.

    `Sở Y tế`, `Giao Sở Y tế:`, `Trách nhiệm của Sở Y tế`.
    """
    prefix = paper.match(paper.forms.heading, start, end)
    at = prefix.end() if prefix else start
    doer = read_doer(paper, at, end, told=prefix is not None, whole=True)
    if doer is not None and not doer.person and paper.match(paper.forms.heading_end, doer.end, end):
        return doer
    if prefix is not None and paper.match(paper.forms.charge, start, end) and paper.match(paper.forms.group, at, end):
        return Doer((), Span(at, at + len(paper.text[at:end].rstrip(" :.;"))), end)
    return _lone_body(paper, at, end)


def _lone_body(paper: Paper, at: int, end: int) -> Doer | None:
    """A body that no table knows, alone in its heading: `Ban Chỉ đạo quốc gia 98`; as printed."""
    name = paper.match(paper.forms.lone, at, end)
    if name is None or not paper.match(paper.forms.heading_end, name.end(), end):
        return None
    told = paper.search(paper.forms.told, at, name.end()) or paper.search(paper.forms.asked, at, name.end())
    if told or duty_from(paper, at, name.end()) is not None:
        return None
    return Doer((), Span(at, at + len(name[0].rstrip())), name.end(), known=False)
