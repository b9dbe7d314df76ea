"""Deadlines are marked on the reader's day, and sorted by a choice where rows are cards."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from generator.text.collate import sort_key
from tests.support.visit import visiting


def test_the_first_page_keeps_the_deadlines_that_come_next(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/") as visit:
        visit.page.clock.set_fixed_time("2025-12-01T08:00:00")
        visit.open("index.html")
        days = visit.page.locator("table.vk-next time").evaluate_all("all => all.map(each => each.dateTime)")
        coming = [day for day in days if day >= "2025-12"]
        assert 0 < len(days) <= 8 and days[: len(coming)] == sorted(coming, key=lambda day: f"{day}-31"[:10])


def test_without_javascript_no_deadline_is_marked(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/", java_script_enabled=False) as visit:
        visit.open("nhiem-vu/index.html")
        assert visit.page.locator(".vk-due-mark").count() == 0
        assert visit.page.locator("time.vk-due").count() > 20


def test_cards_are_sorted_by_a_choice(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/", viewport={"width": 320, "height": 700}) as visit:
        visit.open("so-hieu/index.html")
        visit.page.locator(".vk-choose").first.select_option("0")
        shown = visit.page.locator("article table[class^=vk-]").first.locator("tbody td:first-child").all_inner_texts()
        assert shown == sorted(shown, key=lambda name: sort_key(name)[0])
        assert visit.page.locator(".vk-sort").first.get_attribute("tabindex") == "-1"
