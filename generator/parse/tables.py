"""Tables (bảng) of the canonical text: carried over from the file's, each with the line that names it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence

from generator.model import Cell, Document, SourceText, Span, Table
from generator.model.frozen import replace
from generator.reflow import Reflowed
from generator.vocab import Vocab

BETWEEN = 4
"""Lines between a table and the line that names it: its unit, the paper that it came with."""


def lines_in_cells(source: SourceText) -> Mapping[int, int]:
    """Return the lines of the file that stand in cells of tables, each with where its cell begins."""
    found: dict[int, int] = {}
    for cell in (cell for table in source.tables for cell in table.cells):
        if cell.span.end > cell.span.start:
            last = bisect_left(source.lines, cell.span.end)
            for line in range(bisect_right(source.lines, cell.span.start), last + 1):
                found.setdefault(line, cell.span.start)
    return found


def carried(tables: Sequence[Table], flowed: Reflowed) -> tuple[Table, ...]:
    """Return the tables of a file as they lie in its canonical text; one that was torn apart is left out."""
    passages = sorted((source, span) for span, source in flowed.passages)
    starts = [source for source, _ in passages]

    def moved(span: Span) -> Span | None:
        inside = passages[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        return Span(inside[0][1].start, inside[-1][1].end) if inside else None

    return tuple(found for table in tables if (found := _moved(table, [moved(c.span) for c in table.cells], moved)))


def _moved(table: Table, spans: Sequence[Span | None], moved: Callable[[Span], Span | None]) -> Table | None:
    at = next((span.start for span in spans if span), None)
    if at is None:
        return None
    cells = []
    for cell, span in zip(table.cells, spans, strict=True):
        if span is not None and not at <= span.start <= span.end:
            return None
        cells.append(replace(cell, span=span or Span(at, at)))
        at = cells[-1].span.end
    return replace(table, cells=tuple(cells), caption=moved(table.caption) if table.caption else None)


def cut(tables: Sequence[Table], low: int, high: int) -> tuple[Table, ...]:
    """Return the tables that lie wholly in `text[low:high]`, as they lie in that passage."""

    def moved(span: Span) -> Span:
        return Span(span.start - low, span.end - low)

    return tuple(
        replace(
            table,
            cells=tuple(replace(cell, span=moved(cell.span)) for cell in table.cells),
            caption=moved(table.caption) if table.caption and low <= table.caption.start else None,
        )
        for table in tables
        if low <= table.cells[0].span.start and table.cells[-1].span.end <= high
    )


def name_tables(document: Document, vocab: Vocab) -> Document:
    """Return the document with the line above each table that names it, where the file itself says none."""
    if not document.tables:
        return document
    tables = (replace(t, caption=t.caption or _caption(document.text, t, vocab)) for t in document.tables)
    return replace(document, tables=tuple(tables))


def _caption(text: str, table: Table, vocab: Vocab) -> Span | None:
    marks = vocab.table_marks
    for line in lines_above(text, table):
        words = line.of(text)
        if any(form.regex.search(words) for form in marks.caption):
            return line
        if not any(form.regex.search(words) for form in (*marks.unit, *marks.between)):
            return None
    return None


def lines_above(text: str, table: Table) -> Iterator[Span]:
    """Yield the few lines right above a table, the nearest first."""
    end = text.rfind("\n", 0, table.cells[0].span.start)
    for _ in range(BETWEEN):
        if end <= 0:
            return
        start = text.rfind("\n", 0, end) + 1
        yield Span(start, end)
        end = start - 1


def grid(table: Table) -> Mapping[tuple[int, int], Cell]:
    """Return the cell that covers each place, by row and column."""
    return {
        (row, column): cell
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }


def cut_cells(tables: Sequence[Table]) -> tuple[Span, ...]:
    """Return the cells whose words a page break cut off: the row below goes on with them."""
    found: set[Span] = set()
    for table in tables:
        places = grid(table) if table.continued else {}
        for row in table.continued:
            below = [cell for cell in table.cells if cell.row == row and cell.span.end > cell.span.start]
            found |= {places[row - 1, cell.column].span for cell in below if (row - 1, cell.column) in places}
    return tuple(sorted(found))


def body_rows(table: Table) -> range:
    """Return the rows below the head."""
    return range(_head_end(table), table.rows)


def _head_end(table: Table) -> int:
    """The first row with a cell that is no head; a column of heads at the left is no head row."""
    return min((cell.row for cell in table.cells if not cell.header), default=table.rows)


def column_heads(table: Table, text: str) -> tuple[tuple[str, ...], ...]:
    """Return how the head names each column: the lowest cell above it alone, then all from the top down."""
    named: list[list[str]] = [[] for _ in range(table.columns)]
    end = _head_end(table)
    for cell in table.cells:
        words = " ".join(cell.span.of(text).split())
        if cell.row < end and words and cell.columns < table.columns:
            for column in range(cell.column, cell.column + cell.columns):
                named[column].append(words)
    return tuple((names[-1], " ".join(names)) if names else () for names in named)


def title_above(text: str, table: Table) -> str:
    """Return the title of a table on one line: its caption, and the lines in capitals that stand with it."""
    lines = [line.of(text) for line in lines_above(text, table)]
    caption = {table.caption.of(text)} if table.caption else set()
    return " ".join(line for line in reversed(lines) if line.isupper() or line in caption)
