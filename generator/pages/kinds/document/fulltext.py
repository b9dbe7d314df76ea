"""Toàn văn: the outline and the full text of a document, or of one of its appendices."""

from __future__ import annotations

from collections.abc import Sequence

from generator.derive.blocks import Block
from generator.derive.catalog import Catalog
from generator.model import Record
from generator.pages.frame import urls
from generator.pages.frame.links import address
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

    pieces = (
        piece for block in shown for piece in (_block(record, block, to_page), told.get(block.anchor, "")) if piece
    )
    return render.section("Toàn văn", "toan-van", *pieces)


def _block(record: Record, block: Block, to_page: Address) -> str:
    words = annotate(record.document.text, block.span, record.occurrences, to_page)
    marks = "".join(f'<span id="{anchor}"></span>' for anchor in block.anchors)
    if block.level is not None:
        return render.heading(3 + _depth(block.level), marks + words, block.anchor)
    permalink = render.link("¶", f"#{block.lasting}", "vk-at")
    return render.block(f"{marks}{words} {permalink}", "vk-p", block.anchor)
