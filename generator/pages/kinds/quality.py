"""Chất lượng dữ liệu: every warning, by kind, with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.derive.catalog import Catalog, Given, issued_year
from generator.disclosure import Output, told, told_of
from generator.model import Diagnostic, DiagnosticCode, Facets, Page, Record
from generator.pages.frame import labels, tables, urls
from generator.pages.frame.links import document_link
from generator.pages.frame.locator import place_of_line
from generator.pages.frame.page import framed
from generator.pages.lists.by_year import Listing, lay_out
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc
from generator.text.collate import sort_key

WITHOUT_DOER = "khong-neu-ai-lam"
"""Place of the list of tasks for which nobody is named."""


def pages(found: Catalog) -> Iterator[Page]:
    """Yield the page of all warnings, by kind, and its further pages."""
    path = urls.QUALITY_PAGE
    by_path = {record.document.source.path: record for record in found.records.values()}
    of_papers = (each for record in found.records.values() for each in told_of(record, Output.PAGES))
    everything = (*told(found.graph, Output.PAGES), *of_papers)
    codes: dict[DiagnosticCode, list[Diagnostic]] = {}
    for each in sorted(set(everything), key=lambda each: (each.code, each.path, each.line, each.message, each.text)):
        codes.setdefault(each.code, []).append(each)
    order = sorted(codes, key=lambda code: sort_key(labels.WARNINGS[code]))
    listings = [
        _listing(found, number, labels.WARNINGS[code], codes[code], by_path) for number, code in enumerate(order, 1)
    ]
    sections, further = lay_out(found, path, "Chất lượng dữ liệu", listings)
    of_tasks, more = lay_out(found, path, "Chất lượng dữ liệu", (_without_doer(found),))
    how = render.link("hướng dẫn danh bạ", urls.relative(path, urls.KEYS_PAGE))
    count = sum(map(len, codes.values()))
    intro = f"Có {count} chỗ cần lưu ý. Bản gốc được giữ nguyên, không tự sửa. Người quản trị sửa được theo {how}."
    parts = (intro, *sections.values(), *of_tasks.values())
    yield framed(found, path, "Chất lượng dữ liệu", parts, facets=Facets(sub="Danh mục"))
    yield from (*further, *more)


def _without_doer(found: Catalog) -> Listing[Given]:
    """The tasks for which their paper names nobody: who is to do them cannot be told."""
    rows = [row for row in found.tasks if not row.task.assignees and not row.task.group]
    title = "Nhiệm vụ không nêu ai làm"

    def draw(path: str, shown: Sequence[Given], caption: str) -> str:
        return tables.tasks(path, found, shown, caption)

    return Listing(WITHOUT_DOER, title, f"{title}: {len(rows)}", rows, lambda row: issued_year(row.record), draw)


def _listing(
    found: Catalog, number: int, title: str, rows: Sequence[Diagnostic], by_path: Mapping[str, Record]
) -> Listing[Diagnostic]:
    def draw(path: str, shown: Sequence[Diagnostic], caption: str) -> str:
        cells = (_diagnostic(found, path, each, by_path.get(each.path)) for each in shown)
        return render.table(caption, ("Văn bản", "Vị trí", "Nội dung", "Nguyên văn"), cells, "vk-quality")

    def year(each: Diagnostic) -> str:
        record = by_path.get(each.path)
        return issued_year(record) if record else ""

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
