"""Trang chủ: the home page as a desk in the morning, search box first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.derive.catalog import Catalog, issued_year, newest
from generator.derive.citing import cited_by, most_cited
from generator.derive.deadlines import deadline_year, latest_first
from generator.disclosure import lists_persons
from generator.model import Facets, Page, Record, Work
from generator.pages.drawings.chart import bars, by_year
from generator.pages.frame import subscriptions, tables, urls
from generator.pages.frame.links import entity_link
from generator.pages.frame.page import framed
from generator.pages.kinds.search import SEARCH_BOX
from generator.pages.lists import document_shelves, paging
from generator.pages.lists.register import REGISTER
from generator.pages.markdown import render

_ROWS = 8
_TILE = 6
"""Entries of a tile, the most frequent or, of years, the latest."""
_DESK = '<div class="vk-desk" data-vk-tasks="desk"></div>'
"""Where a script puts what is past and what is due soon on the reader's day, in place of the table that follows."""

_Entry = tuple[str, str, str, int]
"""What a tile leads to: what it is called, path and anchor of its page, how many documents it has."""


def pages(found: Catalog) -> Iterator[Page]:
    """Yield the home page."""
    path = urls.HOME_PAGE
    feed = urls.NEWS_FEED if subscriptions.of_portal(found) else ""
    parts = (
        SEARCH_BOX.format(kind="home"),
        _counts(found, path),
        render.section("Việc đến hạn", "den-han", *_due(found, path)),
        render.section("Văn bản mới", "moi", *_newest(found, path)),
        render.section("Được viện dẫn nhiều mà chưa có", "chua-co", *_missing(found, path)),
        render.section("Duyệt kho", "duyet", _tiles(found, path), _network(found, path)),
        render.section("Văn bản theo năm", "theo-nam", _years(found)),
    )
    yield framed(found, path, found.portal.name, parts, facets=Facets(sub="Trang chủ"), feed=feed)


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


# --- what is due, what is missing -------------------------------------------------------------------


def _newest(found: Catalog, path: str) -> tuple[str, ...]:
    """Return the papers of the latest days, with the way to what the last updates brought."""
    table = tables.documents(path, found, newest(found.records.values())[:_ROWS], "Mới nhất trong kho")
    return (table, render.link("Xem các lần cập nhật", urls.relative(path, urls.NEWS_PAGE))) if table else ()


def _due(found: Catalog, path: str) -> tuple[str, ...]:
    """Return the tasks with the latest deadlines: a build has no clock, so it can not tell which are past."""
    last = latest_first(row for row in found.tasks if deadline_year(row) and not row.task.recurring)[:_ROWS]
    if not last:
        return ()
    table = tables.tasks(path, found, last, "Nhiệm vụ có thời hạn muộn nhất ghi trong văn bản")
    return _DESK, table, render.link("Xem mọi nhiệm vụ", urls.relative(path, urls.index_path(urls.TASKS)))


def _missing(found: Catalog, path: str) -> tuple[str, ...]:
    """Return the works that several documents cite and nobody handed in."""
    missing = [each for each in most_cited(found) if not each.held_as]
    rows = [each for each in missing[:_ROWS] if cited_by(found, each.id) > 1]
    table = render.table(
        "Số hiệu nhiều văn bản viện dẫn nhất mà kho chưa có toàn văn",
        ("Số hiệu", "Ngày", "Cơ quan", "Viện dẫn"),
        (_cited(found, path, each) for each in rows),
        "vk-wanted",
    )
    words = f"Xem cả {render.number(len(missing))} số hiệu chưa có"
    return (table, render.link(words, urls.relative(path, f"{REGISTER}.md"))) if table else ()


def _cited(found: Catalog, path: str, work: Work) -> tuple[str, ...]:
    title = f"<br><small>{render.cut(work.title)}</small>" if work.title else ""
    return (
        entity_link(found, path, work.id) + title,
        render.date(work.date),
        entity_link(found, path, work.issuer),
        render.number(cited_by(found, work.id)),
    )


# --- ways into the archive --------------------------------------------------------------------------


def _tiles(found: Catalog, path: str) -> str:
    (years, of_year), (types, of_type), (issuers, _) = document_shelves(found)
    tiles = (
        _tile(path, "Loại văn bản", types.path, _largest(_groups(types, paging.places(types, of_type)))),
        _tile(path, "Năm ban hành", years.path, _groups(years, paging.places_by_year(years, of_year))),
        _tile(path, "Cơ quan ban hành", issuers.path, _largest(_issuers(found))),
        _tile(path, "Chương trình, chính sách", urls.index_path(urls.POLICIES), _largest(_policies(found))),
    )
    shown = "".join(tiles)
    return f'<div class="vk-tiles">\n{shown}</div>' if shown else ""


def _network(found: Catalog, path: str) -> str:
    """Return the way to the drawing of the whole archive, none where there is nothing to draw."""
    words = "Xem cả kho dưới dạng mạng lưới: văn bản nào liên hệ với văn bản, cơ quan, chính sách nào"
    return render.link(words, urls.relative(path, urls.NETWORK_PAGE)) if found.graph.records else ""


def _groups(shelf: paging.Shelf[Record], places: Mapping[str, paging.Place]) -> list[_Entry]:
    return [(name.removeprefix("Năm "), *places[name], len(rows)) for name, rows in shelf.groups.items()]


def _issuers(found: Catalog) -> list[_Entry]:
    held = (each for each in found.issued_by if each in found.names)
    return [(found.names[each], urls.entity_path(each), "", len(found.issued_by[each])) for each in held]


def _policies(found: Catalog) -> list[_Entry]:
    """The programmes that documents speak of; their projects stand on their pages."""
    whole = (each for each in found.policies.values() if not each.parent)
    counts = ((each, len({row.record.id for row in found.passages.get(each.id, ())})) for each in whole)
    return [(each.name, urls.entity_path(each.id), "", count) for each, count in counts if count]


def _largest(entries: list[_Entry]) -> list[_Entry]:
    return sorted(entries, key=lambda each: (-each[3], each[1], each[2]))


def _tile(path: str, title: str, target: str, entries: list[_Entry]) -> str:
    """Return a tile; where each count would be 1, none is told."""
    if not entries:
        return ""
    counted = max(count for *_, count in entries) > 1
    lines = "".join(
        f'<li><a href="{_address(path, where, anchor)}">{render.cut(name)}</a>'
        f"{f' <small>{render.number(count)}</small>' if counted else ''}</li>\n"
        for name, where, anchor, count in entries[:_TILE]
    )
    more = f"Tất cả {render.number(len(entries))}" if len(entries) > _TILE else "Xem danh mục"
    return (
        f'<div class="vk-tile">\n<h3>{title}</h3>\n<ul>\n{lines}</ul>\n'
        f'<p><a href="{_address(path, target)}" aria-label="{more}: {title.lower()}">{more}</a></p>\n</div>\n'
    )


def _address(path: str, target: str, anchor: str = "") -> str:
    return urls.published(urls.relative(path, target, anchor))


def _years(found: Catalog) -> str:
    """Return the chart of documents a year, none of a single year or of years with one each."""
    values, undated = by_year(issued_year(record) for record in found.records.values())
    if len(values) < 2 or max(count for _, count in values) < 2:
        return ""
    note = f"Ngoài ra có {undated} văn bản không rõ năm." if undated else ""
    return bars(values, "Số văn bản mỗi năm", note)
