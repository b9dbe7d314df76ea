"""Diễn biến: the figures of data quality as builds found them, the latest first."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.catalog import Catalog
from generator.model import Facets, Page
from generator.model.history import Measured
from generator.pages.frame import urls
from generator.pages.frame.page import framed
from generator.pages.kinds.quality import gaps, guesses, warnings
from generator.pages.markdown import render

TREND = "dien-bien"
TITLE = "Diễn biến qua các lần dựng"
HEADS = ("Sau lần cập nhật", "Văn bản", "Lưu ý", "Số hiệu chưa có", "Viện dẫn chưa rõ", "Nhiệm vụ không nêu ai làm")
_SHOWN = 12
"""Figures that a page shows."""
_NOTE = (
    "Mỗi lần dựng cổng mà số đo đổi là một dòng, lần mới nhất ở trên. Cùng một lần cập nhật có nhiều dòng khi danh bạ "
    "được sửa mà văn bản không đổi. Cổng đánh số các lần, không ghi ngày dựng."
)


def measure(found: Catalog, update: int) -> Measured:
    """Return the figures of a catalog."""
    return Measured(
        update,
        len(found.records),
        sum(map(len, warnings.by_kind(found).values())),
        sum(1 for each in found.works.values() if not each.held_as),
        len(guesses.ambiguous(found)),
        len(gaps.doerless(found)),
    )


def page(found: Catalog, path: str, above: str) -> Page:
    """Return the page of the trend; it stands apart, as it tells of builds and all others of papers."""
    shown = [tuple(map(render.number, row)) for row in _rows(found)][:_SHOWN]
    caption = "Số đo qua các lần dựng" + (f", {_SHOWN} lần gần nhất" if len(found.measured) > _SHOWN else "")
    drawn = render.table(caption, HEADS, shown, "vk-trend") or "Chưa có lần nào."
    file = render.link("Tải mọi lần (CSV)", urls.relative(path, f"{path.removesuffix('.md')}.csv"))
    return framed(found, path, TITLE, (_NOTE, drawn, file), facets=Facets(sub="Danh mục"), above=above)


def _rows(found: Catalog) -> Iterator[tuple[int, ...]]:
    for each in found.measured:
        yield each.update, each.papers, each.remarks, each.missing, each.ambiguous, each.doerless


def table(found: Catalog) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the file of figures."""
    yield from (tuple(map(str, row)) for row in _rows(found))
