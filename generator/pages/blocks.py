"""The full text cut into blocks: headings and paragraphs, each with a stable anchor.

A heading is the head of a section with a title; where it covers only part of its line, the rest of the line
is a paragraph of its own. A section without a title is a numbered paragraph: it only lends its anchor.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model import Document, Section, Span
from generator.pages.urls import paragraph_anchor, safe_anchor


@dataclass(frozen=True, slots=True)
class Block:
    """A heading (`level` says how deep) or a paragraph (`level` None) of the full text."""

    span: Span
    anchor: str
    section: str
    """Anchor of the innermost section around it, or the name of its zone."""
    level: int | None = None
    anchors: tuple[str, ...] = ()
    """Further anchors at this place: those of numbered paragraphs that begin here."""


def blocks(document: Document) -> tuple[Block, ...]:
    """Return the blocks of `document` in order; together they hold every visible character of its text."""
    heads = _heads(document)
    taken = {safe_anchor(section.anchor) for section in document.sections}
    made: list[Block] = []
    counts: dict[str, int] = {}
    for span, head in _cut(document.text, heads):
        section = head.anchor if head else _section_at(document, span.start)
        if head:
            made.append(Block(span, safe_anchor(head.anchor), section, head.level))
            continue
        counts[section] = counts.get(section, 0) + 1
        anchor = _free(paragraph_anchor(section, counts[section], span.of(document.text)), taken)
        made.append(Block(span, anchor, section, None, _anchors_in(document.sections, heads, span)))
    return tuple(made)


def block_at(found: Sequence[Block], offset: int) -> Block | None:
    """Return the block in which `offset` stands, or the last before it; None where there is no block at all."""
    index = bisect_right(found, offset, key=lambda block: block.span.start) - 1
    return found[max(index, 0)] if found else None


def _heads(document: Document) -> tuple[Section, ...]:
    """Return the sections whose heads are headings, in order, without any that overlaps a former one."""
    kept: list[Section] = []
    end = 0
    for section in sorted(document.sections, key=lambda each: (each.head.start, each.level)):
        if section.title is not None and section.head.start >= end and section.head.end > section.head.start:
            kept.append(section)
            end = section.head.end
    return tuple(kept)


def _cut(text: str, heads: Sequence[Section]) -> Iterator[tuple[Span, Section | None]]:
    """Yield the spans of headings and of the lines between them, without outer white space."""
    position = 0
    for head in heads:
        yield from ((span, None) for span in _lines(text, Span(position, head.head.start)))
        trimmed = _trim(text, head.head)
        if trimmed.start < trimmed.end:
            yield trimmed, head
        position = head.head.end
    yield from ((span, None) for span in _lines(text, Span(position, len(text))))


def _lines(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for line in span.of(text).split("\n"):
        trimmed = _trim(text, Span(start, start + len(line)))
        if trimmed.start < trimmed.end:
            yield trimmed
        start += len(line) + 1


def _trim(text: str, span: Span) -> Span:
    value = span.of(text)
    start = span.start + len(value) - len(value.lstrip())
    return Span(start, max(start, span.end - len(value) + len(value.rstrip())))


def _section_at(document: Document, offset: int) -> str:
    around = [each for each in document.sections if each.span.start <= offset < each.span.end]
    if around:
        return max(around, key=lambda each: (each.span.start, each.level)).anchor
    zones = document.zones
    for name, zone in (
        ("header", zones.header),
        ("preamble", zones.preamble),
        ("signature", zones.signature),
        ("recipients", zones.recipients),
        ("closing", zones.closing),
    ):
        if zone.start <= offset < zone.end:
            return name
    return "p"


def _anchors_in(sections: Sequence[Section], heads: Sequence[Section], span: Span) -> tuple[str, ...]:
    shown = {head.anchor for head in heads}
    inside = (each for each in sections if each.anchor not in shown and span.start <= each.head.start < span.end)
    return tuple(dict.fromkeys(safe_anchor(each.anchor) for each in inside))


def _free(anchor: str, taken: set[str]) -> str:
    unique, number = anchor, 2
    while unique in taken:
        unique, number = f"{anchor}-{number}", number + 1
    taken.add(unique)
    return unique
