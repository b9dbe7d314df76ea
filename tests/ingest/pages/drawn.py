"""Pages drawn with letters: words, and rules of `+`, `-` and `|`, so that a case can be seen as it is read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ingest.geometry import Rule, Sheet, Word, laid_out
from generator.model import SourceText, Table

WIDTH, HEIGHT = 595.0, 842.0
ACROSS, DOWN = 5.0, 16.0
"""Points that a letter is wide and a line is high."""
_LYING, _STANDING = re.compile(r"[-+]{2,}"), re.compile(r"[|+]{2,}")
_WORD = re.compile(r"\S+")


def sheet(page: str) -> Sheet:
    """Return a drawn page as laid out, its places in shares of A4."""
    lines = page.split("\n")
    rules = [*_lying(lines), *_standing(lines)]
    return laid_out(list(_words(lines)), WIDTH, rules).in_shares(WIDTH, HEIGHT)


def _lying(lines: list[str]) -> Iterator[Rule]:
    for number, line in enumerate(lines):
        for run in _LYING.finditer(line):
            y = (number + 0.5) * DOWN
            yield Rule((run.start() + 0.5) * ACROSS, y, (run.end() - 0.5) * ACROSS, y)


def _standing(lines: list[str]) -> Iterator[Rule]:
    for column in range(max(map(len, lines))):
        letters = "".join(line[column] if column < len(line) else " " for line in lines)
        for run in _STANDING.finditer(letters):
            x = (column + 0.5) * ACROSS
            yield Rule(x, (run.start() + 0.5) * DOWN, x, (run.end() - 0.5) * DOWN)


def _words(lines: list[str]) -> Iterator[Word]:
    for number, line in enumerate(lines):
        bare = _LYING.sub(lambda run: " " * len(run[0]), line).replace("|", " ")
        for word in _WORD.finditer(bare):
            left, top = word.start() * ACROSS, number * DOWN
            yield Word(word[0], left, top + 2, word.end() * ACROSS, top + DOWN - 4)


def squares(table: Table, source: SourceText) -> list[list[str]]:
    """Return the words of a table square by square; `<` and `^` stand for what a cell reaches over."""
    found = [["?"] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                assert found[row][column] == "?", "two cells in one place"
                found[row][column] = "<" if column > cell.column else "^"
        found[cell.row][cell.column] = " ".join(cell.span.of(source.text).split())
    return found
