"""Toàn văn: the outline and the full text of a document or an appendix, drawn as a paper.

In HTML: Markdown has no columns, and what stands inside an element is no Markdown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from generator.derive.blocks import Block, lasting
from generator.derive.catalog import Catalog
from generator.derive.layout.letterhead import Area, Piece, arranged
from generator.model import Record
from generator.model.frozen import Frozen
from generator.pages.frame.links import address
from generator.pages.kinds.document import paper_table, short_forms
from generator.pages.kinds.document.extracts import notes
from generator.pages.markdown import render
from generator.pages.markdown.annotate import Address, Marked, annotate
from generator.pages.markdown.escape import esc
from generator.pages.markdown.html import link
from generator.vocab import load

OUTLINED = 3
"""So many headings make an outline."""


class _Sheet(Frozen):
    """What drawing a line needs to know: where links lead, what words are marked, what tables are called."""

    found: Catalog
    path: str
    record: Record
    to_page: Address
    marks: Sequence[Marked]
    captions: Mapping[int, Block]


def outline(record: Record, shown: Sequence[Block]) -> str:
    """Return the headings as a list of links, empty where there are few."""
    headings = [block for block in shown if block.level is not None]
    if len(headings) < OUTLINED:
        return ""
    items: list[str] = []
    depth = 0
    for block in headings:
        depth = min(_depth(block.level), depth + 1) if items else 0
        words = esc(render.shorten(block.span.of(record.document.text), 120))
        items.append(f'<li class="vk-o{depth}"><a href="#{block.anchor}">{words}</a></li>')
    return (
        '<nav class="vk-outline" aria-labelledby="k-bo-cuc"><h2 id="k-bo-cuc">Bố cục</h2>'
        f"<ol>{''.join(items)}</ol></nav>"
    )


def _depth(level: int | None) -> int:
    return min(max((level or 1) - 1, 0), 3)


def full_text(found: Catalog, path: str, record: Record, shown: Sequence[Block]) -> str:
    """Return the words of these blocks as a paper, mentions linked, with notes beside what looks wrong."""

    def to_page(entity: str) -> str | None:
        return address(found, path, entity)

    captions = _captions(found, record, shown)
    inside = {block.anchor for block in captions.values()}
    kept = [block for block in shown if block.anchor not in inside]
    sheet = _Sheet(found, path, record, to_page, short_forms.marks(found, record), captions)
    told = notes(found, path, record)
    drawn = "\n".join(_area(sheet, area, told) for area in arranged(record.document, kept, load()))
    return f'<div class="vk-doc"><h2 class="vk-unseen" id="k-toan-van">Toàn văn</h2>\n{drawn}\n</div>'


def _captions(found: Catalog, record: Record, shown: Sequence[Block]) -> dict[int, Block]:
    """Return by the number of a table the paragraph right above it that names it."""
    captions = {}
    for above, block in pairwise(shown):
        if block.table and not above.table and above.level is None:
            named = found.grids[record.id][block.table - 1].caption
            if named and named.of(record.document.text).strip() == above.span.of(record.document.text):
                captions[block.table] = above
    return captions


def _area(sheet: _Sheet, area: Area, told: Mapping[str, str]) -> str:
    """A strip of the paper; what is told of a line in columns stands below them."""
    if area.kind == "plain":
        return "\n".join(_plain(sheet, area.columns[0].pieces, told))
    columns = (
        f'<div class="vk-{column.place}">{"".join(_line(sheet, piece) for piece in column.pieces)}</div>'
        for column in area.columns
    )
    anchors = dict.fromkeys(piece.block.anchor for column in area.columns for piece in column.pieces)
    below = "".join(told[anchor] for anchor in anchors if anchor in told)
    return f'<div class="vk-{area.kind}">{"".join(columns)}</div>{below}'


def _plain(sheet: _Sheet, pieces: Sequence[Piece], told: Mapping[str, str]) -> Iterator[str]:
    """Yield paragraphs, headings and tables, each with what is told of it below."""
    record = sheet.record
    for number, run in groupby(pieces, key=lambda piece: piece.block.table):
        held = list(run)
        if not number:
            yield from (_line(sheet, piece) + told.get(piece.block.anchor, "") for piece in held)
            continue
        caption = sheet.captions.get(number)
        grid, lines = sheet.found.grids[record.id][number - 1], [piece.block for piece in held]
        yield paper_table.table(sheet.path, record, grid, lines, caption, sheet.to_page, sheet.marks)
        beside = (*([caption] if caption else []), *lines)
        yield from dict.fromkeys(told[each.anchor] for each in beside if each.anchor in told)


def _line(sheet: _Sheet, piece: Piece) -> str:
    """A heading or a paragraph; its anchors and its permalink stand with its first words."""
    block, record = piece.block, sheet.record
    words = annotate(record.document.text, piece.span, record.occurrences, sheet.to_page, sheet.marks, link)
    role = f" vk-p--{piece.role}" if piece.role else ""
    if not piece.opens:
        return f'<p class="vk-p{role}">{words}</p>'
    to_hand_on = lasting(block, record.document.text)
    marks = "".join(f'<span id="{anchor}"></span>' for anchor in (*block.anchors, to_hand_on) if anchor)
    permalink = f' <a class="vk-at" href="#{to_hand_on or block.anchor}">¶</a>'
    if block.level is not None:
        level = 3 + _depth(block.level)
        dress = ' class="vk-p--middle"' if piece.role == "middle" else ""
        return f'<h{level}{dress} id="{block.anchor}">{marks}{words}{permalink}</h{level}>'
    return f'<p class="vk-p{role}" id="{block.anchor}">{marks}{words}{permalink}</p>'


def beside(*parts: str) -> str:
    """Return what stands at the side of the text on a wide screen, and below it on others."""
    if not any(parts):
        return ""
    return f'<aside class="vk-side" aria-label="Về văn bản này"><div class="vk-side__in">{"".join(parts)}</div></aside>'


def desk(*parts: str) -> str:
    """Return the text and what stands beside it, as one element."""
    inside = "\n".join(part for part in parts if part)
    return f'<div class="vk-spread">\n{inside}\n</div>'
