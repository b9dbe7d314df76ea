"""Pages written one by one (viết trang), to the folder of Markdown as they are made: none is held.

What is left of a page is its card: what the menu, the sitemap and search ask of it. The process that makes a page
writes it, and hands over how it lies; of one that is as the last build left it, not even that.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar, cast

import msgspec

from generator import pages, resources, search
from generator.cores import Told, spread
from generator.derive.catalog import Catalog
from generator.derive.lookups import Answers, Consulted, readable
from generator.disclosure import Output, kinds_told, pages_told
from generator.model import Facets, Page, Portal
from generator.model.frozen import Frozen, replace
from generator.pages.frame.page import Drawn, Further
from generator.publish.kept import lots
from generator.publish.kept.lots import Asked, Changed, Kept, Mark, Questions
from generator.publish.kept.memory import Memory
from generator.publish.kept.seals import NOTHING_ADDED, Added, OwnFolder
from generator.recall import Known
from generator.search import entries
from generator.search.entries import Entry
from generator.search.kept import LostKeys
from generator.text.digests import digest

Made = TypeVar("Made")
_MANY, _TURNS = 16, 16
"""Lots that a process makes in a turn at most; where there are few, so many turns at least: some take long."""
_FEW = 64
"""Fewer lots than these are made here: each process would first copy what all of them look at."""
STAGE = "pages"
"""Stage of the memory: the card of each page, under the digest of the page."""
KEYS = "keys"
"""Stage of the memory: under which words search finds names and texts of pages, by the digest of these."""


class Card(Frozen):
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


class _Sheet(Frozen):
    """A page with its card, or, where all that it gives lies there already, with its digest alone."""

    path: str
    mark: bytes
    files: Added = NOTHING_ADDED
    """Its files, which lie there: who makes a page writes it."""
    card: bytes = b""
    keys: tuple[tuple[str, bytes], ...] = ()


class _Lying(Container[Mark]):
    """Pages that lie there as they were left, by path and digest."""

    def __init__(self, known: Container[str], whole: Mapping[str, bytes]) -> None:
        self._known, self._whole = known, whole

    def __contains__(self, mark: object) -> bool:
        path, made_of = cast(Mark, mark)
        return path in self._known and self._whole.get(path) == made_of


class _Lot(NamedTuple):
    """Pages that are made together: those of a thing of a kind."""

    kind: str
    thing: Any

    @property
    def name(self) -> str:
        """The name under which it is remembered."""
        return f"{self.kind} {self.thing.id}" if self.thing else self.kind


class _Made(NamedTuple):
    """The pages of a lot, its name and those of its further pages, what is to be remembered of it."""

    sheets: tuple[_Sheet, ...]
    names: tuple[str, ...]
    lots: tuple[tuple[str, bytes], ...] = ()
    lookups: Asked = MappingProxyType({})
    """Those that are new."""


class _Desk(Frozen):
    """What pages are written with: settings, the digest of these and of the program, the folder."""

    portal: Portal
    settings: bytes
    folder: OwnFolder

    def sheet(self, page: Page, known: Container[Mark]) -> _Sheet:
        """Write a page, and return what comes of it."""
        mark = digest(self.settings, msgspec.msgpack.encode(page))
        if (page.path, mark) in known:
            return _Sheet(page.path, mark)
        told = bool(pages_told((page,), self.portal, Output.SEARCH))
        passages = tuple(entries.passages(page)) if told else ()
        marks = tuple((f"{search.FOLDER}/{name}", digest(data)) for name, data in passages)
        entry, keys = (entries.entry(page) if told else None) or (None, {})
        card = Card(page.path, page.title, replace(page.facets, aliases=()), entry, marks)
        part = self.folder.part(str(os.getpid()))
        part.add(page.path, mark, page.markdown.encode())
        for (name, made_of), (_, data) in zip(marks, passages, strict=True):
            part.add(name, made_of, data)
        named = tuple((name_of(key), each) for key, each in keys.items())
        return _Sheet(page.path, mark, part.added, msgspec.msgpack.encode(card), named)


def name_of(keys: bytes) -> str:
    """Return the name under which keys of that digest are remembered."""
    return keys.hex()


def keys_of(kept: Known, keys: bytes) -> bytes | None:
    """Return the keys of that digest, None where they are remembered no more, or not as they were."""
    found = kept.get(name_of(keys), b"")
    return found if found is not None and digest(found) == keys else None


def desk(portal: Portal, folder: OwnFolder) -> _Desk:
    """Return what pages of a portal are written with."""
    return _Desk(portal, digest(repr(kinds_told(portal, Output.SEARCH)), resources.code()), folder)


def anew(found: Catalog, folder: OwnFolder, kept: Memory) -> bool:
    """Tell whether all pages are made anew: no build with this program left what they looked up."""
    return not kept.has(lots.LOOKUPS, "", _settings(desk(found.portal, folder)))


def _settings(writing: _Desk) -> bytes:
    return digest(writing.settings, msgspec.msgpack.encode(writing.portal, order="deterministic"))


def written(found: Catalog, answers: Answers, folder: OwnFolder, kept: Memory, tell: Told) -> list[bytes]:
    """Write every page of the portal to a folder, and return their cards, packed till all else is made.

    The pages of a thing of which all that they looked up is as it was, and which lie there as they were left, are not
    made again; nor is a further page that is made of the same.
    """
    writing = desk(found.portal, folder)
    known = dict(_known(folder, kept))
    settings = _settings(writing)
    state = answers.state
    changed = lots.changed(kept, settings, state)
    asked = Questions(answers, lots.lookups(kept, settings), changed.few)
    lying = _Lying(known, folder.whole)
    press = _Press(found, readable(found), writing, asked, lying, lots.remembered(kept, settings), changed)
    every = [_Lot(name, thing) for name, kind in pages.PAGE_KINDS.items() for thing in kind.things(found)]
    same = {lot.name: made_before for lot in every if (made_before := press.as_before(lot))}
    anew = [lot for lot in every if lot.name not in same]
    lots.begin(kept)
    made = spread(press.made, anew, _at_once(len(anew)), tell, here=True)
    cards: list[bytes] = []
    now: dict[str, bytes] = {}
    looked_up: dict[str, dict[int, str]] = defaultdict(dict)
    for lot in every:
        made_now = same.get(lot.name) or next(made)
        for table, keys in made_now.lookups.items():
            looked_up[table] |= keys
        for name, new in made_now.lots:
            kept.put(lots.STAGE, name, settings, new)
        now |= made_now.lots
        now |= {name: now.get(name) or press.before[name] for name in made_now.names}
        cards += [_laid(sheet, folder, kept, known) for sheet in made_now.sheets]
    next(made, None)  # there is none left: the processes may go
    lots.keep(kept, settings, looked_up, now, state, press.before if changed.few else None)
    return cards


def _at_once(count: int) -> int:
    """How many lots go to a process at a time."""
    return max(1, count if count < _FEW else min(_MANY, count // _TURNS))


class _Press(Frozen):
    """What lots are made with: the catalog and its answers, pages that lie there, what is remembered."""

    found: Catalog
    papers: Mapping[int, str]
    writing: _Desk
    asked: Questions
    marks: Container[Mark]
    before: Mapping[str, bytes]
    changed: Changed

    def as_before(self, lot: _Lot) -> _Made | None:
        """Return the pages of a thing that need not be made again, None where any must be."""
        kept = self._same(lot)
        further = tuple(map(self._answered, kept.further)) if kept else ()
        if kept is None or not all(further):
            return None
        sheets = tuple(_Sheet(*each) for row in (kept, *filter(None, further)) for each in row.pages)
        return _Made(sheets, (lot.name, *kept.further))

    def made(self, lot: _Lot) -> _Made:
        """Return the pages of a thing, those drawn anew that are made of something else than before."""
        consulted = Consulted(self.found, self.papers)
        same = self._same(lot)  # then a further page is made of something else
        own = [_Sheet(*each) for each in same.pages] if same else []
        further: list[_Sheet] = []
        rows: list[tuple[str, bytes]] = []
        names: list[str] = []
        for page in consulted.made(lambda found: pages.PAGE_KINDS[lot.kind].pages(found, lot.thing)):
            if isinstance(page, Further):
                names.append(page.path)
                further.append(self._further(page, rows, self._answered(page.path) if same else None))
            elif same is None:
                own.append(self._drawn(consulted, page))
        if same is None:
            rows.append((lot.name, self._kept(lot.thing, consulted, own, names)))
        return _Made((*own, *further), (lot.name, *names), tuple(rows), self.asked.fresh())

    def _drawn(self, consulted: Consulted, page: Drawn) -> _Sheet:
        (drawn,) = consulted.made(lambda found: (pages.drawn(found, page),))
        return self.writing.sheet(drawn, self.marks)

    def _further(self, page: Further, rows: list[tuple[str, bytes]], same: Kept | None) -> _Sheet:
        """Return a further page; where what leads to it is as it was, so is what it is made of."""
        if kept := same or self._made_of(page.path, page.made_of):
            return _Sheet(*kept.pages[0])
        consulted = Consulted(self.found, self.papers)
        sheet = self._drawn(consulted, page)
        rows.append((page.path, self._kept(page.made_of, consulted, (sheet,), ())))
        return sheet

    def _kept(self, of: object, consulted: Consulted, sheets: Iterable[_Sheet], names: Iterable[str]) -> bytes:
        numbers = self.asked.numbers(consulted.lookups)
        marks = tuple((sheet.path, sheet.mark) for sheet in sheets)
        made = Kept(self.asked.thing(of), numbers, self.asked.answers(numbers), marks, tuple(names))
        return msgspec.msgpack.encode(made)

    def _same(self, lot: _Lot) -> Kept | None:
        """What is remembered of a lot, None where it must be made again."""
        kept = self._answered(lot.name)
        return kept if kept and (self._stands(lot.name) or kept.of == self.asked.thing(lot.thing)) else None

    def _made_of(self, name: str, of: object) -> Kept | None:
        """What is remembered of a further page, None where it is made of something else or must be made again."""
        kept = self._answered(name)
        return kept if kept and kept.of == self.asked.thing(of) else None

    def _answered(self, name: str) -> Kept | None:
        """What is remembered of a lot, None where a page is gone or an answer another."""
        kept = lots.kept_of(self.before.get(name))
        if kept is None or not all(each in self.marks for each in kept.pages):
            return None
        return kept if self._stands(name) or kept.answers == self.asked.answers(kept.lookups) else None

    def _stands(self, name: str) -> bool:
        """Tell whether a lot did not ask for anything that has another answer."""
        return self.before[name] not in self.changed


def write(many: Iterable[Page], portal: Portal, folder: OwnFolder, kept: Memory) -> list[Card]:
    """Write some pages to a folder, and return their cards."""
    writing = desk(portal, folder)
    return unpacked(_laid(writing.sheet(page, ()), folder, kept, {}) for page in many)


def unpacked(cards: Iterable[bytes]) -> list[Card]:
    """Return cards that were packed here."""
    return [msgspec.msgpack.decode(each, type=Card) for each in cards]


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


def _known(folder: OwnFolder, kept: Memory) -> Iterator[tuple[str, bytes]]:
    """Yield path and packed card of each page that lies there as it was left, with its own files and keys."""
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
                yield path, row


def _laid(sheet: _Sheet, folder: OwnFolder, kept: Memory, known: Mapping[str, bytes]) -> bytes:
    """Let what a page gives be in the folder, and return its card, packed."""
    for name, keys in sheet.keys:
        kept.put(KEYS, name, b"", keys)
    if sheet.card:
        kept.put(STAGE, sheet.path, sheet.mark, sheet.card)
        folder.take(sheet.files)
        return sheet.card
    card = known[sheet.path]
    for name, mark in ((sheet.path, sheet.mark), *msgspec.msgpack.decode(card, type=Card).passages):
        folder.add(name, mark, None)
    return card
