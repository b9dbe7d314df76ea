"""Thẻ xem trước: what a link says of the page and the paragraph that it leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from generator.derive.blocks import Block
from generator.derive.catalog import Catalog
from generator.derive.marks import Marks
from generator.derive.parts import is_split
from generator.disclosure import Output, pages_told
from generator.model import Record, Span
from generator.pages.frame import urls
from generator.pages.frame.labels import KINDS
from generator.pages.markdown import render
from generator.publish.kept.pieces import Pieced
from generator.publish.pages import Card
from generator.publish.shards import pieced, spread_out
from generator.text.digests import digest

_EACH = 48
"""Pages whose cards lie in one file, about 12 KB."""
_WORDS, _MORE = 6000, 240
"""Characters of a paragraph, whole but for the longest, and of what a cited paper is about."""


def files(cards: Iterable[Card], found: Catalog, marks: Marks) -> Iterator[tuple[str, bytes | Pieced]]:
    """Yield the files of all cards and of all paragraphs, path below the site and content."""
    told = pages_told(cards, found.portal, Output.PAGES)
    yield from spread_out("cards", ((urls.published(each.path), _row(found, each)) for each in told), _EACH)
    for record in found.graph.records:
        sheets = list(_sheets(found, record))
        for number, blocks in sheets:
            name = urls.published(urls.document_path(record.id, number)).rpartition("/")[2].removesuffix(".html")
            further = [each for each, _ in sheets if each] if not number else []
            mark = digest(marks.get(record.id, b""), str(number))
            yield pieced(f"passages/{name}", mark, partial(_told, record, blocks, further))


def _row(found: Catalog, card: Card) -> tuple[str, ...]:
    """Return what a page is, its title, the line below it, and of a cited paper what it is about."""
    work = found.works.get(card.path.removesuffix(".md"))
    about = render.shorten(work.title, _MORE) if work and work.title else ""
    row = (card.facets.type or KINDS[card.facets.kind], card.title, card.facets.sub, about)
    return row if about else row[:3]


def _sheets(found: Catalog, record: Record) -> Iterator[tuple[int, list[Block]]]:
    """Yield the pages of a document, by the part that each shows, with the blocks that stand there."""
    every = found.blocks[record.id]
    if not is_split(record.document):
        yield 0, list(every)
        return
    for part in sorted({0, *(each.part for each in every)}):
        yield part, [each for each in every if each.part == part]


def _told(record: Record, blocks: Iterable[Block], further: Sequence[int]) -> tuple[object, ...]:
    """Return what a file tells of a page of a document; of the first one its further ones, too."""
    return (*_passages(record, blocks), further) if further else _passages(record, blocks)


def _passages(record: Record, blocks: Iterable[Block]) -> tuple[dict[str, int], list[str]]:
    """Return the place of each anchor among the paragraphs, and these; a row of a table is one."""
    places: dict[str, int] = {}
    texts: list[str] = []
    row: Span | None = None
    for block in blocks:
        if block.row is None or block.row != row:  # the cells of a row have its words
            texts.append(render.shorten((block.row or block.span).of(record.document.text), _WORDS))
        row = block.row
        for anchor in (block.anchor, *block.anchors):
            places.setdefault(anchor, len(texts) - 1)
    return places, texts
