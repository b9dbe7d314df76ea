"""How a paper is laid out (bố cục): its tables, places on its pages, doubtful words.

The same types serve what was read and what was parsed: beside `SourceText.text` a span is a passage of that text,
beside `Document.text` a passage of the canonical one.
"""

from __future__ import annotations

from generator.model.frozen import Frozen
from generator.model.spans import Span


class Cell(Frozen):
    """Ô: its passage (empty for an empty cell), its first row and column from 0, and its reach.

    `rows` and `columns` count those that it reaches over. `header` tells that it names what stands below or beside it.
    """

    span: Span
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    header: bool = False


class Table(Frozen):
    """Bảng: cells in reading order, never two at one place; `caption` is the passage that names the table.

    `continued` are the rows that a page break cut off from the row above them, where their words prove it.
    """

    cells: tuple[Cell, ...]
    rows: int
    columns: int
    caption: Span | None = None
    continued: tuple[int, ...] = ()


class Place(Frozen):
    """Vị trí trên trang: the page, from 1, and a box on it.

    Each side is a share of the page's width or height. The origin is the upper left corner of the page as it is shown,
    turned pages turned.
    """

    page: int
    left: float
    top: float
    right: float
    bottom: float


class Doubt(Frozen):
    """Chữ máy đọc chưa chắc: a passage and how certain its recogniser is of it, 0 to 1."""

    span: Span
    certainty: float
