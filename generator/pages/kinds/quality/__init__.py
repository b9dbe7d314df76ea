"""Chất lượng dữ liệu: every warning with its place and remedy; what is open, doubtful, understood."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from generator.derive.catalog import Catalog
from generator.model import Facets, Page, Record
from generator.model.frozen import Frozen
from generator.pages.frame import urls
from generator.pages.frame.page import Drawn, Own, framed
from generator.pages.kinds.quality import coverage, gaps, guesses, trend, warnings
from generator.pages.kinds.quality.gaps import WITHOUT_DOER
from generator.pages.lists import register
from generator.pages.lists.by_year import Laid, Listing, lay_out
from generator.pages.markdown import render

__all__ = ["TABLES", "WITHOUT_DOER", "OfPapers", "Table", "pages"]

_TITLE = "Chất lượng dữ liệu"
FOLDER = urls.QUALITY_PAGE.removesuffix(".md")
_ROOM = 20, 4
"""Rows of all lists together up to which the page shows them whole, and how many it keeps of a longer list."""


class Table(Frozen):
    """A list as a file for a spreadsheet: its heads, and its rows."""

    heads: Sequence[str]
    rows: Callable[[Catalog], Iterator[tuple[str, ...]]]


class OfPapers(Frozen):
    """A list whose rows are made of one paper each, and of nothing else."""

    heads: Sequence[str]
    rows: Callable[[Catalog, Record], Iterator[tuple[str, ...]]]


TABLES: Mapping[str, Table | OfPapers] = {
    f"{FOLDER}/luu-y.csv": Table(warnings.HEADS, warnings.table),
    f"{FOLDER}/{guesses.AMBIGUOUS}.csv": Table(guesses.AMBIGUOUS_HEADS, guesses.ambiguous_table),
    f"{FOLDER}/{guesses.TWINS}.csv": Table(guesses.TWIN_HEADS, guesses.twin_table),
    f"{FOLDER}/{gaps.WITHOUT_DOER}.csv": OfPapers(gaps.DOER_HEADS, gaps.doerless_rows),
    f"{FOLDER}/{gaps.UNSETTLED}.csv": Table(gaps.UNSETTLED_HEADS, gaps.unsettled_table),
    f"{FOLDER}/{coverage.COVERAGE}.csv": OfPapers(coverage.HEADS, coverage.rows),
    f"{FOLDER}/{trend.TREND}.csv": Table(trend.HEADS, trend.table),
    register.FILE: Table(register.HEADS, register.table),
}
"""The files of lists that are worked off, by their path below the site."""


def pages(found: Catalog) -> Iterator[Drawn]:
    """Yield the page of all warnings, by kind, and its further pages."""
    path = urls.QUALITY_PAGE
    kinds, twins = list(warnings.listings(found, guesses.places(found))), guesses.twin_listing(found)
    others: tuple[Listing[Any], ...] = (
        guesses.ambiguous_listing(found),
        gaps.doerless_listing(found),
        gaps.unsettled_listing(found),
        coverage.listing(found),
    )
    laid, same = lay_out(found, path, _TITLE, (*kinds, *others), room=_ROOM), lay_out(found, path, _TITLE, (twins,))
    contents = _contents(path, (*kinds, *others, twins), _missing(found))
    yield Own(path, partial(_page, found, path, contents, laid, same))
    yield from laid.further
    builds = f"{FOLDER}/{trend.TREND}.md"
    yield Own(builds, lambda: trend.page(found, builds, render.link(_TITLE, urls.relative(builds, path))))


def _missing(found: Catalog) -> int:
    return sum(1 for each in found.works.values() if not each.held_as)


def _page(found: Catalog, path: str, contents: str, laid: Laid[Any], same: Laid[Any]) -> Page:
    parts = (
        _intro(path, sum(map(len, warnings.by_kind(found).values()))),
        contents,
        *laid.sections.values(),
        *same.sections.values(),
        _files(path),
    )
    return framed(found, path, _TITLE, parts, facets=Facets(sub="Danh mục"))


def _intro(path: str, count: int) -> str:
    how = render.link("hướng dẫn danh bạ", urls.relative(path, urls.KEYS_PAGE))
    return (
        f"Có {count} chỗ cần lưu ý. Bản gốc được giữ nguyên, không tự sửa. Mỗi loại nêu cách xử lý; dòng để chép vào "
        f"danh bạ có sẵn ở từng chỗ, chỗ trống trong dòng là điều người quản trị ghi theo {how}."
    )


def _contents(path: str, listings: Iterable[Listing[Any]], missing: int) -> str:
    links = [
        f"{render.link(each.title, urls.relative(path, path, f'k-{each.place}'))} ({render.number(len(each.rows))})"
        for each in listings
        if each.rows
    ]
    held = render.link("Số hiệu được viện dẫn nhưng chưa có", urls.relative(path, f"{register.REGISTER}.md"))
    told = [f"{held} ({render.number(missing)})"] if missing else []
    return render.bullets((*links, *told, render.link(trend.TITLE, urls.relative(path, f"{FOLDER}/{trend.TREND}.md"))))


_CALLED = (
    ("luu-y", "mọi lưu ý, kèm cách xử lý"),
    (guesses.AMBIGUOUS, "viện dẫn chưa rõ"),
    (guesses.TWINS, "tên có thể trùng"),
    (gaps.WITHOUT_DOER, "nhiệm vụ không nêu ai làm"),
    (gaps.UNSETTLED, "hiệu lực chưa rõ"),
    (coverage.COVERAGE, "mức đọc hiểu của mọi văn bản"),
)


def _files(path: str) -> str:
    links = (render.link(words, urls.relative(path, f"{FOLDER}/{name}.csv")) for name, words in _CALLED)
    return render.section(
        "Tải về",
        "tai-ve-bang",
        "Tệp CSV, mở được bằng Excel; mục để chép vào danh bạ đặt sau dấu gạch ngang và một dấu cách:",
        render.bullets(links),
    )
