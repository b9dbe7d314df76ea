"""Số hiệu: the index of works by type and year, and the register of those cited but not held."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from generator.derive.catalog import Catalog
from generator.derive.citing import cited_by
from generator.model import Page, Work
from generator.pages.frame import folds, tables, urls
from generator.pages.frame.links import entity_link
from generator.pages.frame.page import Drawn, Own
from generator.pages.lists import register
from generator.pages.lists.by_year import WHOLE
from generator.pages.lists.paging import Shelf, groups, headings, list_page
from generator.pages.lists.paging import pages as shelf_pages
from generator.pages.lists.rows import tools
from generator.pages.markdown import html, render
from generator.text.collate import sort_key

_FIRST = 20
"""Rows of the register that the index shows."""
_UNKNOWN_TYPE = "Không rõ loại"


def pages(found: Catalog) -> Iterator[Drawn]:
    """Yield the index of works, its further pages and the register."""
    everything = sorted(found.works.values(), key=lambda each: sort_key(each.name))
    missing = [each for each in everything if not each.held_as]
    missing.sort(key=lambda each: -cited_by(found, each.id))
    by_type = groups(everything, lambda each: render.sentence(each.type or _UNKNOWN_TYPE))
    by_type = {kind: by_type[kind] for kind in sorted(by_type, key=sort_key)}
    path = urls.index_path(urls.WORKS)
    held = len(everything) - len(missing)
    intro = f"Có {len(everything)} số hiệu: {held} có toàn văn trong kho, {len(missing)} chỉ được viện dẫn."
    first = partial(_first, found, path, missing)
    if len(everything) <= WHOLE:
        yield Own(path, partial(_whole, found, path, intro, by_type, first))
    else:
        yield from shelf_pages(found, _shelf(path, intro, by_type, first), f"{urls.WORKS}/theo-loai")
    yield from register.pages(found)


def _whole(
    found: Catalog, path: str, intro: str, by_type: Mapping[str, Sequence[Work]], first: Callable[[], str]
) -> Page:
    heads = headings(2, by_type, "loai")
    tabled = (_kind(found, path, rows) for rows in by_type.values())
    parts = [part for pair in zip(heads, tabled, strict=True) for part in pair]
    return list_page(found, path, "Số hiệu", intro, (first(), *parts), tools("works", len(found.works)))


def _first(found: Catalog, path: str, missing: Sequence[Work]) -> str:
    all_of_them = render.link(f"Xem cả {len(missing)} số hiệu", urls.relative(path, f"{register.REGISTER}.md"))
    table = _missing_table(found, path, missing[:_FIRST], "Chỉ được viện dẫn, nhiều viện dẫn nhất trước")
    return render.section("Được viện dẫn nhưng chưa có trong kho", "chua-co", table, all_of_them if table else "")


def _shelf(path: str, intro: str, by_type: Mapping[str, Sequence[Work]], first: Callable[[], str]) -> Shelf[Work]:
    latest = {kind: sorted(rows, key=lambda each: each.date or "", reverse=True) for kind, rows in by_type.items()}
    return Shelf(
        path,
        "Số hiệu",
        intro,
        "Loại",
        "Số hiệu",
        latest,
        lambda row: (row.date or "")[:4],
        tables.works,
        "works",
        lambda: (first(), render.heading(2, "Theo loại và năm", "k-theo-loai")),
    )


def _kind(found: Catalog, path: str, works: Sequence[Work]) -> str:
    """The works of a type: the newest, and where there are more all of them by year, in a fold."""
    latest = sorted(works, key=lambda each: each.date or "", reverse=True)
    years = groups(latest, lambda each: (each.date or "")[:4])
    if len(latest) <= folds.FEW:
        return tables.works(path, found, latest, ", ".join(map(_called, years)))
    by_year = (html.table(tables.works(path, found, rows, _called(year))) for year, rows in years.items())
    newest = tables.works(path, found, latest[: folds.FEW], "Mới nhất")
    return "\n\n".join((newest, folds.fold_html(f"Xem cả {len(latest)} số hiệu, theo năm", "".join(by_year))))


def _called(year: str) -> str:
    return f"Năm {year}" if year else "Không rõ năm"


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
