"""The sheet (tờ giấy) that a reader of office files writes on.

Lines in reading order, and what was set apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from generator import vocab
from generator.ingest.contract import MB, clean, source_text
from generator.ingest.office.package import too_large, without_text
from generator.ingest.tables import PLACES, Grid, tables_of
from generator.model import Cell, Diagnostic, Extraction, Limits, SourceText, Span, Table
from generator.model.frozen import replace
from generator.vocab.secrecy import mark_of

LINE = 10
"""What a paragraph counts beside its characters: millions of empty ones would take minutes."""
UNSEEN = 10_000
"""Hidden words that are looked at."""
_UNITS = {
    "đầu trang": "dòng",
    "chân trang": "dòng",
    "số trang": "dòng",
    "chữ ẩn": "đoạn",
    "chữ đã xóa": "đoạn",
    "ghi chú bên lề": "mục",
    "hình ảnh": "hình",
    "đối tượng nhúng": "mục",
    "ký hiệu lạ": "ký hiệu",
    "trang tính ẩn": "trang",
    "dòng ẩn": "dòng",
    "cột ẩn": "khoảng",
}
"""What may be set apart and how it is counted, in the order in which it is told."""


@dataclass(eq=False, slots=True)
class Line:
    """A line (dòng), known by itself wherever a table moves it."""

    text: str


@dataclass(eq=False, slots=True)
class Box:
    """A cell (ô) as it is read: its place in the grid of the file, its reach, its lines."""

    row: int
    column: int
    lines: Sequence[Line] = ()
    rows: int = 1
    columns: int = 1
    header: bool = False
    bold: bool = False


@dataclass(slots=True)
class Drawn:
    """The boxes of a table; of one that is too large only so many that it is known."""

    boxes: list[Box] = field(default_factory=list)
    full: bool = False

    def draw(self, box: Box) -> None:
        """Take in a box."""
        if len(self.boxes) < PLACES:
            self.boxes.append(box)
        else:
            self.full = True


@dataclass(slots=True)
class Sheet:
    """Lines as they are read; more than the limit allows raises Refused."""

    limits: Limits
    lines: list[Line] = field(default_factory=list)
    tables: list[Drawn] = field(default_factory=list)
    size: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    stray: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    """Marks beside the text: those that pages show, and those that none shows."""
    unseen: list[str] = field(default_factory=list)
    """Words that are hidden, as far as they are looked at."""

    def write(self, text: str) -> None:
        """Add a paragraph: a line, or more where a line ends inside it."""
        self.charge(len(text) + LINE)
        self.lines.extend(Line(line.rstrip()) for line in text.split("\n"))

    def charge(self, size: int) -> None:
        """Count characters that are read; more than the limit allows raise Refused."""
        self.size += size
        if self.size > self.limits.text_mb * MB:
            most = f"{self.limits.text_mb} triệu"
            raise too_large(f"hơn {most} ký tự", most, "text_mb")

    def cut(self, start: int) -> list[Line]:
        """Return the lines from index `start` on, and take them off the sheet."""
        lines = self.lines[start:]
        del self.lines[start:]
        return lines

    def set_apart(self, what: str, count: int = 1) -> None:
        """Count what is left out."""
        if count:
            self.counts[what] = self.counts.get(what, 0) + count

    def hide(self, words: Iterable[str]) -> None:
        """Look at words that are hidden: they may be a mark all the same."""
        self.unseen.extend(islice(words, max(0, UNSEEN - len(self.unseen))))

    def add_page_heads(self, heads: Sequence[tuple[str, Sequence[Line]]]) -> None:
        """Put the lines of the pages' heads and feet that belong to the paper itself on top; count the others.

        A paper's own header may stand in the head of its first page, and a mark of secrecy in that of every page.
        """
        kept: list[Line] = []
        headed = _holds_motto(self.lines)
        for what, head in heads:
            own = not headed and _holds_motto(head)
            headed = headed or own
            for line in visible(head):
                if own or (mark_of(line.text) and line.text not in {each.text for each in kept}):
                    kept.append(line)
                else:
                    self.set_apart(what if any(map(str.isalpha, line.text)) else "số trang")
        self.lines[:0] = kept

    def apart(self) -> tuple[str, ...]:
        """Return a line for each kind of what was left out: `số trang: 12 dòng`."""
        return tuple(f"{what}: {self.counts[what]} {unit}" for what, unit in _UNITS.items() if what in self.counts)

    def written(self, path: str) -> tuple[str, tuple[Table, ...], tuple[Diagnostic, ...]]:
        """Return the text of the sheet, its tables, and what is told of those that are too large."""
        texts = [clean(line.text) for line in self.lines]
        whole = "\n".join(texts)
        text = whole.strip("\n")
        at = len(whole.lstrip("\n")) - len(whole)
        spans: dict[Line, Span] = {}
        for line, own in zip(self.lines, texts, strict=True):
            spans[line] = Span(max(0, at), max(0, at) + len(own))
            at += len(own) + 1
        return text, *tables_of((grid for drawn in self.tables if (grid := _grid(drawn, spans))), text, path)


def sheet_text(data: bytes, name: str, kind: str, sheet: Sheet, extraction: Extraction) -> SourceText | Diagnostic:
    """Return what stands on the sheet of a file, `extraction` completed; a Diagnostic where no words do."""
    text, tables, told = sheet.written(name)
    if not text.strip():
        return without_text("hình ảnh" in sheet.counts, name)
    extraction = replace(extraction, apart=sheet.apart(), notes=(*extraction.notes, *told))
    marks, hints = sheet.stray
    source = source_text(data, name, kind, [text], extraction, paged=False)
    return replace(source, tables=tables, marks=marks, hints=hints)


def _grid(drawn: Drawn, spans: Mapping[Line, Span]) -> Grid | None:
    """A table with the passages of its cells; None where it was set apart."""
    if any(line not in spans for box in drawn.boxes for line in box.lines):
        return None
    return Grid([_cell(box, [spans[line] for line in box.lines]) for box in drawn.boxes], full=drawn.full)


def _cell(box: Box, spans: Sequence[Span]) -> Cell:
    span = Span(spans[0].start, spans[-1].end) if spans else Span(0, 0)
    return Cell(span, box.row, box.column, box.rows, box.columns, box.header)


def visible(lines: Iterable[Line]) -> list[Line]:
    """Return the lines that hold something."""
    return [line for line in lines if line.text.strip()]


def _holds_motto(lines: Iterable[Line]) -> bool:
    marks = vocab.load().header
    return any(marks["motto"].search(line.text) or marks["party_motto"].match(line.text.strip()) for line in lines)


def of_table(rows: Sequence[Sequence[Box]], width: int) -> list[Line]:
    """Return the lines of a table cell by cell, row by row.

    One that only sets two columns side by side, as the paper's header and its foot do, is read column by column.
    """
    boxes = [box for row in rows for box in row]
    if not _is_layout(rows):
        return [line for box in boxes for line in box.lines]
    left = [line for box in boxes if 2 * box.column < width for line in box.lines]
    return left + [line for box in boxes if 2 * box.column >= width for line in box.lines]


def _is_layout(rows: Sequence[Sequence[Box]]) -> bool:
    """Tell whether a table holds the motto, or recipients on the left, and has two columns at most."""
    if not rows or max(map(len, rows)) > 2:
        return False
    recipients = vocab.load().header["recipients"]
    firsts = (row[0] for row in rows if row and row[0].column == 0)
    top = [line for row in rows for box in row for line in box.lines[:3]]
    return _holds_motto(top) or any(recipients.match(box.lines[0].text.strip()) for box in firsts)
