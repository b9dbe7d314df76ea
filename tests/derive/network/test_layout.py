"""Where nodes are drawn: every one apart from all others, the same whatever order ties come in, quickly."""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.derive.network.layout import positions

APART = 18
"""At least so far from each other: the signs of two nodes do not cover one another."""

pairs = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=120)


def tied(edges: Sequence[tuple[int, int]]) -> tuple[list[str], dict[str, list[str]]]:
    """Return the nodes of some edges, the most tied first, and who is tied to whom."""
    ties: dict[str, set[str]] = {}
    for one, other in edges:
        if one != other:
            ties.setdefault(str(one), set()).add(str(other))
            ties.setdefault(str(other), set()).add(str(one))
    nodes = sorted(ties, key=lambda each: (-len(ties[each]), each))
    return nodes, {each: sorted(ties[each]) for each in nodes}


@settings(max_examples=30)
@given(pairs)
def test_nodes_stand_apart(edges: list[tuple[int, int]]) -> None:
    nodes, ties = tied(edges)
    placed = positions(nodes, ties)
    assert set(placed) == set(nodes)
    assert all(x >= 0 and y >= 0 for x, y in placed.values())
    for (a, b), (c, d) in combinations(placed.values(), 2):
        assert (a - c) ** 2 + (b - d) ** 2 >= APART**2


@settings(max_examples=30)
@given(pairs)
def test_the_order_of_ties_moves_nothing(edges: list[tuple[int, int]]) -> None:
    nodes, ties = tied(edges)
    turned = {node: list(reversed(ties[node])) for node in reversed(nodes)}
    assert positions(nodes, turned) == positions(nodes, ties)


@pytest.mark.parametrize("count", [1, 2000])
def test_two_thousand_take_no_time(count: int) -> None:
    # Ties by a fixed rule: a few nodes with very many, many with a few, as in an archive.
    edges = [(at, (at * 7919 + step * step * 31) % (1 + at // (1 + step))) for at in range(count) for step in range(5)]
    nodes, ties = tied(edges or [(0, 1)])
    before = time.process_time()
    assert len(positions(nodes, ties)) == len(nodes)
    assert time.process_time() - before < 2
