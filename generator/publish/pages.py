"""Pages written one by one (viết trang), to the folder of Markdown as they are made: none is held.

What is left of a page is its card: what the menu, the sitemap and search ask of it. A page that is as the last build
left it is not even handed over by the process that makes it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple, TypeVar

import msgspec

from generator import pages, resources, search
from generator.cores import Told, spread
from generator.derive.catalog import Catalog
from generator.derive.lookups import Answers, Consulted, Lookup
from generator.disclosure import Output, kinds_told, pages_told
from generator.model import Facets, Page, Portal
from generator.publish.kept.memory import Memory
from generator.publish.kept.seals import OwnFolder
from generator.recall import Known
from generator.search import entries
from generator.search.entries import Entry
from generator.search.kept import LostKeys
from generator.text.digests import digest

Made = TypeVar("Made")
STAGE = "pages"
"""Stage of the memory: the card of each page, under the digest of the page."""
KEYS = "keys"
"""Stage of the memory: under which words search finds names and texts of pages, by the digest of these."""
LOTS = "lots"
"""Stage of the memory: what the pages of each thing looked up, under the digest of the program and the settings."""
_Mark = tuple[str, bytes]
"""Path and digest of a page."""


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

    @property
    def keys(self) -> tuple[str, ...]:
        """The names under which the keys of its entry are remembered."""
        return (name_of(self.entry.names), name_of(self.entry.texts)) if self.entry else ()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page with its card, or, where all that it gives lies there already, with its digest alone."""

    path: str
    mark: bytes
    files: tuple[tuple[str, bytes], ...] = ()
    card: bytes = b""
    keys: tuple[tuple[str, bytes], ...] = ()


class _Lot(NamedTuple):
    """Pages that are made together: those of a thing of a kind."""

    kind: str
    thing: Any

    @property
    def name(self) -> str:
        """The name under which it is remembered."""
        return f"{self.kind} {self.thing.id}" if self.thing else self.kind

    def asked(self, lookups: Iterable[Lookup], answers: Answers) -> bytes:
        """Return the digest of all that its pages are made of, where they look that up."""
        return digest(answers.thing(self.thing), answers.of(lookups))


class _Kept(NamedTuple):
    """What is remembered of pages made together: what they looked up, the digest of that, themselves."""

    lookups: tuple[Lookup, ...]
    answers: bytes
    sheets: tuple[_Mark, ...]


@dataclass(frozen=True, slots=True)
class _Desk:
    """What a page is written with: the portal's settings, the digest of the program and of these."""

    portal: Portal
    settings: bytes

    def sheet(self, page: Page, known: Container[_Mark]) -> _Sheet:
        """Return what comes of a page."""
        mark = digest(self.settings, msgspec.msgpack.encode(page))
        if (page.path, mark) in known:
            return _Sheet(page.path, mark)
        told = bool(pages_told((page,), self.portal, Output.SEARCH))
        passages = tuple(entries.passages(page)) if told else ()
        marks = tuple((f"{search.FOLDER}/{name}", digest(data)) for name, data in passages)
        entry, keys = (entries.entry(page) if told else None) or (None, {})
        card = Card(page.path, page.title, replace(page.facets, aliases=()), entry, marks)
        files = (page.markdown.encode(), *(data for _, data in passages))
        names = (page.path, *(name for name, _ in marks))
        named = tuple((name_of(key), each) for key, each in keys.items())
        return _Sheet(page.path, mark, tuple(zip(names, files, strict=True)), msgspec.msgpack.encode(card), named)


def name_of(keys: bytes) -> str:
    """Return the name under which keys of that digest are remembered."""
    return keys.hex()


def keys_of(kept: Known, keys: bytes) -> bytes | None:
    """Return the keys of that digest, None where they are remembered no more, or not as they were."""
    found = kept.get(name_of(keys), b"")
    return found if found is not None and digest(found) == keys else None


def desk(portal: Portal) -> _Desk:
    """Return what pages of a portal are written with."""
    return _Desk(portal, digest(repr(kinds_told(portal, Output.SEARCH)), resources.code()))


def written(found: Catalog, folder: OwnFolder, kept: Memory, tell: Told) -> list[Card]:
    """Write every page of the portal to a folder, and return their cards.

    The pages of a thing of which all that they looked up is as it was, and which lie there as they were left, are not
    made again.
    """
    writing = desk(found.portal)
    known = dict(_known(folder, kept))
    marks = frozenset((path, folder.whole[path]) for path in known)
    lots = [_Lot(name, thing) for name, kind in pages.PAGE_KINDS.items() for thing in kind.things(found)]
    answers = Answers(found)
    settings = digest(writing.settings, msgspec.msgpack.encode(found.portal, order="deterministic"))
    before = kept.all_of(LOTS)
    same = {lot.name: each for lot in lots if (each := _as_before(lot, before, settings, answers, marks))}
    changed = [lot for lot in lots if lot.name not in same]
    made = spread(partial(_made, found, writing, answers, marks), changed, tell=tell)
    cards: list[Card] = []
    for lot in lots:
        if (sheets := same.get(lot.name)) is None:
            sheets, new = next(made)
            kept.put(LOTS, lot.name, settings, msgspec.msgpack.encode(new))
        cards += [_laid(sheet, folder, kept, known) for sheet in sheets]
    next(made, None)  # there is none left: the processes may go
    kept.keep_only(LOTS, (lot.name for lot in lots))
    return cards


def _as_before(
    lot: _Lot, before: Mapping[str, tuple[bytes, bytes]], settings: bytes, answers: Answers, marks: Container[_Mark]
) -> tuple[_Sheet, ...]:
    """Return the pages of a thing that need not be made again, nothing where any must be."""
    key, row = before.get(lot.name, (b"", b""))
    if key != settings:
        return ()
    kept = msgspec.msgpack.decode(row, type=_Kept)
    same = all(each in marks for each in kept.sheets) and kept.answers == lot.asked(kept.lookups, answers)
    return tuple(_Sheet(*each) for each in kept.sheets) if same else ()


def write(many: Iterable[Page], portal: Portal, folder: OwnFolder, kept: Memory) -> list[Card]:
    """Write some pages to a folder, and return their cards."""
    writing = desk(portal)
    return [_laid(writing.sheet(page, ()), folder, kept, {}) for page in many]


def with_keys(make: Callable[[], Made], kept: Memory) -> Made:
    """Return what is made of pages.

    Where the keys of one turn out to be damaged, all pages are made anew with theirs.
    """
    try:
        return make()
    except LostKeys:
        kept.keep_only(KEYS, ())
        return make()


def keep_only(cards: Sequence[Card], kept: Memory) -> None:
    """Remember of no other pages than these."""
    kept.keep_only(STAGE, (card.path for card in cards))
    kept.keep_only(KEYS, (name for card in cards for name in card.keys))


def _known(folder: OwnFolder, kept: Memory) -> Iterator[tuple[str, Card]]:
    """Yield path and card of each page that lies there as it was left, with files of its text and keys."""
    keys = kept.names(KEYS)
    for path, mark, row in kept.rows(STAGE):
        if folder.whole.get(path) == mark:
            try:
                card = msgspec.msgpack.decode(row, type=Card)
            except (
                msgspec.MsgspecError,
                UnicodeDecodeError,
            ):  # of another version of the program, which makes all pages anew
                continue
            if keys.issuperset(card.keys) and all(folder.whole.get(name) == mark for name, mark in card.passages):
                yield path, card


def _made(
    found: Catalog, writing: _Desk, answers: Answers, known: Container[_Mark], lot: _Lot
) -> tuple[tuple[_Sheet, ...], _Kept]:
    consulted = Consulted(found)
    every = pages.PAGE_KINDS[lot.kind].pages(consulted.catalog, lot.thing)
    sheets = tuple(writing.sheet(page, known) for page in every)
    lookups = tuple(sorted(consulted.lookups))
    marks = tuple((sheet.path, sheet.mark) for sheet in sheets)
    return sheets, _Kept(lookups, lot.asked(lookups, answers), marks)


def _laid(sheet: _Sheet, folder: OwnFolder, kept: Memory, known: dict[str, Card]) -> Card:
    """Write what a page gives, and return its card."""
    for name, keys in sheet.keys:
        kept.put(KEYS, name, b"", keys)
    if sheet.card:
        kept.put(STAGE, sheet.path, sheet.mark, sheet.card)
        card = msgspec.msgpack.decode(sheet.card, type=Card)
    else:
        card = known[sheet.path]
    data = dict(sheet.files)
    for name, mark in ((sheet.path, sheet.mark), *card.passages):
        folder.add(name, mark, data.get(name))
    return card
