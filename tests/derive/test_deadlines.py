"""Tasks by deadline."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from generator.derive.catalog import Given, catalog
from generator.derive.deadlines import deadline_year, latest_first, split
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
