"""What can be subscribed to (theo dõi): feeds of papers, calendars of tasks, and what is in each.

A feed sorts by day and a calendar has nothing but days: a paper that bears none, a task without one stand in neither.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.derive.catalog import Catalog, Given, newest
from generator.derive.deadlines import deadline_year
from generator.model import Record
from generator.pages.frame import urls
from generator.pages.markdown import render

MOST = 50
"""Papers in one feed, the newest."""


def of_portal(found: Catalog) -> tuple[Record, ...]:
    """Return the papers in the feed of the portal, the newest first."""
    return _dated(found.records.values())


def of_agency(found: Catalog, agency: str) -> tuple[Record, ...]:
    """Return the newest papers that a body issued, or that give it tasks."""
    tasked = {row.record.id: row.record for row in found.tasks_of.get(agency, ())}
    return _dated((tasked | {each.id: each for each in found.issued_by.get(agency, ())}).values())


def of_policy(found: Catalog, policy: str) -> tuple[Record, ...]:
    """Return the newest papers that speak of a policy."""
    return _dated({row.record.id: row.record for row in found.passages.get(policy, ())}.values())


def feed(entity: str, papers: tuple[Record, ...]) -> str:
    """Return the path of the feed of an entity, empty where no paper would stand in it."""
    return urls.feed_path(entity) if papers else ""


def link(path: str, entity: str, papers: tuple[Record, ...]) -> str:
    """Return the link to the feed of an entity, empty where there is none."""
    return render.link("bản tin Atom", urls.relative(path, feed(entity, papers))) if papers else ""


def _dated(records: Iterable[Record]) -> tuple[Record, ...]:
    return tuple(newest(each for each in records if each.document.header.issued)[:MOST])


def events(rows: Iterable[Given]) -> tuple[Given, ...]:
    """Return the tasks that a calendar can show."""
    return tuple(filter(deadline_year, rows))
