"""ODS (bảng tính OpenDocument): what its cells show; formulas are not computed."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from generator.ingest import encodings
from generator.ingest.contract import USUAL, Tools
from generator.ingest.office import fonts, package
from generator.ingest.office.sheet import Sheet
from generator.ingest.office.spreadsheet.grid import CELLS, Grid, check_count
from generator.ingest.office.spreadsheet.reading import read_sheets
from generator.ingest.office.stray_marks import stray_marks
from generator.model import Diagnostic, SourceText

HOW = "ô trong bảng tính (ODS), giá trị đã lưu"
_URN = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TABLE, TEXT, STYLE = (_URN % name for name in ("office", "table", "text", "style"))
_LOCKED = (_URN % "manifest") + "encryption-data"
_CELLS = (TABLE + "table-cell", TABLE + "covered-table-cell")
_FONTS = {encodings.TCVN3: ".VnTime", encodings.VNI: "VNI-Times"}
_BREAKS = {TEXT + "s": " ", TEXT + "tab": " ", TEXT + "line-break": " "}


def read(data: bytes, name: str, tools: Tools = USUAL) -> SourceText | Diagnostic:
    """Return the text of an `.ods` file, one cell a line, with its tables.

    A Diagnostic where it cannot be read.
    """
    return read_sheets(data, name, "ods", HOW, tools, _read)


def _read(data: bytes, sheet: Sheet) -> tuple[list[Grid], frozenset[str]]:
    """Return the visible sheets, and the older encodings that were read."""
    parts = package.unpack(data, sheet.limits)
    sheet.stray = stray_marks(parts, sheet.limits)
    manifest = parts.get("meta-inf/manifest.xml")
    if manifest is not None and next(package.tree(manifest, sheet.limits).iter(_LOCKED), None) is not None:
        raise package.locked()
    if "content.xml" not in parts:
        raise package.not_a(".ods", data)
    root = package.tree(parts["content.xml"], sheet.limits)
    body = root.find(f"{OFFICE}body/{OFFICE}spreadsheet")
    if body is None:
        raise package.broken("tệp OpenDocument này không phải bảng tính")
    unseen = {
        style.get(STYLE + "name")
        for style in root.iter(STYLE + "style")
        if any(each.get(TABLE + "display") == "false" for each in style.iter(STYLE + "table-properties"))
    }
    grids: list[Grid] = []
    for table in body.iterfind(TABLE + "table"):
        if table.get(TABLE + "style-name") in unseen:
            sheet.set_apart("trang tính ẩn")
            sheet.hide(map(_letters, table.iter(TEXT + "p")))
            continue
        grids.append(Grid(table.get(TABLE + "name") or ""))
        _fill(grids[-1], table, sheet)
        check_count(sum(len(grid.cells) for grid in grids))
    named = any(map(fonts.may_be_old, parts.values()))
    return grids, _reread(grids, sheet) if named else frozenset[str]()


def _fill(grid: Grid, table: etree._Element, sheet: Sheet) -> None:
    row = 0
    for line in _rows(table):
        times = _count(line, "number-rows-repeated")
        if line.get(TABLE + "visibility") in ("collapse", "filter"):
            sheet.set_apart("dòng ẩn", min(times, CELLS))
            sheet.hide(map(_letters, line.iter(TEXT + "p")))
        else:
            filled = list(_filled(line))
            for down in range(times if filled else 0):
                for column, text, reach in filled:
                    sheet.charge(len(text))
                    grid.put((row + down, column), text)
                    if reach != (1, 1):
                        grid.reach[row + down, column] = reach
                check_count(len(grid.cells))
        row += times


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows of a sheet, those in groups and in its head too, not those of tables within cells."""
    waiting = [iter(table)]
    while waiting:
        for each in waiting[-1]:
            if each.tag == TABLE + "table-row":
                yield each
            elif each.tag in (TABLE + "table-rows", TABLE + "table-header-rows", TABLE + "table-row-group"):
                waiting.append(iter(each))
                break
        else:
            waiting.pop()


def _filled(line: etree._Element) -> Iterator[tuple[int, str, tuple[int, int]]]:
    """Yield column, text and reach of the cells of a row that show something."""
    column = 0
    for cell in line:
        if cell.tag not in _CELLS:
            continue
        times = _count(cell, "number-columns-repeated")
        text = "" if cell.tag == _CELLS[1] else " ".join(map(_letters, cell.iterfind(TEXT + "p")))
        if text.strip():
            check_count(times)
            reach = (_count(cell, "number-rows-spanned"), _count(cell, "number-columns-spanned"))
            yield from ((column + right, text, reach) for right in range(times))
        column += times


def _letters(paragraph: etree._Element) -> str:
    parts = [paragraph.text or ""]
    for each in paragraph.iterdescendants():
        parts += [_BREAKS.get(str(each.tag), ""), each.text or "", each.tail or ""]
    return "".join(parts)


def _count(element: etree._Element, name: str) -> int:
    text = element.get(TABLE + name) or "1"
    return max(1, int(text)) if len(text) < 10 and text.isascii() and text.isdigit() else 1


def _reread(grids: list[Grid], sheet: Sheet) -> frozenset[str]:
    """Read cells in the older encoding that their letters prove, and return it."""
    found = encodings.reading(" ".join(text for grid in grids for text in grid.cells.values())[: fonts.SAMPLE])
    font = _FONTS.get(found.encoding) if found else None
    if found is None or font is None:
        return frozenset()
    old = frozenset((found.encoding,))
    for grid in grids:
        for at, text in grid.cells.items():
            grid.cells[at] = fonts.joined([fonts.piece(text, fonts.Look(font=font), old, sheet)])
    return old
