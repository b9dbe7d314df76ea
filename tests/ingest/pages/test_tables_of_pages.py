"""Tables of PDFs and scans: which there are, cell by cell, and that they change nothing of the text."""

from __future__ import annotations

import random
from bisect import bisect_right
from itertools import pairwise
from typing import Any

import pytest
import yaml

from generator import vocab
from generator.ingest import pdf
from generator.ingest.contract import source_of_sheets
from generator.ingest.geometry import Rule, Sheet, Word, laid_out
from generator.model import Extraction, SourceText, Table
from generator.parse import parse
from tests.ingest.pages.drawn import sheet, squares
from tests.support.places import CASES, SHARED

ROWS: list[dict[str, Any]] = yaml.safe_load((CASES / "ingest/tables_of_pages.yml").read_text("utf-8"))

REAL: list[dict[str, Any]] = yaml.safe_load((CASES / "ingest/real_pdf_tables.yml").read_text("utf-8"))


def source(*sheets: Sheet) -> SourceText:
    """Return the text of pages."""
    return source_of_sheets(b"", "a.pdf", "pdf", sheets, Extraction())


@pytest.mark.parametrize("row", ROWS, ids=[row["why"] for row in ROWS])
def test_tables_are_read_cell_by_cell(row: dict[str, Any]) -> None:
    read = source(*map(sheet, row["pages"]))
    assert [squares(table, read) for table in read.tables] == [table["rows"] for table in row["tables"]]
    for table, wanted in zip(read.tables, row["tables"], strict=True):
        head = len({cell.row for cell in table.cells if cell.header})
        assert (head, list(table.continued)) == (wanted["head"], wanted.get("continued", []))


@pytest.mark.parametrize("row", ROWS, ids=[row["why"] for row in ROWS])
def test_a_parsed_paper_has_its_tables_with_their_captions(row: dict[str, Any]) -> None:
    document = parse(source(*map(sheet, row["pages"])), vocab.load())
    captions = [table.caption.of(document.text) if table.caption else None for table in document.tables]
    assert captions == [table.get("caption") for table in row["tables"]]


@pytest.mark.parametrize("row", ROWS, ids=[row["why"] for row in ROWS])
def test_cells_lie_in_the_text_in_reading_order(row: dict[str, Any]) -> None:
    read = source(*map(sheet, row["pages"]))
    for table in read.tables:
        places = [(cell.row, cell.column) for cell in table.cells]
        spans = [cell.span for cell in table.cells]
        assert places == sorted(places)
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert sum(cell.rows * cell.columns for cell in table.cells) == table.rows * table.columns


def test_whatever_is_drawn_is_bounded_and_keeps_its_words() -> None:
    chance = random.Random(5)
    for _ in range(60):
        words = [
            Word(f"w{i}", x := chance.uniform(0, 500), y := chance.uniform(0, 800), x + 20, y + 12) for i in range(60)
        ]
        rules = [_rule(chance) for _ in range(chance.choice((4, 30, 120)))]
        read = source(laid_out(words, 595, rules).in_shares(595, 842))
        assert sorted(read.text.split()) == sorted(word.text for word in words)
        for table in read.tables:
            squares(table, read)


def _rule(chance: random.Random) -> Rule:
    x, y, length = chance.randrange(0, 500, 50), chance.randrange(0, 800, 50), chance.randrange(50, 500, 50)
    return Rule(x, y, x + length, y) if chance.random() < 0.5 else Rule(x, y, x, y + length)


def test_places_are_shares_of_the_page() -> None:
    read = source(sheet("Điều 1."), Sheet(), sheet("\nĐiều 2."))
    assert read.text == "Điều 1.\n\nĐiều 2." and len(read.places) == len(read.lines) == 3
    first, none, last = read.places
    assert first is not None and none is None and last is not None
    assert (first.page, first.left, round(first.top * 842)) == (1, 0.0, 2)
    assert (last.page, round(last.top * 842), round(last.right * 595)) == (3, 18, 35)


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not here")
@pytest.mark.parametrize("row", REAL, ids=[row["file"] for row in REAL])
def test_tables_of_real_papers_have_the_rows_and_columns_that_one_sees(row: dict[str, Any]) -> None:
    path = next((SHARED / "corpus/real").glob(f"{row['file']}_*.pdf"))
    read = pdf.read(path.read_bytes(), path.name)
    assert isinstance(read, SourceText)
    assert [facts(table, read) for table in read.tables] == row["tables"]


def facts(table: Table, read: SourceText) -> dict[str, int]:
    """Return page, size, rows of the head, rows that a page break cut off and merged cells of a table."""
    return {
        "page": bisect_right(read.pages, table.cells[0].span.start),
        "rows": table.rows,
        "columns": table.columns,
        "head": len({cell.row for cell in table.cells if cell.header}),
        "cut": len(table.continued),
        "merged": sum(cell.rows * cell.columns > 1 for cell in table.cells),
    }
