"""Tasks by deadline."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from generator.derive.catalog import Given, catalog
from generator.derive.deadlines import deadline_year, has_doer, latest_first, split, worklist
from generator.model import Assignment, Deadline, Portal, Span
from tests.support.factories import date, document, graph, record

TASKS = {"a": ("2024-04", None), "b": ("2024-03-31", "2024-04"), "c": ("", "2023")}
"""Deadlines of the tasks of three documents: None is none, the empty one a phrase without a date."""


def deadline(words: str | None) -> Deadline | None:
    """Return a deadline."""
    return None if words is None else Deadline(date(words) if words else None, words or "hằng quý")


@pytest.fixture(scope="module")
def given() -> tuple[Given, ...]:
    made = [
        record(
            name,
            document("Một việc, hai việc."),
            tasks=tuple(
                Assignment(Span(place * 4, place * 4 + 3), "p", (), (), deadline(words))
                for place, words in enumerate(rows)
            ),
        )
        for name, rows in TASKS.items()
    ]
    return catalog(graph(made, ()), Portal()).tasks


def named(rows: Iterable[Given]) -> list[str]:
    """Return tasks by document and place."""
    return [f"{row.record.id}{row.task.span.start // 4}" for row in rows]


def test_tasks_stand_by_deadline_then_by_document_and_place(given: tuple[Given, ...]) -> None:
    dated, undated = split(reversed(given))
    assert (named(dated), named(undated)) == (["c1", "b0", "a0", "b1"], ["a1", "c0"])


def test_the_latest_deadline_is_first_and_tasks_without_a_date_stay_in_order(given: tuple[Given, ...]) -> None:
    assert named(latest_first(given)) == ["b1", "a0", "b0", "c1", "a1", "c0"]
    assert [deadline_year(row) for row in latest_first(given)] == ["2024", "2024", "2024", "2023", "", ""]


def test_a_month_comes_after_all_its_days() -> None:
    days = ("2024-05", "2024-04", "2024-04-30", "2024", "2024-12-31")
    rows = [Assignment(Span(place, place + 1), "p", (), (), deadline(words)) for place, words in enumerate(days)]
    made = record("a", document("Một việc, hai việc."), tasks=tuple(rows))
    dated, _ = split(catalog(graph((made,), ()), Portal()).tasks)
    shown = [str(row.task.deadline.date) for row in dated if row.task.deadline]
    assert shown == ["2024-04-30", "2024-04", "2024-05", "2024-12-31", "2024"]


def test_every_task_stands_on_one_list_of_the_worklist() -> None:
    cases = [(day, again, who) for day in ("2024-04", "", None) for again in (True, False) for who in (True, False)]
    rows = [
        Assignment(Span(at, at + 1), "p", (), (), deadline(day), "các xã" if who else None, again)
        for at, (day, again, who) in enumerate(cases)
    ]
    given = catalog(graph((record("a", document("Một việc, hai việc."), tasks=tuple(rows)),), ()), Portal()).tasks
    lists = worklist(given)
    assert len(lists.dated) + len(lists.recurring) + len(lists.undated) + len(lists.unassigned) == len(cases)
    assert [cases[row.task.span.start] for row in lists.dated] == [("2024-04", False, True), ("2024-04", False, False)]
    assert all(row.task.recurring for row in lists.recurring) and len(lists.recurring) == 6
    assert all(map(has_doer, lists.undated)) and len(lists.undated) == len(lists.unassigned) == 2
