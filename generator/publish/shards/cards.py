"""Thẻ xem trước: what a link says of the page and the paragraph that it leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.derive.blocks import Block
from generator.derive.catalog import Catalog
from generator.derive.parts import is_split
from generator.disclosure import Output, pages_told
from generator.model import Record
from generator.pages.frame import urls
from generator.pages.frame.labels import KINDS
from generator.pages.markdown import render
from generator.publish.pages import Card
from generator.publish.shards import script, spread_out

_EACH = 48
"""Pages whose cards lie in one file, about 12 KB."""
_WORDS, _MORE = 280, 240
"""Characters of a paragraph, and of what a cited paper is about."""


def files(cards: Iterable[Card], found: Catalog) -> Iterator[tuple[str, bytes]]:
    """Yield the files of all cards and of all paragraphs, path below the site and bytes."""
    told = pages_told(cards, found.portal, Output.PAGES)
    yield from spread_out("cards", ((urls.published(each.path), _row(found, each)) for each in told), _EACH)
    for record in found.graph.records:
        for page, blocks in _sheets(found, record):
            name = urls.published(page).rpartition("/")[2].removesuffix(".html")
            yield script(f"passages/{name}", _passages(record, blocks))


def _row(found: Catalog, card: Card) -> tuple[str, ...]:
    """Return what a page is, its title, the line below it, and of a cited paper what it is about."""
    work = found.works.get(card.path.removesuffix(".md"))
    about = render.shorten(work.title, _MORE) if work and work.title else ""
    row = (card.facets.type or KINDS[card.facets.kind], card.title, card.facets.sub, about)
    return row if about else row[:3]


def _sheets(found: Catalog, record: Record) -> Iterator[tuple[str, list[Block]]]:
    """Yield the pages of a document with the blocks that stand on each."""
    every = found.blocks[record.id]
    for part in sorted({each.part for each in every}) if is_split(record.document) else (None,):
        page = urls.document_path(record.id, part or 0)
        yield page, [each for each in every if part is None or each.part == part]


def _passages(record: Record, blocks: Iterable[Block]) -> tuple[dict[str, int], list[str]]:
    """Return the place of each anchor among the paragraphs, and these."""
    places: dict[str, int] = {}
    texts: list[str] = []
    for block in blocks:
        for anchor in (block.anchor, *(each for each in block.anchors if each != block.lasting)):
            places.setdefault(anchor, len(texts))
        texts.append(render.shorten((block.row or block.span).of(record.document.text), _WORDS))
    return places, texts
