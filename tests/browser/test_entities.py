"""Pages of entities in the browser: none is long without a fold, a fold holds all rows, what is cut is whole.

`ENTITY_DOCUMENTS=200` makes a campaign of it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import built_of_papers
from tests.support import looks
from tests.support.visit import visiting

DOCUMENTS = int(os.environ.get("ENTITY_DOCUMENTS", "100"))
HIGHEST = {1440: 6_000, 360: 12_000}
"""Pixels of a page, by the width of the screen."""
FOLDERS = ("co-quan", "chinh-sach", "nguoi", "so-hieu")
LARGEST = 3 if looks.WHOLE else 2
"""Pages of each folder that are measured, the largest files: two, by `make looks` three."""
AGENCY = "co-quan/ban-dan-toc-tinh-lam-giang.html"
PROGRAMME = (
    "chinh-sach/chuong-trinh-muc-tieu-quoc-gia-phat-trien-kinh-te-xa-hoi-vung-dong-bao-dan-toc-thieu-so-va-mien-nui"
)


@pytest.fixture(scope="module")
def generated(run_folder: Path) -> Path:
    """The site of generated papers."""
    return built_of_papers(DOCUMENTS, run_folder)


def largest(site: Path) -> list[str]:
    """Return the addresses of the largest pages of entities, without lists."""
    found: list[str] = []
    for folder in FOLDERS:
        pages = [each for each in (site / folder).glob("*.html") if not each.name.startswith(("index", "theo-"))]
        pages.sort(key=lambda each: (-each.stat().st_size, each.name))
        found += [each.relative_to(site).as_posix() for each in pages[:LARGEST]]
    return found


@pytest.mark.parametrize("name", ["sample_site", "seeds_site", "generated"])
@pytest.mark.parametrize("width", HIGHEST)
def test_no_page_of_an_entity_is_long(browser: Browser, request: pytest.FixtureRequest, name: str, width: int) -> None:
    site: Path = request.getfixturevalue(name)
    with visiting(browser, site.as_uri() + "/", viewport={"width": width, "height": 900}) as visit:
        heights = {}
        for path in largest(site):
            visit.open(path)
            heights[path] = visit.page.evaluate("document.documentElement.scrollHeight")
        assert not {path: height for path, height in heights.items() if height > HIGHEST[width]}
        assert not visit.errors and not visit.foreign


@pytest.mark.parametrize("script", [True, False])
def test_a_fold_holds_all_rows_in_place_of_the_first(browser: Browser, sample_site: Path, script: bool) -> None:
    with visiting(browser, sample_site.as_uri() + "/", java_script_enabled=script) as visit:
        visit.open(AGENCY)
        fold = visit.page.locator("details.vk-fold:has(.vk-decisions)")
        short = visit.page.locator("table.vk-decisions").first
        expect(short).to_be_visible()
        expect(fold.locator("tbody tr").first).to_be_hidden()
        first = short.locator("tbody td:first-child").all_inner_texts()
        fold.locator("summary").focus()
        visit.page.keyboard.press("Enter")
        rows = fold.locator("tbody td:first-child").all_inner_texts()
        assert rows[: len(first)] == first and f" {len(rows)} số hiệu" in fold.locator("summary").inner_text()
        expect(short).to_be_hidden()


def test_a_quotation_is_the_link_to_its_paragraph(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/") as visit:
        visit.open(AGENCY)
        quote = visit.page.locator(".vk-passages .vk-quote").first
        words = quote.locator("mark").inner_text()
        quote.click()
        expect(visit.page.locator(":target")).to_contain_text(words)


def test_a_title_that_the_row_cuts_is_whole_in_its_title(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/", viewport={"width": 360, "height": 800}) as visit:
        visit.open(AGENCY)
        cut = visit.page.locator(".vk-documents a.vk-cut")
        assert cut.count()
        for each in cut.all():
            assert each.text_content() == each.get_attribute("title")
        assert "…" not in "".join(cut.all_inner_texts())


def test_the_answer_stands_on_the_first_screen_and_leads_to_what_states_it(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/", viewport={"width": 360, "height": 800}) as visit:
        for path in (AGENCY, f"{PROGRAMME}.html", "nguoi/nong-thi-hanh.html", "so-hieu/1719-qd-ttg-2021.html"):
            visit.open(path)
            answer = visit.page.locator(".vk-answer")
            box = answer.bounding_box()
            assert box is not None and box["y"] < 800, path
            assert answer.locator("a").count() >= 2, path
