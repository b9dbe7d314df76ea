"""A document's page in a browser: copying, permalinks from before an edit."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from generator.model import PartialDate
from generator.pages.frame.quotation import long_date
from tests.support.visit import visiting

LIMIT = 120_000
"""Bytes of HTML of a document of about 3,000 words; those of the sample are shorter."""


def cited(site: Path) -> str:
    """Return the page of a document that cites and is cited."""
    found = [page for page in sorted((site / "van-ban").glob("qd-*.html")) if "k-vien-dan" in page.read_text("utf-8")]
    return found[0].relative_to(site).as_posix()


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
