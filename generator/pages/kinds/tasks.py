"""Nhiệm vụ: every task that documents give, by deadline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.derive.catalog import Catalog, Given, issued
from generator.model import Page
from generator.pages.frame import tables, urls
from generator.pages.frame.page import framed
from generator.pages.frame.related import deadline_year, latest_first
from generator.pages.lists.by_year import WHOLE, Listing, lay_out


def pages(found: Catalog) -> Iterator[Page]:
    """Yield the page of all tasks, and the further pages of a long list."""
    path = urls.index_path(urls.TASKS)
    rows = sorted(found.tasks, key=tables.by_deadline)
    dated = sum(bool(deadline_year(row)) for row in rows)
    intro = f"Có {len(rows)} nhiệm vụ, trong đó {dated} nhiệm vụ có thời hạn. Thời hạn là thời hạn ghi trong văn bản."
    of_dated = _listing(found, "co-han", "Có thời hạn", "Nhiệm vụ theo thời hạn", rows[:dated])
    if len(rows) > WHOLE:
        of_dated = replace(of_dated, rows=latest_first(rows[:dated]), caption="Nhiệm vụ, thời hạn muộn nhất trước")
    undated = _listing(
        found, "khong-han", "Không ghi ngày cụ thể", "Nhiệm vụ không ghi ngày cụ thể, theo văn bản", rows[dated:]
    )
    undated = replace(undated, year=lambda row: issued(row.record)[:4])
    sections, further = lay_out(found, f"{urls.TASKS}/theo.md", "Nhiệm vụ", (of_dated, undated), path)
    parts = (intro, *(sections.get(place, "") for place in ("co-han", "khong-han")))
    yield framed(found, path, "Nhiệm vụ", parts, kind="page", facets=(("sub", "Danh mục"),))
    yield from further


def _listing(found: Catalog, place: str, title: str, caption: str, rows: Sequence[Given]) -> Listing[Given]:
    return Listing(
        place, title, caption, rows, deadline_year, lambda path, shown, words: tables.tasks(path, found, shown, words)
    )
