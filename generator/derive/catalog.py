"""The graph made ready for every output: what is held, who speaks of what, where."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from generator.derive import display
from generator.derive.blocks import Block, Cut, Lines, block_at, cut, finder
from generator.derive.layout import recognised
from generator.derive.layout.grids import Grid
from generator.disclosure import Output, persons
from generator.model import (
    Agency,
    AgencyOccurrence,
    Assignment,
    Doubt,
    Entity,
    Evidence,
    Graph,
    Occurrence,
    Original,
    Person,
    PersonOccurrence,
    Policy,
    PolicyOccurrence,
    Portal,
    Record,
    Suggestion,
    Work,
    WorkEffect,
    WorkOccurrence,
)
from generator.model.frozen import Frozen, replace
from generator.model.history import Measured, Update

T = TypeVar("T")
M = TypeVar("M", bound=Occurrence)
M_co = TypeVar("M_co", bound=Occurrence, covariant=True)

AROUND = 2
"""Newer and older documents of an issuer that are told beside one of them at most, each."""
COMMON = 50
"""A work that more documents cite says nothing of how near two of them are; so the search stays linear too."""
EXACT = 10
"""Documents up to which pages of others tell exactly how many cite a work; its own page always does."""
Find = Callable[[int], Block | None]
"""What finds the paragraph of an offset."""


class Passage(Frozen, Generic[M_co]):
    """A paragraph that speaks of an entity; `occurrence` is the first mention in it."""

    record: Record
    block: Block
    occurrence: M_co

    @property
    def evidence(self) -> Evidence:
        """The words that speak of it."""
        return Evidence(self.record.id, self.occurrence.span)


class Given(Frozen):
    """A task with the document that gives it and the paragraph where it stands."""

    record: Record
    task: Assignment
    block: Block | None


@dataclass(frozen=True, slots=True)
class Catalog:
    """Look-up tables over one graph; made once, read by every page kind.

    Whatever stands in them is called by its display name.
    """

    graph: Graph
    """As it was read: names in the form of the source."""
    portal: Portal
    records: Mapping[str, Record]
    agencies: Mapping[str, Agency]
    policies: Mapping[str, Policy]
    works: Mapping[str, Work]
    """As they are cited: what was done to them stands in the two tables after this one, and nowhere else."""
    effects_on: Mapping[str, tuple[WorkEffect, ...]]
    unsettled: Mapping[str, tuple[Evidence, ...]]
    """Passages that speak of a change of a work, but not of one that is done for certain."""
    papers: Mapping[str, str]
    """Ids of documents by the works that they are: of both there is one page, the document's."""
    bearing: Mapping[str, str]
    """Works by the documents that bear their number together with others: which of these is meant, nobody knows."""
    persons: Mapping[str, Person]
    """Only those who may have a page."""
    names: Mapping[str, str]
    """Of every entity that may be named: all of these have a page."""
    blocks: Mapping[str, tuple[Block, ...]]
    grids: Mapping[str, tuple[Grid, ...]]
    """The tables of each document."""
    passages: Mapping[str, tuple[Passage[Occurrence], ...]]
    """By entity of whatever kind, newest document first."""
    citations_of: Mapping[str, tuple[Passage[WorkOccurrence], ...]]
    """The passages of a work: the paragraphs that cite it."""
    appearances_of: Mapping[str, tuple[Passage[PersonOccurrence], ...]]
    """The passages of a person."""
    printed: Mapping[str, str]
    """The titles of works as papers print them, by id, where they are shown in another form."""
    by_key: Mapping[str, tuple[Work, ...]]
    """Works by the canonical key of their number."""
    by_name: Mapping[str, str]
    """Ids of agencies by name."""
    tasks: tuple[Given, ...]
    """In the order of records."""
    tasks_of: Mapping[str, tuple[Given, ...]]
    """By agency, as assignee or partner."""
    tasks_known: Mapping[str, Given]
    """By what they are known by from build to build."""
    issued_by: Mapping[str, tuple[Record, ...]]
    """Documents by issuing agency, newest first."""
    signed_by: Mapping[str, tuple[Record, ...]]
    chaired_by: Mapping[str, tuple[Record, ...]]
    changed_by: Mapping[str, tuple[Work, ...]]
    """Works by the works that are said to have changed them."""
    works_of: Mapping[str, tuple[Work, ...]]
    """Works by issuing agency."""
    children_of: Mapping[str, tuple[Agency, ...]]
    predecessors_of: Mapping[str, tuple[Agency, ...]]
    parts_of: Mapping[str, tuple[Policy, ...]]
    """Projects by the programme that they are part of."""
    people_of: Mapping[str, tuple[Person, ...]]
    """Persons with a page, by the agencies of their offices."""
    citing: Mapping[str, tuple[str, ...]]
    """Ids of the documents that cite a work, newest first, without the one that is it."""
    few_citing: Mapping[str, tuple[str, ...]]
    """Of these what no more than COMMON documents cite: one more that cites a decree changes nothing here."""
    cited_by_about: Mapping[str, int]
    """How many documents cite a work, as pages of others tell it: see `about`."""
    beside: Mapping[str, tuple[str, ...]]
    """By document the ids of those of its issuer that came right before and after it, newest first."""
    lines: Mapping[str, tuple[tuple[int, Block], ...]]
    """By document: the line of the file on which each block begins, ascending."""
    doubts: Mapping[str, tuple[Doubt, ...]]
    """The words of each document that a machine was unsure of."""
    originals: Mapping[str, Original]
    """The papers as they came, by document, as far as the portal shows them."""
    file_sizes: Mapping[str, int] = field(default_factory=dict)
    """Of the files of open data, by name; empty where none were made."""
    updates: tuple[Update, ...] = ()
    """What the last builds brought, the latest first; empty where nothing is remembered."""
    measured: tuple[Measured, ...] = ()
    """The figures of data quality as builds found them, the latest first; empty where nothing is remembered."""
    offered: tuple[Suggestion, ...] = ()
    """What may be added to the registry; empty where nobody looked."""

    @property
    def cited_often(self) -> bool:
        """Whether any work is cited by more documents than one: else how many they are says nothing."""
        return any(len(each) > 1 for each in self.citing.values())


_NO_ORIGINALS: Mapping[str, Original] = MappingProxyType({})
_NO_CUTS: Mapping[str, Cut] = MappingProxyType({})


def catalog(
    graph: Graph, portal: Portal, originals: Mapping[str, Original] = _NO_ORIGINALS, cuts: Mapping[str, Cut] = _NO_CUTS
) -> Catalog:
    """Return the look-up tables of a graph as a portal shows it, with `cuts` of documents by file."""
    source, (graph, named) = graph, _readable(graph, portal)
    cut_up = {each.id: cuts.get(each.document.source.path) or cut(each.document) for each in graph.records}
    parts = {each: made.blocks for each, made in cut_up.items()}
    by_date, at = newest(graph.records), {each: finder(part) for each, part in parts.items()}
    tasks, said = tuple(_given(graph.records, at)), _said(by_date, at)
    return Catalog(
        graph=source,
        portal=portal,
        records={each.id: each for each in graph.records},
        agencies={each.id: each for each in graph.agencies},
        policies={each.id: each for each in graph.policies},
        works={each.id: each for each in graph.works},
        **_changes(source, graph),
        papers=_papers(graph),
        bearing={bearer: each.id for each in graph.works for bearer in each.bearers},
        persons={each.id: each for each in named},
        names=_names(graph, named),
        blocks=parts,
        grids={each: made.grids for each, made in cut_up.items()},
        passages={entity: rows for of in said.values() for entity, rows in of.items()},
        citations_of=said[WorkOccurrence],
        appearances_of=said[PersonOccurrence],
        printed=_printed(source, graph),
        by_key=_grouped(graph.works, lambda each: (each.key,)),
        by_name={each.name: each.id for each in (*graph.agencies, *source.agencies)},
        tasks=tasks,
        tasks_of=_grouped(tasks, lambda each: (*each.task.assignees, *each.task.partners)),
        tasks_known=dict(identities(tasks)),
        issued_by=_grouped(by_date, lambda each: (each.issuer,)),
        signed_by=_grouped(by_date, lambda each: (each.signer,)),
        chaired_by=_grouped(by_date, lambda each: (each.chair,)),
        works_of=_grouped(graph.works, lambda each: (each.issuer,)),
        children_of=_grouped(graph.agencies, lambda each: (each.parent,)),
        predecessors_of=_grouped(graph.agencies, lambda each: each.succeeded_by),
        parts_of=_grouped(graph.policies, lambda each: (each.parent,)),
        people_of=_grouped(named, lambda each: (role.agency for role in each.roles)),
        **_citing(by_date),
        beside=dict(_beside(by_date)),
        lines=Lines({each.id: each.document for each in graph.records}, parts),
        doubts={each.id: recognised.doubts(each.document) for each in graph.records if each.document.source.doubts},
        originals=originals,
    )


def _names(graph: Graph, named: Sequence[Person]) -> dict[str, str]:
    everyone: tuple[Entity, ...] = (*graph.agencies, *graph.policies, *graph.works, *named)
    return {each.id: each.name for each in everyone}


def _papers(graph: Graph) -> dict[str, str]:
    held = {each.id for each in graph.records}
    return {each.id: each.held_as for each in graph.works if each.held_as in held and not each.bearers}


def _readable(graph: Graph, portal: Portal) -> tuple[Graph, tuple[Person, ...]]:
    """The graph and those of its persons who may be named, called as they are to be read."""
    named = tuple(map(display.person, persons(graph, portal, Output.PAGES)))
    shown = display.displayed(graph, named)
    return replace(shown, works=tuple(map(_as_cited, shown.works))), named


def _as_cited(work: Work) -> Work:
    """A work without what was done to it: hundreds of pages that cite a decree tell nothing of that."""
    return replace(work, effects=(), unsettled=()) if work.effects or work.unsettled else work


def _changes(source: Graph, shown: Graph) -> dict[str, Any]:
    """The tables of what was done to works."""
    works = {each.id: each for each in shown.works}
    changed = _grouped(source.works, lambda each: (done.by for done in each.effects))
    return {
        "effects_on": {each.id: each.effects for each in source.works if each.effects},
        "unsettled": {each.id: each.unsettled for each in source.works if each.unsettled},
        "changed_by": {by: tuple(works[each.id] for each in rows) for by, rows in changed.items()},
    }


_KINDS = (AgencyOccurrence, PolicyOccurrence, WorkOccurrence, PersonOccurrence)


def _said(records: Iterable[Record], at: Mapping[str, Find]) -> Mapping[type, Mapping[str, tuple[Passage[Any], ...]]]:
    """Return the paragraphs that mention entities, by kind and entity, in the order of the records."""
    found: Mapping[type, dict[str, list[Passage[Any]]]] = {kind: defaultdict(list) for kind in _KINDS}
    for record in records:
        block_at, seen = at[record.id], set[tuple[str, str]]()
        for each in record.occurrences:
            entity = each.entity
            block = block_at(each.span.start) if entity is not None else None
            if block is None or entity is None or (block.anchor, entity) in seen:
                continue
            seen.add((block.anchor, entity))
            found[type(each)][entity].append(Passage(record, block, each))
    return {kind: {entity: tuple(rows) for entity, rows in of.items()} for kind, of in found.items()}


def _printed(source: Graph, shown: Graph) -> dict[str, str]:
    pairs = zip(source.works, shown.works, strict=True)
    return {old.id: old.title for old, new in pairs if old.title and old.title != new.title}


def _grouped(items: Iterable[T], keys: Callable[[T], Iterable[str | None]]) -> dict[str, tuple[T, ...]]:
    """Return the items under each of their keys, in their order."""
    groups: dict[str, list[T]] = defaultdict(list)
    for item in items:
        for key in dict.fromkeys(keys(item)):
            if key is not None:
                groups[key].append(item)
    return {key: tuple(group) for key, group in groups.items()}


def _given(records: Iterable[Record], at: Mapping[str, Find]) -> Iterator[Given]:
    for record in records:
        yield from (Given(record, task, at[record.id](task.span.start)) for task in record.tasks)


def identities(rows: Iterable[Given]) -> Iterator[tuple[str, Given]]:
    """Yield tasks with what each is known by: its paper and words, and which of those that are alike."""
    seen: dict[str, int] = {}
    for row in rows:
        words = f"{row.record.id} {' '.join(row.task.span.of(row.record.document.text).split())}"
        number = seen[words] = seen.get(words, 0) + 1
        yield hashlib.sha256(f"{number} {words}".encode("utf-8", "surrogatepass")).hexdigest()[:20], row


def cited_works(record: Record) -> tuple[str, ...]:
    """Return the works that a document cites, each once, in the order of its text; itself is left out."""
    cited = (each.entity for each in record.cited if each.entity)
    return tuple(each for each in dict.fromkeys(cited) if each != record.work)


def _citing(by_date: Iterable[Record]) -> dict[str, Any]:
    """The tables of who cites works."""
    citing = {work: tuple(each.id for each in rows) for work, rows in _grouped(by_date, cited_works).items()}
    return {
        "citing": citing,
        "few_citing": {work: rows for work, rows in citing.items() if len(rows) <= COMMON},
        "cited_by_about": {work: about(len(rows)) for work, rows in citing.items()},
    }


def about(count: int) -> int:
    """Return how many documents there are: exactly up to 10, else the least of those that are told alike.

    These are more than 10, than 20, 50, 100, 200, 500 …: 11, 21, 51, 101. Were each page to tell the very number of
    those that rest on one decree, one more would change them all.
    """
    if count <= EXACT:
        return count
    tens: int = 10 ** (len(str(count - 1)) - 1)
    return tens * max(step for step in (1, 2, 5) if step * tens < count) + 1


def _beside(by_date: Iterable[Record]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for group in _grouped(by_date, lambda each: (each.issuer,)).values():
        ids = [each.id for each in group]
        for place, each in enumerate(ids):
            yield each, (*ids[max(place - AROUND, 0) : place], *ids[place + 1 : place + AROUND + 1])


def issued(record: Record) -> str:
    """Return the ISO date by which a document is sorted.

    Printed, else the bounds inferred for it, else empty.
    """
    inferred = record.issued_inferred
    if record.document.header.issued:
        return str(record.document.header.issued)
    return (inferred.not_after or inferred.not_before or "") if inferred else ""


def issued_year(record: Record) -> str:
    """Return the year of the date by which a document is sorted, empty where none is known."""
    return issued(record)[:4]


def newest(records: Iterable[Record]) -> list[Record]:
    """Return documents newest first, undated ones last, then by id."""
    by_id = sorted(records, key=lambda record: record.id)
    return sorted(by_id, key=issued, reverse=True)


def block_of_line(found: Catalog, record: Record, line: int) -> Block | None:
    """Return the block in which a line of the source file stands, None for a document without text."""
    rows = found.lines[record.id]
    return rows[max(bisect_right(rows, line, key=lambda row: row[0]) - 1, 0)][1] if rows else None


def block_of(found: Catalog, evidence: Evidence) -> Block | None:
    """Return the paragraph in which a passage stands, None for a document without text."""
    return block_at(found.blocks[evidence.document], evidence.span.start)


def first_naming(found: Catalog, record: Record, entity: str) -> Block | None:
    """Return the first paragraph of a document that names an entity, None where none does."""
    first = next((each.span.start for each in record.occurrences if each.entity == entity), None)
    return None if first is None else block_at(found.blocks[record.id], first)
