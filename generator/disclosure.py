"""Who may see what."""

from __future__ import annotations

from dataclasses import replace

from generator.model import Graph, Person, Portal


def has_page(person: Person, portal: Portal) -> bool:
    """Tell whether the portal shows a page for a person (người): all, those who act in office, or nobody."""
    return portal.persons == "all" or (portal.persons == "officials" and person.official)


REFUSALS = ("secret", "internal")
"""Codes of documents that stay inside: nothing of them is told but the file's name."""


INSIDE = (*REFUSALS, "held_back", "side_file")
"""Codes that are told at the command line only: what stays inside is not named on a page either."""


def shown(graph: Graph) -> Graph:
    """Return the graph without what pages may not tell."""
    return replace(graph, diagnostics=tuple(told for told in graph.diagnostics if told.code not in INSIDE))
