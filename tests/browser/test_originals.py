"""Thấy tận mắt in a browser: what a reader chooses is marked on its page, which opens without a script too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from generator import rebuild
from generator.curation.portal import open_content
from tests.browser.test_portal import DARK, JUDGE, WCAG, axe
from tests.support import scanned
from tests.support.browser import served
from tests.support.typeset import typeset
from tests.support.visit import visiting

WIDE, NARROW = ViewportSize(width=1440, height=900), ViewportSize(width=360, height=740)
BOX = """() => { const box = document.querySelector('.vk-box').getBoundingClientRect();
    const page = document.querySelector('.vk-box').parentElement.querySelector('img').getBoundingClientRect();
    const pane = document.querySelector('.vk-seen__pages').getBoundingClientRect();
    return { top: (box.top - page.top) / page.height, seen: box.top >= pane.top && box.bottom <= pane.bottom,
             width: box.width / page.width } }"""


@pytest.fixture(scope="module")
def paper(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The page of a printed paper, in a site that shows originals."""
    folder = tmp_path_factory.mktemp("originals")
    documents = folder / "content" / "documents"
    documents.mkdir(parents=True)
    page = browser.new_page()
    typeset(page, scanned.STYLE + scanned.DECISION.html() + scanned.NOTICE.html())
    (documents / "qd.pdf").write_bytes(page.pdf(prefer_css_page_size=True))
    page.close()
    (folder / "content" / "portal.yml").write_text("originals: true\n", "utf-8")
    rebuild.rebuild(open_content(folder / "content"), folder / "site", folder / "build", lambda *_: None)
    (found,) = (folder / "site" / "van-ban").glob("qd-*.html")
    yield found


def test_a_paragraph_that_is_chosen_is_marked_on_its_page(browser: Browser, paper: Path) -> None:
    """Over http, where no style may stand in a page."""
    with served(paper.parents[1]) as base, visiting(browser, base, viewport=WIDE) as visit:
        visit.open(f"van-ban/{paper.name}")
        for words, least, most in (("Điều 2.", 0.3, 0.6), ("Căn cứ Luật", 0.15, 0.35), ("Điều 6.", 0.1, 0.6)):
            visit.page.locator("article :is(.vk-p, h3)", has_text=words).first.click(position={"x": 3, "y": 3})
            box = visit.page.evaluate(BOX)
            assert least < box["top"] < most and box["seen"] and box["width"] > 0.3, (words, box)


def test_the_pictures_follow_the_text(browser: Browser, paper: Path) -> None:
    with visiting(browser, paper.parents[1].as_uri() + "/", viewport=WIDE) as visit:
        visit.open(f"van-ban/{paper.name}")
        visit.page.locator("article :is(.vk-p, h3)", has_text="Điều 6.").first.evaluate(
            "each => scrollTo(0, each.getBoundingClientRect().top + scrollY - 130)"
        )
        pane = "document.querySelector('.vk-seen__pages')"
        visit.page.wait_for_function(f"{pane}.scrollTop + {pane}.clientHeight >= {pane}.scrollHeight - 2")


def test_a_citation_marks_the_lines_on_which_it_stands(browser: Browser, paper: Path) -> None:
    with visiting(browser, paper.parents[1].as_uri() + "/", viewport=WIDE) as visit:
        visit.open(f"van-ban/{paper.name}")
        paragraph = visit.page.locator("article :is(.vk-p, h3)", has_text="Điều 3.").first
        paragraph.click(position={"x": 3, "y": 3})
        whole = visit.page.locator(".vk-box").count()
        paragraph.locator('a[href*="so-hieu/852"]').focus()
        assert 0 < visit.page.locator(".vk-box").count() < whole


def test_day_and_signer_are_marked(browser: Browser, paper: Path) -> None:
    with visiting(browser, paper.parents[1].as_uri() + "/", viewport=WIDE) as visit:
        visit.open(f"van-ban/{paper.name}")
        tops = {}
        for name in ("Ngày ban hành", "Người ký"):
            visit.page.locator(".vk-facts tr", has=visit.page.get_by_text(name, exact=True)).locator(".vk-see").click()
            tops[name] = visit.page.evaluate(BOX)["top"]
        assert tops["Ngày ban hành"] < 0.2 < tops["Người ký"]


def test_a_phone_shows_the_page_when_asked(browser: Browser, paper: Path) -> None:
    with visiting(browser, paper.parents[1].as_uri() + "/", viewport=NARROW) as visit:
        visit.open(f"van-ban/{paper.name}")
        pane = visit.page.locator(".vk-seen")
        assert not pane.is_visible()
        assert visit.page.evaluate("document.querySelector('.vk-leaf img').currentSrc") == ""
        visit.page.locator(".vk-p", has_text="Căn cứ Luật").first.click(position={"x": 3, "y": 3})
        visit.page.locator(".vk-seen__open a").click()
        assert pane.is_visible() and visit.page.evaluate(BOX)["seen"]
        visit.page.keyboard.press("Escape")
        expect(pane).to_be_hidden()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_without_a_script_pictures_open(browser: Browser, paper: Path, size: ViewportSize) -> None:
    with visiting(browser, paper.parents[1].as_uri() + "/", viewport=size, java_script_enabled=False) as visit:
        visit.open(f"van-ban/{paper.name}")
        if size is NARROW:
            visit.page.locator(".vk-seen__open a").click()
        visit.page.locator(".vk-leaf").first.click()
        assert visit.page.url.endswith("1.webp")


def test_a_picture_alone_is_shown_as_the_browser_likes(browser: Browser, paper: Path) -> None:
    """A browser that shows a picture alone puts a style around it, which no header may refuse."""
    with served(paper.parents[1]) as base, visiting(browser, base) as visit:
        (picture,) = paper.parent.glob("goc/*/1.webp")
        visit.open(f"van-ban/{picture.relative_to(paper.parent).as_posix()}")
        visit.quiet()
        # The host's own icon is asked for where no page names one.
        assert [each for each in visit.errors if "(Not Found)" not in each] == []
        visit.errors.clear()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize(("scheme", "rules"), [("light", WCAG), ("dark", DARK)])
def test_axe_finds_nothing(browser: Browser, paper: Path, scheme: str, rules: list[str], size: ViewportSize) -> None:
    context = browser.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(paper.as_uri())
    page.add_style_tag(content="*, *::before, *::after { transition: none !important }")
    if size is NARROW:
        page.locator(".vk-seen__open a").click()
    page.evaluate(axe())
    found = page.evaluate(JUDGE, rules), page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert found == ([], size["width"])


def test_the_page_is_strict_html(paper: Path) -> None:
    parser = html5lib.HTMLParser()
    parser.parse(paper.read_text("utf-8"))
    assert parser.errors == []
