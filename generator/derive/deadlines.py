"""Thời hạn: tasks by the day by which they are to be done."""

from __future__ import annotations

from collections.abc import Iterable

from generator.derive.catalog import Given


def by_deadline(row: Given) -> tuple[bool, str, str, int]:
    """Return the key that sorts tasks by deadline, those without a date last."""
    date = str(row.task.deadline.date) if row.task.deadline and row.task.deadline.date else ""
    return not date, date, row.record.id, row.task.span.start


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
