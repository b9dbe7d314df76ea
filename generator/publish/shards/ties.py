"""Lược đồ: what each page is tied to, and the whole network as it is drawn."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.catalog import Catalog
from generator.derive.network import Edge, Network, kind_of, nearest, network
from generator.derive.network.layout import positions
from generator.disclosure import Output, kinds_told
from generator.model import PageKind
from generator.pages.frame import urls
from generator.pages.frame.labels import KINDS
from generator.pages.frame.ties import MOST_DRAWN, name_of, page_of, words
from generator.publish.shards import script, spread_out

_EACH = 12
"""Pages whose ties lie in one file, about 10 KB."""
_NEAR = 8


def files(found: Catalog) -> Iterator[tuple[str, bytes]]:
    """Yield the files of what pages are tied to, path below the site and bytes."""
    whole = network(found)
    told = kinds_told(found.portal, Output.PAGES)
    kinds = {node: kind for node in whole.degree if (kind := kind_of(found, node)) in told}
    yield from spread_out("near", ((page_of(found, node), _near(found, whole, node)) for node in kinds), _EACH)
    yield script("network/root", _drawn(found, whole, kinds))


def _near(found: Catalog, whole: Network, node: str) -> tuple[object, ...]:
    """Return name and kind of a page, to how many it is tied, and the nearest of these."""
    ties = [_tie(found, node, edge) for edge in nearest(whole, node, _NEAR)]
    return name_of(found, node), KINDS[kind_of(found, node)], whole.degree[node], ties


def _tie(found: Catalog, node: str, edge: Edge) -> tuple[object, ...]:
    other = edge.other(node)
    row = page_of(found, other), name_of(found, other), KINDS[kind_of(found, other)], words(edge)
    return (*row, int(edge.source == node))


def _drawn(found: Catalog, whole: Network, kinds: dict[str, PageKind]) -> dict[str, object]:
    """Return the nodes that are drawn (page, name, kind, place, ties), and the ties among them."""
    nodes = [each for each in whole.most_tied(len(kinds)) if each in kinds][:MOST_DRAWN]
    at = {node: place for place, node in enumerate(nodes)}
    pairs = sorted({(at[e.source], at[e.target]) for e in whole.edges if e.source in at and e.target in at})
    ties: dict[str, list[str]] = {node: [] for node in nodes}
    for one, other in pairs:
        ties[nodes[one]].append(nodes[other])
        ties[nodes[other]].append(nodes[one])
    places = positions(nodes, ties)
    order = [kind for kind in PageKind if kind in kinds.values()]
    return {
        "kinds": [(kind.value, KINDS[kind]) for kind in order],
        "nodes": [
            (
                urls.published(page_of(found, each)),
                name_of(found, each),
                order.index(kinds[each]),
                *places[each],
                whole.degree[each],
            )
            for each in nodes
        ],
        "ties": [each for pair in pairs for each in pair],
    }
