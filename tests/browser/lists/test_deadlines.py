"""Deadlines on the reader's day: the desk at home, the worklist over all tasks, plain lists without a script."""

from __future__ import annotations

import csv
import io
import json
import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.text.collate import sort_key
from tests.browser.test_portal import JUDGE, WCAG, axe
from tests.support.browser import served
from tests.support.visit import Visit, visiting

TODAY = date(2025, 6, 10)
WORK = "nhiem-vu/index.html"
Row = dict[str, Any]


@pytest.fixture(scope="module")
def tasks(sample_site: Path) -> list[Row]:
    """The tasks of the open data, which nothing of the worklist may contradict."""
    return [json.loads(line) for line in (sample_site / "du-lieu/tasks.jsonl").read_text("utf-8").splitlines()]


def group(row: Row, today: date = TODAY) -> str:
    """Return the group of a task on a day."""
    day = (row["deadline"] or {}).get("date")
    if row["recurring"] or not day:
        return "dinh-ky" if row["recurring"] else "khong-han"
    year, month, number = (*map(int, day.split("-")), 0, 0)[:3]
    month = month or 12
    left = (date(year, month, number or monthrange(year, month)[1]) - today).days
    return "qua-han" if left < 0 else "7-ngay" if left <= 7 else "30-ngay" if left <= 30 else "sau"


@contextmanager
def reading(browser: Browser, base: str, path: str, today: date = TODAY, **options: Any) -> Iterator[Visit]:
    """Open a page on a day, once its tasks are there."""
    with visiting(browser, base, **options) as visit:
        visit.page.clock.set_fixed_time(f"{today}T09:00:00")
        visit.open(path)
        visit.page.locator("[data-vk-tasks][data-shown]").wait_for()
        yield visit


@pytest.fixture
def work(browser: Browser, sample_site: Path) -> Iterator[Page]:
    """A tab on the worklist, from a folder."""
    with reading(browser, sample_site.as_uri() + "/", WORK) as visit:
        yield visit.page


def counts(page: Page) -> dict[str, int]:
    """Return how many tasks each group says that it has."""
    told: dict[str, str] = page.locator("[data-group]").evaluate_all(
        "all => Object.fromEntries(all.map(each => [each.dataset.group, each.querySelector('strong').textContent]))"
    )
    return {name: int(count.replace(".", "")) for name, count in told.items()}


def settled(page: Page, act: Any) -> None:
    """Do something that changes the worklist, and wait until it is shown."""
    before = page.get_attribute("[data-vk-tasks]", "data-shown")
    act()
    page.wait_for_function(f"document.querySelector('[data-vk-tasks]').dataset.shown !== '{before}'")


# --- the worklist -------------------------------------------------------------------------------------


@pytest.mark.parametrize("today", [date(2020, 1, 1), TODAY, date(2025, 6, 30), date(2025, 7, 1), date(2030, 1, 1)])
def test_groups_are_those_of_the_day_over_all_tasks(
    browser: Browser, sample_site: Path, tasks: list[Row], today: date
) -> None:
    with reading(browser, sample_site.as_uri() + "/", WORK, today) as visit:
        told = counts(visit.page)
        unassigned = sum(1 for row in tasks if not row["assignees"] and not row["group"])
        assert (told.pop(""), told.pop("khong-nguoi")) == (len(tasks), unassigned)
        assert {name: count for name, count in told.items() if count} == Counter(group(row, today) for row in tasks)
        assert not visit.page.locator("#k-co-han").is_visible()


def test_it_works_over_http_below_a_path(browser: Browser, sample_site: Path, tasks: list[Row]) -> None:
    with served(sample_site, "/kho/") as base, reading(browser, base, f"{WORK}?han=qua-han") as visit:
        assert counts(visit.page)["qua-han"] == sum(1 for row in tasks if group(row) == "qua-han")
        link = visit.page.locator(".vk-work tbody .vk-goto").first
        address = link.get_attribute("href") or ""
        assert address.startswith(f"{base}van-ban/") and "#" in address
        link.click()
        visit.page.locator(":target").wait_for()


def test_a_group_shows_all_its_rows_in_order_and_the_address_says_so(work: Page, tasks: list[Row]) -> None:
    settled(work, work.locator("[data-group=qua-han]").click)
    assert work.url.endswith("?han=qua-han") and work.locator("h2:visible").count() == 1
    past = [row for row in tasks if group(row) == "qua-han"]
    while (more := work.locator("section .vk-button")).count():
        settled(work, more.first.click)
    days = work.locator(".vk-work tbody time").evaluate_all("all => all.map(each => each.dateTime)")
    assert sorted(days) == sorted(row["deadline"]["date"] for row in past)
    assert [day[:4] for day in days] == sorted((day[:4] for day in days), reverse=True)
    assert set(work.locator(".vk-work tbody .vk-due-mark").all_inner_texts()) == {"quá hạn"}


def test_a_body_has_its_own_tasks_and_its_page_leads_there(
    browser: Browser, sample_site: Path, tasks: list[Row]
) -> None:
    given = Counter(each for row in tasks for each in {*row["assignees"], *row["partners"]})
    body, most = max(given.items(), key=lambda each: (each[1], each[0]))
    with reading(browser, sample_site.as_uri() + "/", WORK) as visit:
        visit.open(f"{body}.html")
        visit.page.get_by_role("link", name=re.compile("^Xem theo hạn")).click()
        page = visit.page
        page.locator("[data-vk-tasks][data-shown]").wait_for()
        assert counts(page)[""] == most
        assert page.locator(".vk-work__count a").get_attribute("href") == f"{visit.base}{body}.html"
        own = Counter(group(row) for row in tasks if body in (*row["assignees"], *row["partners"]))
        assert {name: counts(page)[name] for name in own} == own
        settled(page, lambda: page.get_by_label("Đơn vị").select_option(""))
        assert counts(page)[""] == len(tasks) and "?" not in page.url


def test_a_number_beside_a_body_leads_to_its_tasks(work: Page, tasks: list[Row]) -> None:
    work.locator(".vk-work__by summary").click()
    first = work.locator(".vk-work__bodies tbody tr").first
    name, count = first.locator("th").inner_text(), first.locator("td a").first.inner_text()
    settled(work, first.locator("td a").first.click)
    assert "don-vi=" in work.url and "han=qua-han" in work.url
    expect(work.locator(".vk-work__count")).to_have_text(f"{count} nhiệm vụ của {name}.")


def test_words_are_looked_for_in_every_row_and_saved_from_the_data(work: Page, tasks: list[Row]) -> None:
    settled(work, lambda: work.locator(".vk-work input").fill("ho so"))
    shown = counts(work)[""]
    assert 0 < shown < len(tasks)
    with work.expect_download() as saved:
        work.get_by_role("button", name="Tải CSV").click()
    rows = list(csv.DictReader(io.StringIO(Path(saved.value.path()).read_text("utf-8-sig"))))
    texts = {" ".join(row["text"].split()) for row in tasks}
    assert len(rows) == shown and all(row["Nhiệm vụ"] in texts for row in rows)
    assert all(re.fullmatch(r"(\d{4}(-\d\d){0,2})?", row["Thời hạn"]) for row in rows)
    with work.expect_download() as saved:
        work.get_by_role("button", name="Tải JSON").click()
    records = json.loads(Path(saved.value.path()).read_bytes())
    fields = ("document", "assignees", "group", "partners", "partner_group", "recurring")
    known = [[row[field] for field in fields] for row in tasks]
    assert [record["page"] for record in records] == [row["Địa chỉ"] for row in rows]
    assert all([record[field] for field in fields] in known and record["text"] in texts for record in records)
    settled(work, lambda: work.locator(".vk-work input").fill("khongcogi"))
    expect(work.locator(".vk-work__count")).to_have_text("Không có nhiệm vụ nào như vậy.")


def test_keys_reach_groups_and_say_which_is_chosen(work: Page) -> None:
    work.locator("[data-group=sau]").focus()
    settled(work, lambda: work.keyboard.press("Enter"))
    chip = work.locator("[data-group=sau]")
    expect(chip).to_have_attribute("aria-pressed", "true")
    expect(chip).to_be_focused()


@pytest.mark.parametrize("path", ["index.html", WORK, f"{WORK}?han=qua-han"])
@pytest.mark.parametrize(("scheme", "wide"), [("light", 360), ("dark", 1280)])
def test_it_is_for_everybody(
    browser: Browser, sample_site: Path, path: str, scheme: Literal["light", "dark"], wide: int
) -> None:
    context = browser.new_context(viewport={"width": wide, "height": 800}, color_scheme=scheme)
    try:
        page = context.new_page()
        page.clock.set_fixed_time(f"{TODAY}T09:00:00")
        page.goto(f"{sample_site.as_uri()}/{path}")
        page.locator("[data-vk-tasks][data-shown]").wait_for()
        wide_now, high = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
        assert wide_now == wide and high < (12000 if wide < 1280 else 6000)
        if page.locator(".vk-work__by").count():
            page.locator(".vk-work__by summary").click()
            page.locator(".vk-work__bodies").wait_for()
        page.evaluate(axe())
        assert page.evaluate(JUDGE, WCAG) == []
        page.set_viewport_size({"width": 320, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") == 320
    finally:
        context.close()


# --- the desk -----------------------------------------------------------------------------------------


def test_the_desk_has_what_is_past_and_what_is_soon(browser: Browser, sample_site: Path, tasks: list[Row]) -> None:
    with reading(browser, sample_site.as_uri() + "/", "index.html") as visit:
        soon, past = visit.page.locator(".vk-desk section").all()
        told = [int(each.locator("h3 small").inner_text()) for each in (soon, past)]
        groups = Counter(group(row) for row in tasks)
        assert told == [groups["7-ngay"] + groups["30-ngay"], groups["qua-han"]]
        assert soon.locator("li").count() == min(told[0], 5)
        assert past.locator("li").count() == min(max(told[0], 3), 5)  # no column much longer than the other
        assert all(each.startswith("còn") for each in soon.locator(".vk-due-mark").all_inner_texts())
        assert not visit.page.locator(".vk-desk + *").is_visible()
        past.get_by_role("link", name="Xem cả").click()
        visit.page.locator("[data-vk-tasks][data-shown]").wait_for()
        assert visit.page.url.endswith(f"{WORK}?han=qua-han")


def test_the_desk_moves_nothing_when_it_comes(browser: Browser, sample_site: Path) -> None:
    with reading(browser, sample_site.as_uri() + "/", "index.html", viewport={"width": 1440, "height": 900}) as visit:
        moved = visit.page.evaluate("""() => new Promise(done => {
            new PerformanceObserver(list => done(list.getEntries().reduce((sum, each) => sum + each.value, 0)))
                .observe({ type: "layout-shift", buffered: true });
            setTimeout(() => done(0), 500);
        })""")
        assert moved <= 0.05


@pytest.mark.parametrize("path", ["index.html", WORK])
def test_where_tasks_do_not_load_the_plain_lists_stay(browser: Browser, sample_site: Path, path: str) -> None:
    context = browser.new_context()
    try:
        page = context.new_page()
        page.route(re.compile(r"/tasks/root\.js"), lambda route: route.abort())
        with served(sample_site) as base:
            with page.expect_event("requestfailed", lambda asked: "/tasks/root.js" in asked.url):
                page.goto(base + path)
            page.wait_for_timeout(500)  # `networkidle` is sometimes never told after a request that was refused
            assert page.locator("table.vk-tasks").first.is_visible()
    finally:
        context.close()


def test_without_javascript_dates_stand_alone(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/", java_script_enabled=False) as visit:
        visit.open("index.html")
        assert visit.page.locator("#k-den-han ~ table time.vk-due").count() == 8
        visit.open(WORK)
        assert visit.page.locator(".vk-due-mark").count() == 0
        days = visit.page.locator("#k-co-han + table time, #k-co-han ~ table time").evaluate_all(
            "all => all.map(each => each.dateTime)"
        )
        assert len(days) > 20 and visit.page.locator("#k-khong-han").is_visible()


# --- tables -------------------------------------------------------------------------------------------


def test_cards_are_sorted_by_a_choice(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/", viewport={"width": 320, "height": 700}) as visit:
        visit.open("co-quan/ubnd-tinh-lam-giang.html")
        visit.page.evaluate("for (const fold of document.querySelectorAll('article details')) fold.open = true")
        choice = visit.page.locator(".vk-choose[aria-label*='Số hiệu do cơ quan này']").locator("visible=true")
        choice.select_option("0")
        shown = visit.page.locator("article table.vk-decisions:visible tbody td:first-child").all_inner_texts()
        assert shown == sorted(shown, key=lambda name: sort_key(name)[0])
        assert visit.page.locator(".vk-sort").first.get_attribute("tabindex") == "-1"


def test_a_short_table_has_no_tools(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/") as visit:
        visit.open("index.html")
        assert visit.page.locator("article table .vk-sort").count() > 3
        assert visit.page.locator(".vk-table-tools").count() == 0
