"""The paper on a document's page: drawn as one, first on the page, with its parts at hand, and alone on a print."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from generator import rebuild
from generator.curation.portal import open_content
from tests.support import looks, scanned
from tests.support.typeset import typeset
from tests.support.visit import visiting

WIDE, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=360, height=800)
SHORT, SHORT_PAGE = 600, 60 * 1024
"""Words of a short paper, and the bytes that its page may have; longer ones in proportion."""
MORE = 2
"""Pages that a print may have more than its source."""
TOPS = "document.querySelector('.vk-doc .vk-p').getBoundingClientRect().top + scrollY"


def papers(site: Path) -> list[str]:
    """Return the pages of all papers."""
    found = (site / "van-ban").glob("*.html")
    names = sorted(page.name for page in found if page.name != "index.html" and not page.name.startswith("theo-"))
    return [f"van-ban/{name}" for name in names]


def paper(site: Path, *marks: str) -> str:
    """Return the first paper whose page has all these words."""
    return next(path for path in papers(site) if all(mark in (site / path).read_text("utf-8") for mark in marks))


def box(page: Page, selector: str) -> dict[str, float]:
    """Return where an element is on the screen."""
    found = page.locator(selector).first.bounding_box()
    assert found is not None, selector
    x, y = found["x"], found["y"]
    return {"x": x, "y": y, "right": x + found["width"], "bottom": y + found["height"]}


# --- first on the page -------------------------------------------------------------------------------


def of_each_type(site: Path) -> list[str]:
    """Return the papers of a site: of each type the one with the longest title, all of them for `make looks`."""
    rows = [json.loads(line) for line in (site / "du-lieu" / "documents.jsonl").read_text("utf-8").splitlines()]
    longest = {row["type"]: row["id"] for row in sorted(rows, key=lambda row: len(row["title"] or ""))}
    return papers(site) if looks.WHOLE else [f"van-ban/{each}.html" for each in longest.values()]


def test_the_text_of_every_paper_begins_on_the_first_screen(browser: Browser, each_site: Path) -> None:
    late = {}
    with visiting(browser, each_site.as_uri() + "/") as visit:
        for path in of_each_type(each_site):
            visit.open(path)
            for size, screens in ((WIDE, 1.0), (PHONE, 1.5)):
                visit.page.set_viewport_size(size)
                top = visit.page.evaluate(TOPS)
                if top > size["height"] * screens:
                    late[path, size["width"]] = top
    assert not late


SIZES = """() => {
    const of = (selector, name) => getComputedStyle(document.querySelector(selector))[name];
    return [of('.vk-doc', 'fontSize'), of('#m2-p1', 'fontSize'),
            [...document.querySelectorAll('.vk-doc h3')].map(head => getComputedStyle(head).borderBottomWidth)];
}"""


def test_a_paper_has_its_own_type(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/") as visit:
        visit.open("van-ban/bc-ban-dan-toc-lam-giang-2023-11-10.html")
        whole, paragraph, heads = visit.page.evaluate(SIZES)
    assert paragraph == whole and heads and set(heads) == {"0px"}, "no rule of another page's reaches into it"


def test_the_page_of_a_short_paper_is_light(each_site: Path) -> None:
    heavy = {}
    for line in (each_site / "du-lieu" / "documents.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        size = (each_site / "van-ban" / f"{row['id']}.html").stat().st_size
        if size > SHORT_PAGE * max(len(row["text"].split()) / SHORT, 1):
            heavy[row["id"]] = size
    assert not heavy


def test_facts_stand_beside_the_text_on_a_wide_screen_and_below_it_on_others(
    browser: Browser, sample_site: Path
) -> None:
    for size in (WIDE, PHONE):
        with visiting(browser, sample_site.as_uri() + "/", viewport=size) as visit:
            visit.open(paper(sample_site, "k-bo-cuc"))
            text, side = box(visit.page, ".vk-doc"), box(visit.page, ".vk-side")
            beside = side["x"] >= text["right"] and side["y"] < size["height"]
            below = side["y"] >= text["bottom"]
            assert beside if size is WIDE else below


def test_effect_is_told_only_where_a_paper_says_something_of_it(sample_site: Path) -> None:
    told = [path for path in papers(sample_site) if "Hiệu lực:" in (sample_site / path).read_text("utf-8")]
    assert told and len(told) < len(papers(sample_site)) / 2
    assert not [path for path in told if "Hiệu lực: không xác định" in (sample_site / path).read_text("utf-8")]


# --- drawn as a paper --------------------------------------------------------------------------------

STATE = ("vk-p--watchword", "vk-p--number", "vk-p--date", "vk-recipients", "vk-signature")


def test_head_and_foot_have_two_columns(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/", viewport=WIDE) as visit:
        visit.open(paper(sample_site, *STATE))
        for left, right in (("names", "mottos"), ("symbol", "date"), ("recipients", "signature")):
            one, other = box(visit.page, f".vk-{left}"), box(visit.page, f".vk-{right}")
            assert one["right"] <= other["x"] and abs(one["y"] - other["y"]) < 24, (left, right)
        for line in (".vk-p--type", ".vk-p--title"):
            assert visit.page.locator(line).first.evaluate("each => getComputedStyle(each).textAlign") == "center"
        assert "CỘNG H" in visit.page.inner_text(".vk-mottos") and "Số" in visit.page.inner_text(".vk-symbol")


def test_on_a_phone_they_stand_one_below_the_other(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/", viewport=PHONE) as visit:
        visit.open(paper(sample_site, *STATE))
        places = [box(visit.page, f".vk-head > .vk-{name}") for name in ("names", "mottos", "symbol", "date")]
        assert all(one["bottom"] <= other["y"] + 1 for one, other in pairwise(places))
        assert box(visit.page, ".vk-recipients")["y"] != box(visit.page, ".vk-signature")["y"]


def test_a_paper_of_the_party_bears_its_own_head(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/", viewport=WIDE) as visit:
        visit.open(paper(sample_site, "vk-p--party"))
        assert visit.page.inner_text(".vk-mottos").startswith("ĐẢNG CỘNG SẢN VIỆT NAM")
        assert "CỘNG H" not in visit.page.inner_text(".vk-head")


def test_every_line_of_the_paper_can_be_pointed_at(sample_site: Path) -> None:
    for path in papers(sample_site):
        text = (sample_site / path).read_text("utf-8").partition('<div class="vk-doc">')[2].partition("<aside")[0]
        ids = re.findall(r' id="([^"]+)"', text)
        assert len(ids) == len(set(ids)) > 5, path
        assert set(re.findall(r'class="vk-at" href="#([^"]+)"', text)) <= set(ids), path


# --- the bar -----------------------------------------------------------------------------------------


def current(page: Page) -> str:
    """Return what the bar marks."""
    page.wait_for_timeout(300)
    return page.inner_text(".vk-bar [aria-current]")


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_bar_stays_in_sight_and_marks_where_one_is(browser: Browser, sample_site: Path, size: ViewportSize) -> None:
    with visiting(browser, sample_site.as_uri() + "/", viewport=size) as visit:
        path = paper(sample_site, "k-lien-quan", "k-nhiem-vu", "k-so-lieu", "k-tai-ve")
        visit.open(path)
        assert current(visit.page) == "Toàn văn"
        visit.page.locator(".vk-bar a", has_text="Nhiệm vụ").click()
        assert current(visit.page) == "Nhiệm vụ"
        bar, heading = box(visit.page, ".vk-bar"), box(visit.page, "#k-nhiem-vu")
        assert bar["y"] < 60 and bar["bottom"] <= heading["y"] < size["height"] / 2
        assert visit.page.url.endswith(f"{path}#k-nhiem-vu"), "an address to share"
        visit.page.locator(".vk-bar a", has_text="Toàn văn").click()
        visit.page.go_back()
        assert current(visit.page) == "Nhiệm vụ"


def test_the_bar_is_used_with_the_keyboard(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/", viewport=WIDE) as visit:
        visit.open(paper(sample_site, "k-lien-quan", "k-nhiem-vu", "k-tai-ve"))
        visit.page.locator(".vk-bar a").first.focus()
        visit.page.keyboard.press("ArrowRight")
        focused = visit.page.locator(".vk-bar a:focus")
        expect(focused, "what is beside is passed over").to_have_text("Lược đồ")
        visit.page.keyboard.press("End")
        visit.page.keyboard.press("Enter")
        visit.page.wait_for_url("**#k-tai-ve")
        assert current(visit.page) == "Tải về"


def test_without_a_script_the_bar_leads_there(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/", java_script_enabled=False, viewport=PHONE) as visit:
        visit.open(paper(sample_site, "k-bo-cuc", "k-tai-ve"))
        for name, anchor in (("Bố cục", "#k-bo-cuc"), ("Tải về", "#k-tai-ve")):
            visit.page.locator(".vk-bar a", has_text=name).click()
            assert visit.page.url.endswith(anchor)
            assert box(visit.page, ".vk-bar")["bottom"] <= box(visit.page, anchor)["y"] < PHONE["height"]


def test_the_outline_marks_the_heading_in_view(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/", viewport=WIDE) as visit:
        visit.open(paper(sample_site, "k-bo-cuc"))
        last = visit.page.locator(".vk-outline a").last
        last.click()
        visit.page.wait_for_timeout(150)
        marked = visit.page.locator(".vk-outline [aria-current]")
        assert marked.count() == 1 and marked.bounding_box()["y"] < WIDE["height"]  # type: ignore[index]


# --- on paper ----------------------------------------------------------------------------------------

ALWAYS = [".vk-doc", ".vk-printed"]
DOSSIER = [".vk-facts", "table.vk-relations", "table.vk-tasks"]
NEVER = ["header.md-header", "h1", ".vk-bar", ".vk-prints", ".vk-outline", ".vk-at", ".md-footer", "#k-cung-co-quan"]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_print_is_the_text_or_the_dossier(browser: Browser, sample_site: Path, script: bool) -> None:
    with visiting(browser, sample_site.as_uri() + "/", java_script_enabled=script) as visit:
        visit.open(paper(sample_site, "vk-relations", "vk-tasks", "k-cung-co-quan"))
        for choice, wanted in (("k-in-toan-van", ALWAYS), ("k-in-ho-so", ALWAYS + DOSSIER)):
            visit.page.emulate_media(media="screen")
            visit.page.locator(f"#{choice}").check()
            visit.page.emulate_media(media="print")
            assert shown(visit.page, [*ALWAYS, *DOSSIER, *NEVER]) == set(wanted)
        assert "../" not in visit.page.inner_text("article")


def shown(page: Page, names: Sequence[str]) -> set[str]:
    """Return those of these elements that can be seen."""
    return {name for name in names if any(each.is_visible() for each in page.locator(name).all())}


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF file has."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


@pytest.fixture(scope="module")
def printed(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[int, Path]]]:
    """Three papers as they were printed: pages of the source, and the page of the portal."""
    folder = tmp_path_factory.mktemp("printed")
    documents = folder / "content" / "documents"
    documents.mkdir(parents=True)
    counts: dict[str, int] = {}
    for name, made in zip(("qd", "bc", "tb"), scanned.PAPERS, strict=True):
        tab = browser.new_page()
        typeset(tab, scanned.STYLE + made.html())
        data = tab.pdf(prefer_css_page_size=True)
        tab.close()
        (documents / f"{name}.pdf").write_bytes(data)
        counts[name] = page_count(data)
    rebuild.rebuild(open_content(folder / "content"), folder / "site", folder / "build", lambda *_: None)
    rows = map(json.loads, (folder / "site/du-lieu/documents.jsonl").read_text("utf-8").splitlines())
    names = {row["id"]: Path(row["source"]["file"]).stem for row in rows}
    yield {name: (counts[name], folder / "site/van-ban" / f"{id_}.html") for id_, name in names.items()}


def test_a_print_begins_with_the_paper_and_is_little_longer(
    browser: Browser, printed: dict[str, tuple[int, Path]]
) -> None:
    for pages, path in printed.values():
        tab = browser.new_page()
        tab.goto(path.as_uri())
        assert page_count(tab.pdf(prefer_css_page_size=True)) <= pages + MORE
        tab.emulate_media(media="print")
        first = tab.evaluate("document.querySelector('.vk-doc').getBoundingClientRect().top")
        assert first < 40
        tab.close()
