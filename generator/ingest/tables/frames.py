"""Frames (khung): grids that only set things side by side, such as the head and the foot of a paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from generator import vocab
from generator.ingest.tables.cells import lines_of
from generator.model import Cell
from generator.vocab.entries import HeaderMarkId

ROWS, COLUMNS, CHARACTERS = 8, 3, 3000
"""A head or foot of a paper has no more rows, columns and characters."""
CELL_LINES, CELL_CHARACTERS = 80, 8000
"""A cell with more holds a part of a page."""
_MOTTOES: tuple[HeaderMarkId, ...] = ("motto", "party_motto")


def is_frame(cells: Sequence[Cell], rows: int, columns: int, text: str) -> bool:
    """Tell whether a grid holds the motto, whole parts of a page, or recipients beside a signature."""
    if any(cell.span.end - cell.span.start > CELL_CHARACTERS for cell in cells):
        return True
    lines = [lines_of(cell, text) for cell in cells]
    if any(len(each) > CELL_LINES for each in lines):
        return True
    header = vocab.load().header
    every = [line for each in lines for line in each]
    # A narrow cell breaks the motto.
    whole = (" ".join(each[:2]) for each in lines)
    if any(header[mark].match(line) for line in (*every, *whole) for mark in _MOTTOES):
        return True
    if rows > ROWS or columns > COLUMNS or sum(map(len, every)) > CHARACTERS:
        return False
    firsts = [each[0] for cell, each in zip(cells, lines, strict=True) if each and cell.column == 0]
    recipients = any(map(header["recipients"].match, firsts))
    return recipients or _is_signed(every, rows) or _are_signatures(cells, lines)


def _is_signed(lines: Sequence[str], rows: int) -> bool:
    """A mark of authority, an office in capitals among few rows, or the number beside the date."""
    words = vocab.load()
    if any(map(words.line_marks.signed_for.fullmatch, lines)):
        return True
    if rows <= COLUMNS and any(line.isupper() and words.line_marks.offices.fullmatch(line) for line in lines):
        return True
    return all(any(map(words.header[mark].match, lines)) for mark in ("number", "place_date"))


def _are_signatures(cells: Sequence[Cell], lines: Sequence[Sequence[str]]) -> bool:
    """Tell whether each column with words has an office in capitals, and one name as its last line."""
    marks = vocab.load().line_marks
    columns: dict[int, list[str]] = defaultdict(list)
    for cell, each in zip(cells, lines, strict=True):
        columns[cell.column] += each
    filled = [column for column in columns.values() if column]
    if len(filled) < 2:
        return False
    named = ([not line.isupper() and marks.name.fullmatch(line) is not None for line in column] for column in filled)
    offices = (any(line.isupper() and marks.offices.match(line) for line in column) for column in filled)
    return all(is_name[-1] and not any(is_name[:-1]) for is_name in named) and all(offices)
