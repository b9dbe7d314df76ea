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
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr
from zlib import crc32

from generator import resources
from generator.model.frozen import Frozen
from generator.pages.dictionary import TABLES, WORKBOOK
from generator.pages.dictionary.field import ORIGINS, TYPES, Sheet, Table
from generator.pages.frame import urls
from generator.publish.formats.archive import Entry, Packed, archive, packed
from generator.publish.formats.flat import Column, columns, count, fields_of, rows
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
_LEVELS = {"rows": 6, "links": 1, "targets": 1}
"""How hard pieces are packed: links are short, much alike, and made anew for each row more above them."""
_TOGETHER = {"entities": 64}
_FEW, _MOST = 8, 4
"""Pieces of a table that are packed together: entities, and all else; so many times as many at most."""
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
    for table in TABLES.values():
        pieces = partial(_together, tables[f"{table.name}.jsonl"], _TOGETHER.get(table.name, _FEW))
        wrong = frozenset(mark for mark, data in pieces() if not before.holds(data)) if before.changed else frozenset()
        for sheet in table.sheets:
            yield _filled(table, sheet, pieces(), told, before.known, wrong)
    heads, lines = _FIELD_HEADS, [(row, "") for row in _dictionary()]
    made = _written(lines, 2)
    yield _Sheet(Head("Từ điển", heads, len(lines)), (packed(b"", made),))


def _together(cut: Cut, many: int) -> Pieces:
    """Yield the pieces of a table as they are packed, about so many together.

    Its id, the first field of its lines, says whether one ends them: one more moves no end but its own. A mark may
    change where no sheet does, and the workbook lies as it was.
    """
    marks, lines = list[bytes](), list[bytes]()
    for mark, data in cut():
        marks.append(mark)
        lines.append(data)
        ends = bool(data) and crc32(data.partition(b",")[0]) % many == 0
        if ends or len(marks) == _MOST * many:
            yield digest(*marks), b"".join(lines)
            marks, lines = [], []
    if marks:
        yield digest(*marks), b"".join(lines)


def _filled(
    table: Table, sheet: Sheet, cut: Pieces, named: _Named, lying: Mapping[bytes, bytes], wrong: frozenset[bytes]
) -> _Sheet:
    """Return a sheet; what `lying` pieces tell of those that are `wrong` is not so any more."""
    shown = columns(table, sheet)
    read = _Reading(sheet, shown, [_reader(column, named.names) for column in shown], named)
    parts: list[tuple[Packed, ...]] = []
    number = 2
    for mark, data in cut:
        known = {} if mark in wrong else lying
        made_of = digest(resources.code(), named.address, sheet.name, mark)
        parts.append(
            tuple(
                _piece(known, digest(made_of, kind, str(at)), partial(make, read, data, at), _LEVELS[kind])
                for kind, make, at in _kinds(sheet, number, data)
            )
        )
        number += count(sheet, data)
    of_kinds = [tuple(part[place] for part in parts) for place in range(3 if sheet.linked else 1)]
    linked = any(each.data != _EMPTY for links in of_kinds[1:] for each in links)
    heads = tuple((column.field.label, _width(column)) for column in shown)
    return _Sheet(Head(sheet.title, heads, number - 2, linked), *of_kinds)


def _piece(known: Mapping[bytes, bytes], mark: bytes, make: Callable[[], bytes], level: int) -> Packed:
    """Return a piece as it lies there, else made anew."""
    return Packed(mark, known[mark]) if mark in known else packed(mark, make(), level)


class _Reading(NamedTuple):
    """What reads the rows of a sheet."""

    sheet: Sheet
    shown: Sequence[Column]
    cells: Sequence[Callable[[dict[str, Any]], object]]
    named: _Named

    def lines(self, data: bytes) -> Iterator[Row]:
        """Yield the cells of each row, and where it leads."""
        for row in rows(self.sheet, io.BytesIO(data), fields_of(self.shown)):
            leads = self.named.leads(self.shown[0], row) if self.sheet.linked else ""
            yield [cell(row) for cell in self.cells], leads

    def leads(self, data: bytes) -> Iterator[str]:
        """Yield where each row leads."""
        for row in rows(self.sheet, io.BytesIO(data), fields_of(self.shown[:1])):
            yield self.named.leads(self.shown[0], row)


_Make = Callable[[_Reading, bytes, int], bytes]


def _kinds(sheet: Sheet, number: int, data: bytes) -> Iterator[tuple[str, _Make, int]]:
    """Yield the kinds of pieces that lines give, what makes each, and from which row on where that tells."""
    linked = sheet.linked and number + data.count(b"\n") > _LINKS  # behind so many none is
    yield "rows", lambda read, data, at: _written(read.lines(data), at), number if linked else 0
    if sheet.linked:
        yield "links", lambda read, data, at: _links(read.leads(data), at), number
        yield "targets", lambda read, data, at: _targets(read.leads(data), at), number


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


def _written(lines: Iterable[Row], number: int) -> bytes:
    """Return rows from one of a number on as XML.

    Rows and cells stand in their order and bear no numbers: one more above changes none of them (ECMA-376 part 1,
    18.3.1.4 and 18.3.1.73).
    """
    style = f' s="{_LINKED}"'
    rows = (_row(cells, style if to and place <= _LINKS else "") for place, (cells, to) in enumerate(lines, number))
    return "".join(rows).encode()


def _row(cells: Iterable[object], first: str) -> str:
    made = ["<row>"]
    style, empty = first, 0
    for value in cells:
        if value is None or value == "":
            empty += 1
        else:
            made.append("<c/>" * empty)
            if value.__class__ is str:
                made.append(f'<c{style} t="inlineStr"><is>{_text(value)}</is></c>')
            else:
                made.append(f"<c{style}><v>{value!r}</v></c>")
            empty = 0
        style = ""
    made.append("</row>")
    return "".join(made)


def _links(leads: Iterable[str], number: int) -> bytes:
    """Return the links of rows from one of a number on as XML."""
    places = (place for place, to in enumerate(leads, number) if to and place <= _LINKS)
    return "".join(f'<hyperlink ref="A{place}" r:id="rId{place}"/>' for place in places).encode()


def _targets(leads: Iterable[str], number: int) -> bytes:
    """Return where the links of rows lead, as XML."""
    places = ((place, to) for place, to in enumerate(leads, number) if to and place <= _LINKS)
    kind = f'Type="{_LINK}/hyperlink"'
    made = (f'<Relationship Id="rId{at}" {kind} Target={quoteattr(to)} TargetMode="External"/>' for at, to in places)
    return "".join(made).encode()


@lru_cache(maxsize=4096)  # names, kinds and days stand in row after row
def _text(value: str) -> str:
    """Return words as a cell holds them: cut where Excel cuts, with no letter that XML does not know."""
    words = f"{value[:_WORDS]} …" if len(value) > _WORDS else value
    if not words.isprintable():
        words = _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", words).replace("\r", " ")
    words = _ESCAPED.sub("_x005F_", words) if "_x" in words else words
    words = escape(words) if "&" in words or "<" in words or ">" in words else words
    return f"<t>{words}</t>" if words == words.strip() else f'<t xml:space="preserve">{words}</t>'
