"""Two papers side by side: offered by both, chosen by search, read by keyboard; from a folder and over http."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.test_portal import COLOURS, JUDGE, WCAG, axe
from tests.browser.tools.compared import moves, pairs, score
from tests.support.browser import served
from tests.support.looks import again
from tests.support.visit import Visit, visiting

PAGE = "so-sanh.html"
OLD = "qd-ban-dan-toc-lam-giang-2020-02-05"
NEW = "qd-ban-dan-toc-lam-giang-2024-03-15"
BOTH = f"{PAGE}?a={OLD}&b={NEW}"
TABLE = ".vk-compare__table"
STATUS = ".vk-compare__status"
CHANGES = f"{TABLE} tbody tr:not(.vk-compare__row--same, .vk-compare__skipped)"
HOSTILE = "<img src=x onerror=alert(1)> {{7*7}} <b>đậm</b> </script><script>alert(1)</script>"
COMPARED = "many => Promise.all(many.map(([before, after]) => window.vankho.papers.compare(before, after)))"
SHOWN = """async ([before, after]) => {
    const place = document.querySelector(".vk-compare__results");
    const paper = { name: before[0], title: before[0], page: "index.html", pages: [], texts: before };
    await window.vankho.compareTable(place, await window.vankho.papers.compare(before, after), paper, paper, []);
}"""


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


@pytest.fixture
def narrow(browser: Browser, sample_site: Path) -> Iterator[Visit]:
    """A tab of a telephone on two papers of the sample."""
    with visiting(browser, sample_site.as_uri() + "/", viewport={"width": 360, "height": 700}) as visit:
        visit.open(BOTH)
        visit.page.locator(TABLE).wait_for()
        yield visit


@BOTH_WAYS
def test_both_papers_offer_the_comparison(portal: Visit) -> None:
    for own, other in ((OLD, "Quyết định số 42/QĐ-BDT"), (NEW, "Quyết định số 15/QĐ-BDT")):
        portal.open(f"van-ban/{own}.html")
        portal.page.locator(".vk-versions").get_by_role("link", name=other).click()
        expect(portal.page.locator(STATUS)).to_contain_text("đoạn sửa")
        assert portal.page.url == portal.base + BOTH
    table = portal.page.locator(TABLE)
    expect(table.locator("thead th").nth(1)).to_contain_text("15/QĐ-BDT")
    row = table.locator("tr", has_text="Lam Giang, ngày")
    expect(row.locator("th")).to_have_text("Sửa")
    assert row.locator("del").all_text_contents() == [f"bớt: {words} (hết)" for words in ("05", "02", "2020")]
    assert row.locator("ins").all_text_contents() == [f"thêm: {words} (hết)" for words in ("15", "3", "2024")]
    row.get_by_role("link", name="Mở đoạn này ở văn bản thứ hai").click()
    expect(portal.page.locator(":target")).to_be_visible()
    assert f"van-ban/{NEW}.html#" in portal.page.url


def test_two_papers_are_chosen_by_keyboard_alone(portal: Visit) -> None:
    page = portal.page
    portal.open(PAGE)
    for side, words in (("a", "15/qd-bdt"), ("b", "quyet dinh 42/QĐ-BDT")):
        page.locator(f"#k-van-ban-{side}").focus()
        page.keyboard.type(words)
        form = page.locator(f".vk-compare__side:has(#k-van-ban-{side})")
        expect(form).to_have_attribute("data-shown", words)
        options = form.get_by_role("option")
        assert options.count()
        assert all("/so-sanh.html?" in (each.get_attribute("href") or "") for each in options.all())
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(page.locator(".vk-compare__chosen a")).to_have_count("ab".index(side) + 1)
    expect(page).to_have_url(portal.base + BOTH)
    page.get_by_role("link", name="Đổi bên").click()
    expect(page.locator(f"{TABLE} thead th").nth(1)).to_contain_text("42/QĐ-BDT")


def test_the_keyboard_leads_from_change_to_change(portal: Visit) -> None:
    page = portal.page
    portal.open(BOTH)
    page.locator(TABLE).wait_for()
    count = page.locator(CHANGES).count()
    for place in (0, 1, 0, 0):
        page.keyboard.press(
            "Alt+ArrowUp" if place == 0 and page.locator(f"{CHANGES}:focus").count() else "Alt+ArrowDown"
        )
        expect(page.locator(CHANGES).nth(place)).to_be_focused()
        expect(page.locator(".vk-compare__at")).to_have_text(f"Chỗ {place + 1} trong {count}")
    page.get_by_label("Chỉ xem chỗ khác").press("Space")
    expect(page.locator(f"{TABLE} .vk-compare__row--same").first).to_be_hidden()
    expect(page.locator(f"{TABLE} .vk-compare__skipped").first).to_contain_text("đoạn giữ nguyên")
    page.reload()
    page.locator(TABLE).wait_for()
    expect(page.get_by_label("Chỉ xem chỗ khác")).to_be_checked()


def test_a_paper_and_itself_differ_in_nothing(portal: Visit) -> None:
    portal.open(f"{PAGE}?a={OLD}&b={OLD}")
    expect(portal.page.locator(STATUS)).to_contain_text("giống nhau từng chữ")
    expect(portal.page.locator(CHANGES)).to_have_count(0)
    expect(portal.page.get_by_role("button", name="Chỗ sau")).to_be_disabled()


@pytest.mark.parametrize("asked", ["a=khong-co&b=..%2Findex", "a=%3Cimg%20src%3Dx%3E&b=index", f"a={OLD}&b=theo-loai"])
def test_an_address_of_no_paper_is_said_to_be_none(portal: Visit, asked: str) -> None:
    portal.open(f"{PAGE}?{asked}")
    expect(portal.page.locator(".vk-compare__chosen").last).to_have_text("Kho không có văn bản mà địa chỉ này nêu.")
    expect(portal.page.locator(TABLE)).to_have_count(0)


@pytest.mark.parametrize(("scheme", "width", "rules"), [("light", 360, WCAG), ("dark", 1280, COLOURS)])
def test_it_fits_a_telephone_paper_and_axe(
    browser: Browser, sample_site: Path, scheme: Any, width: int, rules: list[str]
) -> None:
    size: Any = {"width": width, "height": 700}
    with served(sample_site) as base, visiting(browser, base, viewport=size, color_scheme=scheme) as visit:
        page = visit.page
        visit.open(BOTH)
        page.locator(TABLE).wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate(axe())
        assert page.evaluate(JUDGE, rules) == []
        page.emulate_media(media="print")
        expect(page.locator(f"{TABLE} del").first).to_have_css("text-decoration-line", "line-through")
        expect(page.locator(f"{TABLE} ins").first).to_have_css("text-decoration-line", "underline")
        expect(page.locator(".vk-compare__bar")).to_be_hidden()


def test_words_are_marked_here_as_a_reader_marks_them(narrow: Visit) -> None:
    golds = pairs()
    results: list[dict[str, Any]] = narrow.page.evaluate(COMPARED, [each.texts for each in golds])
    reached, told = score(golds, results)
    assert reached >= 0.98, told
    assert [moves(each["rows"]) for each in results] == [each.moved for each in golds]


def test_words_of_papers_are_words(narrow: Visit) -> None:
    narrow.page.evaluate(SHOWN, [[HOSTILE, "Một đoạn."], [f"{HOSTILE} thêm", "Một đoạn."]])
    expect(narrow.page.locator(TABLE)).to_contain_text(HOSTILE)
    assert narrow.page.locator(".vk-compare :is(img, script, b)").count() == 0


def test_where_a_paragraph_went_is_one_click_away(narrow: Visit) -> None:
    long = "Đoạn này đã chuyển chỗ."
    narrow.page.evaluate(
        SHOWN,
        [
            [long, "Đoạn hai ở giữa hai đoạn kia.", "Đoạn ba đứng sau."],
            ["Đoạn hai ở giữa hai đoạn kia.", "Đoạn ba đứng sau.", long],
        ],
    )
    narrow.page.get_by_role("link", name="chỗ mới").click()
    expect(narrow.page.locator("tr:target th")).to_contain_text("Chuyển đến")
    expect(narrow.page.locator(f"{TABLE} :is(ins, del)")).to_have_count(0)


def test_without_a_script_the_page_says_what_it_needs(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/", java_script_enabled=False) as visit:
        visit.open(BOTH)
        expect(visit.page.locator("[data-vk-compare]")).to_contain_text("cần JavaScript")
        expect(visit.page.get_by_role("link", name="Danh mục văn bản")).to_be_visible()
