"""Lists of tasks in tables (bảng phân công): each row is one, its columns say who and by when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from generator.model import Cell, Span, Table
from generator.model.frozen import Frozen, replace
from generator.parse.tables import body_rows, column_heads, grid, title_above
from generator.parse.tasks.deadlines import time_in
from generator.parse.tasks.doers import Doer, read_doer
from generator.parse.tasks.fields import Row, Told, fields_in, told_by
from generator.parse.tasks.paper import Paper
from generator.parse.tasks.partners import partners_in

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
        if columns is None or (columns and (_tells_times(paper, table, columns) or _tells_done(paper, table))):
            yield reach, ()
        elif columns:
            yield reach, tuple(_rows(paper, table, columns))


def _columns(paper: Paper, table: Table) -> Mapping[str, int] | None:
    """The columns of a list of tasks by what they are about.

    Empty where a table is none, None where a head says that its rows are something else.
    """
    forms, found = paper.forms.column, dict[str, int]()
    heads = column_heads(table, paper.text)
    for column, named in enumerate(heads):
        about = next((form.about for words in named for form in forms if form.regex.match(words)), "other")
        if about == "none":
            return None
        found.setdefault(about, column)
    if "task" not in found or not ("doer" in found or "deadline" in found):
        return {}
    work = any(form.regex.search(words) for words in heads[found["task"]] for form in paper.forms.work)
    return found if "doer" in found or work else {}


def _tells_times(paper: Paper, table: Table, columns: Mapping[str, int]) -> bool:
    """An agenda has times of the day in its column of times.

    A procedure has nothing there but how long its steps take.
    """
    below = [c.span for c in table.cells if not c.header and c.column == columns.get("deadline")]
    times = [span for span in below if _WORDS.search(span.of(paper.text)) and span.start > table.cells[0].span.end]
    agenda = any(paper.search(paper.forms.clock, span.start, span.end) for span in below)
    return agenda or (bool(times) and all(paper.match(paper.forms.lasts, span.start, span.end) for span in times))


def _tells_done(paper: Paper, table: Table) -> bool:
    """The title of a table, or of the section that it stands in, tells what was done."""
    section = paper.section_around(table.cells[0].span.start)
    titles = (title_above(paper.text, table), (section.title or "") if section else "")
    return any(form.regex.match(title) for title in titles for form in paper.forms.done)


def _rows(paper: Paper, table: Table, columns: Mapping[str, int]) -> Iterator[Row]:
    """The tasks; rows that share the cell of one task are one task."""
    said = _said(paper, table, columns)
    for task, rows in groupby(said, key=lambda row: row.task):
        yield Row(_trimmed(paper, task.span), _together([row.told for row in rows]))


def _said(paper: Paper, table: Table, columns: Mapping[str, int]) -> Iterator[_Said]:
    at = grid(table)
    doer: Doer | None = None
    beside: tuple[Span, ...] = ()
    for row in body_rows(table):
        cells = {about: at[row, column] for about, column in columns.items()}
        task = cells["task"]
        others = [c for about, c in cells.items() if about in ("doer", "partner", "deadline") and c != task]
        # A row with nothing but its name heads the rows below it.
        if not _WORDS.search(task.span.of(paper.text)) or not any(_filled(paper, cell) for cell in others):
            continue
        if "doer" in cells and not _same(paper, cells["doer"]):
            doer, beside = _doer(paper, cells["doer"].span)
        deadline, recurring = time_in(paper, cells["deadline"].span) if "deadline" in cells else (None, False)
        partner = cells.get("partner")
        partners = (*beside, *(_partners(paper, partner.span) if partner else ()))
        yield _Said(task, Told(doer, partners, deadline, recurring))


def _partners(paper: Paper, span: Span) -> tuple[Span, ...]:
    """Whom a cell of partners names; words that no table knows as printed."""
    named = partners_in(paper, span)
    own = _trimmed(paper, span)
    if named or not 0 < own.end - own.start <= LONGEST_GROUP or not _WORDS.search(own.of(paper.text)):
        return named
    return () if paper.match((*paper.forms.nobody, *paper.forms.same), own.start, own.end) else (own,)


def _filled(paper: Paper, cell: Cell) -> bool:
    return any(map(str.isalnum, cell.span.of(paper.text)))


def _same(paper: Paper, cell: Cell) -> bool:
    return paper.match(paper.forms.same, cell.span.start, cell.span.end) is not None


def _doer(paper: Paper, span: Span) -> tuple[Doer | None, tuple[Span, ...]]:
    """Whom a cell names, line by line, and whom it calls a partner.

    Words that no table knows are a group as printed.
    """
    found: list[Doer] = []
    partners: list[Span] = []
    for line in _LINE.finditer(paper.text, span.start, span.end):
        own = Span(_start(paper, line.start(), line.end()), line.end())
        fields = fields_in(paper, own)
        if fields and fields[0].label == own.start:
            told = told_by(paper, fields)
            found += [told.doer] if told.doer else []
            partners += told.partners
        elif paper.search(paper.forms.assisting, own.start, own.end):
            partners += partners_in(paper, own)
        elif own.start < own.end and (doer := read_doer(paper, own.start, own.end, whole=True)) is not None:
            found.append(doer)
        named = paper.named_in(own.start, own.end)
        partners += (body.span for body in named if paper.match(paper.forms.helping, body.span.end, own.end))
    bodies = tuple(body for doer in found for body in doer.bodies)
    groups = [doer.group for doer in found if doer.group]
    known = bool(bodies or groups or partners)
    if not known and _WORDS.search(span.of(paper.text)) and span.end - span.start <= LONGEST_GROUP:
        groups = [_trimmed(paper, span)]
    if not bodies and not groups:
        return None, tuple(partners)
    return Doer(bodies, Span(groups[0].start, groups[-1].end) if groups else None, span.end), tuple(partners)


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
