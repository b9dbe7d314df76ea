"""Lược đồ: what each page is tied to, and the whole network as it is drawn."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from generator.derive.catalog import Catalog
from generator.derive.network import Edge, Network, kind_of, nearest, network
from generator.derive.network.layout import positions
from generator.disclosure import Output, kinds_told
from generator.model import PageKind
from generator.pages.frame import urls
from generator.pages.frame.labels import KINDS
from generator.pages.frame.ties import MOST_DRAWN, name_of, page_of, words
from generator.publish.kept.pieces import Pieced
from generator.publish.shards import pieced, spread_out
from generator.text.digests import digest

_EACH = 12
"""Pages whose ties lie in one file, about 10 KB."""
_NEAR = 8


def files(found: Catalog) -> Iterator[tuple[str, bytes | Pieced]]:
    """Yield the files of what pages are tied to, path below the site and content."""
    whole = network(found)
    told = kinds_told(found.portal, Output.PAGES)
    shown = {node: _Shown(page_of(found, node), name_of(found, node), kind_of(found, node)) for node in whole.degree}
    nodes = [node for node in whole.degree if shown[node].kind in told]
    yield from spread_out("near", ((shown[node].page, _near(shown, whole, node)) for node in nodes), _EACH)
    yield _drawn(shown, whole, nodes)


class _Shown(NamedTuple):
    """How a node is shown."""

    page: str
    name: str
    kind: PageKind


def _near(shown: Mapping[str, _Shown], whole: Network, node: str) -> tuple[object, ...]:
    """Return name and kind of a page, to how many it is tied, and the nearest of these."""
    ties = [_tie(shown[edge.other(node)], edge, node) for edge in nearest(whole, node, _NEAR)]
    return shown[node].name, KINDS[shown[node].kind], whole.degree[node], ties


def _tie(other: _Shown, edge: Edge, node: str) -> tuple[object, ...]:
    return other.page, other.name, KINDS[other.kind], words(edge), int(edge.source == node)


def _drawn(shown: Mapping[str, _Shown], whole: Network, told: Collection[str]) -> tuple[str, Pieced]:
    """Return the file of the drawing; nothing is laid out anew while nodes and ties are the same."""
    among = frozenset(told)
    nodes = [each for each in whole.most_tied(len(whole.degree)) if each in among][:MOST_DRAWN]
    at = {node: place for place, node in enumerate(nodes)}
    pairs = sorted({(at[e.source], at[e.target]) for e in whole.edges if e.source in at and e.target in at})
    kinds = [kind for kind in PageKind if any(shown[each].kind is kind for each in told)]
    rows = [(*shown[each], whole.degree[each]) for each in nodes]
    mark = digest(msgspec.msgpack.encode((kinds, nodes, rows, pairs)))
    return pieced("network/root", mark, lambda: _drawing(kinds, nodes, rows, pairs))


def _drawing(
    kinds: Sequence[PageKind],
    nodes: Sequence[str],
    rows: Iterable[tuple[str, str, PageKind, int]],
    pairs: Iterable[tuple[int, int]],
) -> dict[str, object]:
    """Return the nodes that are drawn (page, name, kind, place, ties), and the ties among them."""
    ties: dict[str, list[str]] = {node: [] for node in nodes}
    for one, other in pairs:
        ties[nodes[one]].append(nodes[other])
        ties[nodes[other]].append(nodes[one])
    places = positions(nodes, ties)
    return {
        "kinds": [(kind.value, KINDS[kind]) for kind in kinds],
        "nodes": [
            (urls.published(page), name, kinds.index(kind), *places[node], degree)
            for node, (page, name, kind, degree) in zip(nodes, rows, strict=True)
        ],
        "ties": [each for pair in pairs for each in pair],
    }
