"""What is tied to what: each tie once, held works are their documents, nobody is told who has no page."""

from __future__ import annotations

from typing import Literal

import pytest

from generator.derive.catalog import catalog
from generator.derive.network import Tie, kind_of, nearest, network, node_of
from generator.model import PageKind, Portal
from tests.support.factories import AN, CU_DAN, HA, lam_giang

PERSONS = {"off": set(), "officials": {HA, AN}, "all": {HA, AN, CU_DAN}}


@pytest.mark.parametrize("persons", ["off", "officials", "all"])
def test_only_who_has_a_page_is_tied_to_anything(persons: Literal["off", "officials", "all"]) -> None:
    found = catalog(lam_giang(), Portal(persons=persons))
    whole = network(found)
    assert {each for each in whole.degree if kind_of(found, each) is PageKind.PERSON} <= PERSONS[persons]
    assert all(each in found.records or each in found.names for each in whole.degree)


def test_a_held_work_is_its_document() -> None:
    found = catalog(lam_giang(), Portal(persons="all"))
    whole = network(found)
    held = {work.id: work.held_as for work in found.works.values() if work.held_as}
    assert held
    assert not held.keys() & whole.degree.keys()
    assert {node_of(found, each) for each in held} == set(held.values())


def test_every_tie_stands_once_on_both_sides() -> None:
    found = catalog(lam_giang(), Portal(persons="all"))
    whole = network(found)
    keys = [(edge.source, edge.target, edge.tie) for edge in whole.edges]
    assert len(set(keys)) == len(keys) == sum(map(len, whole.around.values())) // 2
    assert {Tie.CITES, Tie.ISSUED, Tie.SIGNED, Tie.TASKED} <= {edge.tie for edge in whole.edges}
    for node, ties in whole.around.items():
        others = {edge.other(node) for edge in ties}
        assert node not in others
        assert len(others) == whole.degree[node]


@pytest.mark.parametrize("most", [0, 1, 3, 50])
def test_the_nearest_are_of_each_sort_in_turn(most: int) -> None:
    found = catalog(lam_giang(), Portal(persons="all"))
    whole = network(found)
    for node in whole.degree:
        ties = nearest(whole, node, most)
        assert len({edge.other(node) for edge in ties}) == len(ties) == min(most, whole.degree[node])
    busiest = whole.most_tied(1)[0]
    sorts = {(edge.tie, edge.source == busiest) for edge in nearest(whole, busiest, 50)}
    assert len({(edge.tie, edge.source == busiest) for edge in nearest(whole, busiest, len(sorts))}) == len(sorts)
