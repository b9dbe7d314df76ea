"""The full text cut into blocks: headings and paragraphs, each with a stable anchor.

A heading is the head of a section with a title; where it covers only part of its line, the rest of the line, after
the colon that leads to it, is a paragraph of its own. A section without a title is a numbered paragraph: it only
lends its anchor. In a table every line of a cell is a paragraph; a head there is none, since a table is no place for
headings.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter, itemgetter

from generator.derive import parts
from generator.derive.anchors import lasting_anchor, paragraph_anchor, safe_anchor
from generator.derive.layout.grids import Grid, grids
from generator.model import Document, Section, Span
from generator.model.frozen import Frozen

ANNEX = "annex"
_COLON = re.compile(r"[ \t]*:")
_START = attrgetter("span.start")


class Block(Frozen, array_like=True):
    """A heading (`level` says how deep) or a paragraph (`level` None) of the full text."""

    span: Span
    anchor: str
    """Of a paragraph its place in its section: no edit elsewhere in the document changes it."""
    section: str
    """Anchor of the innermost section around it, or the name of its zone."""
    level: int | None = None
    anchors: tuple[str, ...] = ()
    """Further anchors at this place: of numbered paragraphs that begin here."""
    part: int = 0
    """The attached part (phụ lục) in which it stands, 0 for the document's own text."""
    row: Span | None = None
    """Of a line in a table the passage of its row: what stands beside it."""
    table: int = 0
    """The number of the table in which it stands, 0 for none."""


class Cut(Frozen, array_like=True):
    """A document cut up (bố cục): its tables and its blocks."""

    grids: tuple[Grid, ...]
    blocks: tuple[Block, ...]


def cut(document: Document) -> Cut:
    """Return a document cut up; of what it says of anybody nothing is asked."""
    drawn = grids(document)
    return Cut(drawn, blocks(document, drawn))


def blocks(document: Document, tables: Sequence[Grid] = ()) -> tuple[Block, ...]:
    """Return the blocks of `document` in order; together they hold every visible character of its text.

    `tables` are those of the document, whose cells are cut apart. What no page shows of them bears the anchor of the
    note that says so.
    """
    heads = _heads(document, tables)
    shown = {head.anchor for head in heads}
    starts = sorted(
        ((each.head.start, safe_anchor(each.anchor)) for each in document.sections if each.anchor not in shown),
        key=lambda each: each[0],
    )
    attached = parts.part_spans(document)
    taken = {safe_anchor(section.anchor) for section in document.sections}
    taken |= {_heading_anchor(section, parts.part_at(attached, section.head.start)) for section in heads}
    rows = _rows(tables)
    spans = tuple(_cut(document.text, heads, rows))
    sections = _sections_at(document, [span.start for span, _ in spans])
    made: list[Block] = []
    counts: dict[str, int] = {}
    for (span, head), section in zip(spans, sections, strict=True):
        row = _row_at(rows, span.start)
        part = row.table.part if row else parts.part_at(attached, span.start)
        if head:
            made.append(_heading(span, head, part))
            continue
        place = parts.prefix(part) + ("" if section == ANNEX and part else safe_anchor(section))
        counts[place] = counts.get(place, 0) + 1
        anchor = _free(paragraph_anchor(place.removesuffix("-"), counts[place]), taken)
        made.append(_paragraph(span, anchor, section, _anchors_in(starts, span), part, row))
    return tuple(made)


def _paragraph(span: Span, anchor: str, section: str, anchors: tuple[str, ...], part: int, row: _Row | None) -> Block:
    if row is None:
        return Block(span, anchor, section, None, anchors, part)
    if not row.shown:
        return Block(span, row.anchor, section, None, (), part, row.span, row.table.number)
    return Block(span, anchor, section, None, anchors, part, row.span, row.table.number)


def _heading(span: Span, head: Section, part: int) -> Block:
    own = (safe_anchor(head.anchor),) if part else ()
    return Block(span, _heading_anchor(head, part), head.anchor, head.level, own, part)


def _heading_anchor(head: Section, part: int) -> str:
    return parts.prefix(part) + safe_anchor(head.anchor)


def lasting(block: Block, text: str) -> str:
    """Return the anchor of a block to hand on (`¶`), found again while its place or its words are there.

    A heading has its own, a line in a table that of its row.
    """
    return lasting_anchor(block.anchor, block.span.of(text)) if block.level is None and not block.table else ""


def block_at(found: Sequence[Block], offset: int) -> Block | None:
    """Return the block in which `offset` stands, or the last before it.

    None where there is no block at all.
    """
    index = bisect_right(found, offset, key=_START) - 1
    return found[max(index, 0)] if found else None


def finder(found: Sequence[Block]) -> Callable[[int], Block | None]:
    """Return what does the same, quickly, for many offsets of one document."""
    starts = [block.span.start for block in found]

    def at(offset: int) -> Block | None:
        return found[(bisect_right(starts, offset) or 1) - 1] if found else None

    return at


class _Row(Frozen):
    """A row of a table: where its first word stands, its passage and anchor, the cells in it."""

    table: Grid
    anchor: str
    span: Span
    shown: bool
    cells: tuple[Span, ...]


def _rows(tables: Sequence[Grid]) -> tuple[_Row, ...]:
    """Return the rows with words, in the order of the text."""
    found = []
    for table in tables:
        for number, row in enumerate(table.rows):
            cells = tuple(sorted(cell.span for cell in row if cell.span.start < cell.span.end))
            if cells:
                shown = number < table.shown
                found.append(_Row(table, table.row_anchor(number), table.row_span(number), shown, cells))
    return tuple(sorted(found, key=lambda each: each.span.start))


def _row_at(rows: Sequence[_Row], offset: int) -> _Row | None:
    place = bisect_right(rows, offset, key=lambda each: each.span.start) if rows else 0
    return rows[place - 1] if place and offset < rows[place - 1].span.end else None


def _heads(document: Document, tables: Sequence[Grid]) -> tuple[Section, ...]:
    """Return the sections whose heads are headings, in order; none overlaps a former one or a table."""
    kept: list[Section] = []
    end = 0
    for section in sorted(document.sections, key=lambda each: (each.head.start, each.level)):
        if _in_table(section.head, tables):
            continue
        if section.title is not None and section.head.start >= end and section.head.end > section.head.start:
            kept.append(section)
            end = section.head.end
    return tuple(kept)


def _in_table(head: Span, tables: Sequence[Grid]) -> bool:
    place = bisect_left(tables, head.end, key=lambda each: each.span.start)
    return place > 0 and head.start < tables[place - 1].span.end


def _cut(text: str, heads: Sequence[Section], rows: Sequence[_Row]) -> Iterator[tuple[Span, Section | None]]:
    """Yield the spans of headings, and of the lines in cells and between them, without outer white space."""
    cells: list[tuple[Span, Section | None]] = [(cell, None) for row in rows for cell in row.cells]
    position = 0
    for piece, head in sorted([*((head.head, head) for head in heads), *cells], key=lambda each: each[0].start):
        yield from ((span, None) for span in _lines(text, Span(position, piece.start)))
        if head is None:
            yield from ((span, None) for span in _lines(text, piece))
        elif (trimmed := _trim(text, piece)).start < trimmed.end:
            colon = _COLON.match(text, piece.end)
            piece = Span(piece.start, colon.end()) if colon else piece
            yield _trim(text, piece), head
        position = piece.end
    yield from ((span, None) for span in _lines(text, Span(position, len(text))))


def _lines(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for line in span.of(text).split("\n"):
        if words := line.strip():
            first = start + line.index(words)
            yield Span(first, first + len(words))
        start += len(line) + 1


def _trim(text: str, span: Span) -> Span:
    value = span.of(text)
    start = span.start + len(value) - len(value.lstrip())
    return Span(start, max(start, span.end - len(value) + len(value.rstrip())))


def _sections_at(document: Document, offsets: Sequence[int]) -> list[str]:
    """Return the anchor of the innermost section around each offset, ascending, else its zone's name."""
    waiting = sorted(document.sections, key=lambda each: (each.span.start, each.level), reverse=True)
    around: list[Section] = []
    found: list[str] = []
    for offset in offsets:
        while waiting and waiting[-1].span.start <= offset:
            around.append(waiting.pop())
        while around and around[-1].span.end <= offset:
            around.pop()
        found.append(around[-1].anchor if around else _zone_at(document, offset))
    return found


def _zone_at(document: Document, offset: int) -> str:
    zones = document.zones
    for name, zone in (
        ("header", zones.header),
        ("preamble", zones.preamble),
        ("signature", zones.signature),
        ("recipients", zones.recipients),
        ("closing", zones.closing),
        (ANNEX, zones.annex),
    ):
        if zone.start <= offset < zone.end:
            return name
    return "p"


def _anchors_in(starts: Sequence[tuple[int, str]], span: Span) -> tuple[str, ...]:
    if not starts:
        return ()
    first = bisect_left(starts, span.start, key=lambda each: each[0])
    last = bisect_left(starts, span.end, key=lambda each: each[0])
    return tuple(dict.fromkeys(anchor for _, anchor in starts[first:last]))


def _free(anchor: str, taken: set[str]) -> str:
    unique, number = anchor, 2
    while unique in taken:
        unique, number = f"{anchor}-{number}", number + 1
    taken.add(unique)
    return unique


class Lines(Mapping[str, tuple[tuple[int, Block], ...]]):
    """The lines of documents, each made when it is first asked for: few ever are."""

    def __init__(self, documents: Mapping[str, Document], parts: Mapping[str, tuple[Block, ...]]) -> None:
        self._documents, self._parts = documents, parts
        self._made: dict[str, tuple[tuple[int, Block], ...]] = {}

    def __getitem__(self, document: str) -> tuple[tuple[int, Block], ...]:
        if document not in self._made:
            line, parts = self._documents[document].line_of, self._parts[document]
            self._made[document] = tuple(sorted(((line(each.span.start), each) for each in parts), key=itemgetter(0)))
        return self._made[document]

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents)

    def __len__(self) -> int:
        return len(self._documents)
