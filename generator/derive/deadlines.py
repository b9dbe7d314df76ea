"""Thời hạn: tasks by the day by which they are to be done."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from generator.derive.catalog import Given
from generator.model import PartialDate
from generator.model.frozen import Frozen

_END = 99
"""Stands for a day or a month that is not said: after all others."""
_NEVER = (10_000, _END, _END)


class Worklist(Frozen):
    """Tasks in four lists, each in the order of `by_deadline`; every task stands on one of them."""

    dated: tuple[Given, ...]
    recurring: tuple[Given, ...]
    """With or without a day: what returns is never past."""
    undated: tuple[Given, ...]
    unassigned: tuple[Given, ...]
    """Without a day, and without anybody who is to do them."""


def by_deadline(row: Given) -> tuple[tuple[int, int, int], str, int]:
    """Return the key that sorts tasks by deadline, those without a date last.

    A month comes after all its days: it ends with them.
    """
    limit = row.task.deadline
    date = limit.date if limit else None
    day = (date.year, date.month or _END, date.day or _END) if date else _NEVER
    return day, row.record.id, row.task.span.start


def deadline_year(row: Given) -> str:
    """Return the year of a task's deadline, empty where it has no date."""
    limit = row.task.deadline
    return str(limit.date.year) if limit and limit.date else ""


def split(rows: Iterable[Given]) -> tuple[tuple[Given, ...], tuple[Given, ...]]:
    """Return the tasks with a dated deadline and those without one, each in the order of `by_deadline`."""
    ordered = sorted(rows, key=by_deadline)
    return tuple(filter(deadline_year, ordered)), tuple(row for row in ordered if not deadline_year(row))


def latest_first(rows: Iterable[Given]) -> tuple[Given, ...]:
    """Return the tasks with the latest deadline first, those without a date after them."""
    dated, undated = split(rows)
    return (*reversed(dated), *undated)


def has_doer(row: Given) -> bool:
    """Tell whether the paper says who is to do a task."""
    return bool(row.task.assignees or row.task.group)


def worklist(rows: Iterable[Given]) -> Worklist:
    """Return the tasks in the lists of a worklist (danh sách việc)."""
    dated, recurring, undated, unassigned = list[Given](), list[Given](), list[Given](), list[Given]()
    for row in sorted(rows, key=by_deadline):
        if row.task.recurring:
            recurring.append(row)
        elif deadline_year(row):
            dated.append(row)
        else:
            (undated if has_doer(row) else unassigned).append(row)
    return Worklist(tuple(dated), tuple(recurring), tuple(undated), tuple(unassigned))


def last_day(date_: PartialDate) -> date:
    """Return the day with which a date ends that may be a month or a year."""
    month = date_.month or 12
    return date(date_.year, month, date_.day or monthrange(date_.year, month)[1])
