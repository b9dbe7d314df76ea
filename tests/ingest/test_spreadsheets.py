"""XLSX and ODS: each sheet with its table and head; saved values as they are shown, nothing computed; bounded."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import ingest, vocab
from generator.ingest.contract import USUAL
from generator.ingest.kinds import kind_of
from generator.ingest.office.spreadsheet import formats, ods, xlsx
from generator.model import Diagnostic, SourceText, Table
from generator.parse import parse
from tests.support.made import sheets
from tests.support.paper_word import packed

HEADING = [
    ["UBND TỈNH LAM GIANG", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["BAN DÂN TỘC", "", "Độc lập - Tự do - Hạnh phúc"],
    ["Số: 47/BC-BDT", "", "Lam Giang, ngày 05 tháng 6 năm 2023"],
    [],
    ["BÁO CÁO"],
    ["Danh sách hộ được cấp nước"],
]
HEAD = [["TT", "Xã", "Số hộ", ""], ["", "", "Nghèo", "Cận nghèo"]]
ROWS = [["1", "Pá Khôm", "12", "3"], ["2", "Pá Lau", "", "4"]]
FOOT = [["", "Tổng cộng", "12", "7"], [], ["Nơi nhận:", "", "TRƯỞNG BAN"], ["- Lưu: VT.", "", "Nông Thị Hạnh"]]


def text_of(data: bytes, name: str = "a.xlsx") -> SourceText:
    """Return what a spreadsheet holds."""
    found = ingest.read_as(data, f".{name.rpartition('.')[2]}", name, USUAL)
    assert isinstance(found, SourceText), found
    return found


def refused(data: bytes, name: str = "a.xlsx") -> str:
    """Return the code of the refusal of a spreadsheet."""
    found = ingest.read_as(data, f".{name.rpartition('.')[2]}", name, USUAL)
    assert isinstance(found, Diagnostic) and len(found.message) > 20
    return found.code


def grid(source: SourceText, table: Table) -> list[list[str | None]]:
    """Return a table as rows of words; None where another cell reaches over."""
    rows: list[list[str | None]] = [[None] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        assert rows[cell.row][cell.column] is None
        rows[cell.row][cell.column] = cell.span.of(source.text)
    return rows


def test_a_sheet_is_a_heading_a_table_and_a_foot() -> None:
    source = text_of(
        sheets.xlsx({"Sheet1": [*HEADING, *HEAD, *ROWS, *FOOT]}, merged=["A7:A8", "B7:B8", "C7:D7", "A1:B1"])
    )
    (table,) = source.tables
    assert (table.rows, table.columns, table.caption) == (5, 4, None)
    assert grid(source, table) == [
        ["TT", "Xã", "Số hộ", None],
        [None, None, "Nghèo", "Cận nghèo"],
        ["1", "Pá Khôm", "12", "3"],
        ["2", "Pá Lau", "", "4"],
        ["", "Tổng cộng", "12", "7"],
    ]
    assert [(c.rows, c.columns) for c in table.cells[:3]] == [(2, 1), (2, 1), (1, 2)]
    assert [c.header for c in table.cells] == [c.row < 2 for c in table.cells]
    header = parse(source, vocab.load()).header
    assert header.number and (header.number.key, str(header.issued)) == ("47/BC-BDT", "2023-06-05")


def test_each_sheet_is_a_table_called_by_its_name() -> None:
    source = text_of(sheets.xlsx({"Biểu 1": [*HEAD, *ROWS], "Biểu 2": ROWS, "Ẩn": ROWS}, hidden=["Ẩn"]))
    assert [table.caption.of(source.text) for table in source.tables if table.caption] == ["Biểu 1", "Biểu 2"]
    assert not any(cell.header for cell in source.tables[1].cells), "a row of figures is no head"
    assert source.extraction.apart == ("trang tính ẩn: 1 trang",) and "Ẩn" not in source.text


def test_numbers_are_shown_as_their_cells_show_them() -> None:
    codes = ["dd/mm/yyyy", "0.0%", "#,##0", '#,##0.00" đồng"', "000"]
    row = [("45082", 1), ("0.125", 2), ("1234567.6", 3), ("1234.5", 4), ("7", 5), ("0.30000000000000004", 0)]
    source = text_of(sheets.xlsx({"Sheet1": [["a", "b", "c", "d", "e", "f"], row]}, formats=codes))
    assert source.text.split("\n")[-6:] == ["05/06/2023", "12,5%", "1.234.568", "1.234,50 đồng", "007", "0,3"]


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("2023", "General", "2023"),
        ("-5", "#,##0;(#,##0)", "-5"),
        ("45082.75", "d/m/yyyy h:mm", "05/06/2023 18:00"),
        ("45082", "mmm-yy", "06/2023"),
        ("1.5", "[h]:mm", "36:00"),
        ("1e300", "d/m/yyyy", "1e+300"),
        ("nan", "0", "nan"),
        ("chữ", "0", "chữ"),
        ("1234567", "#,##0,", "1.235"),
        ("0.5", '"ngày" 0.0', "ngày0,5"),
        ("-0.2", "0", "0"),
    ],
)
def test_a_number_under_its_format(value: str, code: str, shown: str) -> None:
    assert formats.shown(value, code) == shown


@given(value=st.floats(), code=st.text(st.sampled_from('#0,.%;dmyhs[]"_*\\ E?@'), max_size=20), begin=st.booleans())
def test_any_number_under_any_format_is_shown(value: float, code: str, begin: bool) -> None:
    assert isinstance(formats.shown(repr(value), code, begin), str)


def test_older_fonts_are_read_in_their_encoding() -> None:
    rows: list[list[sheets.Value]] = [
        [("Céng hßa x· héi chñ nghÜa ViÖt Nam", 1)],
        [("B¸o c¸o vÒ c«ng t¸c d©n téc", 1)],
        ["Đã kiểm"],
    ]
    source = text_of(sheets.xlsx({"Sheet1": rows}, fonts=[".VnTime"]))
    assert [line for line in source.text.split("\n") if line] == [
        "Cộng hòa xã hội chủ nghĩa Việt Nam",
        "Báo cáo về công tác dân tộc",
        "Đã kiểm",
    ]
    assert [each.code for each in source.extraction.notes] == ["encoding"]


CELL = "<table:table-cell {}><text:p>{}</text:p></table:table-cell>"
SHEET = '<table:table table:name="{}" {}>{}</table:table>'


def test_ods_repeats_spans_and_hides() -> None:
    spanned = CELL.format('table:number-columns-spanned="2"', "Xã")
    head = f"<table:table-row>{spanned}<table:covered-table-cell/>{CELL.format('', 'Số hộ')}</table:table-row>"
    filled = CELL.format('table:number-columns-repeated="2"', "Pá Khôm") + CELL.format("", "1<text:s/>234")
    rows = f'{head}<table:table-row table:number-rows-repeated="2">{filled}</table:table-row>'
    rows += f'<table:table-row table:visibility="collapse">{filled}</table:table-row>'
    rows += '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    hidden = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    shown = SHEET.format("Biểu 1", "", rows) + SHEET.format("Ẩn", 'table:style-name="h"', rows)
    source = text_of(sheets.ods(shown, hidden), "a.ods")
    (table,) = source.tables
    assert grid(source, table) == [["Xã", None, "Số hộ"], *[["Pá Khôm", "Pá Khôm", "1 234"]] * 2]
    assert source.extraction.apart == ("trang tính ẩn: 1 trang", "dòng ẩn: 1 dòng")


def test_forms_are_told_apart_by_what_they_hold() -> None:
    book, open_book = sheets.xlsx({"Sheet1": ROWS}), sheets.ods(SHEET.format("a", "", ""))
    assert (kind_of(book, ".docx"), kind_of(open_book, ".odt")) == (".xlsx", ".ods")
    assert kind_of(packed({"ppt/presentation.xml": "<a/>"}), ".docx") == ".pptx"


def test_a_hundred_thousand_cells_are_read_and_no_more() -> None:
    row = [("1", 0)] * 100
    begun = time.process_time()
    source = text_of(sheets.xlsx({"Sheet1": [["a"] * 100, *[row] * 999]}))
    assert time.process_time() - begun < 15 and len(source.tables[0].cells) == 100_000
    assert refused(sheets.xlsx({"Sheet1": [row] * 1001})) == "too_large"
    cell = CELL.format('table:number-columns-repeated="1000000"', "a")
    wide = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    assert refused(sheets.ods(SHEET.format("a", "", wide)), "a.ods") == "too_large"


def test_merged_cells_without_end_and_over_one_another_are_bounded() -> None:
    begun = time.process_time()
    merged = [f"A{n}:XFD1048576" for n in range(1, 3000)]
    source = text_of(sheets.xlsx({"Sheet1": [["a", "b"], ["c", "d"], *[["e", "f"]] * 3000]}, merged=merged))
    assert time.process_time() - begun < 10
    assert len(source.tables[0].cells) == 6004


def test_cells_strewn_far_apart_are_lines() -> None:
    rows: list[list[sheets.Value]] = [[*[""] * n, "chữ", "lời"] for n in range(700)]
    source = text_of(sheets.xlsx({"Sheet1": rows}))
    assert not source.tables and source.text.count("chữ") == 700


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"PK\x03\x04", "unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (sheets.xlsx({"Sheet1": []}), "empty"),
        (packed({"xl/workbook.xml": "<!DOCTYPE a [<!ENTITY e 'x'>]><workbook/>"}), "unreadable"),
    ],
)
def test_what_is_no_book_is_told(data: bytes, code: str) -> None:
    assert refused(data) == code


@given(data=st.binary(max_size=200))
def test_any_bytes_end_in_a_text_or_a_line(data: bytes) -> None:
    for reader in (xlsx.read, ods.read):
        assert isinstance(reader(data, "a"), Diagnostic | SourceText)
        assert isinstance(reader(b"PK\x03\x04" + data, "a"), Diagnostic | SourceText)


def test_a_list_without_a_number_takes_no_heading_from_its_table_or_its_next_sheet() -> None:
    first = [*HEADING[:2], [], ["DANH SÁCH HỘ NGHÈO"], *HEAD, *ROWS]
    source = text_of(paper_of({"Biểu 1": first, "Biểu 2": HEADING[:2]}))
    header = parse(source, vocab.load()).header
    assert (header.superior, header.issuer) == ("UBND TỈNH LAM GIANG", "BAN DÂN TỘC")


def paper_of(rows: dict[str, list[list[str]]]) -> bytes:
    """Return a workbook of words alone."""
    return sheets.xlsx({name: [list(row) for row in given] for name, given in rows.items()})
