"""A table of a paper (bảng) as it stands there.

In HTML: Markdown has neither merged cells nor ids of rows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from generator.derive.anchors import lasting_anchor
from generator.derive.blocks import Block
from generator.derive.layout.grids import Grid
from generator.model import Cell, Record, Span
from generator.model.frozen import Frozen
from generator.pages.frame import urls
from generator.pages.markdown import render
from generator.pages.markdown.annotate import Address, Marked, annotate
from generator.pages.markdown.escape import attr
from generator.pages.markdown.html import link

WIDE = 84
"""A table whose columns' longest words have so many letters together may be wider than its page."""
_PADDING = 3
"""Letters that the sides of a column take the room of."""
_LONG, _ROOM = 80, 14
"""A cell with more letters than the first is so many letters wide at least: a word a line is hard to read."""


class _Drawing(Frozen):
    """What drawing a cell needs to know: the table, its lines by start, where links lead."""

    record: Record
    grid: Grid
    lines: Sequence[Block]
    to_page: Address
    marks: Sequence[Marked]


def table(
    path: str,
    record: Record,
    grid: Grid,
    lines: Sequence[Block],
    caption: Block | None,
    to_page: Address,
    marks: Sequence[Marked] = (),
) -> str:
    """Return a table with its caption, its file and a note where it has more rows than are shown."""
    drawing = _Drawing(record, grid, lines, to_page, marks)
    name = f"Bảng {grid.number}"
    words = _line(drawing, caption) if caption else f'<span class="vk-unseen">{name}</span>'
    head = "".join(_row(drawing, row) for row in range(grid.head))
    body = "".join(_row(drawing, row) for row in range(grid.head, grid.shown))
    drawn = (
        f'<table class="vk-paper"><caption>{words}</caption>'
        f"{f'<thead>{head}</thead>' if head else ''}<tbody>{body}</tbody></table>"
    )
    # What is moved across is a stop for the keyboard too, and has a name then.
    across = f' role="region" aria-label="{name}" tabindex="0"' if _width(record, grid) >= WIDE else ""
    drawn = f'<div class="vk-across"{across}>{drawn}</div>'
    return f'<div class="vk-sheet" id="{grid.anchor}">{_tools(path, record, grid, name)}{drawn}{_rest(grid)}</div>'


def _width(record: Record, grid: Grid) -> int:
    """Return about how many letters wide a table is at least: no word is broken."""
    longest = [0] * grid.columns
    for row in grid.rows[: grid.shown]:
        for cell in row:
            words = cell.span.of(record.document.text).split()
            if cell.columns == 1 and words:
                room = _ROOM if _is_long(cell) else 0
                longest[cell.column] = max(longest[cell.column], room, *map(len, words))
    return sum(longest) + _PADDING * grid.columns


def _is_long(cell: Cell) -> bool:
    return cell.span.end - cell.span.start > _LONG


def _tools(path: str, record: Record, grid: Grid, name: str) -> str:
    file = urls.relative(path, urls.table_path(record.id, grid.number))
    rows = len(grid.rows) - grid.head
    return (
        f'<div class="vk-sheet__tools">{name} · {render.number(rows)} dòng · '
        f'<a href="{file}" download>Tải CSV<span class="vk-unseen">: {name}</span></a></div>'
    )


def _rest(grid: Grid) -> str:
    left = len(grid.rows) - grid.shown
    if not left:
        return ""
    return (
        f'<p class="vk-sheet__rest" id="{grid.row_anchor(grid.shown)}">Trang này hiện '
        f"{render.number(grid.shown - grid.head)} dòng đầu; còn {render.number(left)} dòng nữa có đủ trong tệp CSV.</p>"
    )


def _row(drawing: _Drawing, row: int) -> str:
    """Return a row; places in which no cell begins, and none reaches into, are empty cells."""
    grid, anchor, span = drawing.grid, drawing.grid.row_anchor(row), drawing.grid.row_span(row)
    first = next((cell for cell in grid.rows[row] if cell.span.start < cell.span.end), None)
    marks = ""
    if first:
        lasting = lasting_anchor(anchor, span.of(drawing.record.document.text))
        marks = f'<span id="{lasting}"></span><a class="vk-at" href="#{lasting}">¶</a>'
    above = grid.above[row]
    cells = {cell.column: _cell(drawing, cell, marks if cell is first else "") for cell in grid.rows[row]}
    taken = {x for cell in (*above, *grid.rows[row]) for x in range(cell.column, cell.column + cell.columns)}
    cells.update({column: "<td></td>" for column in range(grid.columns) if column not in taken})
    told = "; ".join(_told(drawing, cell) for cell in above if row >= grid.head)
    kept = f' data-above="{attr(told)}"' if told.strip("; ") else ""
    return f'<tr id="{anchor}"{kept}>{"".join(cells[column] for column in sorted(cells))}</tr>'


def _told(drawing: _Drawing, cell: Cell) -> str:
    """What a narrow screen, which shows each row as a card, repeats of a cell that reaches into it."""
    words = render.shorten(cell.span.of(drawing.record.document.text), 80)
    label = drawing.grid.labels[cell.column]
    return f"{label}: {words}" if label and words else words


def _cell(drawing: _Drawing, cell: Cell, marks: str) -> str:
    grid = drawing.grid
    rows = min(cell.rows, (grid.head if cell.row < grid.head else grid.shown) - cell.row)
    tag = "th" if cell.header else "td"
    given = (
        (("scope", _scope(grid, cell)) if cell.header else ("data-label", attr(grid.labels[cell.column]))),
        ("rowspan", str(rows) if rows > 1 else ""),
        ("colspan", str(cell.columns) if cell.columns > 1 else ""),
        ("class", _class(grid, cell)),
    )
    words = "".join(_lines(drawing, cell.span, marks))
    marked = "".join(f' {name}="{value}"' for name, value in given if value)
    return f"<{tag}{marked}>{words}</{tag}>"


def _class(grid: Grid, cell: Cell) -> str:
    if cell.columns > 1 or cell.header:
        return ""
    return "vk-figure" if cell.column in grid.figures else "vk-long" if _is_long(cell) else ""


def _scope(grid: Grid, cell: Cell) -> str:
    if cell.row < grid.head:
        return "colgroup" if cell.columns > 1 else "col"
    return "rowgroup" if cell.rows > 1 else "row"


def _lines(drawing: _Drawing, span: Span, marks: str) -> Iterator[str]:
    first = bisect_left(drawing.lines, span.start, key=lambda each: each.span.start)
    last = bisect_left(drawing.lines, span.end, key=lambda each: each.span.start)
    for place, line in enumerate(drawing.lines[first:last]):
        yield _line(drawing, line, "" if place else marks)


def _line(drawing: _Drawing, line: Block, marks: str = "") -> str:
    """Return a line of a cell, a paragraph with the anchor that leads to it."""
    record = drawing.record
    words = annotate(record.document.text, line.span, record.occurrences, drawing.to_page, drawing.marks, link)
    anchors = "".join(f'<span id="{anchor}"></span>' for anchor in line.anchors)
    return f'<p class="vk-p" id="{line.anchor}">{anchors}{words}{marks}</p>'
