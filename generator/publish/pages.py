"""Pages written one by one (viết trang), to the folder of Markdown as they are made: none is held.

What is left of a page is its card: what the menu, the sitemap and search ask of it. A page that is as the last build
left it is not even handed over by the process that makes it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import msgspec

from generator import pages, resources, search
from generator.cores import Told, spread
from generator.derive.catalog import Catalog
from generator.disclosure import Output, kinds_told, pages_told
from generator.model import Facets, Page, Portal
from generator.pages import Kind
from generator.publish.kept.seals import OwnFolder
from generator.recall import Recall
from generator.search import entries
from generator.search.entries import Entry
from generator.text.digests import digest

STAGE = "pages"
"""Stage of the memory: the card of each page, under the digest of the page."""


@dataclass(frozen=True, slots=True)
class Card:
    """What is left of a page once it is written (thẻ trang)."""

    path: str
    title: str
    facets: Facets
    entry: Entry | None
    """What search knows of it, None where it is not told of it."""
    passages: tuple[tuple[str, bytes], ...]
    """The files in which search finds its text: path below the site and digest."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page with its card, or, where all that it gives lies there already, with its digest alone."""

    path: str
    mark: bytes
    files: tuple[tuple[str, bytes], ...] = ()
    card: bytes = b""


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a page is written with: the portal's settings, the digest of the program and of these."""

    portal: Portal
    settings: bytes

    def sheet(self, page: Page, known: Collection[tuple[str, bytes]]) -> _Sheet:
        """Return what comes of a page."""
        mark = digest(self.settings, msgspec.msgpack.encode(page))
        if (page.path, mark) in known:
            return _Sheet(page.path, mark)
        told = bool(pages_told((page,), self.portal, Output.SEARCH))
        passages = tuple(entries.passages(page)) if told else ()
        marks = tuple((f"{search.FOLDER}/{name}", digest(data)) for name, data in passages)
        entry = entries.entry(page) if told else None
        card = Card(page.path, page.title, replace(page.facets, aliases=()), entry, marks)
        files = (page.markdown.encode(), *(data for _, data in passages))
        names = (page.path, *(name for name, _ in marks))
        return _Sheet(page.path, mark, tuple(zip(names, files, strict=True)), msgspec.msgpack.encode(card))


def desk(portal: Portal) -> _Desk:
    """Return what pages of a portal are written with."""
    return _Desk(portal, digest(repr(kinds_told(portal, Output.SEARCH)), resources.code()))


def written(found: Catalog, folder: OwnFolder, recall: Recall, tell: Told) -> list[Card]:
    """Write every page of the portal to a folder, and return their cards."""
    writing = desk(found.portal)
    known = dict(_known(folder, recall))
    marks = frozenset((path, folder.whole[path]) for path in known)
    things = [(kind, thing) for kind in pages.PAGE_KINDS.values() for thing in kind.things(found)]
    made = spread(partial(_made, found, writing, marks), things, tell=tell)
    return [_laid(sheet, folder, recall, known) for sheets in made for sheet in sheets]


def write(many: Iterable[Page], portal: Portal, folder: OwnFolder, recall: Recall) -> list[Card]:
    """Write some pages to a folder, and return their cards."""
    writing = desk(portal)
    return [_laid(writing.sheet(page, ()), folder, recall, {}) for page in many]


def _known(folder: OwnFolder, recall: Recall) -> Iterator[tuple[str, Card]]:
    """Yield path and card of each page that lies there as it was left, with the files of its text."""
    for path, mark in folder.whole.items():
        if path.endswith(".md") and (kept := recall.get(path, mark)) is not None:
            card = msgspec.msgpack.decode(kept, type=Card)
            if all(folder.whole.get(name) == made_of for name, made_of in card.passages):
                yield path, card


def _made(found: Catalog, writing: _Desk, known: Collection[tuple[str, bytes]], each: tuple[Kind, Any]) -> list[_Sheet]:
    kind, thing = each
    return [writing.sheet(page, known) for page in kind.pages(found, thing)]


def _laid(sheet: _Sheet, folder: OwnFolder, recall: Recall, known: dict[str, Card]) -> Card:
    """Write what a page gives, and return its card."""
    if sheet.card:
        recall.put(sheet.path, sheet.mark, sheet.card)
        card = msgspec.msgpack.decode(sheet.card, type=Card)
    else:
        card = known[sheet.path]
    data = dict(sheet.files)
    for name, mark in ((sheet.path, sheet.mark), *card.passages):
        folder.add(name, mark, data.get(name))
    return card
