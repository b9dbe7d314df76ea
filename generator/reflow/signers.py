"""Signatures side by side: each party of a joint paper signs in a column of its own, read across.

`KT. BỘ TRƯỞNG BỘ A      KT. BỘ TRƯỞNG BỘ B` and two names below it are two signatures; they are put one below the
other. Wide blanks or bars part the columns, since two names in a row do not tell where the second begins.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence
from itertools import accumulate

from generator.model.frozen import Frozen, replace
from generator.reflow.columns import proves
from generator.reflow.lines import Line, clean_line
from generator.vocab.line_marks import LineMarks

_PIECE = re.compile(r"\S+(?: {1,2}\S+)*")
"""What stands in a column: three blanks, or a tabulator, part it from the next."""
COLUMNS = range(2, 5)
"""How many may sign in a row."""
WIDEST = 400
"""Characters of a line with the blanks in it; a longer one is prose."""
_WIDE = re.compile(r"\S(?: {3}|[ ]{0,2}\t)[ \t]*[^\W\d_]")
"""Blanks that part two columns."""
HEIGHT = 10
"""Lines above the names that belong to their signatures at most."""
_Barred = tuple[int, Line]
"""A line of a cell, and the bars before it in its row."""


class _Row(Frozen):
    """A line cut into columns; each piece has the place where its middle stands."""

    pieces: tuple[Line, ...]
    middles: tuple[float, ...]


def part_signers(lines: Sequence[Line], text: str, marks: LineMarks, cells: Container[int] = ()) -> list[Line]:
    """Return the lines with signatures that stand side by side put one below the other.

    Nothing moves unless each column has an office or a mark of authority, and ends in a name.
    """
    raw = text.split("\n")
    lines = _out_of_bars(lines, raw, marks, cells)
    apart = [at for at, line in enumerate(lines) if _WIDE.search(raw[line.number - 1])]
    if not apart:
        return list(lines)
    times = Counter(line.number for line in lines)
    near = sorted({place for at in apart for place in range(max(0, at - HEIGHT), at + 1)})
    free = (at for at in near if times[lines[at].number] == 1 and lines[at].number not in cells)
    rows = {
        at: _row(lines[at], raw[lines[at].number - 1]) for at in free if _may_sign(raw[lines[at].number - 1], marks)
    }
    kept: list[Line] = []
    done = 0
    for last in sorted(rows):
        first = _top(rows, last, done)
        columns = _columns([rows[at] for at in range(first, last + 1)], marks)
        if columns:
            kept += [*lines[done:first], *columns]
            done = last + 1
    return [*kept, *lines[done:]]


def _out_of_bars(lines: Sequence[Line], raw: Sequence[str], marks: LineMarks, cells: Container[int]) -> Sequence[Line]:
    """The lines with the columns of signatures between bars put one below the other."""
    if not any(_is_row(raw[line.number - 1]) for line in lines):
        return lines
    starts = (0, *accumulate(len(each) + 1 for each in raw))
    kept: list[Line] = []
    rows: list[_Barred] = []
    for line in lines:
        row = raw[line.number - 1]
        barred = _is_row(row) and line.number not in cells
        if not barred or (rows and line.gap):
            kept += _out_of_columns(rows, marks)
            rows.clear()
        if barred:
            rows.append((row.count("|", 0, line.source - starts[line.number - 1]), line))
        else:
            kept.append(line)
    return [*kept, *_out_of_columns(rows, marks)]


def _is_row(raw: str) -> bool:
    bare = raw.strip()
    return len(bare) > 1 and bare.startswith("|") and bare.endswith("|")


def _out_of_columns(rows: Sequence[_Barred], marks: LineMarks) -> Sequence[Line]:
    """The lines of a table by its columns where each of these is a signature, else as they stand."""
    columns: dict[int, list[Line]] = defaultdict(list)
    for at, line in rows:
        columns[at].append(replace(line, apart=True, gap=0, open=False))
    found = [columns[at] for at in sorted(columns)]
    ends = len(found) in COLUMNS and all(_is_name(column[-1], marks) for column in found)
    if ends and _sign(found, marks):
        return [each for column in found for each in column]
    return [line for _, line in rows]


def _may_sign(raw: str, marks: LineMarks) -> bool:
    """Tell whether each piece of a line is in capitals, a name, or the word that it was signed."""
    if "|" in raw or len(raw) > WIDEST:
        return False
    pieces = [clean_line(each[0])[0] for each in _PIECE.finditer(raw)]
    if not 0 < len(pieces) <= COLUMNS[-1]:
        return False
    told = (marks.beside, marks.name)
    return all(each and (each.isupper() or any(mark.fullmatch(each) for mark in told)) for each in pieces)


def _row(line: Line, raw: str) -> _Row:
    found = list(_PIECE.finditer(raw))
    start = line.source - line.indent
    pieces = (
        replace(line, text=clean_line(each[0])[0], apart=True, gap=0, open=False, source=start + each.start())
        for each in found
    )
    return _Row(tuple(pieces), tuple((each.start() + each.end()) / 2 for each in found))


def _top(rows: dict[int, _Row], last: int, done: int) -> int:
    """The first of the lines right above a row of names that may belong to their signatures."""
    first = last
    while first - 1 in rows and first - 1 >= done and last - first < HEIGHT:
        first -= 1
    while first < last and len(rows[first].pieces) != len(rows[last].pieces):
        first += 1
    return first


def _columns(rows: Sequence[_Row], marks: LineMarks) -> list[Line]:
    """The lines of each column in turn, none where these are no signatures side by side."""
    names = rows[-1]
    if len(rows) < 2 or len(names.pieces) not in COLUMNS or not all(_is_name(each, marks) for each in names.pieces):
        return []
    columns: list[list[Line]] = [[] for _ in names.pieces]
    for row in rows:
        for at, piece in _placed(row, names):
            columns[at].append(piece)
    return [each for column in columns for each in column] if _sign(columns, marks) else []


def _sign(columns: Sequence[Sequence[Line]], marks: LineMarks) -> bool:
    """Tell whether each column has an office above its last line, and no other name."""
    signed = all(any(_signs(each.text, marks) for each in column[:-1]) for column in columns)
    return signed and all(not _is_name(each, marks) for column in columns for each in column[:-1])


def _signs(text: str, marks: LineMarks) -> bool:
    return proves(text, marks) or (text.isupper() and marks.offices.match(text) is not None)


def _is_name(line: Line, marks: LineMarks) -> bool:
    return not line.text.isupper() and marks.name.fullmatch(line.text) is not None


def _placed(row: _Row, names: _Row) -> Iterator[tuple[int, Line]]:
    """Each piece of a row with its column; where some columns are empty, the nearest name tells it."""
    if len(row.pieces) == len(names.pieces):
        yield from enumerate(row.pieces)
        return
    for middle, piece in zip(row.middles, row.pieces, strict=True):
        yield min(range(len(names.middles)), key=lambda at: abs(names.middles[at] - middle)), piece
