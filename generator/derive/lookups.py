"""What is looked up in a catalog (điều đã tra): who made a page of it knows of what the page is made.

A page asks the catalog for everything, by table and key, and each answer has a digest. Where all that a page looked up
has the digests of the last build, the page would be the same: it need not be made. No page says by itself on what it
depends, so none can forget to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from types import FunctionType
from typing import Any, TypeVar, cast

import msgspec

from generator.derive.catalog import Catalog, Given, Passage
from generator.derive.marks import Marks, marks
from generator.model.frozen import fields_of
from generator.text.digests import digest

K = TypeVar("K")
V = TypeVar("V")

Lookup = tuple[str, str]
"""A table of the catalog and a key of it, empty where the table was gone through."""
_LENGTH = 32
"""Bytes of a digest."""
_NONE = b"-"
_NOTHING = digest(_NONE)
"""The digest of no answer: that of most questions, whether there is something."""
_RECORDS = "records"
_WHOLE = ("graph", "")
_READINGS = frozenset((_RECORDS, "blocks", "grids", "lines", "doubts"))
"""Tables that are a reading of one document each: to look there is to look up the document, whose id is the key."""
TOLD_BY = ("passages", "citations_of", "appearances_of", "tasks_of")
"""Tables that are a reading of all documents: what stands under a key is all that these tell of it, one by one."""
_SETTLED = ("portal",)
"""What no page need note: the settings are part of what every page is made with."""
_BESIDE = ("originals", "file_sizes", "updates", "measured", "offered")
"""What a catalog holds that does not follow from the graph and the settings."""


class _Noting(Mapping[K, V]):
    """A table that notes which of its keys were asked for."""

    def __init__(self, table: Mapping[K, V]) -> None:
        self._table, self.asked, self.gone_through = table, set[Any](), False
        self._note = self.asked.add  # pages ask hundreds of times, mostly again: what it means is told once

    def __getitem__(self, key: K) -> V:
        self._note(key)
        return self._table[key]

    def get(self, key: K, default: Any = None) -> Any:
        self._note(key)
        return self._table.get(key, default)

    def __contains__(self, key: object) -> bool:
        self._note(key)
        return key in self._table

    def __iter__(self) -> Iterator[K]:
        self.gone_through = True
        return iter(self._table)

    def __len__(self) -> int:
        self.gone_through = True
        return len(self._table)


class Consulted:
    """A catalog that notes what is looked up in it."""

    def __init__(self, found: Catalog) -> None:
        self._found, self._noted, self._tables = found, set[Lookup](), dict[str, _Noting[Any, Any]]()

    def __getattr__(self, name: str) -> Any:
        part = getattr(self._found, name)
        if isinstance(part, Mapping):
            part = self._tables[name] = _Noting(part)
            setattr(self, name, part)
        elif isinstance(part, bool | int | str):
            self._noted.add((name, ""))
            setattr(self, name, part)
        elif name not in _SETTLED:
            self._noted.add(_WHOLE)
        return part

    @property
    def lookups(self) -> set[Lookup]:
        """What was looked up till now."""
        noted = set(self._noted)
        for name, table in self._tables.items():
            if table.gone_through:
                noted.add(_WHOLE)
            of = _RECORDS if name in _READINGS else name
            noted.update([(of, str(key)) for key in table.asked])  # None finds nothing, now and later
        return noted

    @property
    def catalog(self) -> Catalog:
        """The catalog to be looked into."""
        return cast(Catalog, self)


class Answers:
    """The digests of what a catalog answers; `told` are those of its documents, if they were taken before."""

    def __init__(self, found: Catalog, told: Marks | None = None) -> None:
        self._found, told = found, marks(found) if told is None else told
        # What is held has an address of its own as long as this lives.
        self._held: dict[int, tuple[object, bytes]] = {
            id(each): (each, told[each.id]) for each in (*found.graph.records, *found.records.values())
        }
        self._pack = msgspec.msgpack.Encoder(order="deterministic").encode
        self._all = self._whole()  # here, not in each of the processes that make pages

    def of(self, lookups: Iterable[Lookup]) -> bytes:
        """Return the digest of all answers together, in the order of the questions."""
        return digest(*map(self.one, lookups))

    def one(self, lookup: Lookup) -> bytes:
        """Return the digest of one answer."""
        return self.under(lookup[0], lookup[1:])[0]

    def under(self, table: str, keys: Collection[str]) -> list[bytes]:
        """Return the digests of what a table answers to keys, in their order."""
        if table == _WHOLE[0]:
            return [self._all for _ in keys]
        part = getattr(self._found, table)
        if not isinstance(part, Mapping):
            return [self._full(part) for _ in keys]
        told = self._papers if table in TOLD_BY else self._full
        return [_NOTHING if (answer := part.get(key)) is None else told(answer) for key in keys]

    def _full(self, answer: object) -> bytes:
        made = self.thing(answer)
        return made if len(made) == _LENGTH else digest(made)

    def _papers(self, rows: tuple[Any, ...]) -> bytes:
        """The digest of all that documents tell of something: theirs, each once."""
        papers = dict.fromkeys([id(row.record) for row in rows])
        return digest(b"".join([self._held[each][1] for each in papers]))

    def thing(self, thing: object) -> bytes:
        """Return the digest of a thing: a record, an entity, rows of them, a function of a module."""
        held = self._held.get(id(thing))
        if held:
            return held[1]
        if isinstance(thing, str):
            return thing.encode()
        if isinstance(thing, tuple):
            return self._rows(thing)
        match thing:
            case None:
                return _NONE
            case int():
                return str(thing).encode()
            case bytes():
                return thing
            case FunctionType():
                return f"{thing.__module__} {thing.__qualname__}".encode()
            case Passage() | Given():
                return self._rows((thing,))
            case frozenset():
                made = digest(*sorted(map(self.thing, thing)))
            case _:
                made = digest(type(thing).__name__, self._pack(thing))
        self._held[id(thing)] = thing, made
        return made

    def _rows(self, rows: tuple[Any, ...]) -> bytes:
        """The digest of rows; of passages and tasks their papers and places, all at once."""
        kinds = set(map(type, rows))
        if kinds == {Passage}:
            said = [(row.occurrence.span, row.occurrence.entity) for row in rows]
        elif kinds == {Given}:
            said = [(row.task.span, row.task.section) for row in rows]
        elif kinds == {str}:
            return self._pack(rows)
        else:
            return digest(*map(self.thing, rows))
        papers = b"".join([self._held[id(row.record)][1] for row in rows])
        return digest(papers, self._pack(said))

    def _whole(self) -> bytes:
        graph = self._found.graph
        parts = (
            *(getattr(graph, name) for name in fields_of(graph)),
            *(getattr(self._found, name) for name in _BESIDE),
        )
        return digest(
            *(self.thing(tuple(sorted(each.items()) if isinstance(each, Mapping) else each)) for each in parts)
        )
