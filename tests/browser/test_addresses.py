"""Addresses that somebody garbled do no harm: no script fails on them, and the page is read as ever."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.test_document import cited
from tests.support.browser import served
from tests.support.visit import Visit, visiting

GARBLED = (
    "%",
    "%E0%A4%A",
    "\\",
    "a]b",
    "%zz",
    "a%",
    "a\\",
    '"',
    "%22]",
    "%5C",
    "']",
    ":target",
    "*",
    "#",
    "%00",
    "%FF",
)
QUERIES = ("%", "q=%zz&loai=%E0%A4%A", "q=\\%00&loai=%22%5C")


@pytest.fixture(scope="module", params=["http", "file"])
def visit(request: pytest.FixtureRequest, browser: Browser, sample_site: Path) -> Iterator[Visit]:
    """A tab on the site, each way that a reader may come to it."""
    if request.param == "file":
        with visiting(browser, sample_site.as_uri() + "/") as opened:
            yield opened
    else:
        with served(sample_site, "/kho/") as address, visiting(browser, address) as opened:
            yield opened


def settled(visit: Visit) -> list[str]:
    """Return what went wrong so far, when all scripts have run that an address may start."""
    visit.page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    return visit.errors


def test_a_garbled_place_is_opened(visit: Visit, sample_site: Path) -> None:
    path = cited(sample_site)
    for turn, place in enumerate(GARBLED[:2]):
        visit.open(f"{path}?{turn}#{place}")
        assert not settled(visit), place
        assert visit.page.locator("html.js h1").is_visible(), "the theme's script has run"


def test_a_garbled_place_is_come_to_on_the_page(visit: Visit, sample_site: Path) -> None:
    visit.open(cited(sample_site))
    for place in GARBLED:
        visit.page.evaluate("place => { location.hash = place }", place)
        assert not settled(visit), place
    visit.page.evaluate("location.hash = '#k-dau'")
    assert visit.page.evaluate("location.hash") == "#k-dau", "what leads somewhere stays in the address"


def test_a_garbled_question_is_asked(visit: Visit) -> None:
    for query in QUERIES:
        visit.open(f"tim-kiem.html?{query}#{query}")
        assert not settled(visit), query
        assert visit.page.locator("main input[type=search]").is_visible()


def test_what_a_garbled_address_asks_for_is_found_all_the_same(visit: Visit) -> None:
    visit.open("tim-kiem.html?q=lam+giang#%")
    visit.page.locator("main a[data-result]").first.wait_for()
    assert visit.page.evaluate("location.search") == "?q=lam+giang"
