"""ODT (văn bản OpenDocument): the text that its page shows, read from its XML without another program."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from generator.ingest.contract import USUAL, Refused, Tools
from generator.ingest.office import fonts, package
from generator.ingest.office.fonts import PLAIN, SAMPLE, Look, Piece, encoding_of, joined, piece
from generator.ingest.office.numbering import LEVELS, Numbered, Numbering, number
from generator.ingest.office.odt.styles import DRAW, OFFICE, STYLE, TABLE, TEXT, Styles, read_styles
from generator.ingest.office.sheet import Box, Drawn, Line, Sheet, of_table, sheet_text, visible
from generator.ingest.office.stamped import stamped
from generator.ingest.office.stray_marks import stray_marks
from generator.ingest.tables import PLACES
from generator.model import Diagnostic, DiagnosticCode, Extraction, Limits, SourceText
from generator.model.frozen import replace

HOW = "chữ trong tệp OpenDocument (ODT)"
REPEATS = 100
"""Times that a cell with text or a blank may be repeated; more is no paper."""
_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}encryption-data"
_PARAGRAPHS = (TEXT + "p", TEXT + "h")
_CHARACTERS = {TEXT + "tab": "\t", TEXT + "line-break": "\n"}
_UNSEEN = frozenset(
    (
        *(
            TEXT + f"{each}-source"
            for each in ["table-of-content", "illustration-index", "table-index", "object-index"]
        ),
        *(TEXT + f"{each}-source" for each in ("user-index", "alphabetical-index", "bibliography")),
        *(TEXT + f"{each}-decls" for each in ("sequence", "variable", "user-field", "dde-connection")),
        *(TEXT + each for each in ("number", "ruby-text", "script", "note-citation", "tracked-changes")),
        *(OFFICE + each for each in ("forms", "event-listeners", "annotation", "annotation-end")),
        *(TABLE + each for each in ("covered-table-cell", "table-source", "title", "desc")),
        *("{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}" + each for each in ("title", "desc")),
    )
)
_COUNTED = {
    OFFICE + "annotation": "ghi chú bên lề",
    DRAW + "image": "hình ảnh",
    DRAW + "object": "đối tượng nhúng",
    DRAW + "object-ole": "đối tượng nhúng",
}
_BLANKS = re.compile(r"[ \t\r\n]+")
_SHAPES = ("frame", "custom-shape", "rect", "line", "ellipse", "circle", "polygon", "path", "connector", "g", "a")


def read(data: bytes, name: str, tools: Tools = USUAL) -> SourceText | Diagnostic:
    """Return the text of an `.odt` file as its page shows it; a Diagnostic where it cannot be read."""
    try:
        if not data.startswith(b"PK"):
            raise package.not_a(".odt", data)
        sheet, notes = _read(data, name, tools.limits)
    except Refused as refusal:
        return Diagnostic(refusal.code, str(refusal), name, 1)
    except RecursionError:
        return Diagnostic(DiagnosticCode.UNREADABLE, str(package.broken("các phần lồng vào nhau quá sâu")), name, 1)
    return stamped(sheet_text(data, name, "odt", sheet, Extraction(HOW, notes=notes)), data, tools)


def _read(data: bytes, name: str, limits: Limits) -> tuple[Sheet, tuple[Diagnostic, ...]]:
    parts = package.unpack(data, limits)
    manifest = parts.get("meta-inf/manifest.xml")
    if manifest is not None and next(package.tree(manifest, limits).iter(_MANIFEST), None) is not None:
        raise package.locked()
    if "content.xml" not in parts:
        raise package.not_a(".odt", data)
    root = package.tree(parts["content.xml"], limits)
    body = root.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise package.broken("tệp OpenDocument này không phải văn bản (có thể là bảng tính hay trình chiếu)")
    common = package.tree(parts["styles.xml"], limits) if "styles.xml" in parts else None
    styles = read_styles((common, root))
    named = any(map(fonts.may_be_old, parts.values()))
    old = fonts.proven(_texts_by_font(body, styles)) if named else frozenset()
    sheet = Sheet(limits)
    writer = _Writer(sheet, styles, old)
    writer.blocks(body)
    writer.notes()
    sheet.add_page_heads(_page_heads(common, styles, old, sheet))
    sheet.stray = stray_marks(parts, limits, (line.text for line in sheet.lines))
    return sheet, fonts.told(old, name)


def _page_heads(
    common: etree._Element | None, styles: Styles, old: frozenset[str], sheet: Sheet
) -> list[tuple[str, list[Line]]]:
    found: list[tuple[str, list[Line]]] = []
    kinds = {STYLE + name + more: what for name, what in _HEADS.items() for more in ("", "-left", "-first")}
    for head in common.iter(*kinds) if common is not None else ():
        if head.get(STYLE + "display") != "false":
            start = len(sheet.lines)
            _Writer(sheet, styles, old).blocks(head)
            found.append((kinds[str(head.tag)], sheet.cut(start)))
    return found


_HEADS = {"header": "đầu trang", "footer": "chân trang"}


def _texts_by_font(body: etree._Element, styles: Styles) -> Mapping[str, list[str]]:
    """The texts in older fonts by the encoding that these show."""
    found: dict[str, list[str]] = {}
    size = 0
    for paragraph in body.iter(*_PARAGRAPHS):
        whole = styles.look(PLAIN, "paragraph", paragraph.get(TEXT + "style-name"))
        for part in paragraph.iter(*_PARAGRAPHS, TEXT + "span"):
            look = styles.look(whole, "text", part.get(TEXT + "style-name")) if part is not paragraph else whole
            encoding = encoding_of(look.font)
            if encoding and size < SAMPLE:
                found.setdefault(encoding, []).append(f"{part.text or ''} ")
                size += len(part.text or "")
    return found


@dataclass(slots=True)
class _Line:
    """A paragraph as it is put together, and the boxes that are anchored in it."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a paragraph stands in lists.

    The counter, the list's style, the level, and the item that it opens.
    """

    counter: str = ""
    style: str | None = None
    level: int = -1
    opens: bool = False


@dataclass(slots=True)
class _Writer:
    """Writes the paragraphs of a part on a sheet."""

    sheet: Sheet
    styles: Styles
    old: frozenset[str] = frozenset()
    numbering: Numbering = field(default_factory=lambda: Numbering({}))
    waiting: list[tuple[str, etree._Element]] = field(default_factory=list)
    """Notes that the text refers to, with their numbers."""
    last: dict[str, str] = field(default_factory=dict)
    """The counter of the last list of each style, and of each list by id."""
    place: _Place = _Place()
    label: str = ""
    in_cell: bool = False

    def blocks(self, parent: etree._Element) -> None:
        """Write the paragraphs, lists and tables inside an element."""
        for child in parent:
            if child.tag in _COUNTED:
                self.sheet.set_apart(_COUNTED[str(child.tag)])
            elif child.tag == TEXT + "tracked-changes":
                self.sheet.set_apart("chữ đã xóa", sum(1 for _ in child.iter(TEXT + "deletion")))
            elif child.tag in _BLOCKS:
                _BLOCKS[str(child.tag)](self, child)
            elif child.tag not in _UNSEEN:
                self.blocks(child)

    def notes(self) -> None:
        """Write the notes that were referred to, footnotes first."""
        for kind in ("footnote", "endnote"):
            for label, note in [each for each in self.waiting if each[1].get(TEXT + "note-class") == kind]:
                body = note.find(TEXT + "note-body")
                if body is not None:
                    self.label = f"[{label}] "
                    self.blocks(body)
                    self.label = ""

    # --- paragraphs and lists -----------------------------------------------------------------------------------------

    def _paragraph(self, paragraph: etree._Element) -> None:
        name = paragraph.get(TEXT + "style-name")
        line = _Line()
        look = self.styles.look(PLAIN, "paragraph", name)
        whole = any(
            mark.get(TEXT + "is-hidden") == "true" for mark in paragraph.iterchildren(TEXT + "hidden-paragraph")
        )
        self._inline(paragraph, line, replace(look, hidden=look.hidden or whole))
        text = joined(line.pieces).strip(" ")
        self.sheet.set_apart("chữ ẩn", int(line.hidden))
        if not (line.hidden and not text):
            label = self.label + self._counted(paragraph, name)
            self.label = ""
            numbered = any(map(str.isalnum, label))
            if text.strip() or numbered or not self.in_cell:
                self.sheet.write(label + text if text.strip() or numbered else "")
        outer, self.place = self.place, _Place()
        for box in line.boxes:
            self._framed(box)
        self.place = outer

    def _counted(self, paragraph: etree._Element, name: str | None) -> str:
        """The label of a paragraph: of the item that it opens, or of a heading of the outline."""
        place = self.place
        if place.level < 0:
            level = number(paragraph.get(TEXT + "outline-level"))
            outlined = paragraph.tag == TEXT + "h" and paragraph.get(TEXT + "is-list-header") != "true"
            return self.numbering.count("", self.styles.headings, level - 1) if outlined and level else ""
        if not place.opens:
            return ""
        self.place = replace(place, opens=False)
        levels = self.styles.lists.get(place.style or self.styles.list_of(name) or "", {})
        return self.numbering.count("", Numbered(place.counter, levels, {}), place.level)

    def _list(self, listed: etree._Element) -> None:
        outer = self.place
        style = listed.get(TEXT + "style-name") or outer.style
        counter = outer.counter if outer.level >= 0 else self._counter(listed, style or "")
        inside = _Place(counter, style, min(outer.level + 1, LEVELS - 1))
        for item in listed:
            if item.tag not in (TEXT + "list-item", TEXT + "list-header"):
                continue
            start = number(item.get(TEXT + "start-value"))
            if start is not None:
                self.numbering.start_at(counter, inside.level, start)
            override = item.get(TEXT + "style-override")
            self.place = replace(inside, opens=item.tag == TEXT + "list-item", style=override or style)
            self.blocks(item)
        self.place = outer

    def _counter(self, listed: etree._Element, style: str) -> str:
        """The counter of a list: its own, or that of the list which it continues."""
        name = f"list {len(self.numbering.counts)}"
        continued = listed.get(TEXT + "continue-list")
        if continued:
            name = self.last.get(f"#{continued}", name)
        elif listed.get(TEXT + "continue-numbering") == "true":
            name = self.last.get(style, name)
        own = listed.get("{http://www.w3.org/XML/1998/namespace}id")
        self.last[style] = name
        if own:
            self.last[f"#{own}"] = name
        self.numbering.begin(name)
        return name

    def _numbered(self, paragraph: etree._Element) -> None:
        outer = self.place
        level = min(max((number(paragraph.get(TEXT + "level")) or 1) - 1, 0), LEVELS - 1)
        counter = f"#{paragraph.get(TEXT + 'list-id')}"
        self.place = _Place(counter, paragraph.get(TEXT + "style-name"), level, True)
        self.blocks(paragraph)
        self.place = outer

    def _framed(self, box: etree._Element) -> None:
        """A frame shows the first of its forms; what follows it stands in for it elsewhere."""
        first = next(iter(box), None) if box.tag == DRAW + "frame" else None
        if first is None:
            self.blocks(box)
        elif first.tag in _COUNTED:
            self.sheet.set_apart(_COUNTED[str(first.tag)])
        else:
            self.blocks(first)

    def _section(self, section: etree._Element) -> None:
        if self.styles.is_hidden(section):
            self.sheet.set_apart("chữ ẩn")
        else:
            self.blocks(section)

    # --- inside a paragraph -------------------------------------------------------------------------------------------

    def _inline(self, parent: etree._Element, line: _Line, look: Look) -> None:
        self._text(parent.text, line, look)
        for child in parent:
            if child.tag in _COUNTED:
                self.sheet.set_apart(_COUNTED[str(child.tag)])
            elif child.tag in _CHARACTERS:
                line.pieces.append(("", _CHARACTERS[str(child.tag)]))
            elif child.tag in _SPECIAL:
                _SPECIAL[str(child.tag)](self, child, line, look)
            elif child.tag not in _UNSEEN:
                self._inline(child, line, look)
            self._text(child.tail, line, look)

    def _text(self, text: str | None, line: _Line, look: Look) -> None:
        if text and look.hidden:
            line.hidden = line.hidden or bool(text.strip())
        elif text:
            line.pieces.append(piece(_BLANKS.sub(" ", text), look, self.old, self.sheet))

    def _span(self, span: etree._Element, line: _Line, look: Look) -> None:
        self._inline(span, line, self.styles.look(look, "text", span.get(TEXT + "style-name")))

    def _blanks(self, blanks: etree._Element, line: _Line, look: Look) -> None:
        line.pieces.append(("", " " * min(number(blanks.get(TEXT + "c")) or 1, REPEATS)))

    def _hidden(self, text: etree._Element, line: _Line, look: Look) -> None:
        """Text that a condition hides, or does not."""
        hides = text.get(TEXT + "is-hidden", "true") == "true"
        self._inline(text, line, replace(look, hidden=look.hidden or hides))

    def _note(self, note: etree._Element, line: _Line, look: Look) -> None:
        citation = note.find(TEXT + "note-citation")
        label = "".join(str(part) for part in citation.itertext()).strip() if citation is not None else ""
        self.waiting.append((label[:20], note))
        line.pieces.append(("", f"[{label[:20]}]"))

    def _box(self, box: etree._Element, line: _Line, look: Look) -> None:
        line.boxes.append(box)

    # --- tables -------------------------------------------------------------------------------------------------------

    def _table(self, table: etree._Element) -> None:
        outer = self.in_cell, self.place
        self.in_cell, self.place = True, _Place()
        drawn = Drawn()
        rows: list[list[Box]] = []
        width = at = 0
        for row in _inside(table, TABLE + "table-row"):
            if row.get(TABLE + "visibility") in ("collapse", "filter"):
                self.sheet.set_apart("chữ ẩn")
                continue
            boxes, end = self._row(row)
            for more in range(self._times(row, "number-rows-repeated", [line for box in boxes for line in box.lines])):
                placed = [_copy(box, at, copied=more > 0) for box in boxes]
                for box in placed:
                    drawn.draw(box)
                rows.append([box for box in placed if box.lines])
                at += 1
            width = max(width, end)
        self.in_cell, self.place = outer
        self.sheet.lines.extend(of_table(rows, width))
        self.sheet.tables.append(drawn)

    def _row(self, row: etree._Element) -> tuple[list[Box], int]:
        """The cells that begin in a row, and the column of the grid at which it ends."""
        parent = row.getparent()
        headed = parent is not None and parent.tag == TABLE + "table-header-rows"
        boxes: list[Box] = []
        column = 0
        for cell in row.iterchildren(TABLE + "table-cell", TABLE + "covered-table-cell"):
            first = len(self.sheet.lines)
            own = cell.tag == TABLE + "table-cell"
            if own:
                self.blocks(cell)
            lines = visible(self.sheet.cut(first))
            times = self._times(cell, "number-columns-repeated", lines)
            down, right = (_reach(cell, f"number-{way}-spanned") for way in ("rows", "columns"))
            for more in range(times if own else 0):
                box = Box(0, column + more, lines, down, right, headed)
                boxes.append(_copy(box, 0, copied=more > 0))
            column += times
        return boxes, column

    def _times(self, element: etree._Element, name: str, lines: Sequence[Line]) -> int:
        """How often a row or cell stands side by side, counted as text that is read."""
        times = min(max(number(element.get(TABLE + name)) or 1, 1), REPEATS)
        self.sheet.charge((times - 1) * sum(len(line.text) + 1 for line in lines))
        return times


def _reach(cell: etree._Element, name: str) -> int:
    return min(max(number(cell.get(TABLE + name)) or 1, 1), PLACES)


def _copy(box: Box, row: int, *, copied: bool) -> Box:
    """The box in a row, with lines of its own where it stands there once more."""
    return replace(box, row=row, lines=[Line(line.text) for line in box.lines] if copied else box.lines)


_BLOCKS: Mapping[str, Callable[[_Writer, etree._Element], None]] = {
    **dict.fromkeys(_PARAGRAPHS, _Writer._paragraph),
    TEXT + "list": _Writer._list,
    TEXT + "numbered-paragraph": _Writer._numbered,
    TEXT + "section": _Writer._section,
    TABLE + "table": _Writer._table,
    DRAW + "frame": _Writer._framed,
}
_SPECIAL: Mapping[str, Callable[[_Writer, etree._Element, _Line, Look], None]] = {
    TEXT + "span": _Writer._span,
    TEXT + "s": _Writer._blanks,
    TEXT + "hidden-text": _Writer._hidden,
    TEXT + "note": _Writer._note,
    **{DRAW + shape: _Writer._box for shape in _SHAPES},
}


def _inside(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows of a table, also those of its head and of groups."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag not in _UNSEEN:
            yield from _inside(child, tag)
