"""What is looked up in a catalog (điều đã tra): who made a page of it knows of what the page is made.

A page asks the catalog for everything, by table and key, and each answer has a digest. Where all that a page looked up
has the digests of the last build, the page would be the same: it need not be made. Of a document that is asked for the
answer is all but its words; who reads these has looked them up as well. No page says by itself on what it depends, so
none can forget to.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from copy import copy
from types import FunctionType
from typing import Any, NamedTuple, TypeVar, cast

import msgspec

from generator.derive.catalog import Catalog, Given, Passage, block_of
from generator.derive.marks import Told, marks, told
from generator.model import Evidence, Graph, Span, Suggestion, WorkEffect
from generator.model.frozen import fields_of, replace
from generator.model.linked import Read, heard
from generator.text.digests import digest

K = TypeVar("K")
V = TypeVar("V")

Lookup = tuple[str, str]
"""A table of the catalog and a key of it; of what has no keys, or was gone through, that all of it was asked for."""
_LENGTH = 32
"""Bytes of a digest."""
_NONE = b"-"
_NOTHING = digest(_NONE)
"""The digest of no answer: that of most questions, whether there is something."""
_RECORDS, _GRAPH, _WORDS = "records", "graph", "words"
_ALL = "all"
"""Stands for a table: its keys are names of tables, of fields of the graph, of what else a catalog holds."""
_NOWHERE = Evidence("", Span(0, 0))
_READINGS: Mapping[str, tuple[str, ...]] = {
    "blocks": (_RECORDS,),
    "grids": (_RECORDS,),
    "lines": (_RECORDS, _WORDS),
    "doubts": (_RECORDS, _WORDS),
}
"""Tables that are a reading of one document each: to look there is to look up the document, whose id is the key."""
TOLD_BY = ("passages", "citations_of", "appearances_of", "tasks_of")
"""Tables that are a reading of all documents: what stands under a key is all that these tell of it, one by one."""
_BESIDE = ("file_sizes", "updates", "measured", "offered")
"""What is known of a catalog after it is made."""
_EVERYTHING = (
    *(f"{_GRAPH} {name}" for name in fields_of(Graph) if name != "works"),
    *("records", "agencies", "policies", "works", "persons", "effects_on", "unsettled", "printed", "originals"),
)
"""What all other tables follow from."""
_SETTLED = ("portal",)
"""What no page need note: the settings are part of what every page is made with."""


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


class _NotingGraph:
    """A graph that notes which of its fields were asked for."""

    def __init__(self, graph: Graph, noted: set[Lookup]) -> None:
        self._graph, self._noted = graph, noted

    def __getattr__(self, name: str) -> Any:
        self._noted.add((_ALL, f"{_GRAPH} {name}"))
        return getattr(self._graph, name)


def readable(found: Catalog) -> dict[int, str]:
    """Return the ids of documents by the `id()` of whatever of them notes that it is read."""
    return {id(part): each.id for each in found.graph.records for part in (each.document, each.document.source)}


class Consulted:
    """A catalog that notes what is looked up in it, and whose words are read while it is.

    `papers` is what is `readable` of it, if that was gathered before.
    """

    def __init__(self, found: Catalog, papers: Mapping[int, str] | None = None) -> None:
        self._found, self._noted, self._tables = found, set[Lookup](), dict[str, _Noting[Any, Any]]()
        self._papers = readable(found) if papers is None else papers
        self._read: Read = set()

    def __getattr__(self, name: str) -> Any:
        part = getattr(self._found, name)
        if isinstance(part, Mapping):
            part = self._tables[name] = _Noting(part)
        elif name == _GRAPH:
            part = _NotingGraph(part, self._noted)
        elif name not in _SETTLED:
            self._noted.add((_ALL, name))
        setattr(self, name, part)
        return part

    def made(self, make: Callable[[Catalog], Iterable[V]]) -> Iterator[V]:
        """Yield what is made of it one by one, and note whose words are read for that."""
        with heard(self._read):
            rows = iter(make(self.catalog))
        while True:
            with heard(self._read):
                try:
                    row = next(rows)
                except StopIteration:
                    return
            yield row

    @property
    def lookups(self) -> set[Lookup]:
        """What was looked up till now."""
        noted = set(self._noted)
        papers = set(map(self._papers.get, self._read))
        noted.update((_ALL, _WORDS) if each is None else (_WORDS, each) for each in papers)  # None: of a copy
        for name, table in self._tables.items():
            for of in _READINGS.get(name, (name,)):
                asked = [(of, str(key)) for key in table.asked]  # None finds nothing, now and later
                noted.update([(_ALL, of)] if table.gone_through else asked)
        return noted

    @property
    def catalog(self) -> Catalog:
        """The catalog to be looked into."""
        return cast(Catalog, self)


class State(NamedTuple):
    """What all answers follow from, in digests.

    They are of all but words, of what stands beside the graph, of each paper.
    """

    everything: bytes
    beside: dict[str, bytes]
    papers: dict[str, bytes]

    def changed(self, now: State) -> tuple[Lookup, ...] | None:
        """Return the look-ups that may have another answer now, None where all may."""
        if self.everything != now.everything:
            return None
        beside = ("graph works", *(name for name, made in now.beside.items() if self.beside.get(name) != made))
        papers = [name for name, made in now.papers.items() if self.papers.get(name) != made]
        words = [(_WORDS, name) for name in papers]
        return (*((_ALL, name) for name in (*beside, *([_WORDS] if papers else ()))), *words)


class Answers:
    """The digests of what a catalog answers.

    `digests` are those of its documents, if they were taken before.
    """

    def __init__(self, found: Catalog, digests: Told | None = None) -> None:
        self._found, self._told = found, told(found, marks(found)) if digests is None else digests
        # What is held has an address of its own as long as this lives.
        self._held: dict[int, tuple[object, bytes]] = {
            id(each): (each, self._told.faces[each.id]) for each in (*found.graph.records, *found.records.values())
        }
        self._pack = msgspec.msgpack.Encoder(order="deterministic").encode
        self._all: dict[str, bytes] = {}

    def beside(self, found: Catalog) -> Answers:
        """Return what the same catalog answers with other things beside its graph."""
        other = copy(self)
        other._found, other._all = found, {name: made for name, made in self._all.items() if name not in _BESIDE}
        return other

    @property
    def everything(self) -> bytes:
        """The digest of all but words that is told of anything.

        Of what stands beside the graph the originals are part of it.
        """
        return digest(*map(self._whole, _EVERYTHING))

    @property
    def state(self) -> State:
        """What all answers follow from."""
        beside = dict(zip(_BESIDE, self.under(_ALL, _BESIDE), strict=True))
        return State(self.everything, beside, dict(self._told.whole))

    def of(self, lookups: Iterable[Lookup]) -> bytes:
        """Return the digest of all answers together, in the order of the questions."""
        return digest(*map(self.one, lookups))

    def one(self, lookup: Lookup) -> bytes:
        """Return the digest of one answer."""
        return self.under(lookup[0], lookup[1:])[0]

    def under(self, table: str, keys: Collection[str]) -> list[bytes]:
        """Return the digests of what a table answers to keys, in their order."""
        if table == _ALL:
            return list(map(self._whole, keys))
        if table == _WORDS:
            return [self._told.whole.get(key, _NOTHING) for key in keys]
        part = getattr(self._found, table)
        told = self._papers if table in TOLD_BY else self._full
        return [_NOTHING if (answer := part.get(key)) is None else told(answer) for key in keys]

    def _full(self, answer: object) -> bytes:
        made = self.thing(answer)
        return made if len(made) == _LENGTH else digest(made)

    def _whole(self, name: str) -> bytes:
        """The digest of all of a table, of a field of the graph, of what else a catalog holds."""
        if name not in self._all:
            part: Any = self._found if name != _WORDS else self._told.whole
            for step in name.split() if name != _WORDS else ():
                part = getattr(part, step)
            rows = tuple(row for each in part.items() for row in each) if isinstance(part, Mapping) else None
            self._all[name] = self._full(part) if rows is None else digest(*map(self._full, rows))
        return self._all[name]

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
            case Evidence():
                made = self._place(thing)
            case WorkEffect():
                made = digest(self._pack(replace(thing, evidence=_NOWHERE)), self.thing(thing.evidence))
            case Suggestion():
                made = digest(self._pack(replace(thing, evidence=())), self.thing(thing.evidence))
            case _:
                made = digest(type(thing).__name__, self._pack(thing))
        self._held[id(thing)] = thing, made
        return made

    def _place(self, evidence: Evidence) -> bytes:
        """The digest of a passage: its paper's, and where it stands in its paragraph."""
        block, span = block_of(self._found, evidence), evidence.span
        at = block.span.start if block else 0
        place = self._pack((block.anchor if block else "", span.start - at, span.end - at))
        return digest(self._told.faces[evidence.document], place)

    def _rows(self, rows: tuple[Any, ...]) -> bytes:
        """The digest of rows; of passages and tasks their papers and places, all at once."""
        kinds = set(map(type, rows))
        if kinds == {Passage}:
            said = [(row.block.anchor, row.occurrence.entity) for row in rows]
        elif kinds == {Given}:
            papers = {id(row.record): row.record for row in rows}
            order = {id(task): at for each in papers.values() for at, task in enumerate(each.tasks)}
            said = [(order[id(row.task)], row.task.section) for row in rows]
        elif kinds == {str}:
            return self._pack(rows)
        else:
            return digest(*map(self.thing, rows))
        return digest(b"".join([self._held[id(row.record)][1] for row in rows]), self._pack(said))
