"""Feeds and calendars, opened by readers of others: they tell just what the open data do."""

from __future__ import annotations

import json
import re
from calendar import monthrange
from datetime import date
from pathlib import Path
from typing import Any

import feedparser
import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.derive.catalog import Catalog, catalog
from generator.model import Agency, Assignment, Deadline, Header, Portal, Span
from generator.pages.frame import urls
from generator.publish.feeds import atom, calendars
from tests.support.factories import date as day
from tests.support.factories import document, graph, lam_giang, record

Rows = list[dict[str, Any]]
HOSTILE = (
    "<script>alert(1)</script>",
    "a & b",
    "; , \\ \n x",
    "BEGIN:VEVENT\r\nUID:x",
    "]]>",
    "\x0b\x1b",
    "&#0;",
    "ặ" * 200,
)


@pytest.fixture(scope="module", params=["sample", "seeds"])
def site(request: pytest.FixtureRequest) -> Path:
    """A site that was built."""
    made: Path = request.getfixturevalue(f"{request.param}_site")
    return made


def rows(site: Path, table: str) -> Rows:
    """Return the rows of a table of open data."""
    return list(map(json.loads, (site / f"du-lieu/{table}.jsonl").read_bytes().splitlines()))


def feed(data: bytes) -> Any:
    """Return a feed as its reader sees it, which finds nothing wrong."""
    read = feedparser.parse(data)
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    assert read.feed.title and read.feed.id and read.feed.updated_parsed and read.feed.author
    assert all(each.id and each.title and each.link and each.updated_parsed for each in read.entries)
    assert len({each.id for each in read.entries}) == len(read.entries)
    return read


def events(data: bytes) -> list[Any]:
    """Return the events of a calendar; its lines end and are cut as they must be."""
    lines = data.split(b"\r\n")
    assert lines[-1] == b"" and b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(each) <= 75 for each in lines)
    for each in lines:
        each.decode()
    read = icalendar.Calendar.from_ical(data)
    assert not read.errors and read["VERSION"] == "2.0" and read["PRODID"]
    found = list(read.walk("VEVENT"))
    assert not any(each.errors for each in found)
    assert len({each["UID"] for each in found}) == len(found)
    return found


def last_day(iso: str) -> date:
    """Return the day with which a date of the open data ends."""
    year, month, *number = (*map(int, iso.split("-")), 12)[:3] if iso.count("-") < 1 else map(int, iso.split("-"))
    return date(year, month, *(number or [monthrange(year, month)[1]]))


def deadlines(tasks: Rows) -> list[date]:
    """Return the days on which tasks end, in order."""
    return sorted(last_day(each["deadline"]["date"]) for each in tasks if each["deadline"] and each["deadline"]["date"])


def test_the_portals_feed_has_every_dated_paper(site: Path) -> None:
    dated = [each for each in rows(site, "documents") if each["issued"]]
    read = feed((site / urls.NEWS_FEED).read_bytes())
    assert sorted(each.link for each in read.entries) == sorted(f"van-ban/{each['id']}.html" for each in dated)[:50]
    told = [each.updated[:10] for each in read.entries]
    assert told == sorted(told, reverse=True)
    assert read.feed.updated == max(each.updated for each in read.entries)


def test_each_body_has_the_feed_of_its_papers_and_the_calendar_of_its_tasks(site: Path) -> None:
    tasks = rows(site, "tasks")
    papers = {each["id"]: each for each in rows(site, "documents")}
    for body in (each for each in rows(site, "entities") if each["kind"] == "agency"):
        own = [each for each in tasks if body["id"] in (*each["assignees"], *each["partners"])]
        told = {each["document"] for each in own} | {
            key for key, each in papers.items() if each["issuer"] == body["id"]
        }
        expected = {f"../van-ban/{each}.html" for each in told if papers[each]["issued"]}
        path = site / urls.feed_path(body["id"])
        assert ({each.link for each in feed(path.read_bytes()).entries} if path.exists() else set()) == expected
        path = site / urls.calendar_path(body["id"])
        days = sorted(each["DTSTART"].dt for each in events(path.read_bytes())) if path.exists() else []
        assert days == deadlines(own)


def test_each_policy_has_the_feed_of_the_papers_that_speak_of_it(site: Path) -> None:
    papers = {each["id"]: each for each in rows(site, "documents")}
    told: dict[str, set[str]] = {}
    for row in rows(site, "mentions"):
        if row.get("entity") and papers[row["document"]]["issued"]:
            told.setdefault(row["entity"], set()).add(f"../van-ban/{row['document']}.html")
    for policy in (each for each in rows(site, "entities") if each["kind"] == "policy"):
        path = site / urls.feed_path(policy["id"])
        found = {each.link for each in feed(path.read_bytes()).entries} if path.exists() else set()
        assert found == told.get(policy["id"], set())


def test_all_tasks_with_a_day_stand_in_one_of_the_two_calendars(site: Path) -> None:
    tasks = rows(site, "tasks")
    for name, returning in ((urls.CALENDAR, False), (urls.RECURRING, True)):
        days = deadlines([each for each in tasks if each["recurring"] == returning])
        path = site / name
        assert (sorted(each["DTSTART"].dt for each in events(path.read_bytes())) if path.exists() else []) == days


def test_pages_lead_to_what_can_be_subscribed_to(site: Path) -> None:
    feeds, linked = set(site.rglob("*.atom")), set[Path]()
    calendars_, led = set(site.rglob("*.ics")), set[Path]()
    for page in site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        for tag in re.findall(r'<link rel="alternate " type="application/atom\+xml"[^>]*>', html):
            match = re.search(r'href="([^"]+)"', tag)
            assert match
            linked.add((page.parent / match[1]).resolve())
        led |= {(page.parent / each).resolve() for each in re.findall(r'href="([^"]+\.ics)"', html)}
    assert linked == {each.resolve() for each in feeds} and feeds
    assert led == {each.resolve() for each in calendars_} and calendars_


# --- one paper -----------------------------------------------------------------------------------------


def given_task(words: str, limit: str, portal: Portal, **fields: Any) -> Catalog:
    """Return a catalog of one paper with one task, given twice."""
    text = f"{words}\n{words}"
    spans = (Span(0, len(words)), Span(len(words) + 1, len(text)))
    tasks = tuple(Assignment(each, "body", ("co-quan/x",), (), Deadline(day(limit), words), **fields) for each in spans)
    made = document(text, header=Header("kế hoạch", None, words, issued=day("2023-06")))
    body = Agency(id="co-quan/x", name=words, aliases=(), level="", place=None, parent=None)
    return catalog(graph([record("kh-x", made, tasks=tasks, issuer="co-quan/x")], [body]), portal)


def made(found: Catalog) -> dict[str, bytes]:
    """Return all feeds and calendars of a catalog."""
    return atom.files(found) | calendars.files(found)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(HOSTILE) | st.text(min_size=1).filter(str.strip), st.sampled_from([None, "https://vi-du.vn/kho/"])
)
def test_words_of_papers_stay_words(words: str, address: str | None) -> None:
    files = made(given_task(words, "2024-02", Portal(base_url=address)))
    for name, data in files.items():
        if name.endswith(".atom"):
            assert len(feed(data).entries) == 1
        else:
            assert [each["DTSTART"].dt for each in events(data)] == [date(2024, 2, 29)] * 2
    assert set(files) == {urls.NEWS_FEED, urls.CALENDAR, "co-quan/x.atom", "co-quan/x.ics"}


def test_a_period_stands_on_its_last_day_and_says_so() -> None:
    for limit, last, said in (
        ("2024-02", date(2024, 2, 29), "ngày cuối tháng"),
        ("2025", date(2025, 12, 31), "cuối năm"),
    ):
        event = events(made(given_task("Báo cáo", limit, Portal()))[urls.CALENDAR])[0]
        assert event["DTSTART"].dt == last and said in event["DESCRIPTION"]


def test_what_returns_stands_apart() -> None:
    files = made(given_task("Báo cáo", "2024-02", Portal(), recurring=True))
    assert urls.CALENDAR not in files
    assert {each["SUMMARY"] for each in events(files[urls.RECURRING])} == {"Định kỳ: Báo cáo"}


def test_ids_are_those_of_the_address_where_there_is_one() -> None:
    base = "https://vi-du.vn/kho/"
    read = feed(made(catalog(lam_giang(), Portal(base_url=base)))[urls.NEWS_FEED])
    assert read.feed.id == base + urls.NEWS_FEED
    assert all(each.id == each.link and each.id.startswith(f"{base}van-ban/") for each in read.entries)
    without = feed(made(catalog(lam_giang(), Portal()))[urls.NEWS_FEED])
    assert all(each.id.startswith("urn:uuid:") for each in (without.feed, *without.entries))
    assert made(catalog(lam_giang(), Portal())) == made(catalog(lam_giang(), Portal()))
