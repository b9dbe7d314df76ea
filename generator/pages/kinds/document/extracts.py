"""What was found in a document: tasks, figures, warnings.

And the warnings as notes beside their passages.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.derive.blocks import block_at
from generator.derive.catalog import Catalog, Given, block_of_line
from generator.derive.layout.grids import Grid, grid_at
from generator.disclosure import Output, told_of
from generator.model import Diagnostic, DiagnosticCode, Figure, Record
from generator.model.diagnostics import FORMATTING
from generator.pages.frame import labels, tables, urls
from generator.pages.frame.links import document_link
from generator.pages.frame.locator import place_of_line
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc
from generator.pages.markdown.html import link


def tasks(found: Catalog, path: str, record: Record) -> str:
    """Return what a document tells to do, as a table."""
    rows = [Given(record, task, block_at(found.blocks[record.id], task.span.start)) for task in record.tasks]
    table = tables.tasks(path, found, rows, "Nhiệm vụ được giao trong văn bản này", with_document=False)
    return render.section("Nhiệm vụ", "nhiem-vu", table)


def figures(found: Catalog, path: str, record: Record) -> str:
    """Return the figures (số liệu) that a document states outside its tables, and where the others stand."""
    placed = [(figure, grid_at(found.grids[record.id], figure.span.start)) for figure in record.document.figures]
    table = render.table(
        "Số liệu nêu trong văn bản này",
        ("Nguyên văn", "Giá trị", "Đơn vị tính", "Về việc"),
        (_figure(found, path, record, figure) for figure, grid in placed if grid is None),
        "vk-figures",
    )
    return render.section("Số liệu", "so-lieu", table, _tabled(path, record, [grid for _, grid in placed if grid]))


def _tabled(path: str, record: Record, holding: Sequence[Grid]) -> str:
    """One line for the figures that tables show: listed again they would make a long page."""
    if not holding:
        return ""
    first, count = holding[0], len({grid.number for grid in holding})
    there = urls.relative(path, urls.page_of(record, first.anchor), first.anchor)
    where = render.link(f"Bảng {first.number}", there)
    if count > 1:
        where = f"{render.number(count)} bảng, từ {where}"
    every = render.link("dữ liệu mở", urls.relative(path, urls.index_path(urls.DATA)))
    return f"{render.number(len(holding))} số liệu đứng trong {where}, không nhắc lại ở đây; {every} có đủ."


def _figure(found: Catalog, path: str, record: Record, figure: Figure) -> tuple[str, ...]:
    block = block_at(found.blocks[record.id], figure.span.start)
    return (
        document_link(path, record, figure.span.of(record.document.text), block.anchor if block else ""),
        render.number(figure.value),
        esc(figure.unit),
        esc(figure.what),
    )


def warnings(found: Catalog, path: str, record: Record) -> str:
    """Return what looks wrong in the source, as a table."""
    table = render.table(
        "Những chỗ cần lưu ý trong bản gốc",
        ("Loại", "Nội dung", "Nguyên văn", "Vị trí"),
        (_warning(found, path, record, each, place) for place, each in enumerate(_told(record), 1)),
        "vk-warnings",
    )
    return render.section("Lưu ý", "canh-bao", table)


def _told(record: Record) -> tuple[Diagnostic, ...]:
    """What a reader of a paper is told of it; how it was typed stands on the page of data quality alone."""
    return tuple(each for each in told_of(record, Output.PAGES) if each.code not in FORMATTING)


def _warning(found: Catalog, path: str, record: Record, warning: Diagnostic, place: int) -> tuple[str, ...]:
    return (
        f'<span id="k-canh-bao-{place}"></span>{esc(labels.WARNINGS[warning.code])}',
        esc(warning.message),
        esc(render.shorten(warning.text, 200)),
        place_of_line(found, path, record, warning.line),
    )


_OF_THE_WHOLE = (
    DiagnosticCode.MISSING_HEADER,
    DiagnosticCode.MISSING_NUMBER,
    DiagnosticCode.SET_APART,
    DiagnosticCode.ENCODING,
    DiagnosticCode.NOT_UTF8,
)
"""Warnings that concern the file: a note beside the text would only disturb."""


def notes(found: Catalog, path: str, record: Record) -> dict[str, str]:
    """Return by the anchor of a block the note that stands beside it: what looks wrong there."""
    told: dict[str, list[str]] = {}
    for place, each in enumerate(_told(record), 1):
        block = block_of_line(found, record, each.line)
        if block and each.text and each.code not in _OF_THE_WHOLE:
            row = urls.relative(path, urls.document_path(record.id), f"k-canh-bao-{place}")
            words = link(esc(each.message), row)
            told.setdefault(block.anchor, []).append(words)
    return {anchor: f'<p class="vk-note">Lưu ý: {" · ".join(words)}</p>' for anchor, words in told.items()}
