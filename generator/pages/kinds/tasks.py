"""Nhiệm vụ: every task that documents give, by deadline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.derive.catalog import Catalog, Given, issued_year
from generator.derive.deadlines import deadline_year, latest_first, split
from generator.model import Facets, Page
from generator.pages.frame import tables, urls
from generator.pages.frame.page import framed
from generator.pages.lists.by_year import WHOLE, Listing, lay_out
from generator.pages.lists.rows import tools


def pages(found: Catalog) -> Iterator[Page]:
    """Yield the page of all tasks, and the further pages of a long list."""
    path = urls.index_path(urls.TASKS)
    dated, undated = split(found.tasks)
    count = len(found.tasks)
    again, open_ = tuple(filter(_returns, undated)), tuple(row for row in undated if not _returns(row))
    intro = (
        f"Có {count} nhiệm vụ, trong đó {len(dated)} nhiệm vụ có thời hạn, {len(again)} nhiệm vụ định kỳ. "
        "Thời hạn là thời hạn ghi trong văn bản. Dấu — là văn bản không nêu ai làm."
    )
    of_dated = _listing(found, "co-han", "Có thời hạn", "Nhiệm vụ theo thời hạn", dated)
    if count > WHOLE:
        of_dated = replace(of_dated, rows=latest_first(dated), caption="Nhiệm vụ, thời hạn muộn nhất trước")
    of_again = _listing(found, "dinh-ky", "Định kỳ", "Nhiệm vụ định kỳ, theo văn bản", again)
    of_open = _listing(
        found, "khong-han", "Không ghi ngày cụ thể", "Nhiệm vụ không ghi ngày cụ thể, theo văn bản", open_
    )
    by_paper = (replace(each, year=lambda row: issued_year(row.record)) for each in (of_again, of_open))
    listings = (of_dated, *by_paper)
    on_sheets = tools("tasks", count, told=False)
    sections, further = lay_out(found, f"{urls.TASKS}/theo.md", "Nhiệm vụ", listings, path, on_sheets)
    parts = (intro, tools("tasks", count), *(sections.get(each.place, "") for each in listings))
    yield framed(found, path, "Nhiệm vụ", parts, facets=Facets(sub="Danh mục"))
    yield from further


def _returns(row: Given) -> bool:
    return row.task.recurring


def _listing(found: Catalog, place: str, title: str, caption: str, rows: Sequence[Given]) -> Listing[Given]:
    return Listing(
        place, title, caption, rows, deadline_year, lambda path, shown, words: tables.tasks(path, found, shown, words)
    )
