"""Tables of files without pages: the same squares from every form, and what they may cost."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import ingest, vocab
from generator.ingest import plain_text, web
from generator.ingest.contract import Tools
from generator.ingest.office import convert
from generator.ingest.office import docx as word
from generator.ingest.office import odt as opendocument
from generator.ingest.tables import PLACES
from generator.model import Diagnostic, Document, Limits, SourceText, Table
from generator.model.frozen import replace
from generator.parse import parse
from tests.ingest.pages.drawn import squares
from tests.support.paper_word import docx, odt
from tests.support.places import CASES, SHARED

ROWS: list[dict[str, Any]] = yaml.safe_load((CASES / "ingest/tables.yml").read_text("utf-8"))
REAL: list[dict[str, Any]] = yaml.safe_load((CASES / "ingest/real_tables.yml").read_text("utf-8"))
SECONDS = 30
"""What is large takes far less; a slow machine may need more than they do here."""


def _filled(body: str, paragraph: str) -> str:
    parts = body.split("{")
    return parts[0] + "".join(
        paragraph.format(words) + rest for words, _, rest in (each.partition("}") for each in parts[1:])
    )


READ: Mapping[str, Callable[[str], SourceText | Diagnostic]] = {
    "docx": lambda body: word.read(docx(_filled(body, "<w:p><w:r><w:t>{}</w:t></w:r></w:p>")), "a.docx"),
    "odt": lambda body: opendocument.read(odt(_filled(body, "<text:p>{}</text:p>")), "a.odt"),
    "html": lambda body: web.read(f"<html><meta charset=utf-8><body>{body}</body></html>".encode(), "a.html"),
    "md": lambda body: plain_text.read(body.encode(), "a.md"),
}


def _read(form: str, body: str) -> SourceText:
    outcome = READ[form](body)
    assert isinstance(outcome, SourceText)
    return outcome


def _seen(table: Table, source: SourceText) -> dict[str, Any]:
    head = max((cell.row + 1 for cell in table.cells if cell.header and cell.column), default=0)
    caption = {"caption": table.caption.of(source.text)} if table.caption else {}
    return {**caption, "head": head, "rows": squares(table, source)}


@pytest.mark.parametrize("case", ROWS, ids=[f"{row['form']}: {row['why']}" for row in ROWS])
def test_tables_are_read_square_by_square(case: dict[str, Any]) -> None:
    source = _read(case["form"], case["body"])
    assert [_seen(table, source) for table in source.tables] == case["tables"]


@pytest.mark.parametrize("case", ROWS, ids=[f"{row['form']}: {row['why']}" for row in ROWS])
def test_cells_keep_their_words_in_the_canonical_text(case: dict[str, Any]) -> None:
    """Law: a table left out of account, the text and its lines are the same; no cell loses a word on the way."""
    source = _read(case["form"], case["body"])
    document, bare = parse(source, vocab.load()), parse(replace(source, tables=()), vocab.load())
    assert (document.text, document.lines, document.breaks) == (bare.text, bare.lines, bare.breaks)
    assert len(document.tables) == len(source.tables)
    for read, carried in zip(source.tables, document.tables, strict=True):
        assert [(c.row, c.column, c.rows, c.columns) for c in read.cells] == [
            (c.row, c.column, c.rows, c.columns) for c in carried.cells
        ]
        for before, after in zip(read.cells, carried.cells, strict=True):
            assert _letters(before.span.of(source.text)) == _letters(after.span.of(document.text))


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words.replace("<br>", "")))


CELL = st.text("ab1 *|-.\n", max_size=6)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELL, max_size=4), max_size=6), st.booleans())
def test_any_bars_are_read_and_change_no_text(rows: list[list[str]], alone: bool) -> None:
    """Law: whatever stands between bars, every cell lies in the text, in reading order, at a place of its own."""
    between = "\n|\n" if alone else "|"
    text = "x\n" + "\n".join(f"{between}{between.join(row)}{between}" for row in rows)
    source = _read("md", text)
    for table in source.tables:
        squares(table, source)
    document = parse(source, vocab.load())
    for table in document.tables:
        spans = [cell.span for cell in table.cells]
        assert all(a.start <= a.end <= b.start for a, b in pairwise(spans))
        assert spans[-1].end <= len(document.text)


def test_a_number_in_a_cell_is_no_page_number() -> None:
    """A cell that counts its row stands as far from the next as a page number does, where its neighbours are long."""
    long = "<br>".join(f"dòng thứ {word} của ô" for word in "abcdefghijklmnop")
    rows = "\n".join(f"| {number} | {long} |" for number in (1, 2, 3))
    document = _parsed(f"| STT | Nội dung |\n|---|---|\n{rows}\n")
    first = [cell.span.of(document.text) for cell in document.tables[0].cells if cell.column == 0]
    assert first == ["STT", "1", "2", "3"]


def _parsed(text: str) -> Document:
    return parse(_read("md", text), vocab.load())


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("Bảng 1. Số hộ\n", "Bảng 1. Số hộ"),
        ("Biểu số 02: Kinh phí\nĐơn vị tính: triệu đồng\n", "Biểu số 02: Kinh phí"),
        ("DANH SÁCH XÃ ĐƯỢC HỖ TRỢ\n(Kèm theo Quyết định số 1/QĐ-UBND)\n", "DANH SÁCH XÃ ĐƯỢC HỖ TRỢ"),
        ("Phụ lục 1. Danh mục công trình\n", "Phụ lục 1. Danh mục công trình"),
        ("PHỤ LỤC I\n", None),
        ("ĐVT: triệu đồng\n", None),
        ("Kết quả như sau:\n", None),
    ],
)
def test_the_line_above_names_a_table(text: str, caption: str | None) -> None:
    document = _parsed(f"{text}\n| STT | Tên |\n|---|---|\n| 1 | Cầu |\n")
    found = document.tables[0].caption
    assert (found.of(document.text) if found else None) == caption


_ODT_CELLS = '<table:table-cell table:number-columns-repeated="100">{a}</table:table-cell>'
_ODT_ROW = f"<table:table-row>{_ODT_CELLS}</table:table-row>"
LARGE: Mapping[str, tuple[str, str]] = {
    "docx": ("docx", "<w:tbl>" + ("<w:tr>" + "<w:tc>{a}</w:tc>" * 10 + "</w:tr>") * 10_000 + "</w:tbl>"),
    "docx of empty cells": ("docx", "{a}<w:tbl>" + ("<w:tr>" + "<w:tc/>" * 100 + "</w:tr>") * 5_000 + "</w:tbl>"),
    "docx wide": (
        "docx",
        "<w:tbl>" + '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="999"/></w:tcPr>{a}</w:tc><w:tc>{b}</w:tc></w:tr>' * 20_000,
    ),
    "odt": ("odt", f"<table:table>{_ODT_ROW * 1_000}</table:table>"),
    "html": ("html", "<p>a</p><table>" + ("<tr>" + "<td>a" * 10) * 10_000 + "</table>"),
    "html of spans": ("html", "<p>a</p><table>" + '<tr><td rowspan="65000" colspan="1000">a<td>b' * 3_000 + "</table>"),
    "md": ("md", "| a | b | c | d | e |\n" * 20_000),
    "md of lone bars": ("md", "|\na\n" * 100_000),
}


@pytest.mark.parametrize("name", LARGE)
def test_a_table_of_100000_cells_is_bounded_and_told(name: str) -> None:
    form, body = LARGE[name]
    started = time.monotonic()
    source = _read(form, body + ("</w:tbl>" if name == "docx wide" else ""))
    assert time.monotonic() - started < SECONDS
    assert sum(cell.rows * cell.columns for table in source.tables for cell in table.cells) <= PLACES
    if name != "docx wide":
        assert [note.code for note in source.extraction.notes if note.code == "long_table"] == ["long_table"]


def test_the_largest_table_is_parsed_in_time() -> None:
    rows = "\n".join(f"| {i} | Việc thứ {i} | Sở Nội vụ | {i},5 |" for i in range(PLACES // 4 - 1))
    source = _read("md", f"| STT | Nhiệm vụ | Cơ quan chủ trì | Diện tích (ha) |\n|---|---|---|---|\n{rows}\n")
    started = time.monotonic()
    document = parse(source, vocab.load())
    assert time.monotonic() - started < SECONDS
    assert len(document.tables) == 1 and len(document.figures) == PLACES // 4 - 1


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not here")
@pytest.mark.parametrize(
    "suffixes",
    [
        (".docx", ".html", ".md"),
        pytest.param(
            ingest.CONVERTED,
            marks=pytest.mark.skipif(not convert.find_program(), reason="LibreOffice is not installed"),
        ),
    ],
    ids=" ".join,
)
def test_real_tables_have_the_rows_and_columns_that_one_sees(suffixes: tuple[str, ...]) -> None:
    paths = [path for path in sorted((SHARED / "corpus/real").iterdir()) if path.suffix in suffixes]
    found = []
    for path in paths:
        source = ingest.read(path, path.name, Tools(Limits()))
        assert isinstance(source, SourceText)
        tables = parse(source, vocab.load()).tables
        found += [{"file": path.name[:3], **_facts(table)} for table in tables if table.rows > 2]
    files = {path.name[:3] for path in paths}
    assert found == [row for row in REAL if row["file"] in files]


def _facts(table: Table) -> dict[str, int]:
    return {
        "rows": table.rows,
        "columns": table.columns,
        "head": len({cell.row for cell in table.cells if cell.header}),
        "merged": sum(cell.rows * cell.columns > 1 for cell in table.cells),
    }
