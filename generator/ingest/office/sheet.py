"""The sheet (tờ giấy) that a reader of office files writes on.

Lines in reading order, and what was set apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generator import vocab
from generator.ingest.office.package import MB, too_large
from generator.model import Limits

LINE = 10
"""What a paragraph counts beside its characters: millions of empty ones would take minutes."""
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


@dataclass(slots=True)
class Sheet:
    """Lines as they are read; more than the limit allows raises Refused."""

    limits: Limits
    lines: list[str] = field(default_factory=list)
    size: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    def write(self, text: str) -> None:
        """Add a paragraph: a line, or more where a line ends inside it."""
        self.charge(len(text) + LINE)
        self.lines.extend(line.rstrip() for line in text.split("\n"))

    def charge(self, size: int) -> None:
        """Count characters that are read; more than the limit allows raise Refused."""
        self.size += size
        if self.size > self.limits.text_mb * MB:
            most = f"{self.limits.text_mb} triệu"
            raise too_large(f"hơn {most} ký tự", most, "text_mb")

    def cut(self, start: int) -> list[str]:
        """Return the lines from index `start` on, and take them off the sheet."""
        lines = self.lines[start:]
        del self.lines[start:]
        return lines

    def set_apart(self, what: str, count: int = 1) -> None:
        """Count what is left out."""
        if count:
            self.counts[what] = self.counts.get(what, 0) + count

    def add_page_heads(self, heads: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Put the lines of the pages' heads and feet that belong to the paper itself on top; count the others.

        A paper's own header may stand in the head of its first page, and a mark of secrecy in that of every page.
        """
        kept: list[str] = []
        headed = _holds_motto(self.lines)
        for what, head in heads:
            own = not headed and _holds_motto(head)
            headed = headed or own
            for line in visible(head):
                if own or (_is_mark(line) and line not in kept):
                    kept.append(line)
                else:
                    self.set_apart(what if any(map(str.isalpha, line)) else "số trang")
        self.lines[:0] = kept

    def apart(self) -> tuple[str, ...]:
        """Return a line for each kind of what was left out: `số trang: 12 dòng`."""
        return tuple(f"{what}: {self.counts[what]} {unit}" for what, unit in _UNITS.items() if what in self.counts)


def visible(lines: Iterable[str]) -> list[str]:
    """Return the lines that hold something."""
    return [line for line in lines if line.strip()]


def _holds_motto(lines: Iterable[str]) -> bool:
    marks = vocab.load().header
    return any(marks["motto"].search(line) or marks["party_motto"].match(line.strip()) for line in lines)


def _is_mark(line: str) -> bool:
    """Tell whether a line is a mark of secrecy or of internal use: it must reach the gate."""
    marks = vocab.load().header
    return any(marks[mark].match(line.strip()) for mark in ("secret", "secret_beside", "internal"))


Cell = tuple[int, list[str]]
"""The column of the grid at which a cell begins, and its lines."""


def of_table(rows: Sequence[Sequence[Cell]], width: int) -> list[str]:
    """Return the lines of a table cell by cell, row by row.

    One that only sets two columns side by side, as the paper's header and its foot do, is read column by column.
    """
    if not _is_layout(rows):
        return [line for row in rows for _, lines in row for line in lines]
    cells = [cell for row in rows for cell in row]
    left = [line for start, lines in cells if 2 * start < width for line in lines]
    return left + [line for start, lines in cells if 2 * start >= width for line in lines]


def _is_layout(rows: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether a table holds the motto, or recipients on the left, and has two columns at most."""
    if not rows or max(map(len, rows)) > 2:
        return False
    recipients = vocab.load().header["recipients"]
    firsts = (row[0] for row in rows if row and row[0][0] == 0)
    top = [line for row in rows for _, lines in row for line in lines[:3]]
    return _holds_motto(top) or any(recipients.match(lines[0].strip()) for _, lines in firsts)
