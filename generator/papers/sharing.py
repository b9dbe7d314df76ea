"""What many papers say is held once (dùng chung): words of closed lists, bodies, offsets.

Papers come out of the memory one by one, each with values of its own, and all of them are held until the end of a
build. Each is put in place of an equal one, so nobody can tell; what all of them take is a sixth less. One function a
kind, since this is done for two hundred things of each paper at each build.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from sys import intern
from typing import Any

from msgspec import structs

from generator.derive.blocks import Block, Cut
from generator.link.alone import Alone
from generator.link.scope.bodies import Body
from generator.model import Citation, DocNumber, Document, Figure, Mention, Section, Span, Task

_put = structs.force_setattr
_number = dict[int, int]().setdefault
_body = dict[Body, Body]().setdefault


def share(document: Document | None, cut: Cut | None, alone: Alone | None) -> None:
    """Let what a paper says be the same things that papers before it said, as far as they are equal."""
    if document is not None:
        for things, shared in _KINDS.items():
            for thing in getattr(document, things):
                shared(thing)
        _put(document, "lines", tuple([(_number(offset, offset), line) for offset, line in document.lines]))
    if cut is not None:
        for block in cut.blocks:
            _block(block)
    if alone is not None:
        _put(alone.resolved, "named", tuple([_body(body, body) for body in alone.resolved.named]))


def _span(span: Span | None) -> None:
    if span is not None:
        start, end = span.start, span.end
        _put(span, "start", _number(start, start))
        _put(span, "end", _number(end, end))


def _block(block: Block) -> None:
    _span(block.span)
    _span(block.row)
    _put(block, "anchor", intern(block.anchor))
    _put(block, "section", intern(block.section))
    if block.anchors:
        _put(block, "anchors", tuple(map(intern, block.anchors)))


def _section(section: Section) -> None:
    _span(section.head)
    _span(section.span)
    _put(section, "anchor", intern(section.anchor))
    if section.parent:
        _put(section, "parent", intern(section.parent))


def _mention(mention: Mention) -> None:
    _span(mention.span)
    _put(mention, "name", intern(mention.name))
    if mention.place:
        _put(mention, "place", intern(mention.place))
    if mention.form:
        _put(mention, "form", intern(mention.form))


def _citation(citation: Citation) -> None:
    _span(citation.span)
    _span(citation.issuer)
    _span(citation.titled)
    if citation.type:
        _put(citation, "type", intern(citation.type))
    if citation.number is not None:
        _symbol(citation.number)


def _symbol(number: DocNumber) -> None:
    _put(number, "groups", tuple(map(intern, number.groups)))
    _put(number, "issuer_codes", tuple(map(intern, number.issuer_codes)))
    if number.type_code:
        _put(number, "type_code", intern(number.type_code))


def _figure(figure: Figure) -> None:
    _span(figure.span)
    _put(figure, "section", intern(figure.section))
    _put(figure, "unit", intern(figure.unit))


def _task(task: Task) -> None:
    for span in (task.span, task.group, *task.assignees, *task.partners):
        _span(span)
    _put(task, "section", intern(task.section))


_KINDS: Mapping[str, Callable[[Any], None]] = {
    "sections": _section,
    "mentions": _mention,
    "citations": _citation,
    "figures": _figure,
    "tasks": _task,
}
