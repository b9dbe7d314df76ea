"""What the nodes of the network and the ties between them are called on pages."""

from __future__ import annotations

from collections.abc import Mapping

from generator.derive.catalog import Catalog
from generator.derive.network import Edge, Tie
from generator.pages.frame import urls
from generator.pages.frame.links import address, brief_title
from generator.pages.frame.tables import relation
from generator.pages.markdown import render

MOST_DRAWN = 2000
"""Nodes that the whole network shows; of more, those with most ties."""
_NAME = 90
TIES: Mapping[Tie, str] = {
    Tie.CITES: "Viện dẫn",
    Tie.ISSUED: "Ban hành",
    Tie.SIGNED: "Ký",
    Tie.CHAIRED: "Chủ trì cuộc họp nêu ở",
    Tie.APPROVED: "Phê duyệt",
    Tie.TASKED: "Giao nhiệm vụ cho",
    Tie.SPEAKS_OF: "Nhắc đến",
    Tie.PART: "Thuộc",
    Tie.OFFICE: "Giữ chức vụ ở",
}
"""What the first of two nodes does with the second."""


def words(edge: Edge) -> str:
    """Return what the first of two nodes does with the second; a citation says it more closely."""
    return relation(edge.citation) if edge.citation else TIES[edge.tie]


def name_of(found: Catalog, node: str) -> str:
    """Return what a node is called: a document with its number first."""
    record = found.records.get(node)
    return render.shorten(brief_title(record) if record else found.names[node], _NAME)


def page_of(found: Catalog, node: str) -> str:
    """Return the address of a node's page below the portal."""
    page = urls.document_path(node) if node in found.records else address(found, urls.HOME_PAGE, node)
    return urls.published(page or "")
