"""Head rows (hàng đầu bảng): those that the file calls so, else those whose form proves it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from generator import vocab
from generator.ingest.tables.cells import words_of
from generator.model import Cell

LONGEST = 150
"""Characters of a cell that may be the head of a column."""
_FIGURE = re.compile(r"[-–+]?[\d.,\s]*\d[\d.,\s]*%?")
_COUNTED = re.compile(r"\(?(?:[1-9]\d?|[A-Ea-e])\)?(?:\s?=.{1,30})?")
_DIGITS = re.compile(r"\d{1,2}")
FEWEST_COUNTED = 3
"""Columns that a row numbers at least; two digits side by side may be figures."""
_ENDED = (".", ";", "./.")


def head_rows(cells: Sequence[Cell], rows: int, text: str) -> int:
    """Return how many rows from the top are the head of a table; 0 where nothing proves one."""
    by_row: dict[int, list[tuple[Cell, str]]] = {}
    for cell in cells:
        by_row.setdefault(cell.row, []).append((cell, words_of(cell, text)))
    end = _stated(by_row, rows) or _formed(by_row, rows)
    while end < rows and end > 0:
        reached = max(cell.row + cell.rows for row in range(end) for cell, _ in by_row.get(row, ()))
        if reached <= end:
            break
        end = reached
    if 0 < end < rows and _counts(by_row.get(end, ())):
        end += 1
    # A head with nothing below it names nothing.
    return end if end < rows else 0


def _stated(by_row: Mapping[int, Sequence[tuple[Cell, str]]], rows: int) -> int:
    """The rows at the top in which all that stands is a head as the file says."""
    end = 0
    while end < rows and any(words for _, words in by_row.get(end, ())):
        if not all(cell.header for cell, words in by_row[end] if words):
            break
        end += 1
    return end


def _formed(by_row: Mapping[int, Sequence[tuple[Cell, str]]], rows: int) -> int:
    """The first row with two cells of words, where one is a usual head or stands over figures."""
    top = next((row for row in range(rows) if sum(bool(words) for _, words in by_row.get(row, ())) > 1), rows)
    if top > 1 or not all(_may_head(words) for _, words in by_row.get(top, ()) if words):
        return 0
    forms = vocab.load().table_marks.head
    if any(form.regex.search(words) for _, words in by_row.get(top, ()) for form in forms):
        return top + 1
    figures = _figures(by_row, top, rows)
    return top + 1 if any(cell.column in figures for cell, words in by_row.get(top, ()) if words) else 0


def _may_head(words: str) -> bool:
    return len(words) <= LONGEST and any(map(str.isalpha, words)) and not words.endswith(_ENDED)


def _figures(by_row: Mapping[int, Sequence[tuple[Cell, str]]], top: int, rows: int) -> set[int]:
    """The columns that hold figures below a row, two at least, and nothing else."""
    below: dict[int, list[str]] = {}
    for row in range(top + 1, rows):
        for cell, words in by_row.get(row, ()):
            if words:
                below.setdefault(cell.column, []).append(words)
    return {column for column, words in below.items() if len(words) > 1 and all(map(_FIGURE.fullmatch, words))}


def _counts(row: Sequence[tuple[Cell, str]]) -> bool:
    """A row that only numbers the columns: `(1) (2) (3)`, `A B 1 2`."""
    if len(row) < FEWEST_COUNTED or not all(_COUNTED.fullmatch(words) for _, words in row):
        return False
    digits = [int(number[0]) for _, words in row if (number := _DIGITS.search(words))]
    return bool(digits) and digits == list(range(1, len(digits) + 1))
