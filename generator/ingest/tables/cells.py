"""What a cell (ô) says, without the marks of emphasis that plain text has."""

from __future__ import annotations

from generator.model import Cell
from generator.reflow.lines import clean_line


def lines_of(cell: Cell, text: str) -> list[str]:
    """Return the lines of a cell that hold something."""
    return [line for written in cell.span.of(text).split("\n") if (line := clean_line(written)[0])]


def words_of(cell: Cell, text: str) -> str:
    """Return all that a cell says, on one line."""
    return " ".join(lines_of(cell, text))
