"""XLSX (bảng tính Excel): the values that were saved in its sheets; formulas are not computed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from generator.ingest.contract import USUAL, Tools
from generator.ingest.office import fonts, package
from generator.ingest.office.fonts import Look, encoding_of, joined, piece
from generator.ingest.office.sheet import Sheet
from generator.ingest.office.spreadsheet import formats
from generator.ingest.office.spreadsheet.grid import At, Grid, check_count
from generator.ingest.office.spreadsheet.reading import read_sheets
from generator.ingest.office.stray_marks import stray_marks
from generator.model import Diagnostic, Limits, SourceText

HOW = "ô trong bảng tính (XLSX), giá trị đã lưu"
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", S[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _ID[1:].partition("}")[0].encode()),
)
_COLUMNS = 100
"""Stretches of hidden columns that are looked at."""
_REF = re.compile(r"([A-Z]{1,3})(\d{1,7})")

Run = tuple[str, str]
"""A font and letters in it."""


@dataclass(frozen=True, slots=True)
class _Styles:
    """By the number of a cell's style: its format and its font."""

    formats: tuple[str, ...] = ()
    fonts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Book:
    """What the sheets share."""

    strings: tuple[tuple[Run, ...], ...]
    styles: _Styles
    since_1904: bool


def read(data: bytes, name: str, tools: Tools = USUAL) -> SourceText | Diagnostic:
    """Return the text of an `.xlsx` file, one cell a line, with its tables.

    A Diagnostic where it cannot be read.
    """
    return read_sheets(data, name, "xlsx", HOW, tools, _read)


@dataclass(frozen=True, slots=True)
class _Filled:
    """A sheet as the file has it: what stands in its cells, in which fonts."""

    name: str
    cells: Mapping[At, tuple[Run, ...]]
    reach: dict[At, At]


def _read(data: bytes, sheet: Sheet) -> tuple[list[Grid], frozenset[str]]:
    """Return the visible sheets, and the older encodings that were read."""
    parts = package.unpack(data, sheet.limits)
    sheet.stray = stray_marks(parts, sheet.limits)
    found = _filled(parts, data, sheet)
    named = any(map(fonts.may_be_old, parts.values()))
    old = _proven(run for each in found for runs in each.cells.values() for run in runs) if named else frozenset[str]()
    grids = [Grid(each.name, reach=each.reach) for each in found]
    for grid, each in zip(grids, found, strict=True):
        for at, runs in each.cells.items():
            grid.put(at, joined(piece(letters, Look(font=font), old, sheet) for font, letters in runs))
    return grids, old


def _filled(parts: Mapping[str, bytes], data: bytes, sheet: Sheet) -> list[_Filled]:
    limits = sheet.limits
    main = next((n for kind, n in package.links(parts, "", limits).values() if kind == "officeDocument"), "")
    root = _root(parts, main, limits)
    if root is None:
        raise package.not_a(".xlsx", data)
    links = package.links(parts, main, limits)
    book = _book(parts, dict(links.values()), root, limits)
    found: list[_Filled] = []
    for each in root.iter(S + "sheet"):
        part = _root(parts, links.get(each.get(_ID) or "", ("", ""))[1], limits)
        if (each.get("state") or "visible") != "visible":
            sheet.set_apart("trang tính ẩn")
            sheet.hide(_words(part, book) if part is not None else ())
        elif part is not None:
            found.append(_Filled(each.get("name") or "", dict(_cells(part, book, sheet)), dict(_merged(part))))
            check_count(sum(len(one.cells) for one in found))
    return found


def _book(parts: Mapping[str, bytes], shared: Mapping[str, str], root: etree._Element, limits: Limits) -> _Book:
    strings = _root(parts, shared.get("sharedStrings", ""), limits)
    return _Book(
        tuple(_runs(each) for each in strings.iter(S + "si")) if strings is not None else (),
        _styles(_root(parts, shared.get("styles", ""), limits)),
        any(each.get("date1904") in ("1", "true") for each in root.iter(S + "workbookPr")),
    )


def _root(parts: Mapping[str, bytes], name: str, limits: Limits) -> etree._Element | None:
    part = parts.get(name)
    if part is None:
        return None
    for strict, usual in _STRICT:
        part = part.replace(strict, usual)
    return package.tree(part, limits)


def _styles(root: etree._Element | None) -> _Styles:
    if root is None:
        return _Styles()
    own = {each.get("numFmtId"): each.get("formatCode") or "" for each in root.iter(S + "numFmt")}
    named = [
        next((name.get("val") or "" for name in font.iter(S + "name")), "")
        for font in root.iterfind(f"{S}fonts/{S}font")
    ]
    looks = root.findall(f"{S}cellXfs/{S}xf")
    codes = (own.get(look.get("numFmtId")) or formats.BUILT_IN.get(_whole(look.get("numFmtId")), "") for look in looks)
    places = (_whole(look.get("fontId")) for look in looks)
    return _Styles(tuple(codes), tuple(named[place] if 0 <= place < len(named) else "" for place in places))


def _runs(item: etree._Element) -> tuple[Run, ...]:
    """Return the letters of a string with the fonts that it names itself; how it is spoken is left out."""
    runs = []
    for part in item:
        font = next((each.get("val") or "" for each in part.iter(S + "rFont")), "") if part.tag == S + "r" else ""
        text = part if part.tag == S + "t" else part.find(S + "t") if part.tag == S + "r" else None
        if text is not None:
            runs.append((font, text.text or ""))
    return tuple(runs)


def _cells(root: etree._Element, book: _Book, sheet: Sheet) -> Iterator[tuple[At, tuple[Run, ...]]]:
    """Yield the cells that show something; rows and columns that are hidden are counted."""
    unseen = _hidden_columns(root)
    sheet.set_apart("cột ẩn", len(unseen))
    row = -1
    for line in root.iterfind(f"{S}sheetData/{S}row"):
        row = _whole(line.get("r"), row + 2) - 1
        if line.get("hidden") in ("1", "true"):
            sheet.set_apart("dòng ẩn")
            sheet.hide(_words(line, book))
            continue
        column = -1
        for cell in line.iterfind(S + "c"):
            place = _REF.fullmatch(cell.get("r") or "")
            column = _column(place[1]) if place else column + 1
            runs = _shown(cell, book)
            if any(first <= column <= last for first, last in unseen):
                sheet.hide(["".join(letters for _, letters in runs)])
                continue
            if any(letters.strip() for _, letters in runs):
                sheet.charge(sum(len(letters) for _, letters in runs))
                yield (row, column), runs


def _words(part: etree._Element, book: _Book) -> Iterator[str]:
    """Yield what the cells of a hidden row or sheet would show."""
    return ("".join(letters for _, letters in _shown(cell, book)) for cell in part.iter(S + "c"))


def _shown(cell: etree._Element, book: _Book) -> tuple[Run, ...]:
    """Return what a cell shows: its letters, or its number under its format."""
    kind, style = cell.get("t") or "n", _whole(cell.get("s"), 0)
    font = book.styles.fonts[style] if 0 <= style < len(book.styles.fonts) else ""
    if kind == "inlineStr":
        runs = tuple(run for each in cell.iterfind(S + "is") for run in _runs(each))
        return tuple((own or font, letters) for own, letters in runs)
    value = cell.findtext(S + "v") or ""
    if kind == "s":
        place = _whole(value, -1)
        runs = book.strings[place] if 0 <= place < len(book.strings) else ()
        return tuple((own or font, letters) for own, letters in runs)
    if kind == "b":
        return ((font, {"1": "TRUE", "0": "FALSE"}.get(value, value)),)
    if kind == "d":
        return ((font, "/".join(reversed(value[:10].split("-")))),)
    code = book.styles.formats[style] if 0 <= style < len(book.styles.formats) else ""
    return ((font, formats.shown(value, code, book.since_1904) if kind == "n" and value else value),)


def _merged(root: etree._Element) -> Iterator[tuple[At, At]]:
    for each in root.iterfind(f"{S}mergeCells/{S}mergeCell"):
        first, _, last = (each.get("ref") or "").partition(":")
        begin, end = _REF.fullmatch(first), _REF.fullmatch(last)
        if begin and end:
            row, column = int(begin[2]) - 1, _column(begin[1])
            yield (row, column), (max(1, int(end[2]) - row), max(1, _column(end[1]) + 1 - column))


def _hidden_columns(root: etree._Element) -> list[tuple[int, int]]:
    unseen = (each for each in root.iterfind(f"{S}cols/{S}col") if each.get("hidden") in ("1", "true"))
    return [(_whole(each.get("min"), 1) - 1, _whole(each.get("max"), 1) - 1) for each in islice(unseen, _COLUMNS)]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number - 1


def _whole(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and len(text) < 10 and text.isascii() and text.isdigit() else otherwise


def _proven(runs: Iterable[Run]) -> frozenset[str]:
    texts: dict[str, list[str]] = {}
    for font, letters in islice(runs, fonts.SAMPLE):
        if encoding := encoding_of(font):
            texts.setdefault(encoding, []).append(f"{letters} ")
    return fonts.proven(texts)
