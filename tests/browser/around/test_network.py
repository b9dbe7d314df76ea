"""The whole network and the drawing around a page: with mouse, keys and fingers, and as tables without a script."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.around.test_cards import largest
from tests.browser.test_portal import JUDGE, WCAG, axe
from tests.support.browser import served
from tests.support.looks import again
from tests.support.visit import NARROW, Visit, visiting

PAGE = "mang-luoi.html"
FIELD = ".vk-network__field canvas"
CHOSEN = ".vk-network__chosen"
LIMIT = 300_000
"""Bytes that a drawing may fetch."""


BOTH_WAYS = pytest.mark.parametrize("portal", ["folder", "http"], indirect=True)


@pytest.fixture(params=["folder", pytest.param("http", marks=again)])
def portal(request: pytest.FixtureRequest, browser: Browser, sample_site: Path) -> Iterator[Visit]:
    """A tab on the sample, opened from its folder and over http below a path."""
    size = {"width": 1280, "height": 900}
    if request.param == "folder":
        with visiting(browser, sample_site.as_uri() + "/", viewport=size) as visit:
            yield visit
        return
    with served(sample_site, "/kho/") as base, visiting(browser, base, viewport=size) as visit:
        yield visit


def drawn(page: Page) -> list[int]:
    """Return what stands on the field: a sum of its pixels and of where they are."""
    page.wait_for_timeout(60)
    found: list[int] = page.evaluate(
        """selector => {
            const field = document.querySelector(selector), copy = new OffscreenCanvas(field.width, field.height);
            const context = copy.getContext("2d", { willReadFrequently: true });
            context.drawImage(field, 0, 0);
            const data = context.getImageData(0, 0, field.width, field.height).data;
            let sum = 0, place = 0;
            for (let at = 3; at < data.length; at += 4) {
                sum += data[at];
                place = (place + data[at] * (at % 9973)) % 1e9;
            }
            return [sum, place];
        }""",
        FIELD,
    )
    return found


def root(site: Path) -> dict[str, list[list[int | str]]]:
    """Return what the drawing is made of."""
    text = (site / "assets/shards/network/root.js").read_text("utf-8")
    told: dict[str, list[list[int | str]]] = json.loads(text.partition(",")[2].rstrip().removesuffix(")"))
    return told


@BOTH_WAYS
def test_keys_move_zoom_choose_and_open(portal: Visit, sample_site: Path) -> None:
    portal.open(PAGE)
    page = portal.page
    page.locator("[data-shown]").wait_for()
    first = root(sample_site)["nodes"][0]
    page.focus(FIELD)
    seen = [drawn(page)]
    for key in ("ArrowLeft", "+", "-", "ArrowUp"):
        page.keyboard.press(key)
        seen.append(drawn(page))
    assert all(one != other for one, other in pairwise(seen))
    page.keyboard.press("0")
    assert drawn(page) == seen[0]
    page.keyboard.press("n")
    link = page.locator(f"{CHOSEN} a")
    expect(link).to_have_text(str(first[1]))
    expect(page.locator(CHOSEN)).to_contain_text(f"liên hệ với {first[5]} trang")
    page.keyboard.press("Escape")
    expect(page.locator(CHOSEN)).to_be_hidden()
    page.keyboard.press("n")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(re.escape(str(first[0])) + "$"))


def test_mouse_and_filters(portal: Visit, sample_site: Path) -> None:
    portal.open(PAGE)
    page = portal.page
    page.locator("[data-shown]").wait_for()
    before = drawn(page)
    page.locator(FIELD).scroll_into_view_if_needed()
    page.locator(FIELD).hover(position={"x": 5, "y": 5})
    page.mouse.wheel(0, -200)
    assert drawn(page) == before, "a wheel that passes scrolls the page"
    page.locator(FIELD).click(position={"x": 5, "y": 5})
    page.locator(FIELD).hover(position={"x": 200, "y": 200})
    page.mouse.wheel(0, -200)
    assert (zoomed := drawn(page)) != before
    page.mouse.down()
    page.mouse.move(500, 500, steps=3)
    page.mouse.up()
    assert drawn(page) != zoomed
    page.get_by_role("button", name="Tất cả").click()
    assert drawn(page) == before
    page.get_by_role("checkbox", name="Văn bản").uncheck()
    assert drawn(page)[0] < before[0]
    box = page.get_by_role("searchbox", name="Tìm trang trên lược đồ")
    box.fill("ban dan toc")
    hit = page.locator(".vk-network__found button").first
    name = hit.inner_text()
    hit.click()
    assert page.locator(f"{CHOSEN} a").inner_text() == name
    page.locator(f"{CHOSEN} li button").first.click()
    assert page.locator(f"{CHOSEN} a").inner_text() != name


def test_two_fingers_zoom(browser: Browser, sample_site: Path) -> None:
    options = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
    with visiting(browser, sample_site.as_uri() + "/", **options) as visit:
        visit.open(PAGE)
        visit.page.locator("[data-shown]").wait_for()
        visit.page.locator(FIELD).scroll_into_view_if_needed()
        frame = visit.page.locator(FIELD).bounding_box()
        assert frame
        x, y = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2
        before = drawn(visit.page)
        touch = visit.page.context.new_cdp_session(visit.page)
        for kind, apart in (("touchStart", 20), ("touchMove", 60), ("touchMove", 100), ("touchEnd", None)):
            points = [] if apart is None else [{"x": x + sign * apart, "y": y, "id": sign} for sign in (0, 1)]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        assert drawn(visit.page) != before
        assert not visit.page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_axe_finds_nothing_in_drawings(browser: Browser, sample_site: Path) -> None:
    """In the dark scheme; tests of all pages look at both."""
    options = {"viewport": {"width": NARROW, "height": 700}, "color_scheme": "dark"}
    with served(sample_site) as base, visiting(browser, base, **options) as visit:
        visit.open(PAGE)
        visit.page.locator("[data-shown]").wait_for()
        visit.page.focus(FIELD)
        visit.page.keyboard.press("n")
        visit.page.evaluate(axe())
        found = visit.page.evaluate(JUDGE, WCAG)
        visit.open(largest(sample_site, "van-ban", "so-hieu/"))
        visit.page.get_by_role("button", name="Mở rộng thêm một bước").click()
        visit.page.locator(".vk-near svg").wait_for()
        visit.page.locator(".vk-near summary").click()
        visit.page.evaluate(axe())
        found += visit.page.evaluate(JUDGE, WCAG)
        assert not found, json.dumps(found, ensure_ascii=False, indent=1)
        assert not visit.page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_without_a_script_a_table_has_the_most_tied(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/", java_script_enabled=False) as visit:
        visit.open(PAGE)
        assert visit.page.locator("[data-vk-network]").is_hidden()
        rows = visit.page.locator("table.vk-most-tied tbody tr")
        nodes = root(sample_site)["nodes"]
        assert rows.first.locator("td").nth(0).inner_text() == nodes[0][1]
        assert rows.first.locator("td").nth(2).inner_text() == str(nodes[0][5])
        visit.open(largest(sample_site, "van-ban", "so-hieu/"))
        assert visit.page.locator(".vk-graph svg").first.is_visible()
        assert visit.page.locator(".vk-near").count() == 0


@pytest.mark.parametrize("folder", ["van-ban", "co-quan"])
def test_what_is_around_a_page_grows_by_a_step_and_back(portal: Visit, sample_site: Path, folder: str) -> None:
    portal.open(largest(sample_site, folder, "<a href="))
    page = portal.page
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(int(answer.headers.get("content-length", "0"))))
    page.locator(".vk-near button").focus()
    page.keyboard.press("Enter")
    page.locator(".vk-near svg").wait_for()
    counts = {}
    for words in ("Thu lại một bước", "Mở rộng thêm một bước") * 2:
        button = page.locator(".vk-near button")
        if button.inner_text() == words:
            page.locator(".vk-near svg").wait_for()
            counts[words] = page.locator(".vk-near svg a").count()
            assert button.evaluate("button => button === document.activeElement")
            page.keyboard.press("Enter")
            expect(button).not_to_have_text(words)
    assert counts["Thu lại một bước"] > counts["Mở rộng thêm một bước"] > 0
    assert sum(sizes) < LIMIT
    links = page.locator(".vk-near svg a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    listed = page.locator(".vk-near table a").evaluate_all("links => links.map(link => link.href)")
    assert set(links) == set(listed)
