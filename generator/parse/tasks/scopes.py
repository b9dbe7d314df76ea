"""Scopes (phần giao việc): which paragraphs hold orders, and for whom.

A heading that names a body gives it what stands under it; a heading such as `Tổ chức thực hiện` and a paragraph that
ends in `yêu cầu:` hold orders; a heading such as `Đánh giá chung` holds none. The innermost scope decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model import Section, Span
from generator.parse.paragraphs import paragraphs
from generator.parse.tasks.doers import Doer, Paper, heading_doer

BULLETS = "-–+•●*"


@dataclass(frozen=True, slots=True)
class Scope:
    """From `start` to `end` there are orders, or none (`facts`).

    `doer` is who is told, `strong` where only it is.
    """

    start: int
    end: int
    facts: bool = False
    doer: Doer | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What holds at a place: whether orders stand there, whether none may, who is told."""

    orders: bool = False
    facts: bool = False
    doer: Doer | None = None
    strong: bool = False


def around(scopes: Sequence[Scope], at: int) -> Around:
    """Return what the scopes say of a place.

    The innermost first, its doer or that of the next one outside.
    """
    covering = sorted((s for s in scopes if s.start <= at < s.end), key=lambda s: (-s.start, s.end))
    if not covering:
        return Around()
    if covering[0].facts:
        return Around(facts=True)
    inside = []
    for scope in covering:
        if scope.facts:
            break
        inside.append(scope)
    doer = next((scope.doer for scope in inside if scope.doer is not None), None)
    strong = inside[0].strong
    return Around(orders=True, doer=doer, strong=strong)


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
        doer = heading_doer(paper, title.start, title.end)
        if doer is not None:
            yield Scope(section.head.end, section.span.end, doer=doer, strong=True)
            continue
        match = paper.match(paper.forms.scope, title.start, title.end)
        if match:
            facts = next(f for f in paper.forms.scope if f.regex.match(paper.text, title.start, title.end))
            yield Scope(section.head.end, section.span.end, facts=not facts.orders)


def reach(paper: Paper, span: Span, end: int) -> int:
    """A paragraph that opens a list reaches to the end of the section around it, or of the body."""
    own = next((s for s in paper.document.sections if s.head.start == span.start), None)
    if own is not None:
        return own.span.end
    holding = [s for s in paper.document.sections if s.span.start < span.start < s.span.end]
    return holding[-1].span.end if holding else end


def list_end(paper: Paper, span: Span, end: int) -> int:
    """Return where the list under a line ends.

    At a mark like its own, or at plain text after marked lines.
    """
    own = paper.text[span.start] if paper.text[span.start] in BULLETS else ""
    limit, marked = reach(paper, span, end), False
    heads = {s.head.start for s in paper.document.sections}
    for following in paragraphs(paper.text, Span(span.end + 1, limit)):
        first = paper.text[following.start : following.start + 1]
        bullet = first in BULLETS and first != ""
        if (own and first == own) or (marked and not bullet and following.start not in heads):
            return following.start
        marked = marked or bullet or following.start in heads
    return limit
