"""The open data as one workbook (XLSX): a sheet for each kind of row, filters, links to pages.

XlsxWriter makes the workbook; rows are written by us, as its own way takes five times as long, and takes a text that
looks like its marks (`<r>…</r>`) for them. No cell is a formula, whatever words stand in it.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from generator.pages.dictionary import TABLES, WORKBOOK
from generator.pages.dictionary.field import ORIGINS, TYPES, Sheet, Table
from generator.pages.frame import urls
from generator.publish.formats.flat import Column, columns, count, rows

_MADE = datetime(2000, 1, 1)
"""One date in every workbook: the same content gives the same bytes."""
_WORDS, _LINKS = 32_000, 65_000
"""Letters of a cell and links of a sheet that Excel takes, rounded down."""
_ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""Words that Excel would take for the sign of a letter: `_x0041_`."""
_NARROW, _MIDDLE, _WIDE = 11, 22, 60
_WIDTHS = {"date": _NARROW, "integer": _NARROW, "number": _NARROW, "boolean": _NARROW}
_LONG = ("title", "text", "name", "surface", "message", "recipients", "aliases", "what", "conflicts", "means")

Row = tuple[Sequence[object], str]
"""The cells of a row, and where its first one leads, empty for nowhere."""


@dataclass(frozen=True, slots=True)
class _Named:
    """What entities are called, where their pages lie, and where the portal lies."""

    names: dict[str, str]
    pages: dict[str, str]
    address: str

    def leads(self, column: Column, row: dict[str, Any]) -> str:
        """Return the address of the page of what a column names, empty where it has none."""
        value = column.value(row)
        page = f"{urls.DOCUMENTS}/{value}.html" if column.field.type == "id" else self.pages.get(value, "")
        return f"{self.address}{page}" if page else ""


@dataclass(frozen=True, slots=True)
class _Page:
    """A sheet as it is written: heads with the width of their columns, rows, how many there are."""

    title: str
    heads: tuple[tuple[str, int], ...]
    rows: Callable[[], Iterator[Row]]
    count: int


def workbook(tables: Mapping[str, bytes], address: str, name: str) -> bytes:
    """Return the workbook of five tables; `address` is that of the portal, empty where it has none."""
    from xlsxwriter import Workbook  # only what writes a workbook loads it

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / WORKBOOK
        book = Workbook(str(path), {"tmpdir": folder, "strings_to_formulas": False, "strings_to_urls": False})
        book.set_properties({"title": name, "created": _MADE})
        kind = _sheet_class()
        head, link = book.add_format({"bold": True, "bg_color": "#e8eef4", "bottom": 1}), book.add_format()
        link.set_font_color("#0b5394")
        link.set_underline(1)
        for each in _pages(tables, address):
            _lay(book.add_worksheet(each.title, kind), each, head, link)
        book.close()
        return path.read_bytes()


def _pages(tables: Mapping[str, bytes], address: str) -> Iterator[_Page]:
    named = _Named({}, {}, address or "../")
    for row in rows(Sheet("", ""), tables["entities.jsonl"]):
        named.names[row["id"]] = row["name"]
        if row["page"]:
            named.pages[row["id"]] = row["page"]
    for table in TABLES.values():
        for sheet in table.sheets:
            yield _page(table, sheet, tables[f"{table.name}.jsonl"], named)
    fields = [(row, "") for row in _dictionary()]
    yield _Page("Từ điển", _FIELD_HEADS, lambda: iter(fields), len(fields))


def _page(table: Table, sheet: Sheet, data: bytes, named: _Named) -> _Page:
    shown = columns(table, sheet)
    cells = [_reader(column, named.names) for column in shown]

    def made() -> Iterator[Row]:
        for row in rows(sheet, data):
            yield [cell(row) for cell in cells], named.leads(shown[0], row) if sheet.linked else ""

    heads = tuple((column.field.label, _width(column)) for column in shown)
    return _Page(sheet.title, heads, made, count(sheet, data))


def _width(column: Column) -> int:
    return _WIDTHS.get(column.field.type, _WIDE if column.field.name in _LONG else _MIDDLE)


def _reader(column: Column, names: Mapping[str, str]) -> Callable[[dict[str, Any]], object]:
    """Return what reads a cell of a column as a person reads it: names for ids, words for codes."""
    field = column.field
    words: Mapping[Any, str] = names if field.type == "entity" and field.name != "id" else field.values or {}
    words = {True: "có", False: ""} if field.type == "boolean" else words
    value = itemgetter(column.name) if len(column.way) == 1 and field.given else column.value
    if field.many:
        return lambda row: "; ".join(words.get(each, each) for each in value(row) or ())
    if words:
        return lambda row: words.get(found := value(row), found)
    return value


_FIELD_HEADS = (
    ("Tệp", _MIDDLE),
    ("Trường", _MIDDLE),
    ("Tên cột", _MIDDLE),
    ("Ý nghĩa", _WIDE),
    ("Kiểu", _MIDDLE),
    ("Đơn vị", _NARROW),
    ("Nguồn", _MIDDLE),
)


def _dictionary() -> Iterator[tuple[str, ...]]:
    for table in TABLES.values():
        for sheet in table.sheets:
            for column in columns(table, sheet):
                field = column.field
                told = (field.label, field.means.replace("`", ""), TYPES[field.type], field.unit, ORIGINS[field.origin])
                yield (f"{sheet.name}.csv", column.name, *told)


# --- what is written ---------------------------------------------------------------------------------


def _lay(sheet: Any, page: _Page, head: Any, link: Any) -> None:
    for place, (label, width) in enumerate(page.heads):
        sheet.write_string(0, place, label, head)
        sheet.set_column(place, place, width)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, page.count, len(page.heads) - 1)
    sheet.fill(page, link)


def _sheet_class() -> type[Any]:
    """Return the kind of sheet that takes its rows one after the other, as it is written out."""
    from xlsxwriter.worksheet import Worksheet

    class Filled(Worksheet):  # type: ignore[misc]  # the library has no types
        """A sheet whose rows are read when they are written."""

        def fill(self, page: _Page, link: Any) -> None:
            """Let the sheet have the rows of a page, below its head."""
            self.page, self.link = page, link
            self.led: list[tuple[int, str]] = []
            self.dim_rowmax = page.count

        def _write_rows(self) -> None:
            super()._write_rows()
            letters = [_letters(place) for place in range(len(self.page.heads))]
            style = f' s="{self.link._get_xf_index()}"'
            for number, (cells, leads) in enumerate(self.page.rows(), 2):
                if leads and number <= _LINKS:
                    self.led.append((number, leads))
                self.fh.write(_row(number, cells, letters, style if leads and number <= _LINKS else ""))

        def _write_hyperlinks(self) -> None:
            for place, (number, leads) in enumerate(self.led, 1):
                self.fh.write("<hyperlinks>" if place == 1 else "")
                self.fh.write(f'<hyperlink ref="A{number}" r:id="rId{place}"/>')
                self.external_hyper_links.append(["/hyperlink", leads, "External"])
            self.rel_count = len(self.led)
            self.fh.write("</hyperlinks>" if self.led else "")

    return Filled


def _row(number: int, cells: Sequence[object], letters: Sequence[str], first: str) -> str:
    made = [f'<row r="{number}">']
    style = first
    for letter, value in zip(letters, cells, strict=True):
        if value.__class__ is str:
            if value:
                made.append(f'<c r="{letter}{number}"{style} t="inlineStr"><is>{_text(value)}</is></c>')
        elif value is not None:
            made.append(f'<c r="{letter}{number}"{style}><v>{value!r}</v></c>')
        style = ""
    made.append("</row>")
    return "".join(made)


def _text(value: str) -> str:
    """Return words as a cell holds them: cut where Excel cuts, with no letter that XML does not know."""
    words = f"{value[:_WORDS]} …" if len(value) > _WORDS else value
    if not words.isprintable():
        words = _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", words).replace("\r", " ")
    words = _ESCAPED.sub("_x005F_", words) if "_x" in words else words
    words = escape(words) if "&" in words or "<" in words or ">" in words else words
    return f"<t>{words}</t>" if words == words.strip() else f'<t xml:space="preserve">{words}</t>'


def _letters(place: int) -> str:
    """Return the letters of a column: 0 is `A`, 26 `AA`."""
    above, own = divmod(place, 26)
    return f"{_letters(above - 1) if above else ''}{chr(ord('A') + own)}"
