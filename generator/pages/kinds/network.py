"""Mạng lưới: the page of the whole network, which a script draws, with the most tied nodes as a table."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.catalog import Catalog
from generator.derive.network import kind_of, network
from generator.model import Facets, Page
from generator.pages.frame import urls
from generator.pages.frame.labels import KINDS
from generator.pages.frame.links import document_link, entity_link
from generator.pages.frame.page import framed
from generator.pages.frame.ties import MOST_DRAWN, name_of
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc

TITLE = "Mạng lưới của kho"
_ROWS = 30


def pages(found: Catalog) -> Iterator[Page]:
    """Yield the page of the network."""
    path = urls.NETWORK_PAGE
    whole = network(found)
    most = whole.most_tied(_ROWS)
    rows = ((_link(found, path, each), KINDS[kind_of(found, each)], render.number(whole.degree[each])) for each in most)
    caption = "Các trang có nhiều mối liên hệ nhất" + (f", {_ROWS} đầu" if len(whole.degree) > _ROWS else "")
    parts = (
        _intro(len(whole.degree)),
        '<div class="vk-network" data-vk-network></div>',
        render.section(
            "Nhiều mối liên hệ nhất",
            "nhieu-nhat",
            render.table(caption, ("Trang", "Loại", "Số trang liên hệ"), rows, "vk-most-tied"),
        ),
    )
    yield framed(found, path, TITLE, parts, facets=Facets(sub="Danh mục"))


def _intro(count: int) -> str:
    """Return what is tied, and how many of these the drawing shows."""
    drawn = f"; lược đồ vẽ {render.number(MOST_DRAWN)} trang có nhiều mối liên hệ nhất" if count > MOST_DRAWN else ""
    words = (
        f"Có {render.number(count)} văn bản, số hiệu, cơ quan, chính sách và người liên hệ với nhau{drawn}. "
        "Hai trang liên hệ khi một văn bản viện dẫn, do ai ban hành, ký, giao việc cho ai, nhắc đến chính sách nào, "
        "hoặc một đơn vị thuộc đơn vị khác."
    )
    return esc(words) if count else "Chưa có trang nào liên hệ với trang khác."


def _link(found: Catalog, path: str, node: str) -> str:
    record, name = found.records.get(node), name_of(found, node)
    return document_link(path, record, name) if record else entity_link(found, path, node, name)
