"""Partners (đơn vị phối hợp): bodies and groups with whom a task is done, in prose, fields and cells.

A group stands as printed where its words are wholly known (`các sở, ngành liên quan`); one that goes on with other
words is left out, since a part of its name would mean more than it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model import Span
from generator.parse.tasks.doers import PLURAL, body_at, group_end, is_group, read_doer
from generator.parse.tasks.paper import Paper

_CHUNK = re.compile(r"[^\n;]+")
_SEMICOLON = re.compile(r" ?;\s*")
_MARK = re.compile(r"[\s\-–+•●*.]*")


def partners_in(paper: Paper, span: Span) -> tuple[Span, ...]:
    """Return the bodies and groups that a field or a cell names.

    Not a body whose units are meant: `các đơn vị thuộc Bộ Y tế`.
    """
    groups = tuple(_groups_in(paper, span))
    named = (m.span for m in paper.named_in(span.start, span.end) if not is_group(paper, m))
    own = (b for b in named if not any(group.start <= b.start < group.end for group in groups))
    bodies = (body for body in own if not paper.before(paper.forms.belongs, span.start, body.start))
    return tuple(sorted((*bodies, *groups)))


def _groups_in(paper: Paper, span: Span) -> Iterator[Span]:
    """The groups of a cell; one that goes on is told to the end of its part, which holds nothing else."""
    for chunk in _CHUNK.finditer(paper.text, span.start, span.end):
        mark = _MARK.match(paper.text, chunk.start(), chunk.end())
        at = mark.end() if mark else chunk.start()
        while (row := _item(paper, at, chunk.end())) is not None:
            item, group, stop = row
            joint = paper.match(paper.forms.joint, stop, chunk.end())
            if group:
                yield item if joint else Span(item.start, _closed(paper, item.start, chunk.end()))
            if joint is None:
                break
            at = joint.end()


def _closed(paper: Paper, start: int, end: int) -> int:
    return start + len(paper.text[start:end].rstrip(" .,;)"))


def helpers_in(paper: Paper, span: Span) -> Iterator[Span]:
    """Yield the bodies that brackets after their names call partners: `Sở Tài chính (phối hợp)`."""
    named = paper.named_in(span.start, span.end)
    return (body.span for body in named if paper.match(paper.forms.helping, body.span.end, span.end))


def partners_of(paper: Paper, span: Span) -> tuple[Span, ...]:
    """Return the bodies and groups after `phối hợp với`, and those that assist who leads."""
    found = tuple(_beside(paper, span))
    return tuple(one for one in found if not any(_inside(one, other) for other in found))


def _inside(one: Span, other: Span) -> bool:
    return one != other and other.start <= one.start and one.end <= other.end


def _beside(paper: Paper, span: Span) -> Iterator[Span]:
    for form in paper.forms.partner:
        for match in form.regex.finditer(paper.text, span.start, span.end):
            joined = match.start() > 0 and paper.text[match.start() - 1].isalpha()
            pact = paper.before(paper.forms.pact, span.start, match.start())
            if not (joined or pact or _of_advised(paper, match.start())):
                yield from row_of_partners(paper, match.end(), span.end)
    for form in paper.forms.led:
        for match in form.regex.finditer(paper.text, span.start, span.end):
            beside = read_doer(paper, match.end(), span.end)
            if beside is not None and paper.match(paper.forms.assists, beside.end, span.end):
                yield from beside.bodies
                yield from (_with_plural(paper, beside.group),) if beside.group else ()


def _with_plural(paper: Paper, group: Span) -> Span:
    start = group.start - len(PLURAL)
    return Span(start, group.end) if paper.text.startswith(PLURAL, max(start, 0)) else group


def _of_advised(paper: Paper, at: int) -> bool:
    """With whom a body works that another advises: `tham mưu UBND tỉnh phối hợp Bộ Y tế`."""
    body = paper.inside_agency(len(paper.text[:at].rstrip()) - 1)
    return body is not None and paper.before(paper.forms.advised, 0, body.span.start)


def row_of_partners(paper: Paper, at: int, end: int) -> Iterator[Span]:
    """Yield the bodies of a row and the groups whose words are known to their end."""
    while (row := _item(paper, at, end)) is not None:
        item, group, stop = row
        whole = _known(paper, item) if group else item
        if whole is not None:
            yield whole
        joint = paper.match(paper.forms.joint, stop, end)
        if joint is None:
            return
        at = joint.end()


def rows_that_go_on(paper: Paper, span: Span) -> dict[int, int]:
    """Return the places where a row of partners goes on after a semicolon, and where the row begins.

    `phối hợp với các bộ, ngành; các tỉnh giáp ranh kiểm soát dịch`.
    """
    found: dict[int, int] = {}
    if ";" not in paper.text[span.start : span.end]:
        return found
    marks = (mark for form in paper.forms.partner for mark in form.regex.finditer(paper.text, span.start, span.end))
    for mark in sorted(marks, key=lambda each: each.end()):
        at = mark.end()
        while stop := _SEMICOLON.search(paper.text, at, span.end):
            row = _item(paper, at, stop.end())
            joint = paper.match(paper.forms.joint, row[2], stop.end()) if row else None
            if row is None or not (joint or _SEMICOLON.fullmatch(paper.text, row[2], stop.end())):
                break
            at = joint.end() if joint else stop.end()
            if at == stop.end():
                found[at] = mark.start()
    return found


def _item(paper: Paper, at: int, end: int) -> tuple[Span, bool, int] | None:
    """A body or group of a row, which of them it is, and where the row may go on."""
    body = body_at(paper, at, end)
    group = None if body else paper.match(paper.forms.group, at, end)
    if body is None and group is None:
        return None
    item = body.span if body is not None else Span(at, group_end(paper, at, end))
    stop = item.end
    while trailing := paper.match(paper.forms.trailing, stop, end):
        stop = trailing.end()
    return item, body is None, stop


def _known(paper: Paper, group: Span) -> Span | None:
    """A group up to where its words surely end: `các đơn vị liên quan` of `các đơn vị liên quan mua sắm`."""
    known = paper.match(paper.forms.plain_group, group.start, group.end)
    if known is None or paper.text.startswith(" (", known.end()):  # brackets say which of them
        return None
    which = paper.match(paper.forms.compound, known.end() + 1, len(paper.text))
    if which is not None and paper.before(paper.forms.open_group, group.start, known.end()):
        return None
    return Span(group.start, known.end())
