"""Cards at links: for the mouse, the keyboard and a finger; gone with Escape; the passage where a link has a place."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from posixpath import join, normpath

import pytest
from playwright.sync_api import Browser, Locator, Response, expect

from tests.browser.test_portal import JUDGE, WCAG, axe
from tests.support.browser import served
from tests.support.looks import again
from tests.support.visit import FOLDERS, NARROW, Visit, visiting

CARD = ".vk-card"
LIMIT = 100_000
"""Bytes that a card may fetch: a file of cards, the one that counts them, the paragraphs of a paper."""


BOTH_WAYS = pytest.mark.parametrize("portal", ["folder", "http"], indirect=True)


@pytest.fixture(params=["folder", pytest.param("http", marks=again)])
def portal(request: pytest.FixtureRequest, browser: Browser, sample_site: Path) -> Iterator[Visit]:
    """A tab on the sample, opened from its folder and over http below a path."""
    if request.param == "folder":
        with visiting(browser, sample_site.as_uri() + "/") as visit:
            yield visit
        return
    with served(sample_site, "/kho/") as base, visiting(browser, base) as visit:
        yield visit


def largest(site: Path, folder: str, mark: str) -> str:
    """Return the page of a folder that has most of something."""
    whole = (page for page in (site / folder).glob("*.html") if not page.name.startswith(("index", "theo-")))
    pages = [page for page in whole if mark in page.read_text("utf-8")]
    most = max(pages, key=lambda page: (page.read_text("utf-8").count(mark), page.name))
    return most.relative_to(site).as_posix()


def shown(visit: Visit, link: Locator) -> str:
    """Let the mouse rest on a link, and return what its card says."""
    link.hover()
    visit.page.locator(CARD).wait_for()
    return visit.page.locator(CARD).inner_text()


@BOTH_WAYS
def test_a_card_says_what_is_there_and_the_passage(portal: Visit, sample_site: Path) -> None:
    page = largest(sample_site, "co-quan", 'class="vk-goto"')
    portal.open(page)
    link = portal.page.locator('a.vk-goto[href*="van-ban/"]').first
    target, _, anchor = (link.get_attribute("href") or "").partition("#")
    there = (sample_site / normpath(join("co-quan", target))).read_text("utf-8")
    said = shown(portal, link).split("\n")
    assert re.sub(r"\s+", " ", said[1]) in re.sub(r"<[^>]+>|\s+", " ", there)
    portal.open(normpath(join("co-quan", target)) + f"#{anchor}")
    words = portal.page.evaluate(
        "place => document.getElementById(place).closest('.vk-p, tr').textContent.replace(/\\s+/g, ' ')", anchor
    )
    assert said[-1].removesuffix(" …")[:60] in words


WITHOUT = """async () => {
    const links = [...document.querySelectorAll("article a[href]:not([download])")];
    const pages = links.map(each => new URL(each.getAttribute("href"), document.baseURI))
        .filter(url => url.href.startsWith(vankho.portal.href) && url.pathname.endsWith(".html"))
        .map(url => decodeURIComponent(url.href.split(/[?#]/)[0].slice(vankho.portal.href.length)));
    const found = [];
    for (const path of new Set(pages))
        if (!(await vankho.cardLines({ path, place: "", here: false })).length) found.push(path);
    return found;
}"""
"""The pages of the portal that an article leads to, as far as no card is known of them."""


def test_every_internal_link_of_an_article_has_a_card(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/") as visit:
        without = []
        for folder in FOLDERS[:5]:
            visit.open(largest(sample_site, folder, "<a href="))
            without += visit.page.evaluate(WITHOUT)
        assert not without


def test_a_passing_mouse_sees_nothing_and_the_card_can_be_entered(portal: Visit, sample_site: Path) -> None:
    portal.open(largest(sample_site, "van-ban", "so-hieu/"))
    link, card = portal.page.locator('.vk-p a[href*="so-hieu/"]').first, portal.page.locator(f"{CARD}[role=tooltip]")
    link.hover()
    assert card.count() == 0
    card.wait_for()
    assert "trong kho" in card.inner_text()
    card.hover()
    portal.page.wait_for_timeout(500)
    assert card.count() == 1
    portal.page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    shown(portal, link)
    portal.page.mouse.move(1, 1)
    expect(card).to_have_count(0)


def test_the_keyboard_has_the_card_too(portal: Visit, sample_site: Path) -> None:
    portal.open(largest(sample_site, "van-ban", "so-hieu/"))
    link, card = portal.page.locator('.vk-p a[href*="so-hieu/"]').first, portal.page.locator(f"{CARD}[role=tooltip]")
    portal.page.keyboard.press("Tab")
    link.focus()
    card.wait_for()
    assert link.get_attribute("aria-describedby") == card.get_attribute("id")
    portal.page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(link).to_be_focused()
    portal.page.keyboard.press("Tab")
    portal.page.keyboard.press("Shift+Tab")
    card.wait_for()
    link.evaluate("link => link.blur()")
    expect(card).to_have_count(0)


def test_a_finger_that_stays_opens_the_card_and_not_the_link(browser: Browser, sample_site: Path) -> None:
    options = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
    with visiting(browser, sample_site.as_uri() + "/", **options) as visit:
        visit.open(largest(sample_site, "van-ban", "so-hieu/"))
        link = visit.page.locator('.vk-p a[href*="so-hieu/"]').first
        link.scroll_into_view_if_needed()
        box = link.evaluate("link => { const at = link.getClientRects()[0]; return { x: at.x + 4, y: at.y + 4 }; }")
        touch = visit.page.context.new_cdp_session(visit.page)
        touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [box]})
        visit.page.locator(CARD).wait_for()
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        before = visit.page.url
        card = visit.page.locator(f"{CARD}[role=dialog]")
        assert card.get_by_role("link").all_inner_texts() == ["Mở", "Mở ở thẻ mới"]
        frame = card.bounding_box()
        assert frame
        assert frame["x"] >= 0
        assert frame["x"] + frame["width"] <= 360
        visit.page.touchscreen.tap(2, 400)
        expect(card).to_have_count(0)
        assert visit.page.url == before
        link.tap()
        visit.page.wait_for_url(lambda url: url != before)


def test_axe_finds_nothing_where_a_card_is_shown(browser: Browser, sample_site: Path) -> None:
    options = {"viewport": {"width": NARROW, "height": 700}, "color_scheme": "dark"}
    with served(sample_site) as base, visiting(browser, base, **options) as visit:
        visit.open(largest(sample_site, "co-quan", 'class="vk-goto"'))
        shown(visit, visit.page.locator('a.vk-goto[href*="van-ban/"]').first)
        visit.page.evaluate(axe())
        assert not (found := visit.page.evaluate(JUDGE, WCAG)), json.dumps(found, ensure_ascii=False, indent=1)
        assert not visit.page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_a_first_card_fetches_little(browser: Browser, sample_site: Path) -> None:
    with served(sample_site) as base, visiting(browser, base) as visit:
        visit.open(largest(sample_site, "co-quan", 'class="vk-goto"'))
        sizes: list[int] = []

        def arrived(answer: Response) -> None:
            if "/shards/" in answer.url:
                sizes.append(int(answer.headers["content-length"]))

        visit.page.on("response", arrived)
        shown(visit, visit.page.locator('a.vk-goto[href*="van-ban/"]').first)
        assert 0 < sum(sizes) < LIMIT
        assert len(sizes) <= 3
