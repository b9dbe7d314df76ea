"""Dossiers: papers of a reader's choice on one page and on paper; from a folder and over http, by keyboard."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pypdfium2
import pytest
from playwright.sync_api import Browser, Route, expect

from tests.browser.test_portal import DARK, JUDGE, WCAG, axe
from tests.browser.tools.dossiers import PAGE, PAPER, ROW, STATUS, ids, opened, text_of, titles, visited, whole, zipped
from tests.support.browser import served
from tests.support.looks import again
from tests.support.visit import Visit, visiting

BOTH_WAYS = pytest.mark.parametrize("way", ["folder", "http"])


@pytest.fixture(params=["folder", pytest.param("http", marks=again)])
def way(request: pytest.FixtureRequest) -> str:
    """How a reader comes to the portal."""
    return str(request.param)


@pytest.fixture
def portal(way: str, browser: Browser, sample_site: Path) -> Iterator[Visit]:
    """A tab on the sample."""
    yield from visited(browser, sample_site, way)


# --- the list ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["http"])
def test_keys_order_remove_and_give_back(portal: Visit, sample_site: Path) -> None:
    page = opened(portal, ids(sample_site)[:3])
    first, second, third = titles(page)
    page.locator(ROW).nth(0).get_by_role("button", name="Chuyển xuống").press("Enter")
    assert titles(page) == [second, first, third]
    page.keyboard.press("Enter")
    assert titles(page) == [second, third, first]
    page.keyboard.press("Enter")  # at the end the other way is left
    assert titles(page) == [second, first, third]
    assert [each.partition(". ")[2] for each in page.locator(f"{PAPER} > h2").all_inner_texts()] == titles(page)
    page.locator(ROW).nth(1).get_by_role("button", name="Bỏ khỏi hồ sơ").press("Enter")
    assert titles(page) == [second, third]
    expect(page.locator(ROW).nth(1).get_by_role("button", name="Bỏ khỏi hồ sơ")).to_be_focused()
    expect(page.locator(STATUS)).to_have_text("Đã bỏ 1 văn bản. Hồ sơ có 2 văn bản.")
    page.get_by_role("button", name="Lấy lại").press("Enter")
    assert titles(page) == [second, first, third]
    page.get_by_role("button", name="Xếp theo ngày").press("Enter")
    subs = [each.split(" · ")[1] for each in page.locator(f"{ROW} small").all_inner_texts()]
    assert subs == sorted(subs, key=lambda day: day.split("/")[::-1])
    page.get_by_role("button", name="Bỏ hết").press("Enter")
    expect(page.locator(".vk-dossier")).to_contain_text("Hồ sơ chưa có văn bản nào")
    expect(page.get_by_role("button", name="Lấy lại")).to_be_focused()


@BOTH_WAYS
def test_an_address_is_shared_kept_and_says_what_is_gone(portal: Visit, sample_site: Path) -> None:
    one, other = ids(sample_site)[:2]
    page = opened(portal, [one, other], "&ten=T%E1%BB%95ng%20k%E1%BA%BFt")
    expect(page.get_by_label("Tên hồ sơ")).to_have_value("Tổng kết")
    page.get_by_role("button", name="Giữ trên máy này").click()
    expect(page.locator(".vk-dossier__notes")).to_have_text("Đã giữ hồ sơ trên máy này.")
    assert "#vb" not in page.url
    portal.open("index.html")
    portal.open(PAGE)
    whole(page, 2)
    expect(page.get_by_label("Tên hồ sơ")).to_have_value("Tổng kết")
    gone = ["qd-da-rut-2020-01-01", "../nguoi/index", "index", "%3Cb%3E"]
    portal.open(f"{PAGE}#vb={','.join([one, *gone])}")
    whole(page, 1)
    expect(page.locator(".vk-dossier__notes")).to_contain_text("4 văn bản được nêu không có ở cổng này")
    expect(page.locator(".vk-dossier")).not_to_contain_text("da-rut")
    many = [one, *(f"qd-{at}" for at in range(230))]
    portal.open(f"{PAGE}#vb={','.join(many)}")
    expect(page.locator(".vk-dossier__notes")).to_contain_text("Hồ sơ nhận nhiều nhất 200 văn bản: 31 văn bản sau đó")
    portal.open(f"{PAGE}#trang=co-quan/khong-co")
    expect(page.locator(".vk-dossier__notes")).to_contain_text("Trang mà địa chỉ nêu không có")


def test_search_results_and_pages_of_entities_lead_to_a_dossier(portal: Visit) -> None:
    page = portal.page
    portal.open("tim-kiem.html?q=kinh+phi&muc=document")
    page.locator(".vk-list li .vk-keep button").first.click()
    expect(page.locator(".vk-list li .vk-keep__said").first).to_contain_text("Hồ sơ có 1 văn bản.")
    count = int(re.findall(r"\d+", page.locator(".vk-results .vk-count").first.inner_text())[0])
    page.get_by_role("button", name="Lập hồ sơ").click()
    expect(page.get_by_label("Tên hồ sơ")).to_have_value("Kết quả tìm: kinh phi")
    whole(page, count)
    portal.open("chinh-sach/phong-trao-thi-dua-dan-van-kheo.html")
    named = {str(each.get_attribute("href")) for each in page.locator("article a[href*='../van-ban/']").all()}
    papers = {each.split("/")[-1].split("#")[0] for each in named}
    page.get_by_role("link", name="Lập hồ sơ từ các văn bản nêu ở trang này").click()
    whole(page, len(papers))
    expect(page.get_by_label("Tên hồ sơ")).to_have_value(re.compile("Dân vận khéo"))


STORED = {
    "{": "đã hỏng",
    '{"portal":"Kho khác","title":"","papers":[]}': "là của cổng khác (Kho khác)",
    '{"portal":"","title":"","papers":["../x.html"]}': "đã hỏng",
    "null": "đã hỏng",
}


@pytest.mark.parametrize("way", ["folder"])
def test_a_damaged_or_foreign_list_is_set_aside(portal: Visit, sample_site: Path) -> None:
    page = portal.page
    portal.open("index.html")
    key = page.evaluate("vankho.kept.KEY")
    for stored, said in STORED.items():
        page.evaluate("([key, value]) => localStorage.setItem(key, value)", [key, stored])
        portal.open(PAGE)
        expect(page.locator(".vk-dossier__notes")).to_contain_text(said)
        assert page.evaluate("key => [localStorage[key], localStorage[key + '-cu']]", key) == [None, stored]
        portal.open("index.html")
    page.evaluate("([key, value]) => localStorage.setItem(key, value)", [key, "{"])
    portal.open(f"van-ban/{ids(sample_site)[0]}.html")
    page.get_by_role("button", name="Thêm vào hồ sơ").click()
    expect(page.locator(".vk-keep__said")).to_contain_text(
        "được để riêng; hồ sơ mới bắt đầu từ đầu. Hồ sơ có 1 văn bản."
    )


FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"
NONE = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"


@pytest.mark.parametrize("script", [FULL, NONE], ids=["full", "none"])
def test_without_room_a_paper_still_opens(browser: Browser, sample_site: Path, script: str) -> None:
    with visiting(browser, sample_site.as_uri() + "/") as visit:
        visit.page.add_init_script(script)
        visit.open(f"van-ban/{ids(sample_site)[0]}.html")
        visit.page.get_by_role("button", name="Thêm vào hồ sơ").click()
        expect(visit.page.locator(".vk-keep__said")).to_contain_text("không lưu được (hết chỗ hoặc bị chặn)")
        visit.page.get_by_role("link", name="Mở hồ sơ chỉ có văn bản này").click()
        page = whole(visit.page, 1)
        page.get_by_role("button", name="Giữ trên máy này").click()
        expect(page.locator(STATUS)).to_contain_text("không lưu được")


def test_a_paper_that_does_not_open_is_told(browser: Browser, sample_site: Path) -> None:
    with served(sample_site) as base, visiting(browser, base) as visit:
        one, other = ids(sample_site)[:2]
        visit.page.route(f"**/van-ban/{one}.html", lambda route: route.fulfill(status=404, body=""))
        page = opened(visit, [one, other])
        expect(page.locator(STATUS)).to_have_text("1 trong 2 văn bản không mở được.")
        expect(page.locator(PAPER).first).to_contain_text(f"Trang của văn bản: {base}van-ban/{one}.html")
        _, made = zipped(page, page.get_by_role("button", name="Tải ZIP"))
        assert "1 văn bản không mở được nên không có trong tệp này." in text_of(made, "muc-luc.txt")
        visit.errors[:] = [each for each in visit.errors if "404" not in each]


def test_no_page_hands_itself_to_a_page_of_another_host(browser: Browser, sample_site: Path) -> None:
    """On a server a frame that asks for a paper gets nothing, whatever policy that server sends."""
    with served(sample_site, headers={}) as base, visiting(browser, base) as visit:
        visit.open(PAGE)
        heard = visit.page.evaluate(
            """src => new Promise(done => {
                const frame = Object.assign(document.createElement("iframe"), { name: "vk-ho-so", src });
                addEventListener("message", () => done("heard"));
                frame.onload = () => setTimeout(() => done("nothing"), 300);
                document.body.append(frame);
            })""",
            f"{base}van-ban/{ids(sample_site)[0]}.html",
        )
        assert heard == "nothing"


def test_a_script_that_comes_late_is_waited_for(browser: Browser, sample_site: Path) -> None:
    """The page's own script uses what one that stands in the page makes, however long that one takes to come."""
    with served(sample_site) as base, visiting(browser, base) as visit:

        def late(route: Route) -> None:
            time.sleep(0.7)
            route.continue_()

        visit.page.route("**/dossier/kept.js", late)
        visit.open(f"{PAGE}#vb={ids(sample_site)[0]}")
        expect(visit.page.locator(".vk-dossier__paper h2")).to_be_visible()


# --- how it looks ------------------------------------------------------------------------------------------


@BOTH_WAYS
def test_a_print_has_the_contents_and_the_papers_in_order(portal: Visit, sample_site: Path, way: str) -> None:
    page = opened(portal, ids(sample_site)[:4], "&ten=Hồ sơ họp")
    wanted = titles(page)
    page.emulate_media(color_scheme="dark")
    pdf = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    width, height = pdf[0].get_size()
    assert (round(width), round(height)) == (595, 842)
    pages = [" ".join(each.get_textpage().get_text_range().split()) for each in pdf]
    assert "Hồ sơ họp" in pages[0] and "Mục lục" in pages[0] and "Tải ZIP" not in "".join(pages)
    places = [pages[0].index(title) for title in wanted]
    assert places == sorted(places)
    leaves = [re.findall(r"^\d+ (?:Văn bản (\d)/4 )?(.*)", text)[0] for text in pages[1:]]
    belongs = [of for of, _ in leaves if of]
    assert belongs == sorted(belongs) and list(dict.fromkeys(belongs)) == ["1", "2", "3", "4"]
    for at, title in enumerate(wanted, 1):
        first = next(text for of, text in leaves if of == str(at))
        assert first.startswith(f"{at}. {title[:40]}") and re.search("CỘNG HÒA|ĐẢNG CỘNG SẢN", first)
    assert [text.split()[0] for text in pages[1:]] == [str(at) for at in range(2, len(pages) + 1)]
    assert sum(f"Nguồn: {portal.base if way == 'http' else 'van-ban/'}" in text for text in pages) == 4
    light = [sum(each.render(scale=0.3).to_pil().convert("L").histogram()[200:]) for each in pdf]
    assert min(light) > 0.8 * max(light)  # nothing of the dark look is printed


@pytest.mark.parametrize(("scheme", "rules"), [("light", WCAG), ("dark", DARK)])
def test_it_fits_a_telephone_and_axe(
    browser: Browser, sample_site: Path, scheme: Literal["light", "dark"], rules: list[str]
) -> None:
    narrow = {"width": 360, "height": 740}
    with served(sample_site) as base, visiting(browser, base, viewport=narrow, color_scheme=scheme) as visit:
        page = opened(visit, [*ids(sample_site)[:5], "bc-ubnd-huyen-suoi-vang-2024-06-14"])
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.evaluate(axe())
        assert page.evaluate(JUDGE, rules) == []
        visit.open("tim-kiem.html?q=kinh+phi")
        expect(page.locator(".vk-list li .vk-keep").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.evaluate(axe())
        assert page.evaluate(JUDGE, rules) == []


def test_without_a_script_the_page_says_what_it_needs(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/", java_script_enabled=False) as visit:
        visit.open(PAGE)
        expect(visit.page.locator("[data-vk-dossier]")).to_contain_text("cần JavaScript")
        expect(visit.page.get_by_role("link", name="Danh mục văn bản")).to_be_visible()
