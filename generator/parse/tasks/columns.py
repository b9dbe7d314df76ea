"""Lists of tasks in tables (bảng phân công): each row is one, its columns say who and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from generator.model import Cell, Span, Table
from generator.model.frozen import Frozen, replace
from generator.parse.tables import body_rows, column_heads, grid
from generator.parse.tasks.deadlines import time_in
from generator.parse.tasks.doers import Doer, partners_in, read_doer
from generator.parse.tasks.fields import Row, Told
from generator.parse.tasks.paper import Paper

_MARK = re.compile(r"[\s\-–+•●*]*")
_LINE = re.compile(r"[^\n;]+")
_WORDS = re.compile(r"[^\W\d_]")
LONGEST_GROUP = 160
"""Characters of a cell that names whom no table knows."""


class _Said(Frozen):
    """What the cells of one row say, by what their columns are about."""

    task: Cell
    told: Told


def lists_in(paper: Paper, zone: Span) -> Iterator[tuple[Span, tuple[Row, ...]]]:
    """Yield each table of a zone that lists tasks: all that it covers, and its rows."""
    for table in paper.document.tables:
        reach = Span(table.cells[0].span.start, table.cells[-1].span.end)
        if not zone.start <= reach.start < zone.end:
            continue
        columns = _columns(paper, table)
        if columns and not _is_agenda(paper, table, columns):
            yield reach, tuple(_rows(paper, table, columns))


def _columns(paper: Paper, table: Table) -> Mapping[str, int]:
    """The columns of a list of tasks by what they are about; empty where a table is none."""
    forms, found = paper.forms.column, dict[str, int]()
    heads = column_heads(table, paper.text)
    for column, named in enumerate(heads):
        about = next((form.about for words in named for form in forms if form.regex.match(words)), "other")
        if about == "none":
            return {}
        found.setdefault(about, column)
    if "task" not in found or not ("doer" in found or "deadline" in found):
        return {}
    work = any(form.regex.search(words) for words in heads[found["task"]] for form in paper.forms.work)
    return found if "doer" in found or work else {}


def _is_agenda(paper: Paper, table: Table, columns: Mapping[str, int]) -> bool:
    """Times of the day stand in the column of times."""
    times = (c.span for c in table.cells if not c.header and c.column == columns.get("deadline"))
    return any(paper.search(paper.forms.clock, span.start, span.end) for span in times)


def _rows(paper: Paper, table: Table, columns: Mapping[str, int]) -> Iterator[Row]:
    """The tasks; rows that share the cell of one task are one task."""
    said = _said(paper, table, columns)
    for task, rows in groupby(said, key=lambda row: row.task):
        yield Row(_trimmed(paper, task.span), _together([row.told for row in rows]))


def _said(paper: Paper, table: Table, columns: Mapping[str, int]) -> Iterator[_Said]:
    at, doer = grid(table), None
    for row in body_rows(table):
        cells = {about: at[row, column] for about, column in columns.items()}
        task = cells["task"]
        others = [c for about, c in cells.items() if about in ("doer", "partner", "deadline") and c != task]
        # A row with nothing but its name heads the rows below it.
        if not _WORDS.search(task.span.of(paper.text)) or not any(_filled(paper, cell) for cell in others):
            continue
        if "doer" in cells and not _same(paper, cells["doer"]):
            doer = _doer(paper, cells["doer"].span)
        deadline, recurring = time_in(paper, cells["deadline"].span) if "deadline" in cells else (None, False)
        partner = cells.get("partner")
        partners = partners_in(paper, partner.span) if partner else ()
        yield _Said(task, Told(doer, partners, deadline, recurring))


def _filled(paper: Paper, cell: Cell) -> bool:
    return any(map(str.isalnum, cell.span.of(paper.text)))


def _same(paper: Paper, cell: Cell) -> bool:
    return paper.match(paper.forms.same, cell.span.start, cell.span.end) is not None


def _doer(paper: Paper, span: Span) -> Doer | None:
    """Whom a cell names, line by line; words that no table knows are a group as printed."""
    bodies: list[Span] = []
    groups: list[Span] = []
    for line in _LINE.finditer(paper.text, span.start, span.end):
        start = _start(paper, line.start(), line.end())
        doer = read_doer(paper, start, line.end(), whole=True) if start < line.end() else None
        if doer is not None:
            bodies += doer.bodies
            groups += [doer.group] if doer.group else []
    if not bodies and not groups and _WORDS.search(span.of(paper.text)) and span.end - span.start <= LONGEST_GROUP:
        groups = [_trimmed(paper, span)]
    if not bodies and not groups:
        return None
    return Doer(tuple(bodies), Span(groups[0].start, groups[-1].end) if groups else None, span.end)


def _together(told: Sequence[Told]) -> Told:
    """What rows of one task say: all doers, and the limit that they share."""
    first = told[0]
    doers = [each.doer for each in told if each.doer is not None]
    if len(doers) > 1:
        bodies = tuple(dict.fromkeys(body for doer in doers for body in doer.bodies))
        first = replace(first, doer=replace(doers[0], bodies=bodies))
    partners = tuple(dict.fromkeys(span for each in told for span in each.partners))
    alike = all(each.deadline == first.deadline for each in told)
    return replace(first, partners=partners, deadline=first.deadline if alike else None)


def _start(paper: Paper, start: int, end: int) -> int:
    mark = _MARK.match(paper.text, start, end)
    return mark.end() if mark else start


def _trimmed(paper: Paper, span: Span) -> Span:
    """Without a bullet before it and a separator after it."""
    start = _start(paper, span.start, span.end)
    return Span(start, start + len(paper.text[start : span.end].rstrip(" \n;,")))
