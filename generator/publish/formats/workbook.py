"""The open data as one workbook (XLSX): a sheet for each kind of row, filters, links to pages.

XlsxWriter makes the workbook without its rows; these are written by us, as its own way takes five times as long, and
takes a text that looks like its marks (`<r>…</r>`) for them. They are packed piece by piece: of a workbook that lies as
it was left, only what changed is written anew. No cell is a formula, whatever words stand in it.
"""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from generator import resources
from generator.model.frozen import Frozen
from generator.pages.dictionary import TABLES, WORKBOOK
from generator.pages.dictionary.field import ORIGINS, TYPES, Sheet, Table
from generator.pages.frame import urls
from generator.publish.formats.archive import Entry, Packed, archive, packed
from generator.publish.formats.flat import Column, columns, fields_of, rows
from generator.text.digests import digest

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

_ROWS, _LED = "<!-- rows -->", "<!-- links -->"
"""Stand in a sheet of XlsxWriter's where its rows and links are put."""
_TOGETHER = {"entities": 64}
_ROWS_OF = 4
"""The last bytes of a mark: how many rows the piece has."""
_FEW = 8
"""Pieces of a table that are packed together: entities, and all else."""
_EMPTY = packed(b"", b"").data
_ID = re.compile(rb'"([a-z-]+/[^"\\ ]+)"')
"""What may be the id of an entity."""
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINKS_OF = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{}">'.format(
    "http://schemas.openxmlformats.org/package/2006/relationships"
)
Pieces = Iterator[tuple[bytes, bytes]]
"""A table piece by piece: the mark of each, and its lines."""
Cut = Callable[[], Pieces]
Row = tuple[Sequence[object], str]
"""The cells of a row, and where its first one leads, empty for nowhere."""


Named = Mapping[str, tuple[str, str]]
"""What entities are called and where their pages lie, empty where they have none, by their ids."""


class Before(Frozen):
    """A workbook that lies there: its pieces by their marks, and of whom these tell what is not so now."""

    known: Mapping[bytes, bytes]
    changed: frozenset[bytes] = frozenset()
    """Ids of entities that have another name or page."""

    def holds(self, data: bytes) -> bool:
        """Tell whether what was made of some lines is right."""
        return not self.changed or self.changed.isdisjoint(_ID.findall(data))


NOTHING = Before({})


class _Named(Frozen):
    """What entities are called, where their pages lie, and where the portal lies."""

    names: Mapping[str, str]
    pages: Mapping[str, str]
    address: str

    def leads(self, column: Column, row: dict[str, Any]) -> str:
        """Return the address of the page of what a column names, empty where it has none."""
        value = column.value(row)
        page = f"{urls.DOCUMENTS}/{value}.html" if column.field.type == "id" else self.pages.get(value, "")
        return f"{self.address}{page}" if page else ""


class Head(NamedTuple):
    """What stands around the rows of a sheet: its title, heads with the width of their columns."""

    title: str
    columns: tuple[tuple[str, int], ...]
    filled: int
    """How many rows it has."""
    linked: bool = False
    """Some of these lead to pages."""


Heads = tuple[Head, ...]
Frame = dict[str, bytes]
"""The files of a workbook by name; in those of sheets marks stand for rows and links."""


class _Sheet(NamedTuple):
    """A sheet: its head; its rows, its links and what these lead to, packed."""

    head: Head
    rows: tuple[Packed, ...]
    links: tuple[Packed, ...] = ()
    leads: tuple[Packed, ...] = ()


def named(entities: Iterable[bytes]) -> Named:
    """Return what entities are called and where their pages lie, of the lines of their table."""
    read = rows(Sheet("", ""), entities, ("id", "name", "page"))
    return {row["id"]: (row["name"], row["page"] or "") for row in read}


def renamed(before: Named, now: Named) -> frozenset[bytes]:
    """Return the ids of entities that have another name or page, came or are gone."""
    return frozenset(each.encode() for each in before.keys() | now.keys() if before.get(each) != now.get(each))


def workbook(
    tables: Mapping[str, Cut], named: Named, address: str, before: Before, frame: Callable[[Heads], Frame]
) -> Iterator[Packed]:
    """Yield the workbook of five tables in parts that are joined.

    `address` is that of the portal, empty where it has none; `frame` makes what stands around the rows.
    """
    sheets = tuple(_sheets(tables, named, address, before))
    yield from archive(_entries(sheets, frame(tuple(each.head for each in sheets))))


def _entries(sheets: Sequence[_Sheet], frame: Frame) -> Iterator[Entry]:
    places = {f"xl/worksheets/sheet{number}.xml": sheet for number, sheet in enumerate(sheets, 1)}
    for name, data in frame.items():
        if (sheet := places.get(name)) is None:
            yield Entry(name, (packed(b"", data),))
            continue
        above, between, below = (
            packed(b"", each) for part in data.split(_ROWS.encode()) for each in part.split(_LED.encode())
        )
        yield Entry(name, (above, *sheet.rows, between, *sheet.links, below))
        if sheet.leads:
            head, end = packed(b"", _LINKS_OF.encode()), packed(b"", b"</Relationships>")
            yield Entry(f"xl/worksheets/_rels/{Path(name).name}.rels", (head, *sheet.leads, end))


def _sheets(tables: Mapping[str, Cut], named: Named, address: str, before: Before) -> Iterator[_Sheet]:
    called = {each: name for each, (name, _) in named.items()}
    told = _Named(called, {each: page for each, (_, page) in named.items() if page}, address or "../")
    lying = {mark[:-_ROWS_OF]: mark for mark in before.known if mark}
    for table in TABLES.values():
        pieces = partial(_together, tables[f"{table.name}.jsonl"], _TOGETHER.get(table.name, _FEW))
        for sheet in table.sheets:
            yield _filled(table, sheet, pieces(), told, before, lying)
    heads, lines = _FIELD_HEADS, [(row, "") for row in _dictionary()]
    made = _written(lines, 2, len(heads))
    yield _Sheet(Head("Từ điển", heads, len(lines)), (packed(b"", made[0]),))


def _together(cut: Cut, many: int) -> Pieces:
    """Yield the pieces of a table as they are packed."""
    pieces = cut()
    while each := tuple(islice(pieces, many)):
        data = b"".join(lines for _, lines in each)
        yield digest(*(mark for mark, _ in each)), data


def _filled(
    table: Table, sheet: Sheet, cut: Pieces, named: _Named, before: Before, lying: Mapping[bytes, bytes]
) -> _Sheet:
    """Return a sheet; `lying` are the marks of pieces that lie there, by all but how many rows they have."""
    shown = columns(table, sheet)
    told, names, number = _reader_of_rows(shown, sheet, named), fields_of(shown), 2
    kinds = ("rows", "links", "leads") if sheet.linked else ("rows",)
    parts: list[tuple[Packed, ...]] = []
    for mark, data in cut:
        marks = [
            digest(resources.code(), named.address, mark, sheet.name, str(number), kind)[:-_ROWS_OF] for kind in kinds
        ]
        whole = [lying.get(each, b"") for each in marks]
        if all(whole) and before.holds(data):
            made = tuple(Packed(each, before.known[each]) for each in whole)
        else:
            written = _written(map(told, rows(sheet, io.BytesIO(data), names)), number, len(shown))
            count = written[0].count(b"</row>").to_bytes(_ROWS_OF, "big")
            made = tuple(packed(each + count, raw) for each, raw in zip(marks, written, strict=False))
        parts.append(made)
        number += int.from_bytes(made[0].mark[-_ROWS_OF:], "big")
    heads = tuple((column.field.label, _width(column)) for column in shown)
    of_kinds = [tuple(part[place] for part in parts) for place in range(len(kinds))]
    linked = any(each.data != _EMPTY for each in of_kinds[1]) if sheet.linked else False
    return _Sheet(Head(sheet.title, heads, number - 2, linked), *of_kinds)


def _reader_of_rows(shown: Sequence[Column], sheet: Sheet, named: _Named) -> Callable[[dict[str, Any]], Row]:
    """Return what reads the cells of a row, and where it leads."""
    cells = [_reader(column, named.names) for column in shown]
    return lambda row: ([cell(row) for cell in cells], named.leads(shown[0], row) if sheet.linked else "")


def _width(column: Column) -> int:
    return _WIDTHS.get(column.field.type, _WIDE if column.field.name in _LONG else _MIDDLE)


def _reader(column: Column, names: Mapping[str, str]) -> Callable[[dict[str, Any]], object]:
    """Return what reads a cell of a column as a person reads it: names for ids, words for codes."""
    field = column.field
    words: Mapping[Any, str] = names if field.type == "entity" and field.name != "id" else field.values or {}
    words = {True: "có", False: ""} if field.type == "boolean" else words
    value = column.reader
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


def frame(heads: Heads, name: str) -> Frame:
    """Return what stands around the rows of a workbook of some name."""
    from xlsxwriter import Workbook  # only what writes a workbook loads it

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / WORKBOOK
        book = Workbook(str(path), {"tmpdir": folder, "strings_to_formulas": False, "strings_to_urls": False})
        book.set_properties({"title": name, "created": _MADE})
        kind = _sheet_class()
        head, link = book.add_format({"bold": True, "bg_color": "#e8eef4", "bottom": 1}), book.add_format()
        link.set_font_color("#0b5394")
        link.set_underline(1)
        for each in heads:
            _lay(book.add_worksheet(each.title, kind), each, head, link)
        book.close()
        with zipfile.ZipFile(path) as made:
            return {each: made.read(each) for each in made.namelist()}


def _lay(sheet: Any, page: Head, head: Any, link: Any) -> None:
    for place, (label, width) in enumerate(page.columns):
        sheet.write_string(0, place, label, head)
        sheet.set_column(place, place, width)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, page.filled, len(page.columns) - 1)
    sheet.dim_rowmax, sheet.has_links, sheet.link = page.filled, page.linked, link


def _sheet_class() -> type[Any]:
    """Return the kind of sheet that leaves room for its rows."""
    from xlsxwriter.worksheet import Worksheet

    class Framed(Worksheet):  # type: ignore[misc]  # the library has no types
        """A sheet with marks where its rows and links stand."""

        def _write_rows(self) -> None:
            super()._write_rows()
            assert self.link._get_xf_index() == _LINKED
            self.fh.write(_ROWS)

        def _write_hyperlinks(self) -> None:
            self.fh.write(f"<hyperlinks>{_LED}</hyperlinks>" if self.has_links else _LED)

    return Framed


_LINKED = 2
"""The format of a cell that leads to a page: the second that is added."""


def _written(lines: Iterable[Row], number: int, width: int) -> tuple[bytes, bytes, bytes]:
    """Return rows from one of a number on, their links, and where these lead, as XML."""
    letters = [_letters(place) for place in range(width)]
    made: tuple[list[str], list[str], list[str]] = [], [], []
    for place, (cells, leads) in enumerate(lines, number):
        linked = bool(leads) and place <= _LINKS
        made[0].append(_row(place, cells, letters, f' s="{_LINKED}"' if linked else ""))
        if linked:
            made[1].append(f'<hyperlink ref="A{place}" r:id="rId{place}"/>')
            told = f'Type="{_LINK}/hyperlink" Target={quoteattr(leads)} TargetMode="External"'
            made[2].append(f'<Relationship Id="rId{place}" {told}/>')
    rows, links, targets = ("".join(each).encode() for each in made)
    return rows, links, targets


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


@lru_cache(maxsize=4096)  # names, kinds and days stand in row after row
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
