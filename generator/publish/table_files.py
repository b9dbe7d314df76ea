"""Tables of papers (bảng) and lists that are worked off, as files for a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from generator import resources
from generator.derive.catalog import Catalog
from generator.derive.layout.grids import Grid
from generator.derive.marks import Marks
from generator.model import Record
from generator.pages.frame import urls
from generator.pages.kinds.quality import TABLES, OfPapers
from generator.publish.kept.pieces import Pieced
from generator.text.digests import digest

_SIGN = "[=@+＝＠＋－-]"
_FORMULA = re.compile(rf"[\t\r\n]|\s{{0,9}}{_SIGN}")
_AFTER = re.compile(r"[;\t\r\n]\s{0,9}(?=[=@＝＠]|[+＋－-][^\s;][^;]{0,200}[|!])")
"""Where a spreadsheet set up for Vietnam begins a new cell, though the file parts its cells by commas."""


def files(found: Catalog) -> dict[str, bytes]:
    """Return the file of each table by its path: every row of it, those too that its page leaves out."""
    return {
        urls.table_path(record.id, grid.number): csv_file(record.document.text, grid)
        for record in found.graph.records
        for grid in found.grids[record.id]
    }


def worklists(found: Catalog, marks: Marks) -> dict[str, bytes | Pieced]:
    """Return the lists of data quality, and the numbers that are not held, by path."""
    return {
        path: _of_papers(found, marks, table) if isinstance(table, OfPapers) else _list(table.heads, table.rows(found))
        for path, table in TABLES.items()
    }


def _of_papers(found: Catalog, marks: Marks, table: OfPapers) -> Pieced:
    head = _list(table.heads)
    papers = [(marks.get(each.id, b""), partial(_part, found, table, each)) for each in found.records.values()]
    return Pieced(digest(resources.code()), [(b"", partial(bytes, head)), *papers])


def _part(found: Catalog, table: OfPapers, record: Record) -> bytes:
    return _csv(table.rows(found, record)).encode("utf-8", "replace")


def _list(heads: Sequence[str], rows: Iterable[Sequence[str]] = ()) -> bytes:
    return (_csv([heads]) + _csv(rows)).encode("utf-8-sig", "replace")


def _csv(rows: Iterable[Sequence[str]]) -> str:
    made = io.StringIO()
    csv.writer(made, lineterminator="\r\n").writerows(tuple(map(plain, row)) for row in rows)
    return made.getvalue()


def csv_file(text: str, grid: Grid) -> bytes:
    """Return a table as CSV that Excel reads as UTF-8; a merged cell stands at its first place alone."""
    made = io.StringIO()
    csv.writer(made, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(_rows(text, grid))
    return made.getvalue().encode("utf-8-sig", "replace")


def _rows(text: str, grid: Grid) -> Iterator[list[str]]:
    for row in grid.rows:
        words = [""] * grid.columns
        for cell in row:
            words[cell.column] = plain(" ".join(cell.span.of(text).split()))
        yield words


def plain(words: str) -> str:
    """Return words that no spreadsheet takes for a formula; the twin of `csv` in the script of tables."""
    words = _AFTER.sub(r"\g<0>'", words)
    return f"'{words}" if _FORMULA.match(words) else words
