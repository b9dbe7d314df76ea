"""Sổ theo dõi: the pages of tasks, data quality, open data and search."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.model import Diagnostic, Page, Record
from generator.pages import labels, layout, urls
from generator.pages.catalog import Catalog, Given, document_link, issued
from generator.pages.labels import label
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc
from generator.pages.places import place_of_line
from generator.pages.together import deadline_year, latest_first
from generator.pages.years import WHOLE, Listing, lay_out
from generator.text.collate import sort_key

DATA_FILES = (
    ("documents.jsonl", "Văn bản: phần đầu, nơi nhận, bố cục, cảnh báo và toàn văn"),
    ("entities.jsonl", "Cơ quan, chính sách, số hiệu và người, với các tên gọi"),
    ("mentions.jsonl", "Từng chỗ trong văn bản nhắc đến một cơ quan, chính sách, số hiệu hoặc người"),
    ("tasks.jsonl", "Nhiệm vụ được giao, cơ quan thực hiện và thời hạn"),
    ("figures.jsonl", "Số liệu nêu trong văn bản"),
)

SEARCH_BOX = """<form class="vk-search vk-search--page" \
action="tim-kiem.html" method="get" role="search" data-vk-search="{kind}">
<input type="search" name="q" autocomplete="off" spellcheck="false" aria-label="Tìm trong kho văn bản" \
placeholder="Số hiệu, tên văn bản, cơ quan, chính sách, người…">
<button type="submit">Tìm</button>
</form>"""


_HOW_TO_SEARCH = (
    "Gõ có dấu hoặc không dấu đều được. Số hiệu viết cách nào cũng được: <kbd>414/QĐ-TTg</kbd>, <kbd>qd ttg 414</kbd>, "
    "<kbd>414</kbd>. Đặt trong ngoặc kép để tìm đúng cụm từ: <kbd>&quot;nước sạch&quot;</kbd>. "
    "Thêm dấu trừ để loại một từ: <kbd>kế hoạch -2023</kbd>."
)


def pages(found: Catalog) -> Iterator[Page]:
    """Yield the pages that gather things from all documents."""
    yield from _tasks(found)
    yield from _quality(found)
    yield from (_data(found), _search(found))


def _tasks(found: Catalog) -> Iterator[Page]:
    path = urls.index_path(urls.TASKS)
    rows = sorted(found.tasks, key=layout.by_deadline)
    dated = sum(bool(deadline_year(row)) for row in rows)
    intro = f"Có {len(rows)} nhiệm vụ, trong đó {dated} nhiệm vụ có thời hạn. Thời hạn là thời hạn ghi trong văn bản."
    of_dated = _task_listing(found, "co-han", "Có thời hạn", "Nhiệm vụ theo thời hạn", rows[:dated])
    if len(rows) > WHOLE:
        of_dated = replace(of_dated, rows=latest_first(rows[:dated]), caption="Nhiệm vụ, thời hạn muộn nhất trước")
    undated = _task_listing(
        found, "khong-han", "Không ghi ngày cụ thể", "Nhiệm vụ không ghi ngày cụ thể, theo văn bản", rows[dated:]
    )
    undated = replace(undated, year=lambda row: issued(row.record)[:4])
    sections, further = lay_out(found, f"{urls.TASKS}/theo.md", "Nhiệm vụ", (of_dated, undated), path)
    parts = (intro, *(sections.get(place, "") for place in ("co-han", "khong-han")))
    yield layout.page(found, path, "Nhiệm vụ", parts, kind="page", facets=(("sub", "Danh mục"),))
    yield from further


def _task_listing(found: Catalog, place: str, title: str, caption: str, rows: Sequence[Given]) -> Listing[Given]:
    return Listing(
        place, title, caption, rows, deadline_year, lambda path, shown, words: layout.tasks(path, found, shown, words)
    )


def _quality(found: Catalog) -> Iterator[Page]:
    path = urls.QUALITY_PAGE
    by_path = {record.document.source.path: record for record in found.graph.records}
    everything = (*found.graph.diagnostics, *(each for record in found.graph.records for each in record.warnings))
    codes: dict[str, list[Diagnostic]] = {}
    for each in sorted(set(everything), key=lambda each: (each.code, each.path, each.line, each.message, each.text)):
        codes.setdefault(each.code, []).append(each)
    order = sorted(codes, key=lambda code: sort_key(label(labels.WARNINGS, code)))
    listings = [
        _quality_listing(found, number, label(labels.WARNINGS, code), codes[code], by_path)
        for number, code in enumerate(order, 1)
    ]
    sections, further = lay_out(found, path, "Chất lượng dữ liệu", listings)
    intro = f"Có {sum(map(len, codes.values()))} chỗ cần lưu ý. Bản gốc được giữ nguyên, không tự sửa."
    parts = (intro, *sections.values())
    yield layout.page(found, path, "Chất lượng dữ liệu", parts, kind="page", facets=(("sub", "Danh mục"),))
    yield from further


def _quality_listing(
    found: Catalog, number: int, title: str, rows: Sequence[Diagnostic], by_path: Mapping[str, Record]
) -> Listing[Diagnostic]:
    def draw(path: str, shown: Sequence[Diagnostic], caption: str) -> str:
        cells = (_diagnostic(found, path, each, by_path.get(each.path)) for each in shown)
        return render.table(caption, ("Văn bản", "Vị trí", "Nội dung", "Nguyên văn"), cells, "vk-quality")

    def year(each: Diagnostic) -> str:
        record = by_path.get(each.path)
        return issued(record)[:4] if record else ""

    return Listing(f"loai-{number}", title, f"{title}: {len(rows)} chỗ", rows, year, draw)


def _diagnostic(found: Catalog, path: str, each: Diagnostic, record: Record | None) -> tuple[str, ...]:
    if record is None:
        return render.code(each.path), f"dòng {each.line}", esc(each.message), esc(render.shorten(each.text, 200))
    return (
        document_link(path, record),
        place_of_line(found, path, record, each.line),
        esc(each.message),
        esc(render.shorten(each.text, 200)),
    )


def _data(found: Catalog) -> Page:
    path = urls.index_path(urls.DATA)
    rows = ((render.link(name, name), esc(what)) for name, what in DATA_FILES)
    parts = (
        "Toàn bộ dữ liệu của cổng được cung cấp ở dạng JSON Lines: mỗi dòng là một đối tượng JSON, mã UTF-8.",
        render.table("Các tệp dữ liệu mở", ("Tệp", "Nội dung"), rows, "vk-data"),
    )
    return layout.page(found, path, "Dữ liệu mở", parts, kind="page", facets=(("sub", "Danh mục"),))


def _search(found: Catalog) -> Page:
    path = urls.SEARCH_PAGE
    parts = (
        SEARCH_BOX.format(kind="page"),
        '<div class="vk-results" data-vk-results></div>',
        render.block(_HOW_TO_SEARCH, "vk-hint"),
    )
    return layout.page(found, path, "Tìm kiếm", parts, kind="page", facets=(("sub", "Danh mục"),))
