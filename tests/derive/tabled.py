"""Documents with a table, written row by row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.model import Cell, Document, Span, Table
from tests.support.factories import document


def table(text: str, rows: Sequence[Sequence[Any]], after: int = 0, caption: Span | None = None) -> Table:
    """Return a table whose cells hold these words, each found in `text` after the former one.

    A row is a list of `words`, `[words, rows, columns]`, `"! words"` (a header cell) or None (no cell at this place).
    """
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(rows):
        x = 0
        for given in row:
            while (y, x) in taken:
                x += 1
            if given is None:
                x += 1
                continue
            words, high, wide = (given, 1, 1) if isinstance(given, str) else given
            plain = words.removeprefix("! ")
            start = text.index(plain, after) if plain else after
            after = start + len(plain)
            cells.append(Cell(Span(start, after), y, x, high, wide, words.startswith("! ")))
            taken |= {(a, b) for a in range(y, y + high) for b in range(x, x + wide)}
            x += wide
    return Table(tuple(cells), len(rows), max((b for _, b in taken), default=0) + 1, caption)


def tabled(
    rows: Sequence[Sequence[Any]], before: str = "Trước bảng.", below: str = "Sau bảng.", **fields: Any
) -> Document:
    """Return a document of one paragraph, a table whose cells are lines of the text, and another paragraph."""
    cells = [given if isinstance(given, str) else given[0] for row in rows for given in row if given is not None]
    text = "\n".join([before, *(words.removeprefix("! ") for words in cells if words.removeprefix("! ")), below])
    return document(text, tables=(table(text, rows, len(before) + 1),), **fields)
