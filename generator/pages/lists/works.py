"""Số hiệu: the index of works by type and year, and the register of those cited but not held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.derive.catalog import Catalog
from generator.derive.citing import cited_by
from generator.model import Page, Work
from generator.pages.frame import tables, urls
from generator.pages.frame.links import entity_link
from generator.pages.lists import register
from generator.pages.lists.by_year import WHOLE
from generator.pages.lists.paging import Shelf, groups, headings, list_page
from generator.pages.lists.paging import pages as shelf_pages
from generator.pages.lists.rows import tools
from generator.pages.markdown import render
from generator.text.collate import sort_key

_FIRST = 20
"""Rows of the register that the index shows."""
_UNKNOWN_TYPE = "Không rõ loại"


def pages(found: Catalog) -> Iterator[Page]:
    """Yield the index of works, its further pages and the register."""
    everything = sorted(found.works.values(), key=lambda each: sort_key(each.name))
    missing = [each for each in everything if not each.held_as]
    missing.sort(key=lambda each: -cited_by(found, each.id))
    by_type = groups(everything, lambda each: render.sentence(each.type or _UNKNOWN_TYPE))
    by_type = {kind: by_type[kind] for kind in sorted(by_type, key=sort_key)}
    path = urls.index_path(urls.WORKS)
    held = len(everything) - len(missing)
    intro = f"Có {len(everything)} số hiệu: {held} có toàn văn trong kho, {len(missing)} chỉ được viện dẫn."
    first = _first(found, path, missing)
    if len(everything) <= WHOLE:
        heads = headings(2, by_type, "loai")
        kinds = enumerate(zip(heads, by_type.items(), strict=True), 1)
        parts = [part for number, (head, group) in kinds for part in (head, *_kind(found, path, number, group))]
        yield list_page(found, path, "Số hiệu", intro, (first, *parts), tools("works", len(everything)))
    else:
        yield from shelf_pages(found, _shelf(found, path, intro, by_type, first), f"{urls.WORKS}/theo-loai")
    yield from register.pages(found)


def _first(found: Catalog, path: str, missing: Sequence[Work]) -> str:
    all_of_them = render.link(f"Xem cả {len(missing)} số hiệu", urls.relative(path, f"{register.REGISTER}.md"))
    table = _missing_table(found, path, missing[:_FIRST], "Chỉ được viện dẫn, nhiều viện dẫn nhất trước")
    return render.section("Được viện dẫn nhưng chưa có trong kho", "chua-co", table, all_of_them if table else "")


def _shelf(found: Catalog, path: str, intro: str, by_type: dict[str, list[Work]], first: str) -> Shelf[Work]:
    latest = {kind: sorted(rows, key=lambda each: each.date or "", reverse=True) for kind, rows in by_type.items()}
    return Shelf(
        path,
        "Số hiệu",
        intro,
        "Loại",
        "Số hiệu",
        latest,
        lambda row: (row.date or "")[:4],
        lambda page, rows, caption: tables.works(page, found, rows, caption),
        "works",
        (first, render.heading(2, "Theo loại và năm", "k-theo-loai")),
    )


def _kind(found: Catalog, path: str, number: int, group: tuple[str, list[Work]]) -> Iterator[str]:
    kind, works = group
    years = groups(works, lambda each: (each.date or "")[:4])
    for year in sorted(years, reverse=True):
        title = f"Năm {year}" if year else "Không rõ năm"
        yield render.heading(3, title, f"k-loai-{number}-{year or 'khong-ro'}")
        yield tables.works(path, found, years[year], f"{kind}, {title.lower()}")


def _missing_table(found: Catalog, path: str, rows: Sequence[Work], caption: str) -> str:
    often = found.cited_often
    return render.table(
        caption,
        ("Số hiệu", "Ngày", "Cơ quan", *(("Viện dẫn",) if often else ()), "Đoạn mới nhất"),
        (
            (
                entity_link(found, path, row.id),
                render.date(row.date),
                entity_link(found, path, row.issuer),
                *((str(cited_by(found, row.id)),) if often else ()),
                _newest(found, path, row),
            )
            for row in rows
        ),
        "vk-missing",
    )


def _newest(found: Catalog, path: str, row: Work) -> str:
    passages = found.passages.get(row.id, ())
    return tables.paragraph_link(path, passages[0].record, passages[0].block.anchor) if passages else ""
