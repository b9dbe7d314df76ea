"""Orders (câu giao việc): who is told what inside one paragraph, clause by clause.

An order begins at the start of a clause: with a word that gives it (`giao Sở Nội vụ chủ trì …`), with its doer (`Sở
Nội vụ chủ trì …`), or with a condition and then one of these (`Trên cơ sở …, Sở Nội vụ …`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum

from generator.model import Span
from generator.model.frozen import Frozen, replace
from generator.parse.tasks.deadlines import deadline_in, in_brackets, is_over
from generator.parse.tasks.doers import Doer, heading_doer, read_doer
from generator.parse.tasks.duties import duty_at
from generator.parse.tasks.givers import giver_at, is_giver, of_another
from generator.parse.tasks.paper import Paper
from generator.parse.tasks.partners import rows_that_go_on

_CLAUSE = re.compile(r"[.!?](?:\s+)(?=[^\W\d_])|[;:]\s+(?:[-–+]\s)?(?=[^\W\d_])")
_SENTENCE = re.compile(r"[.!?]\s+(?=[^\W\d_])")
_GAP = re.compile(r"[\s,]*")
_COLON = re.compile(r"\s*:")
LONGEST_CONDITION = 600
"""Characters of a condition before the doer."""
LONGEST_LABEL = 200
"""Characters of a point up to the colon after its doer."""
NEAR = 40
"""Characters between the last doer and the words of a closing article."""


class Subjects(Enum):
    """Which doers give an order by being named with their duty, no word of giving before them."""

    NONE = "none"
    BOUND = "bound"
    """Those that need or have to: `phải`, `có trách nhiệm`."""
    ALL = "all"


class Order(Frozen):
    """Where the words of an order begin, who is told, and whether a word gives it."""

    start: int
    doer: Doer
    given: bool


def orders_in(paper: Paper, span: Span, subjects: Subjects) -> tuple[Order, ...]:
    """Return the orders of a paragraph in their order."""
    found: list[Order] = []
    busy, rows = span.start, rows_that_go_on(paper, span)
    for start in (span.start, *(m.end() for m in _CLAUSE.finditer(paper.text, span.start, span.end))):
        listed = paper.before(paper.forms.enumerated, span.start, start)
        polite = paper.match(paper.forms.courtesy, start, span.end) is not None
        listed = listed or rows.get(start, -1) >= busy
        if start < busy or listed or polite or in_brackets(paper.text, span.start, start):
            continue
        order = _labelled(paper, span, subjects) if start == span.start else None
        order = order or _order_at(paper, start, span.end, subjects)
        if order is not None and _tells_law(paper, order, span.end):
            order = None
        if order is not None and not _carries_out(paper, order.doer.end, span.end):
            found.append(order)
        if order is not None:
            busy = order.doer.end
    return _from_the_first(paper, span, tuple(found))


def label(paper: Paper, span: Span) -> Doer | None:
    """Return the doer that stands alone before the first colon: `Đối với UBND các xã: Rà soát …`."""
    colon = paper.text.find(":", span.start, min(span.end, span.start + LONGEST_LABEL))
    if colon < 0:
        return None
    prefix = paper.match(paper.forms.heading, span.start, colon)
    doer = read_doer(paper, prefix.end() if prefix else span.start, colon, whole=True)
    alone = doer is not None and doer.named and not paper.text[doer.end : colon].strip()
    return doer if alone else None


def _labelled(paper: Paper, span: Span, subjects: Subjects) -> Order | None:
    """The order to whom stands before a colon, not to whom it may be for: `Các hộ nghèo: Hỗ trợ …`."""
    doer = label(paper, span) if subjects is Subjects.ALL else None
    if doer is None or paper.match(paper.forms.meant, span.start, span.end):
        return None
    colon = paper.text.index(":", doer.end)
    asks = paper.match(paper.forms.asks, colon + 1, span.end)
    at = asks.end() if asks else colon + 1
    if duty_at(paper, at, span.end) is None or (not asks and paper.match(paper.forms.give, colon + 2, span.end)):
        return None
    return Order(span.start, Doer(doer.bodies, doer.group, at), given=True)


def without_led(paper: Paper, found: tuple[Order, ...], at: int) -> tuple[Order, ...]:
    """Return the orders without a first one whose `lãnh đạo` is a deed, not an office.

    `Lãnh đạo UBND tỉnh rà soát …` under the name of a Đảng ủy; what has to be done names its doer even there.
    """
    first = found[0] if found else None
    if first is None or first.given or first.start != at or paper.match(paper.forms.leads, at, first.doer.end) is None:
        return found
    duty = duty_at(paper, first.doer.end, len(paper.text))
    return found if duty is not None and _binds(paper, duty) else found[1:]


def _carries_out(paper: Paper, at: int, end: int) -> bool:
    """The closing article: `… chịu trách nhiệm thi hành Quyết định này`."""
    found = paper.search(paper.forms.carrying_out, at, end)
    return found is not None and found.start() - at < NEAR


def _tells_law(paper: Paper, order: Order, end: int) -> bool:
    """What an article of a law obliges to: `Căn cứ Điều 12 Luật Thú y, UBND tỉnh có trách nhiệm …`.

    Not where a limit is set, which only an order has.
    """
    if order.given or not paper.match(paper.forms.of_law, order.start, order.doer.end):
        return False
    duty = duty_at(paper, order.doer.end, end)
    return duty is not None and _binds(paper, duty) and deadline_in(paper, Span(order.doer.end, end))[0] is None


def _from_the_first(paper: Paper, span: Span, found: tuple[Order, ...]) -> tuple[Order, ...]:
    """What stands before the first order in its own sentence belongs to it: `Về rừng: giao Sở …`.

    Not where that is a deed of its own: `Đẩy mạnh tuyên truyền; các xã phải rà soát …`.
    """
    if not found:
        return found
    at = found[0].start
    start = max((end for end in sentence_ends(paper.text, span) if end <= at), default=span.start)
    parted = paper.text[start:at].rstrip().endswith(";") and _is_apart(paper, start, found[0])
    parted = parted or paper.search(paper.forms.wrote, start, at) is not None
    return (replace(found[0], start=at if parted else start), *found[1:])


def _is_apart(paper: Paper, start: int, order: Order) -> bool:
    """What is to be done or another does, no condition of what follows: not `Thực hiện Công văn số 5; …`."""
    if order.given and not paper.match(paper.forms.give, order.start, order.doer.end):
        return False
    if paper.match(paper.forms.adverbial, start, order.start):
        return False
    return duty_at(paper, start, order.start) is not None or paper.agency_at(start) is not None


def sentence_ends(text: str, span: Span) -> Iterator[int]:
    """Yield where the second and each further sentence of a paragraph begins."""
    yield from (mark.end() for mark in _SENTENCE.finditer(text, span.start, span.end))


def clause_ends(text: str, span: Span) -> Iterator[int]:
    """Yield where the second and each further clause of a paragraph begins."""
    yield from (mark.end() for mark in _CLAUSE.finditer(text, span.start, span.end))


def _order_at(paper: Paper, start: int, end: int, subjects: Subjects) -> Order | None:
    aside = paper.match(paper.forms.aside, start, end)
    order = _plain(paper, start, end, subjects) or (_plain(paper, aside.end(), end, subjects) if aside else None)
    if order is not None:
        return replace(order, start=start)
    clause = _CLAUSE.search(paper.text, start, end)
    stop = clause.start() if clause else end
    if _is_none(paper, start, end):
        return _after_closing(paper, start, stop, end, subjects)
    if paper.match(paper.forms.adverbial, start, end):
        return _after_condition(paper, start, stop, end, subjects)
    return _inside(paper, start, stop, end)


def _after_closing(paper: Paper, start: int, stop: int, end: int, subjects: Subjects) -> Order | None:
    """The order that ends a paper: `Trên đây là kết luận của …, yêu cầu các phòng …`.

    None where it only may be; what has to be done names its doer even there.
    """
    for comma in paper.forms.parted[0].regex.finditer(paper.text, start, stop):
        given = paper.match(paper.forms.give, comma.end(), stop)
        if given and paper.search(paper.forms.condition, start, comma.end()) is None:
            return _given(paper, start, given.end(), end)
        bound = None if given or subjects is Subjects.NONE else _plain(paper, comma.end(), end, Subjects.BOUND)
        if bound is not None and paper.search(paper.forms.condition, start, stop) is None:
            return replace(bound, start=start)
    return None


def _after_condition(paper: Paper, start: int, stop: int, end: int, subjects: Subjects) -> Order | None:
    """The order after `Trên cơ sở …,`; where a duty follows the comma at once, its doer is not named."""
    chunk = start
    if is_over(paper, start, stop):
        return None
    for comma in paper.forms.parted[0].regex.finditer(paper.text, start, min(stop, start + LONGEST_CONDITION)):
        at, listed = comma.end(), _in_list(paper, chunk, comma.start())
        chunk = at
        order = _by_giver(paper, start, at, end)
        if order is not None:
            return order
        handed = paper.match(paper.forms.handed, at, end)
        given = _given(paper, start, handed.end(), end) if handed and not listed else None
        if given is not None and given.doer.named:
            return given
        duty = duty_at(paper, at, end)
        if duty is not None and paper.match(paper.forms.bearing, at, end) is None:
            return None
        if any(f.alone and f.regex.match(paper.text, at, end) for f in paper.forms.group):
            continue
        order = _plain(paper, at, end, subjects)
        if order is not None and (not listed or _leads(paper, Span(start, comma.start()), order)):
            return replace(order, start=start)
    return None


def _by_giver(paper: Paper, start: int, at: int, end: int) -> Order | None:
    """The order of one who gives it after a condition: `Để phòng dịch, UBND tỉnh yêu cầu Sở Y tế …`."""
    given = giver_at(paper, start, at, end)
    order = _given(paper, start, given.end(), end) if given is not None else None
    return order if order is not None and order.doer.named else None


def _leads(paper: Paper, before: Span, order: Order) -> bool:
    """What may be the next of a list leads itself: `Căn cứ đề xuất của các bộ, Bộ Y tế chủ trì …`.

    Not where the list is of doers itself: `đề án do Sở Xây dựng, Sở Tài chính chủ trì`.
    """
    of_doers = paper.search(paper.forms.done_by, before.start, before.end) is not None
    return not of_doers and paper.match(paper.forms.leading, order.doer.end, len(paper.text)) is not None


def _in_list(paper: Paper, chunk: int, comma: int) -> bool:
    """What stands before a comma is itself a body or group: the next one goes on with the list."""
    if paper.inside_agency(comma - 1) is not None or paper.match(paper.forms.group, chunk, comma):
        return True
    last = max((m.end() for m in paper.forms.link[0].regex.finditer(paper.text, chunk, comma)), default=-1)
    return last > 0 and paper.match(paper.forms.group, last, comma) is not None


def _plain(paper: Paper, at: int, end: int, subjects: Subjects) -> Order | None:
    """The order that begins right here."""
    given = paper.match(paper.forms.give, at, end)
    if given:
        return _given(paper, at, given.end(), end)
    small = paper.match(paper.forms.small, at, end) if subjects is Subjects.ALL else None
    if small:
        return Order(at, Doer((), Span(*small.span()), small.end(), known=False), given=False)
    acts = subjects is not Subjects.NONE and (paper.agency_at(at) is not None or _may_act(paper, at, end))
    if not acts or _is_none(paper, at, end):
        return None
    doer = read_doer(paper, at, end)
    duty = duty_at(paper, doer.end, end) if doer is not None and doer.named else None
    if doer is None or duty is None or (subjects is Subjects.BOUND and not _binds(paper, duty)):
        return None
    if _states(paper, at, doer, end):
        return None
    return _handed_on(paper, at, doer, end) or Order(at, doer, given=False)


def _handed_on(paper: Paper, at: int, giver: Doer, end: int) -> Order | None:
    """The order that a body gives another: `UBND tỉnh giao Sở Nội vụ chủ trì …`.

    Its own people act in its name.
    """
    given = paper.match(paper.forms.hand_on, giver.end, end)
    order = _given(paper, at, given.end(), end) if given and (giver.group is None or not giver.known) else None
    if order is None or not order.doer.named:
        return None
    group = order.doer.group
    own = group is not None and order.doer.known and not paper.match(paper.forms.other_bodies, group.start, group.end)
    return None if own else order


def _binds(paper: Paper, duty: re.Match[str]) -> bool:
    return any(form.regex.match(duty[0]) for form in paper.forms.modal)


def _is_none(paper: Paper, at: int, end: int) -> bool:
    """A closing, an effect, a field: no order, unless a word gives one."""
    forms = paper.forms
    return paper.match(forms.no_task, at, end) is not None and paper.match(forms.give, at, end) is None


def _may_act(paper: Paper, at: int, end: int) -> bool:
    forms, named = paper.forms, paper.text[at : at + 1].isupper()
    return bool(
        paper.match(forms.group, at, end)
        or paper.match(forms.office, at, end)
        or (named and paper.match(forms.named, at, end))
    )


def _states(paper: Paper, at: int, doer: Doer, end: int) -> bool:
    """A statement in the words of an order: `Sở Nội vụ ban hành Kế hoạch số 12`.

    A group with words of telling.
    """
    after = _GAP.match(paper.text, doer.end)
    if after and paper.match(paper.forms.made, after.end(), end):
        return True
    if doer.group is None:
        return False
    people = paper.match(paper.forms.meant, doer.group.start, doer.group.end) is not None
    entitled = people and paper.match(paper.forms.entitled, doer.end, end) is not None
    telling = (*paper.forms.told, *paper.forms.means)
    return entitled or paper.search(telling, doer.group.start, doer.group.end) is not None


def _given(paper: Paper, start: int, at: int, end: int) -> Order | None:
    doer = read_doer(paper, at, end, told=True)
    if doer is None:
        return None
    if duty_at(paper, doer.end, end) is None and not _COLON.match(paper.text, doer.end, end):
        return None
    return Order(start, doer, given=True)


def _inside(paper: Paper, start: int, stop: int, end: int) -> Order | None:
    """An order after the one who gives it: `Phó Thủ tướng yêu cầu Bộ Nội vụ khẩn trương …`."""
    for form in paper.forms.give:
        for given in form.regex.finditer(paper.text, start, stop):
            if given.start() == start or paper.text[given.start() - 1].isalpha():
                continue
            if paper.before(paper.forms.not_give, start, given.start()) or not is_giver(paper, start, given.start()):
                continue
            order = _given(paper, start, given.end(), end)
            if order is not None and not of_another(paper, given):
                return order
    return None


def opening_doer(paper: Paper, span: Span) -> Doer | None:
    """Return whom the last order of a paragraph that opens a list is given to."""
    last = None
    for form in paper.forms.give:
        for given in form.regex.finditer(paper.text, span.start, span.end):
            if given.start() > span.start and paper.text[given.start() - 1].isalpha():
                continue
            if paper.before(paper.forms.not_give, span.start, given.start()):
                continue
            order = _given(paper, given.start(), given.end(), span.end)
            last = order.doer if order is not None and order.doer.named else last
    return last or _needing(paper, span)


def directed_doer(paper: Paper, span: Span) -> Doer | None:
    """Return the body that the doer of a line which opens a list directs.

    `Bộ Y tế chỉ đạo Viện Pasteur:`. What follows is for that body to do; a group of its own units does it in its name.
    """
    for form in paper.forms.directs:
        for deed in form.regex.finditer(paper.text, span.start, span.end):
            if paper.inside_agency(deed.start()) or paper.before(paper.forms.not_duty, span.start, deed.start()):
                continue
            doer = heading_doer(paper, deed.end(), span.end) or _at_work(paper, deed.end(), span.end)
            if doer is not None and (doer.bodies or (doer.group and not doer.known)):
                return doer
    return None


def _at_work(paper: Paper, at: int, end: int) -> Doer | None:
    """The bodies of `Sở Y tế tập trung thực hiện các giải pháp sau:`."""
    doer = read_doer(paper, at, end)
    if doer is None or duty_at(paper, doer.end, end) is None:
        return None
    return doer if paper.search(paper.forms.open, doer.end, end) else None


def _needing(paper: Paper, span: Span) -> Doer | None:
    """The doer of `…, thành phố Lam Giang cần tập trung thực hiện các nhiệm vụ sau:`."""
    for start in _starts_of_clauses(paper, span):
        doer = read_doer(paper, start, span.end, told=False) or _place(paper, start, span.end)
        if doer is not None and doer.named and paper.match(paper.forms.modal, _after_space(paper, doer.end), span.end):
            return doer
    return None


def _place(paper: Paper, at: int, end: int) -> Doer | None:
    locality = paper.match(paper.forms.locality, at, end)
    return Doer((), Span(at, locality.end()), locality.end()) if locality else None


def _after_space(paper: Paper, at: int) -> int:
    return at + 1 if paper.text[at : at + 1] == " " else at


def _starts_of_clauses(paper: Paper, span: Span) -> Iterator[int]:
    yield span.start
    for match in re.finditer(r"[.,;:]\s+", paper.text[span.start : span.end]):
        yield span.start + match.end()
