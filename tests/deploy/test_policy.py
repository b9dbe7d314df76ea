"""The portal in a browser behind nginx: all of it works under a policy that allows no script and style but files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.test_document import cited
from tests.deploy.nginx import Behind, behind
from tests.support.figures import tell
from tests.support.visit import Visit, kinds, visiting

POLICY, ICON = "policy: ", "<link rel=icon href=assets/favicon.svg>"
REPORTS = f"""document.addEventListener("securitypolicyviolation", event =>
    console.error("{POLICY}" + event.violatedDirective + " " + event.blockedURI + " " + event.sourceFile));"""


@pytest.fixture(scope="module")
def portal(sample_site: Path) -> Iterator[Behind]:
    """The sample's site behind nginx, below a path."""
    with behind(sample_site, "/noi-bo/kho/") as opened:
        yield opened


@contextmanager
def watched(browser: Browser, portal: Behind, **options: Any) -> Iterator[Visit]:
    """Open a tab that fails on any report of the policy, besides what a visit fails on."""
    with visiting(browser, portal.address, **options) as visit:
        visit.page.add_init_script(REPORTS)
        yield visit


REFUSED = (
    "<script>1</script>",
    "<p style='color: red'>x",
    "<style>p { color: red }</style>",
    "<p onclick='1'>x",
    "<script src='eval.js'></script>",
    "<script src='data:text/javascript,1'></script>",
    "<base href='/noi-bo/'>",
)


def test_a_report_is_seen(browser: Browser, portal: Behind) -> None:
    (portal.folder / "eval.js").write_text("eval('1')", "utf-8")
    with watched(browser, portal) as visit:
        for body in REFUSED:
            (portal.folder / "wrong.html").write_text(f"<!doctype html>{ICON}<body>{body}", "utf-8")
            visit.errors.clear()
            visit.open("wrong.html")
            visit.page.evaluate("document.querySelector('[onclick]')?.click()")  # a handler may be judged when called
            # The browser tells of what it refused after the page says that it is there.
            if not any(POLICY in each for each in visit.errors):
                visit.page.wait_for_event("console", lambda told: POLICY in told.text, timeout=5_000)
        visit.open("index.html")
        visit.errors.clear()
    (portal.folder / "wrong.html").unlink()
    (portal.folder / "eval.js").unlink()


def test_every_kind_of_page_and_search_under_the_policy(browser: Browser, portal: Behind, sample_site: Path) -> None:
    pages = [*(path for path in kinds(sample_site) if path != "404.html"), "van-ban/a/khong-co.html"]
    with watched(browser, portal) as visit:
        for path in pages:
            visit.open(path)
            assert visit.page.locator("h1").count() == 1, path
        assert visit.errors.pop().endswith("404 (Not Found)")
        found = visit.results(["lam giang", "414", "qd ttg 414"])
        assert all(found.values())
        reports = sum(POLICY in each for each in visit.errors)
        tell("server", pages=len(pages), csp_reports=reports, foreign=len(visit.foreign))


def test_what_pages_offer_works_under_the_policy(browser: Browser, portal: Behind, sample_site: Path) -> None:
    with watched(browser, portal, viewport={"width": 1280, "height": 900}) as visit:
        visit.open("so-hieu/theo-chua-co.html")
        visit.page.locator("article table.vk-register thead th button").nth(1).click()
        visit.page.locator(".vk-list-tools th[aria-sort=ascending]").wait_for()
        visit.page.locator(".vk-list-tools input[type=search]").first.fill("quyet dinh")
        with visit.page.expect_download():
            visit.page.get_by_role("button", name="Tải CSV").click()
        visit.open(cited(sample_site))
        visit.page.locator('.vk-p a[href*="so-hieu/"]').first.hover()
        visit.page.locator(".vk-card[role=tooltip]").wait_for()
        visit.page.get_by_role("button", name="Chép dạng ngắn").click()
        visit.page.get_by_text("Đã chép").wait_for()
        visit.page.get_by_role("button", name="Mở rộng thêm một bước").click()
        visit.page.locator(".vk-near svg").wait_for()
        visit.open("mang-luoi.html")
        visit.page.locator("[data-shown]").wait_for()
        visit.open("tim-kiem.html?q=lam+giang")
        visit.page.locator("main a[data-result]").first.wait_for()
        visit.page.locator("main [data-choice]").first.click()
        with visit.page.expect_download():
            visit.page.get_by_role("button", name="CSV").click()


def test_a_phone_opens_menu_and_search_under_the_policy(browser: Browser, portal: Behind) -> None:
    with watched(browser, portal, viewport={"width": 360, "height": 740}) as visit:
        visit.open("index.html")
        visit.page.locator("header label[for=__drawer]").click()
        expect(visit.page.locator("nav.md-nav--primary a[href='nhiem-vu/index.html']").first).to_be_in_viewport()
        visit.page.keyboard.press("Escape")
        visit.open("index.html")
        visit.page.locator("[data-vk-open]").click()
        visit.page.keyboard.type("lam giang")
        visit.page.locator("header a[data-result]").first.wait_for()


def test_light_and_dark_are_chosen_and_kept_under_the_policy(browser: Browser, portal: Behind) -> None:
    with watched(browser, portal, color_scheme="dark") as visit:
        body = visit.page.locator("body")
        visit.page.route("**/bundle.*.js", lambda route: route.abort())
        visit.open("chat-luong.html")
        expect(body).to_have_attribute("data-md-color-scheme", "slate")
        visit.page.unroute("**/bundle.*.js")
        visit.open("nguoi/index.html")
        visit.page.locator("header label[for=__palette_0]").click()
        expect(body).to_have_attribute("data-md-color-scheme", "default")
        # What is chosen holds before the theme's own script is there: no page flashes in the other colours.
        visit.page.route("**/bundle.*.js", lambda route: route.abort())
        for path in ("van-ban/index.html", "a/khong-co.html"):
            visit.open(path)
            expect(body).to_have_attribute("data-md-color-scheme", "default")
        visit.errors.clear()
