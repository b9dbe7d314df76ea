"""Scopes (phần giao việc): which paragraphs hold orders, and for whom.

A heading that names a body gives it what stands under it; a heading such as `Tổ chức thực hiện` and a paragraph that
ends in `yêu cầu:` hold orders; a heading such as `Đánh giá chung` holds none. The innermost scope decides.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from generator.model import Section, Span
from generator.model.frozen import Frozen
from generator.parse.paragraphs import paragraphs
from generator.parse.tasks.doers import Doer, heading_doer, names_at, read_doer
from generator.parse.tasks.duties import duty_from
from generator.parse.tasks.paper import Paper

BULLETS = "-–+•●*"


class Scope(Frozen):
    """From `start` to `end` there are orders, or none (`facts`).

    `doer` is who is told, `strong` where only it is; `beside`: its points begin with whom it works with;
    `partners`: who works with it on all of them. `proposed`: what is asked of others there is no order.
    """

    start: int
    end: int
    facts: bool = False
    proposed: bool = False
    doer: Doer | None = None
    strong: bool = False
    beside: bool = False
    partners: tuple[Span, ...] = ()


class Around(Frozen):
    """What holds at a place: whether orders stand there, whether none may, who is told."""

    orders: bool = False
    facts: bool = False
    proposed: bool = False
    doer: Doer | None = None
    strong: bool = False
    beside: bool = False
    partners: tuple[Span, ...] = ()


@dataclass(slots=True)
class Scopes:
    """Scopes in force while a document is read from its beginning to its end."""

    coming: deque[Scope]
    """Of headings, by start."""
    active: list[Scope] = field(default_factory=list)

    def add(self, scope: Scope) -> None:
        """Take in a scope that begins where the reading stands."""
        self.active.append(scope)

    def pass_to(self, at: int) -> None:
        """Leave out what ended before `at`."""
        self.active = [scope for scope in self.active if scope.end > at]

    def around(self, at: int) -> Around:
        """Return what holds at a place not before the last one: the innermost scope, its doer or the next's."""
        while self.coming and self.coming[0].start <= at:
            self.active.append(self.coming.popleft())
        covering = sorted((s for s in self.active if s.start <= at < s.end), key=lambda s: (-s.start, s.end))
        if not covering or covering[0].facts:
            return Around(facts=bool(covering), proposed=any(scope.proposed for scope in covering[:1]))
        inside = tuple(takewhile(lambda scope: not scope.facts, covering))
        doer = next((scope.doer for scope in inside if scope.doer is not None), None)
        first = covering[0]
        partners = tuple(span for scope in inside for span in scope.partners)
        return Around(orders=True, doer=doer, strong=first.strong, beside=first.beside, partners=partners)

    def of_heading(self, at: int) -> Scope | None:
        """Return the scope that a heading which ends at `at` makes by naming a doer."""
        known = (*self.active, *takewhile(lambda scope: scope.start <= at, self.coming))
        return next((s for s in known if s.start == at and s.doer is not None and s.strong), None)


def title_span(section: Section, text: str) -> Span | None:
    """Return where the title of a section stands."""
    if not section.title:
        return None
    at = text.find(section.title, section.head.start)
    return Span(at, section.head.end) if at >= 0 else None


def of_headings(paper: Paper) -> Iterator[Scope]:
    """Yield the scope of each heading that makes one."""
    for section in paper.document.sections:
        title = title_span(section, paper.text)
        if title is None or paper.match(paper.forms.field, title.start, title.end + 1):
            continue
        doer = _listed(paper, title) or heading_doer(paper, title.start, title.end)
        if doer is not None and not doer.bodies and names_at(paper, title.end, _line_end(paper, title)):
            doer = _printed(paper, title, doer)
            if doer is None:
                continue
        if doer is not None:
            yield Scope(section.head.end, section.span.end, doer=doer, strong=True)
            continue
        form = next((f for f in paper.forms.scope if f.regex.match(paper.text, title.start, title.end)), None)
        if form is not None:
            yield Scope(section.head.end, section.span.end, facts=not form.orders, proposed=form.proposed)


def _listed(paper: Paper, title: Span) -> Doer | None:
    """The bodies that a heading lists after its colon.

    `UBND các xã: Pá Khôm, Nậm Lúc và UBND phường Tà Hộc.`
    """
    end = _line_end(paper, title)
    if paper.text[title.end : title.end + 1] != ":" or not paper.text[title.end + 1 : end].strip():
        return None
    doer = heading_doer(paper, title.start, end)
    return doer if doer is not None and doer.bodies and doer.end > title.end else None


def _printed(paper: Paper, title: Span, head: Doer) -> Doer | None:
    """The group that a heading lists by names that no table knows; None where the line tells what they do."""
    end = _line_end(paper, title)
    if duty_from(paper, title.end, end) is not None:
        return None
    start = head.group.start if head.group else title.start
    return Doer((), Span(start, start + len(paper.text[start:end].rstrip(" .;:"))), end)


def _line_end(paper: Paper, title: Span) -> int:
    end = paper.text.find("\n", title.end)
    return len(paper.text) if end < 0 else end


def beside_whom(paper: Paper, words: Span, here: Around) -> Doer | None:
    """Return whose partners begin the points under `Sở Y tế chủ trì, phối hợp với:`.

    Where the line names nobody, those of the scope.
    """
    opening = paper.search(paper.forms.beside, words.start, words.end)
    if opening is None or opening.end() != words.end:
        return None
    if opening.start() == words.start:
        return here.doer
    doer = read_doer(paper, words.start, opening.start())
    if doer is None or not doer.bodies or paper.text[doer.end : opening.start()].strip():
        return None
    return doer


def reach(paper: Paper, span: Span, end: int) -> int:
    """A paragraph that opens a list reaches to the end of the section around it, or of the body."""
    own = paper.heads.get(span.start)
    holding = own or paper.section_around(span.start)
    return holding.span.end if holding else end


def list_end(paper: Paper, span: Span, end: int) -> int:
    """Return where the list under a line ends.

    At a mark like its own, or at plain text after marked lines.
    """
    own = paper.text[span.start] if paper.text[span.start] in BULLETS else ""
    inside, marked = span.start in paper.heads, False
    limit = reach(paper, span, end)
    for following in paragraphs(paper.text, Span(span.end + 1, limit)):
        first = paper.text[following.start : following.start + 1]
        bullet = first != "" and first in BULLETS
        head = inside and following.start in paper.heads
        if (own and first == own) or (marked and not bullet and not head):
            return following.start
        marked = marked or bullet or head
    return limit
