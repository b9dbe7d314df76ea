"""Ten ways of a reader: from the home page in at most three actions to an answer in sight.

What is right is asked of the open data. Tried on the sample, and by `make ways` on 600 generated papers too.
Pages are read as a reader does: by roles, names and where links lead.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Locator, expect

from generator.text.fold import fold
from tests.conftest import built_of_papers
from tests.support import looks
from tests.support.browser import served
from tests.support.visit import HEADER, Visit, visiting

DOCUMENTS = int(os.environ.get("READER_DOCUMENTS", "100"))
asked = pytest.mark.skipif(
    "READER_DOCUMENTS" not in os.environ and not looks.WHOLE,
    reason="the same ways in a second archive: `make ways` goes them, and `make looks`",
)
SCREEN = {"width": 1280, "height": 900}
MOST = 3
TRIED = 1 if DOCUMENTS <= 100 else 5
LINE = 24
"""Pixels of a link that must be in sight."""
TODAY = "2024-06-12T09:00:00"
Row = dict[str, Any]


class Archive:
    """What a site's open data say."""

    def __init__(self, site: Path) -> None:
        self.site = site

    def _rows(self, name: str) -> list[Row]:
        return list(map(json.loads, (self.site / f"du-lieu/{name}.jsonl").read_text("utf-8").splitlines()))

    @cached_property
    def papers(self) -> list[Row]:
        """The papers, whose numbers are those of one paper alone first."""
        rows = self._rows("documents")
        numbers = Counter(row["number"] for row in rows)
        return sorted(rows, key=lambda row: (numbers[row["number"]] > 1, row["id"]))

    @cached_property
    def entities(self) -> dict[str, Row]:
        """What has a page of its own, by id."""
        return {row["id"]: row for row in self._rows("entities")}

    @cached_property
    def tasks(self) -> list[Row]:
        """The tasks."""
        return self._rows("tasks")

    @cached_property
    def mentions(self) -> list[Row]:
        """Where papers name something."""
        return self._rows("mentions")

    @cached_property
    def citing(self) -> dict[str, set[str]]:
        """The papers that cite each number."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self.mentions:
            if row["kind"] == "decision" and row["entity"]:
                found[row["entity"]].add(row["document"])
        return found

    @cached_property
    def missing(self) -> list[Row]:
        """The numbers that are cited and not held, most often cited first."""
        rows = [row for row in self.entities.values() if row["kind"] == "decision" and not row["held_as"]]
        return sorted(rows, key=lambda row: (-len(self.citing[row["id"]]), row["id"]))


class Reader:
    """Somebody before a screen: counts what is done, and looks at nothing that is not in sight."""

    def __init__(self, visit: Visit) -> None:
        self.visit, self.page, self.actions = visit, visit.page, 0

    def begin(self) -> None:
        """Come to the home page."""
        self.actions = 0
        self.visit.open("index.html")

    def does(self, act: Callable[[str], object], what: str) -> None:
        """Do one thing with a word or a value."""
        self.actions += 1
        act(what)

    def types(self, words: str) -> None:
        """Type into the box of the header; results come below it."""
        self.does(self.page.locator(HEADER).fill, words)
        self.page.wait_for_function("words => document.querySelector('header form').dataset.shown === words", arg=words)

    def asks(self, words: str) -> None:
        """Type into the box of the header and press Enter."""
        self.does(self.page.locator(HEADER).fill, words)
        self.page.press(HEADER, "Enter")
        self.page.wait_for_url("**/tim-kiem.html?**")

    def chooses(self, link: Locator) -> None:
        """Follow a link, or press a button."""
        self.actions += 1
        link.click()

    def finds(self, words: str) -> None:
        """Search, and open the first result."""
        self.types(words)
        self.chooses(self.page.locator("header").get_by_role("option").first)

    def menu(self, name: str) -> None:
        """Choose from the menu at the side."""
        self.chooses(self.page.get_by_role("navigation").get_by_role("link", name=name, exact=True).first)

    def in_sight(self, found: Locator) -> list[Locator]:
        """Those of what was found that stand on the screen, as they are."""
        return [each for each in found.all() if each.is_visible() and _on_screen(each)]

    def sees(self, found: Locator, what: str) -> None:
        """Look for something at the top of the page; it must come into sight, and after few actions."""
        found.first.wait_for(state="attached")
        self.page.evaluate("scrollTo(0, 0)")
        for _ in range(200):
            if self.in_sight(found):
                break
            self.page.wait_for_timeout(50)
        assert self.in_sight(found), f"{self.page.url}: {what} is not on the first screen"
        assert self.actions <= MOST, f"{what}: {self.actions} actions"

    def links(self, path: str) -> Locator:
        """Links of the page's own part that lead to a page of the site, or to a place on it."""
        return self.page.get_by_role("main").locator(f'a[href*="{path}"]')


def _on_screen(each: Locator) -> bool:
    box = each.bounding_box()
    return box is not None and box["y"] >= 0 and box["y"] + min(box["height"], LINE) <= SCREEN["height"]


@pytest.fixture(scope="session")
def generated_site(run_folder: Path) -> Path:
    """The site of generated papers, built once for all workers."""
    return built_of_papers(DOCUMENTS, run_folder)


@pytest.fixture(params=["sample", pytest.param("generated", marks=asked)])
def archive(request: pytest.FixtureRequest) -> Archive:
    """What the open data of the sample say, and those of generated papers."""
    return Archive(request.getfixturevalue(f"{request.param}_site"))


@pytest.fixture
def reader(browser: Browser, archive: Archive) -> Iterator[Reader]:
    """A reader who opened the site from its folder."""
    with visiting(browser, archive.site.as_uri() + "/", viewport=SCREEN, accept_downloads=True) as visit:
        visit.page.clock.set_fixed_time(TODAY)
        yield Reader(visit)


@pytest.fixture
def online(browser: Browser, archive: Archive) -> Iterator[Reader]:
    """A reader over http, who may use the clipboard."""
    permissions = ["clipboard-read", "clipboard-write"]
    with served(archive.site) as base, visiting(browser, base, viewport=SCREEN, permissions=permissions) as visit:
        yield Reader(visit)


def some(rows: Sequence[Row]) -> Sequence[Row]:
    """Return a few rows from all over; none at all would try nothing."""
    assert rows
    return rows[:: max(1, len(rows) // TRIED)][:TRIED]


def test_who_signed_a_paper(reader: Reader, archive: Archive) -> None:
    signed = [row for row in archive.papers if row["number"] and row["signer"] and row["signer"]["person"]]
    for paper in some(signed):
        reader.begin()
        reader.finds(f"{paper['number']} {paper['title'] or ''}"[:80])
        assert f"van-ban/{paper['id']}.html" in reader.page.url
        reader.sees(reader.links(f"{paper['signer']['person']}.html"), "who signed")


def test_what_rests_on_a_number(reader: Reader, archive: Archive) -> None:
    for work in [row for row in archive.missing if row["key"] and len(archive.citing[row["id"]]) > 1][:TRIED]:
        newest = max((row for row in archive.papers if row["id"] in archive.citing[work["id"]]), key=_when)
        reader.begin()
        reader.finds(work["key"])
        reader.sees(reader.links(f"van-ban/{newest['id']}.html"), f"the newest paper that cites {work['key']}")


def _when(paper: Row) -> tuple[str, str]:
    return paper["issued"] or "", paper["id"]


def test_what_a_unit_must_do_by_when(reader: Reader, archive: Archive) -> None:
    given = Counter(each for task in archive.tasks for each in task["assignees"] if _due(task))
    for unit, _ in sorted(given.items(), key=lambda each: (-each[1], each[0]))[:TRIED]:
        reader.begin()
        reader.menu("Nhiệm vụ")
        reader.does(reader.page.get_by_label("Đơn vị").select_option, unit.removeprefix("co-quan/"))
        own = [task for task in archive.tasks if unit in (*task["assignees"], *task["partners"])]
        expect(reader.page.get_by_role("status").filter(has_text="nhiệm vụ của")).to_contain_text(
            f"{len(own)} nhiệm vụ"
        )
        days = {_shown(task["deadline"]["date"]) for task in own if _due(task)}
        cells = reader.page.get_by_role("row").filter(has_text=re.compile("|".join(map(re.escape, days))))
        reader.sees(cells, f"a deadline of {unit}")


def _due(task: Row) -> bool:
    return bool(task["deadline"] and task["deadline"]["date"])


def _shown(date: str) -> str:
    return "/".join(reversed(date.split("-")))


def test_what_is_missing(reader: Reader, archive: Archive) -> None:
    reader.begin()
    reader.menu("Số hiệu")
    reader.chooses(reader.page.get_by_role("main").get_by_role("link", name=re.compile("chưa có")).first)
    reader.sees(
        reader.links(f"{archive.missing[0]['id'].removeprefix('so-hieu/')}.html"), "what is cited most and missing"
    )


def test_a_programme_in_one_year(reader: Reader, archive: Archive) -> None:
    texts = {row["id"]: _plain(row["text"]) for row in archive.papers if row["issued"]}
    issued = {row["id"]: row["issued"][:4] for row in archive.papers if row["issued"]}
    names = {_plain(row["surface"]) for row in archive.mentions if row["kind"] == "policy"}
    for name in sorted(name for name in names if 3 < len(name.split()) < 10)[:TRIED]:
        naming = [paper for paper, text in texts.items() if name in text]
        year = max(issued[each] for each in naming)
        reader.begin()
        reader.asks(f'"{name}"')
        for label, day in (("Từ ngày", f"{year}-01-01"), ("Đến ngày", f"{year}-12-31")):
            reader.does(reader.page.get_by_label(label).fill, day)
        right = [f'a[href*="van-ban/{paper}.html"]' for paper in naming if issued[paper] == year]
        reader.sees(reader.page.get_by_role("main").locator(", ".join(right)), f"a paper of {year} on «{name}»")


def _plain(text: str) -> str:
    """Return a text as search compares it: words without diacritics, one blank between them."""
    return " ".join(re.findall("[a-z0-9]+", fold(text)))


def test_half_remembered_words(reader: Reader, archive: Archive) -> None:
    titled = [row for row in archive.papers if row["title"] and len(row["title"].split()) > 8]
    for paper in some(titled):
        words = fold(paper["title"]).split()
        typed = " ".join(words[:2] + words[4:9])
        reader.begin()
        reader.types(typed)
        found = reader.page.locator("header").get_by_role("option")
        same = {row["id"] for row in titled if set(words) <= set(fold(row["title"]).split())}
        right = [each for each in found.all() if any(f"van-ban/{one}.html" in unquote(_leads(each)) for one in same)]
        assert right, f"«{typed}» does not find {paper['id']}"
        assert _on_screen(right[0])


def _leads(link: Locator) -> str:
    return link.get_attribute("href") or ""


def test_a_citation_for_word(online: Reader, archive: Archive) -> None:
    for paper in some([row for row in archive.papers if row["number"] and row["issued"] and len(row["issued"]) == 10]):
        online.begin()
        online.finds(f"{paper['number']} {paper['title'] or ''}"[:80])
        online.chooses(online.page.get_by_role("button", name=re.compile("^Chép")).first)
        expect(online.page.get_by_role("status").filter(has_text="Đã chép")).to_be_in_viewport()
        assert online.actions <= MOST
        copied = online.page.evaluate("navigator.clipboard.readText()")
        year, month, day = paper["issued"].split("-")
        assert paper["number"] in copied and re.search(rf"0?{int(day)}[/ ].*?{int(month)}[/ ].*?{year}", copied)


def test_a_table_for_excel(reader: Reader, archive: Archive) -> None:
    reader.begin()
    reader.menu("Văn bản")
    with reader.page.expect_download() as saved:
        reader.chooses(reader.page.get_by_role("button", name="Tải CSV").first)
    assert reader.actions <= MOST
    data = Path(saved.value.path()).read_bytes()
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert data.startswith("\ufeff".encode()) and len(rows) == len(archive.papers)
    told = Counter((row["number"] or "", row["issued"] or "") for row in archive.papers)
    assert Counter((row["Số hiệu"].removeprefix("'"), row["Ngày ban hành"]) for row in rows) == told


def test_reports_of_a_body_in_a_period(reader: Reader, archive: Archive) -> None:
    reports = [row for row in archive.papers if row["type"] == "báo cáo" and row["issuer"] and row["issued"]]
    counted = Counter((row["issuer"], row["issued"][:4]) for row in reports)
    for (issuer, year), count in sorted(counted.items(), key=lambda each: (-each[1], each[0]))[:TRIED]:
        reader.begin()
        reader.menu("Văn bản")
        words = fold(f"báo cáo {archive.entities[issuer]['name']} {year}")
        box = reader.page.get_by_role("searchbox", name=re.compile("^Lọc cả danh mục"))
        reader.does(box.fill, words)
        own = [row for row in reports if row["issuer"] == issuer and row["issued"].startswith(year)]
        assert len(own) == count
        reader.sees(
            reader.links(f"van-ban/{max(own, key=_when)['id']}.html"), f"the newest report of {issuer} in {year}"
        )


def test_a_person_and_what_he_signed(reader: Reader, archive: Archive) -> None:
    signers: dict[str, list[Row]] = defaultdict(list)
    for row in archive.papers:
        if row["signer"] and row["signer"]["person"]:
            signers[row["signer"]["person"]].append(row)
    names = Counter(archive.entities[each]["name"] for each in signers)
    alone = [each for each in signers if names[archive.entities[each]["name"]] == 1]
    for person in sorted(alone, key=lambda each: (-len(signers[each]), each))[:TRIED]:
        reader.begin()
        reader.finds(archive.entities[person]["name"])
        assert f"{person}.html" in reader.page.url
        newest = max(signers[person], key=_when)
        reader.sees(reader.links(f"van-ban/{newest['id']}.html"), f"what {person} signed last")
