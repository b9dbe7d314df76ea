"""A document's page in a browser: cards at citations, copying, permalinks from before an edit."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page

from generator.model import PartialDate
from generator.pages.frame.quotation import long_date
from tests.support.visit import visiting

CITATION = '.vk-p a[href*="so-hieu/"]'
LIMIT = 120_000
"""Bytes of HTML of a document of about 3,000 words; those of the sample are shorter."""


def cited(site: Path) -> str:
    """Return the page of a document that cites and is cited."""
    found = [page for page in sorted((site / "van-ban").glob("qd-*.html")) if "k-vien-dan" in page.read_text("utf-8")]
    return found[0].relative_to(site).as_posix()


def has_card(page: Page, link: str) -> bool:
    """Tell whether a link of the full text has a row to make its card of."""
    return page.locator(f'table.vk-relations a[href="{link}"]').count() > 0


def test_a_card_comes_with_the_mouse_and_the_keyboard_and_goes_with_escape(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/") as visit:
        visit.open(cited(sample_site))
        link = next(
            e for e in visit.page.locator(CITATION).all() if has_card(visit.page, e.get_attribute("href") or "")
        )
        card = visit.page.locator(".vk-card[role=tooltip]")
        link.hover()
        assert card.count() == 0, "a mouse that merely passes shows nothing"
        card.wait_for()
        assert "Trong kho" in card.inner_text()
        card.hover()
        visit.page.wait_for_timeout(400)
        assert card.count() == 1
        visit.page.keyboard.press("Escape")
        assert card.count() == 0
        visit.page.keyboard.press("Tab")
        link.focus()
        assert card.count() == 1
        assert link.get_attribute("aria-describedby") == card.get_attribute("id")


def test_a_citation_is_read_and_copied(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/", java_script_enabled=False) as visit:
        visit.open(cited(sample_site))
        assert "Dạng ngắn: Quyết định số" in visit.page.inner_text(".vk-quotation")
    with visiting(browser, sample_site.as_uri() + "/") as visit:
        visit.open(cited(sample_site))
        visit.page.get_by_role("button", name="Chép dạng ngắn").click()
        visit.page.get_by_text("Đã chép").wait_for()


def test_a_permalink_from_before_an_edit_finds_its_paragraph(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/") as visit:
        visit.open(cited(sample_site))
        lasting = visit.page.locator(".vk-p .vk-at").nth(9).get_attribute("href") or ""
        place, _, digest = lasting.removeprefix("#").rpartition("-")
        for before in (f"#cu-p77-{digest}", f"#{place}-000000"):
            visit.open(cited(sample_site) + before)
            assert visit.page.locator(".vk-found").get_attribute("id") == place


def test_pages_of_the_sample_are_light(sample_site: Path) -> None:
    heavy = [page.name for page in (sample_site / "van-ban").glob("*.html") if page.stat().st_size > LIMIT]
    assert not heavy


def test_a_date_is_cited_with_its_zeros() -> None:
    assert long_date(PartialDate(2020, 3, 5)) == "ngày 05 tháng 3 năm 2020"
    assert long_date(PartialDate(2021, 1)) == "tháng 01 năm 2021"
