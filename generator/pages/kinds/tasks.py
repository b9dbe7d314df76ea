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


def pages(found: Catalog) -> Iterator[Page]:
    """Yield the page of all tasks, and the further pages of a long list."""
    path = urls.index_path(urls.TASKS)
    dated, undated = split(found.tasks)
    count = len(found.tasks)
    intro = f"Có {count} nhiệm vụ, trong đó {len(dated)} nhiệm vụ có thời hạn. Thời hạn là thời hạn ghi trong văn bản."
    of_dated = _listing(found, "co-han", "Có thời hạn", "Nhiệm vụ theo thời hạn", dated)
    if count > WHOLE:
        of_dated = replace(of_dated, rows=latest_first(dated), caption="Nhiệm vụ, thời hạn muộn nhất trước")
    of_undated = _listing(
        found, "khong-han", "Không ghi ngày cụ thể", "Nhiệm vụ không ghi ngày cụ thể, theo văn bản", undated
    )
    of_undated = replace(of_undated, year=lambda row: issued_year(row.record))
    sections, further = lay_out(found, f"{urls.TASKS}/theo.md", "Nhiệm vụ", (of_dated, of_undated), path)
    parts = (intro, *(sections.get(place, "") for place in ("co-han", "khong-han")))
    yield framed(found, path, "Nhiệm vụ", parts, facets=Facets(sub="Danh mục"))
    yield from further


def _listing(found: Catalog, place: str, title: str, caption: str, rows: Sequence[Given]) -> Listing[Given]:
    return Listing(
        place, title, caption, rows, deadline_year, lambda path, shown, words: tables.tasks(path, found, shown, words)
    )
