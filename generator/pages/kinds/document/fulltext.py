"""Toàn văn: the outline and the full text of a document, or of one of its appendices."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from generator.derive.blocks import Block
from generator.derive.catalog import Catalog
from generator.model import Doubt, Record
from generator.pages.frame import urls
from generator.pages.frame.links import address
from generator.pages.kinds.document import paper_table
from generator.pages.kinds.document.extracts import notes
from generator.pages.markdown import render
from generator.pages.markdown.annotate import Address, annotate
from generator.pages.markdown.escape import esc


def outline(path: str, record: Record, shown: Sequence[Block]) -> str:
    """Return the headings as a list, for screens without the contents at the side.

    Itself no entry of those.
    """
    headings = [block for block in shown if block.level is not None]
    if len(headings) < 3:
        return ""
    text = record.document.text
    items: list[str] = []
    depth = 0
    for block in headings:
        depth = min(_depth(block.level), depth + 1) if items else 0
        words = render.link(esc(render.shorten(block.span.of(text), 120)), urls.relative(path, path, block.anchor))
        items.append(f"{'    ' * depth}- {words}")
    return "\n\n".join((render.block("<strong>Bố cục</strong>", "vk-outline", "k-bo-cuc"), "\n".join(items)))


def _depth(level: int | None) -> int:
    return min(max((level or 1) - 1, 0), 3)


def full_text(found: Catalog, path: str, record: Record, shown: Sequence[Block]) -> str:
    """Return the words of these blocks, mentions linked, with notes beside what looks wrong."""
    told = notes(found, path, record)

    def to_page(entity: str) -> str | None:
        return address(found, path, entity)

    doubts = found.doubts.get(record.id, ())
    captions = _captions(found, record, shown)
    inside = {block.anchor for block in captions.values()}
    kept = (block for block in shown if block.anchor not in inside)
    pieces: list[str] = []
    for number, blocks in groupby(kept, key=lambda block: block.table):
        lines = list(blocks)
        if not number:
            shown_ones = ((_block(record, each, to_page, doubts), told.get(each.anchor, "")) for each in lines)
            pieces += (piece for both in shown_ones for piece in both)
            continue
        caption = captions.get(number)
        table = found.grids[record.id][number - 1]
        pieces.append(paper_table.table(path, record, table, lines, caption, to_page, doubts))
        beside = (*([caption] if caption else []), *lines)
        pieces += dict.fromkeys(told[each.anchor] for each in beside if each.anchor in told)
    return render.section("Toàn văn", "toan-van", *pieces)


def _captions(found: Catalog, record: Record, shown: Sequence[Block]) -> dict[int, Block]:
    """Return by the number of a table the paragraph right above it that names it."""
    captions = {}
    for above, block in pairwise(shown):
        if block.table and not above.table and above.level is None:
            named = found.grids[record.id][block.table - 1].caption
            if named and named.of(record.document.text).strip() == above.span.of(record.document.text):
                captions[block.table] = above
    return captions


def _block(record: Record, block: Block, to_page: Address, doubts: Sequence[Doubt]) -> str:
    words = annotate(record.document.text, block.span, record.occurrences, to_page, doubts)
    marks = "".join(f'<span id="{anchor}"></span>' for anchor in block.anchors)
    if block.level is not None:
        return render.heading(3 + _depth(block.level), marks + words, block.anchor)
    permalink = render.link("¶", f"#{block.lasting}", "vk-at")
    return render.block(f"{marks}{words} {permalink}", "vk-p", block.anchor)
