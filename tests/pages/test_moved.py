"""A held paper has one page: its number's address leads there, with and without scripts, over http and `file:`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from playwright.sync_api import Browser

from tests.support.browser import served
from tests.support.visit import Visit, visiting

NUMBER = "so-hieu/684-qd-ubnd-lam-giang-2023.html"
PAPER = "van-ban/qd-ubnd-lam-giang-2023-04-28.html"
LED = re.compile(r'data-target="([^"]+)"')
LINK = re.compile(r'<a\s[^<>]*?href="([^"#:?]+\.html)')


@pytest.fixture(params=["http", "file"])
def base(request: pytest.FixtureRequest, sample_site: Path) -> Iterator[str]:
    """The address of the sample, over http below a path, and as a folder."""
    if request.param == "file":
        yield sample_site.as_uri() + "/"
        return
    with served(sample_site, "/kho/") as address:
        yield address


def moved(site: Path) -> dict[str, str]:
    """Return the addresses that only lead on, and where they lead."""
    pages = {f"so-hieu/{each.name}": LED.search(each.read_text("utf-8")) for each in (site / "so-hieu").glob("*.html")}
    return {name: normpath(join("so-hieu", match[1])) for name, match in pages.items() if match}


@pytest.mark.parametrize("place", ["", "#k-vien-dan", "#k-thong-tin"])
def test_a_number_leads_to_its_paper_and_to_the_place_in_it(base: str, browser: Browser, place: str) -> None:
    with visiting(browser, base) as visit:
        visit.open(NUMBER + place)
        visit.page.wait_for_url(f"{base}{PAPER}{place}")
        assert visit.page.locator("h1").inner_text()
        if place:
            assert visit.page.locator(place).count() == 1
        visit.page.go_back()
        assert NUMBER not in visit.page.url


def test_without_scripts_it_leads_there_too(base: str, browser: Browser) -> None:
    with visiting(browser, base, java_script_enabled=False) as visit:
        visit.open(NUMBER)
        visit.page.wait_for_url(f"{base}{PAPER}")


def test_no_page_leads_to_an_address_that_only_leads_on(sample_site: Path) -> None:
    led = moved(sample_site)
    assert len(led) > 20 and led[NUMBER] == PAPER
    wrong = [
        (name, href)
        for page in sample_site.rglob("*.html")
        if (name := page.relative_to(sample_site).as_posix()) not in led
        for href in LINK.findall(page.read_text("utf-8"))
        if normpath(join(dirname(name), href)) in led
    ]
    assert not wrong


def test_who_cites_a_paper_and_what_became_of_it_stands_on_its_page(base: str, browser: Browser) -> None:
    with visiting(browser, base) as visit:
        visit.open(PAPER)
        assert visit.page.locator("table.vk-citing tbody tr").count() > 0
        assert visit.page.locator("#k-vien-dan").count() == visit.page.locator("#k-trich-dan").count() == 1


def test_a_number_that_is_only_cited_can_be_cited(base: str, browser: Browser) -> None:
    with visiting(browser, base) as visit:
        visit.open("so-hieu/1719-qd-ttg-2021.html")
        assert "14/10/2021" in visit.page.locator(".vk-answer").inner_text()
        assert "Quyết định số 1719/QĐ-TTg ngày 14 tháng 10 năm 2021 của Thủ tướng Chính phủ" in said(visit)
        visit.page.get_by_role("button", name="Chép dạng đầy đủ").click()
        visit.page.get_by_text("Đã chép").wait_for()


def said(visit: Visit) -> str:
    """Return the full form of the citation that a page offers."""
    return visit.page.locator('[data-vk-copy="Dạng đầy đủ"]').inner_text()
