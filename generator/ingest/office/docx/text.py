"""The text of a part of a DOCX: what its elements show, in reading order.

Tables of handlers by element say what is special; whatever else holds text is walked through, so that nothing is lost
for want of a rule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from generator.ingest.office.docx.numbering import label
from generator.ingest.office.docx.styles import Styles, W, on, value
from generator.ingest.office.fonts import SAMPLE, SOFT_HYPHEN, Look, Piece, encoding_of, glyph, joined, piece, proven
from generator.ingest.office.numbering import Numbering, number
from generator.ingest.office.sheet import Box, Drawn, Sheet, of_table, visible
from generator.text.numerals import ordinal

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_V = "{urn:schemas-microsoft-com:vml}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"
_TEXTS = frozenset((W + "t", M + "t", _A + "t"))
_CHARACTERS = {
    **{W + each: "\t" for each in ("tab", "ptab")},
    **{W + each: "\n" for each in ("br", "cr")},
    W + "noBreakHyphen": "-",
}
_PROPERTIES = "pPr rPr sdtPr sdtEndPr tblPr tblGrid tblPrEx trPr tcPr sectPr rubyPr smartTagPr customXmlPr"
_MACHINERY = "instrText delText delInstrText rt annotationRef fldData ffData"
_UNSEEN = frozenset(W + each for each in f"{_PROPERTIES} {_MACHINERY}".split())
_DELETED = (W + "del", W + "moveFrom")


@dataclass(frozen=True, slots=True)
class Notes:
    """Footnotes and endnotes by id, and the form of their numbers."""

    footnotes: Mapping[str, etree._Element]
    endnotes: Mapping[str, etree._Element]
    forms: Mapping[str, str]


@dataclass(slots=True)
class _Line:
    """A paragraph as it is put together.

    Pieces with the encoding of their font, and boxes that are anchored in it.
    """

    pieces: list[Piece] = field(default_factory=list)
    fields: list[int | None] = field(default_factory=list)
    """For each open field where its instruction begins; None once its result is shown."""
    boxes: list[etree._Element] = field(default_factory=list)
    hidden: int = 0


@dataclass(slots=True)
class Writer:
    """Writes the paragraphs of a part on a sheet."""

    sheet: Sheet
    styles: Styles
    numbering: Numbering
    noted: Notes
    old: frozenset[str] = frozenset()
    """Older encodings that fonts of the file are proven to show."""
    carried: list[Piece] = field(default_factory=list)
    """What a deleted paragraph mark joins to the next paragraph."""
    called: dict[tuple[str, str], str] = field(default_factory=dict)
    """Notes in the order in which the text refers to them, each with its number."""
    label: str = ""
    """The number of the note that is being written."""
    in_cell: bool = False

    def blocks(self, parent: etree._Element) -> None:
        """Write the paragraphs and tables inside an element."""
        for child in parent:
            if child.tag == W + "p":
                self._paragraph(child)
            elif child.tag == W + "tbl":
                self._table(child)
            elif child.tag in _DELETED:
                self.sheet.set_apart("chữ đã xóa")
            elif child.tag == W + "altChunk":
                self.sheet.set_apart("đối tượng nhúng")
            elif child.tag == _MC + "AlternateContent":
                self.blocks(_chosen(child))
            elif child.tag not in _UNSEEN:
                self.blocks(child)

    def end(self) -> None:
        """Write what a deleted mark left over."""
        if self.carried:
            self.sheet.write(joined(self.carried))
            self.carried = []

    def notes(self) -> None:
        """Write the notes that were referred to, footnotes first; those in notes follow."""
        for kind in ("footnote", "endnote"):
            done: set[tuple[str, str]] = set()
            while waiting := [key for key in self.called if key[0] == kind and key not in done]:
                for key in waiting:
                    done.add(key)
                    note = self._note(*key)
                    if note is not None:
                        self.label = self.called[key]
                        self.blocks(note)
                        self.end()

    def _note(self, kind: str, name: str) -> etree._Element | None:
        return (self.noted.footnotes if kind == "footnote" else self.noted.endnotes).get(name)

    # --- paragraphs ---------------------------------------------------------------------------------------------------

    def _paragraph(self, paragraph: etree._Element) -> None:
        properties = paragraph.find(W + "pPr")
        style = self.styles.paragraph(value(properties, "pStyle") if properties is not None else None)
        mark = properties.find(W + "rPr") if properties is not None else None
        line = _Line()
        self._inline(paragraph, line, self.styles.look(style))
        self.sheet.set_apart("chữ ẩn", min(line.hidden, 1))
        joins = mark is not None and any(mark.find(tag) is not None for tag in _DELETED)
        text = joined([*self.carried, *line.pieces])
        if joins:
            self.carried += line.pieces
        elif not (line.hidden and not text.strip()):
            self.carried = []
            self._write(label(self.numbering, properties, style), text)
        for box in line.boxes:
            self._boxed(box)

    def _write(self, label: str, text: str) -> None:
        numbered = any(char.isalnum() for char in label)
        if text.strip() or numbered or not self.in_cell:
            self.sheet.write(label + text.lstrip(" ") if text.strip() or numbered else "")

    def _boxed(self, box: etree._Element) -> None:
        carried, self.carried = self.carried, []
        self.blocks(box)
        self.end()
        self.carried = carried

    def _inline(self, parent: etree._Element, line: _Line, look: Look) -> None:
        if parent.tag == W + "r":
            look = self.styles.run(look, parent.find(W + "rPr"))
        for child in parent:
            if child.tag in _TEXTS:
                self._text(child.text or "", line, look)
            elif child.tag in _CHARACTERS:
                line.pieces.append(("", _CHARACTERS[child.tag]))
            elif child.tag == W + "softHyphen":
                self._text(SOFT_HYPHEN, line, look)
            elif child.tag in _SPECIAL:
                _SPECIAL[child.tag](self, child, line, look)
            elif child.tag not in _UNSEEN:
                self._inline(child, line, look)

    def _text(self, text: str, line: _Line, look: Look) -> None:
        if look.hidden:
            line.hidden += bool(text.strip())
        else:
            line.pieces.append(piece(text, look, self.old, self.sheet))

    def _symbol(self, symbol: etree._Element, line: _Line, look: Look) -> None:
        code = symbol.get(W + "char") or ""
        if not look.hidden and re.fullmatch("[0-9A-Fa-f]{1,4}", code):
            line.pieces.append(("", glyph(int(code, 16), symbol.get(W + "font") or look.font, self.sheet)))

    def _field(self, mark: etree._Element, line: _Line, look: Look) -> None:
        """A field shows its result only: what stands between its beginning and the result is an instruction."""
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            line.fields.append(len(line.pieces))
        elif line.fields:
            start = line.fields.pop()
            if start is not None:
                del line.pieces[start:]
            if kind == "separate":
                line.fields.append(None)

    def _reference(self, mark: etree._Element, line: _Line, look: Look) -> None:
        kind = "footnote" if mark.tag == W + "footnoteReference" else "endnote"
        key = kind, mark.get(W + "id") or ""
        if look.hidden or self._note(*key) is None:
            return
        custom = mark.get(W + "customMarkFollows", "0") not in ("0", "false", "off")
        if key not in self.called:
            count = 1 + sum(name[0] == kind and bool(label) for name, label in self.called.items())
            self.called[key] = "" if custom else f"[{ordinal(count, self.noted.forms.get(kind, 'decimal'))}]"
        line.pieces.append(("", self.called[key]))

    def _own_number(self, mark: etree._Element, line: _Line, look: Look) -> None:
        line.pieces.append(("", self.label))

    def _box(self, box: etree._Element, line: _Line, look: Look) -> None:
        line.boxes.append(box)

    def _alternatives(self, choice: etree._Element, line: _Line, look: Look) -> None:
        self._inline(_chosen(choice), line, look)

    def _deleted(self, deleted: etree._Element, line: _Line, look: Look) -> None:
        self.sheet.set_apart("chữ đã xóa", int(next(deleted.iter(W + "r"), None) is not None))

    def _counted(self, thing: etree._Element, line: _Line, look: Look) -> None:
        self.sheet.set_apart(_COUNTED[thing.tag])

    def _fraction(self, fraction: etree._Element, line: _Line, look: Look) -> None:
        for at, part in enumerate(part for part in fraction if part.tag in (M + "num", M + "den")):
            if at:
                line.pieces.append(("", "/"))
            self._inline(part, line, look)

    def _drawn(self, word_art: etree._Element, line: _Line, look: Look) -> None:
        self._text(word_art.get("string") or "", line, look)

    # --- tables -------------------------------------------------------------------------------------------------------

    def _table(self, table: etree._Element) -> None:
        outer, self.in_cell = self.in_cell, True
        drawn = Drawn()
        rows: list[list[Box]] = []
        merged: dict[tuple[int, int], Box] = {}
        width = 0
        for row in _inside(table, W + "tr"):
            boxes, end = self._row(row, len(rows), merged)
            for box in boxes:
                drawn.draw(box)
            rows.append([box for box in boxes if box.lines])
            width = max(width, end)
        self.in_cell = outer
        self.sheet.lines.extend(of_table(rows, width))
        self.sheet.tables.append(drawn)

    def _row(self, row: etree._Element, at: int, merged: dict[tuple[int, int], Box]) -> tuple[list[Box], int]:
        """The cells of a row that begin in it, and the column of the grid at which it ends.

        `merged` holds by column and width the cells that the row above may go on with.
        """
        properties = row.find(W + "trPr")
        column, headed = 0, False
        if properties is not None:
            if any(properties.find(tag) is not None for tag in _DELETED):
                self.sheet.set_apart("chữ đã xóa")
                return [], 0
            if on(properties, "hidden"):
                self.sheet.set_apart("chữ ẩn")
                return [], 0
            column, headed = _span(properties, "gridBefore", 0), on(properties, "tblHeader")
        above = dict(merged)
        boxes: list[Box] = []
        merged.clear()
        for cell in _inside(row, W + "tc"):
            about = cell.find(W + "tcPr")
            width = _span(about, "gridSpan", 1) if about is not None else 1
            box = Box(at, column, columns=max(1, width), header=headed)
            column += width
            if about is not None and _goes_on(about):
                self._go_on(about, box, boxes, above, merged)
                continue
            first = len(self.sheet.lines)
            self.blocks(cell)
            self.end()
            box.lines = visible(self.sheet.cut(first))
            boxes.append(box)
            if about is not None and about.find(W + "vMerge") is not None:
                merged[box.column, box.columns] = box
        return boxes, column

    def _go_on(
        self,
        about: etree._Element,
        box: Box,
        boxes: list[Box],
        above: Mapping[tuple[int, int], Box],
        merged: dict[tuple[int, int], Box],
    ) -> None:
        """Let the cell before or above reach over one that is only its rest."""
        whole = above.get((box.column, box.columns))
        if about.find(W + "hMerge") is not None and boxes:
            boxes[-1].columns += box.columns
        elif whole is not None and about.find(W + "cellDel") is None:
            whole.rows += 1
            merged[box.column, box.columns] = whole
        else:
            boxes.append(box)


_COUNTED = {
    _PICTURE: "hình ảnh",
    _V + "imagedata": "hình ảnh",
    _OLE: "đối tượng nhúng",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart": "đối tượng nhúng",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds": "đối tượng nhúng",
    W + "commentReference": "ghi chú bên lề",
}
_SPECIAL: Mapping[str, Callable[[Writer, etree._Element, _Line, Look], None]] = {
    W + "sym": Writer._symbol,
    W + "fldChar": Writer._field,
    W + "footnoteReference": Writer._reference,
    W + "endnoteReference": Writer._reference,
    W + "footnoteRef": Writer._own_number,
    W + "endnoteRef": Writer._own_number,
    W + "txbxContent": Writer._box,
    _MC + "AlternateContent": Writer._alternatives,
    W + "del": Writer._deleted,
    W + "moveFrom": Writer._deleted,
    M + "f": Writer._fraction,
    _V + "textpath": Writer._drawn,
    **dict.fromkeys(_COUNTED, Writer._counted),
}


def _span(properties: etree._Element, name: str, usual: int) -> int:
    count = number(value(properties, name))
    return usual if count is None else min(max(count, 0), 1000)


def _goes_on(cell: etree._Element) -> bool:
    """Tell whether a cell is the rest of the one above or before it, or was deleted."""
    merged = (cell.find(W + name) for name in ("vMerge", "hMerge"))
    return cell.find(W + "cellDel") is not None or any(
        each is not None and each.get(W + "val", "continue") == "continue" for each in merged
    )


def _inside(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, also those within content controls and tracked changes."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag == _MC + "AlternateContent":
            yield from _inside(_chosen(child), tag)
        elif child.tag not in _UNSEEN and child.tag not in _DELETED:
            yield from _inside(child, tag)


def _chosen(choice: etree._Element) -> etree._Element:
    """The form of a content that is shown: the first that holds text or a picture."""
    forms = list(choice)
    shown = (*_TEXTS, _PICTURE, _V + "imagedata", W + "sym")
    return next((form for form in forms if next(form.iter(*shown), None) is not None), forms[0] if forms else choice)


def legacy_fonts(root: etree._Element, styles: Styles) -> frozenset[str]:
    """Return the older encodings that the text in their fonts proves.

    Many a file names such a font over Unicode.
    """
    found: dict[str, list[str]] = {}
    size = 0
    for paragraph in root.iter(W + "p"):
        properties = paragraph.find(W + "pPr")
        look = styles.look(styles.paragraph(value(properties, "pStyle") if properties is not None else None))
        for run in paragraph.iter(W + "r"):
            encoding = encoding_of(styles.run(look, run.find(W + "rPr")).font)
            if encoding and size < SAMPLE:
                texts = [each.text or SOFT_HYPHEN for each in run.iter(W + "t", W + "softHyphen")]
                size += sum(map(len, texts))
                found.setdefault(encoding, []).extend(texts)
        for texts in found.values():
            texts.append(" ")
    return proven(found)
