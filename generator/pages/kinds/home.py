"""Trang chủ: the home page, search box first."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.catalog import Catalog, issued_year, newest
from generator.derive.citing import most_cited
from generator.derive.deadlines import latest_first, split
from generator.disclosure import lists_persons
from generator.model import Facets, Page
from generator.pages.drawings.chart import bars, by_year
from generator.pages.frame import tables, urls
from generator.pages.frame.links import entity_link
from generator.pages.frame.page import framed
from generator.pages.kinds.search import SEARCH_BOX
from generator.pages.markdown import render

_ROWS = 8
_DUE = 16


def pages(found: Catalog) -> Iterator[Page]:
    """Yield the home page."""
    path = urls.HOME_PAGE
    records = newest(found.graph.records)
    parts = (
        SEARCH_BOX.format(kind="home"),
        _counts(found, path),
        render.section("Văn bản mới nhất", "moi", tables.documents(path, found, records[:_ROWS], "Mới nhất trong kho")),
        render.section("Số hiệu được viện dẫn nhiều nhất", "vien-dan", _most_cited(found, path)),
        render.section("Chính sách được nhắc đến nhiều nhất", "chinh-sach", _most_active(found, path)),
        render.section("Nhiệm vụ theo thời hạn", "den-han", _due(found, path)),
        render.section("Văn bản theo năm", "theo-nam", _years(found)),
    )
    yield framed(found, path, found.portal.name, parts, facets=Facets(sub="Trang chủ"))


def _counts(found: Catalog, path: str) -> str:
    counts = (
        (len(found.records), "văn bản", urls.index_path(urls.DOCUMENTS)),
        (len(found.agencies), "cơ quan", urls.index_path(urls.AGENCIES)),
        (len(found.policies), "chính sách", urls.index_path(urls.POLICIES)),
        (len(found.works), "số hiệu", urls.index_path(urls.WORKS)),
        (len(found.persons), "người", urls.index_path(urls.PERSONS)),
        (len(found.tasks), "nhiệm vụ", urls.index_path(urls.TASKS)),
    )
    shown = (each for each in counts if lists_persons(found.portal) or each[1] != "người")
    return render.block(
        " ".join(
            render.link(f"<strong>{render.number(count)}</strong> {name}", urls.relative(path, target))
            for count, name, target in shown
        ),
        "vk-counts",
    )


def _most_cited(found: Catalog, path: str) -> str:
    return tables.works(path, found, most_cited(found)[:_ROWS], "Số hiệu được nhiều văn bản viện dẫn nhất")


def _most_active(found: Catalog, path: str) -> str:
    def activity(policy: str) -> tuple[int, int]:
        rows = found.passages.get(policy, ())
        return len({row.record.id for row in rows}), len(rows)

    active = sorted(found.policies, key=lambda each: (*(-count for count in activity(each)), each))
    return render.table(
        "Chính sách được nhiều văn bản nhắc đến nhất",
        ("Chính sách", "Số văn bản", "Số đoạn"),
        ((entity_link(found, path, each), *map(str, activity(each))) for each in active[:_ROWS] if activity(each)[0]),
        "vk-active",
    )


def _due(found: Catalog, path: str) -> str:
    """Return the tasks with the latest deadlines: a build has no clock, so it can not tell which are past.

    The reader's browser can, and keeps those that fall due next on its day.
    """
    dated, _ = split(found.tasks)
    last = latest_first(dated)[:_DUE]
    table = tables.tasks(path, found, last, "Nhiệm vụ có thời hạn muộn nhất", classes="vk-tasks vk-next")
    more = render.link("Xem mọi nhiệm vụ", urls.relative(path, urls.index_path(urls.TASKS)))
    return f"{table}\n\n{more}" if table else ""


def _years(found: Catalog) -> str:
    values, undated = by_year(issued_year(record) for record in found.graph.records)
    note = f"Ngoài ra có {undated} văn bản không rõ năm." if undated else ""
    return bars(values, "Số văn bản mỗi năm", note)
