"""A first-time reader's ways: from the home page, by at most three clicks or one search, to what people come for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.visit import Visit, visiting


@pytest.fixture
def home(browser: Browser, sample_site: Path) -> Iterator[Visit]:
    """A tab on the home page, opened from a folder."""
    with visiting(browser, sample_site.as_uri() + "/", viewport={"width": 1280, "height": 900}) as visit:
        visit.open("index.html")
        yield visit


def menu(home: Visit, name: str) -> None:
    """Click an entry of the menu at the side."""
    home.page.locator("nav.md-nav--primary").get_by_role("link", name=name, exact=True).click()


def search(home: Visit, query: str) -> None:
    """Type into the box of the header and open the first result."""
    home.page.fill("header input[type=search]", query)
    first = home.page.locator("header a[data-result]").first
    first.wait_for()
    first.click()


def test_who_signed_a_document(home: Visit) -> None:
    search(home, "684/QĐ-UBND")
    row = home.page.locator("article tr", has=home.page.locator("th", has_text="Người ký")).first
    expect(row.locator("a[href*='nguoi/']").first).to_be_visible()


def test_what_a_document_rests_on(home: Visit) -> None:
    home.page.locator("article table.vk-documents a[href^='van-ban/']").first.click()
    expect(home.page.locator("article h1")).to_be_visible()
    row = home.page.locator("table.vk-relations tbody tr", has_text=re.compile("Căn cứ|Thực hiện, theo")).first
    expect(row.locator("a[href*='so-hieu/']").first).to_be_visible()


def test_who_cites_a_work(home: Visit) -> None:
    search(home, "1120/QĐ-UBND")
    expect(home.page.locator("article .vk-badges").first).to_contain_text("1120/QĐ-UBND")
    expect(home.page.locator("article table.vk-citing a[href*='.html#']").first).to_be_visible()


def test_what_a_unit_was_told_to_do_and_by_when(home: Visit) -> None:
    search(home, "Ban Dân tộc tỉnh Lam Giang")
    row = home.page.locator("article table.vk-tasks tbody tr").first
    expect(row).to_be_visible()
    expect(row.locator("a[href*='van-ban/'][href*='#']").first).to_be_visible()
    expect(row).to_contain_text(re.compile(r"\d{2}/\d{4}"))


def test_which_cited_documents_are_not_held(home: Visit) -> None:
    menu(home, "Số hiệu")
    expect(home.page.locator("[id^=k-chua-co]").first).to_be_visible()
