"""Mạng lưới: which documents and entities are tied to which, and how, each tie once.

A node is the id of a document or of an entity; a work that is held is its document. Persons are those of the catalog,
which `disclosure` chose.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import islice

from generator.derive.catalog import Catalog
from generator.derive.citing import cited_groups
from generator.model import PageKind, Record, WorkOccurrence
from generator.model.frozen import Frozen


class Tie(StrEnum):
    """How the first of two nodes is tied to the second (mối liên hệ), those that say most first."""

    CITES = "cites"
    ISSUED = "issued"
    SIGNED = "signed"
    CHAIRED = "chaired"
    APPROVED = "approved"
    TASKED = "tasked"
    SPEAKS_OF = "speaks of"
    PART = "part"
    OFFICE = "office"


_ORDER = {tie: place for place, tie in enumerate(Tie)}


class Edge(Frozen):
    """A tie from one node to another; of a citation the first one in the text, which says what it does."""

    source: str
    target: str
    tie: Tie
    citation: WorkOccurrence | None = None

    def other(self, node: str) -> str:
        """Return the node at the other end."""
        return self.target if node == self.source else self.source


class Network(Frozen):
    """All ties: `around` has those of each node, `degree` to how many others it is tied.

    `place` is the place of each node among all, the most tied first.
    """

    edges: tuple[Edge, ...]
    around: Mapping[str, tuple[Edge, ...]]
    degree: Mapping[str, int]
    place: Mapping[str, int]

    def most_tied(self, most: int) -> tuple[str, ...]:
        """Return the nodes that are tied to most others, at most so many, the first of them first."""
        return tuple(islice(self.place, most))


def network(found: Catalog) -> Network:
    """Return what is tied to what in the whole archive."""
    known = found.records.keys() | found.names.keys()
    made: dict[tuple[int, str, str], Edge] = {}
    for edge in _edges(found):
        if edge.source != edge.target and edge.source in known and edge.target in known:
            made.setdefault((_ORDER[edge.tie], edge.source, edge.target), edge)
    edges = tuple(made[each] for each in sorted(made))
    around: dict[str, list[Edge]] = defaultdict(list)
    others: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        for node, other in ((edge.source, edge.target), (edge.target, edge.source)):
            around[node].append(edge)
            others[node].add(other)
    degree = {node: len(each) for node, each in others.items()}
    place = {node: at for at, node in enumerate(sorted(degree, key=lambda each: (-degree[each], each)))}
    return Network(edges, {node: tuple(ties) for node, ties in around.items()}, degree, place)


def nearest(whole: Network, node: str, most: int) -> tuple[Edge, ...]:
    """Return some ties of a node, one to each other node: of each sort in turn, the most tied first."""
    groups: dict[tuple[Tie, bool], dict[int, Edge]] = defaultdict(dict)
    taken = set()
    for edge in whole.around.get(node, ()):
        leads = edge.source == node
        place = whole.place[edge.target if leads else edge.source]
        if place not in taken:
            taken.add(place)
            groups[edge.tie, leads][place] = edge
    waiting = [[each[place] for place in sorted(each)[:most]] for each in groups.values()]
    turns = ((turn, place, edge) for place, group in enumerate(waiting) for turn, edge in enumerate(group))
    return tuple(edge for _, _, edge in sorted(turns)[:most])  # no turn of a group is another's: no edge is compared


def kind_of(found: Catalog, node: str) -> PageKind:
    """Return the kind of page that a node has."""
    if node in found.records:
        return PageKind.DOCUMENT
    kinds = ((found.agencies, PageKind.AGENCY), (found.policies, PageKind.POLICY), (found.works, PageKind.WORK))
    return next((kind for things, kind in kinds if node in things), PageKind.PERSON)


def node_of(found: Catalog, entity: str) -> str:
    """Return the node of an entity: of a work that is held its document, unless several bear its number."""
    return found.papers.get(entity, entity)


def _edges(found: Catalog) -> Iterator[Edge]:
    for record in found.graph.records:
        yield from _of_record(found, record)
    for work in found.works.values():
        if work.issuer and work.id not in found.papers:
            yield Edge(work.issuer, work.id, Tie.ISSUED)
    for agency in found.graph.agencies:
        yield from _ties(agency.id, (agency.parent,), Tie.PART)
    for policy in found.graph.policies:
        yield from _ties(policy.id, (policy.parent,), Tie.PART)
        if policy.approved_by:
            yield Edge(node_of(found, policy.approved_by), policy.id, Tie.APPROVED)
        for row in found.passages.get(policy.id, ()):
            yield Edge(row.record.id, policy.id, Tie.SPEAKS_OF)
    for person in found.persons.values():
        for records, tie in ((found.signed_by, Tie.SIGNED), (found.chaired_by, Tie.CHAIRED)):
            yield from _ties(person.id, (each.id for each in records.get(person.id, ())), tie)
        yield from _ties(person.id, (role.agency for role in person.roles), Tie.OFFICE)


def _of_record(found: Catalog, record: Record) -> Iterator[Edge]:
    for first, *_ in cited_groups(record):
        if first.entity:
            yield Edge(record.id, node_of(found, first.entity), Tie.CITES, first)
    if record.issuer:
        yield Edge(record.issuer, record.id, Tie.ISSUED)
    bodies = (each for task in record.tasks for each in (*task.assignees, *task.partners))
    yield from _ties(record.id, dict.fromkeys(bodies), Tie.TASKED)


def _ties(source: str, targets: Iterable[str | None], tie: Tie) -> Iterator[Edge]:
    yield from (Edge(source, target, tie) for target in targets if target)
