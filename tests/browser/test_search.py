"""Search as readers meet it, in a real browser: the table of queries, the box, the page, a broken index.

All is tried from a folder; over http what a server may change, and all of it by `make looks`.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from generator.search import FOLDER
from generator.search.sets import Space, encode
from generator.search.words import words
from tests.support import places
from tests.support.browser import served
from tests.support.looks import again
from tests.support.visit import HEADER, Visit, visiting

CASES: dict[str, list[Any]] = yaml.safe_load((places.CASES / "search/search.yml").read_text("utf-8"))
LEAST = 60
BOX_SHOWN = "words => document.querySelector('header form').dataset.shown === words"
HOLD_ANSWERS = """() => {
    const { open } = vankho.index;
    const held = new Promise((let_go) => { window.letGo = let_go; });
    vankho.index.open = () => held.then(open);
}"""
SHOWN = "query => document.querySelector('[data-vk-results]').dataset.shown === query"
ALL_RESULTS = "main a[data-result]"


BOTH_WAYS = pytest.mark.parametrize("visit", ["http", "file"], indirect=True)


@pytest.fixture(params=[pytest.param("http", marks=again), "file"])
def visit(request: pytest.FixtureRequest, browser: Browser, sample_site: Path) -> Iterator[Visit]:
    """A tab on the sample's first page."""
    if request.param == "file":
        with visiting(browser, sample_site.as_uri() + "/") as opened:
            opened.open("index.html")
            yield opened
        return
    with served(sample_site, "/kho/") as address, visiting(browser, address) as opened:
        opened.open("index.html")
        yield opened


def misses(visit: Visit, cases: list[dict[str, str]]) -> list[str]:
    """Return the queries whose first result is not the page expected."""
    found = visit.results([case["query"] for case in cases])
    return [f"{c['query']}: {found[c['query']][:2]}" for c in cases if found[c["query"]][:1] != [f"{c['page']}.html"]]


def test_the_table_of_queries_is_long_enough() -> None:
    assert len(CASES["sample"]) >= LEAST


@BOTH_WAYS
def test_each_query_of_the_table_has_its_page_first(visit: Visit) -> None:
    assert not misses(visit, CASES["sample"])


@pytest.mark.parametrize("way", [pytest.param("http", marks=again), "file"])
def test_each_query_on_the_real_documents_has_its_page_first(way: str, browser: Browser, seeds_site: Path) -> None:
    folder = seeds_site.as_uri() + "/"
    with served(seeds_site) as address, visiting(browser, address if way == "http" else folder) as visit:
        visit.open("index.html")
        assert not misses(visit, CASES["seeds"])


def test_what_is_nowhere_is_not_found_and_breaks_nothing(visit: Visit) -> None:
    assert visit.results(CASES["none"]) == {query: [] for query in CASES["none"]}
    for query in filter(str.strip, CASES["none"]):
        visit.page.goto(f"{visit.base}tim-kiem.html?{urlencode({'q': query})}")
        visit.page.wait_for_function(
            "query => document.querySelector('[data-vk-results]').dataset.shown === query", arg=query
        )
        assert visit.page.locator(ALL_RESULTS).count() == 0
        assert visit.page.locator("img[src=x]").count() == 0


ODD = [
    '"ban dân tộc',
    'ban "dân',
    "x" * 10_000,
    "ban dân tộc " * 1000,
    "và của các",
    "<b>ban dân tộc</b>",
    "🙂 ban dân tộc",
    "--",
    '""',
]


@BOTH_WAYS
def test_odd_queries_are_answered(visit: Visit) -> None:
    found = visit.results(ODD)
    assert found['"ban dân tộc'][:1] == ["co-quan/ban-dan-toc-tinh-lam-giang.html"]
    assert found["🙂 ban dân tộc"][:1] == ["co-quan/ban-dan-toc-tinh-lam-giang.html"]
    assert found["x" * 10_000] == found["--"] == found['""'] == []
    assert visit.page.locator("header .vk-panel b").count() == 0


def test_a_typing_error_is_told(visit: Visit) -> None:
    visit.page.fill(HEADER, "hoang van thienn")
    expect(visit.page.locator("header .vk-panel__note")).to_contain_text("Có phải bạn tìm: hoang van thien")


def test_a_page_that_lacks_a_word_is_shown_as_such(visit: Visit) -> None:
    visit.page.fill(HEADER, "nước sạch bản cao xyzt")
    expect(visit.page.locator("header .vk-panel__note")).to_contain_text("Không trang nào có đủ các từ")
    assert visit.page.locator("header a[data-result]").count() > 0


def test_a_minus_leaves_pages_out(visit: Visit) -> None:
    found = visit.results(["kế hoạch 2023", "kế hoạch -2023"])
    assert not set(found["kế hoạch 2023"]) & set(found["kế hoạch -2023"])
    assert found["kế hoạch -2023"]


def test_marks_typed_come_before_other_marks(visit: Visit) -> None:
    visit.open("tim-kiem.html?q=b%C3%A1o")
    visit.page.locator(ALL_RESULTS).first.wait_for()
    assert "Báo" in visit.page.locator(ALL_RESULTS).first.inner_text()


def test_the_box_is_a_combobox_for_keys_and_screen_readers(visit: Visit) -> None:
    page = visit.page
    page.keyboard.press("/")
    page.keyboard.type("ban dan")
    page.locator("header a[data-result]").first.wait_for()
    box = page.locator(HEADER)
    assert box.get_attribute("role") == "combobox" and box.get_attribute("aria-expanded") == "true"
    expect(page.locator("header [role=status]")).to_contain_text("kết quả")
    page.wait_for_function(BOX_SHOWN, arg="ban dan")
    page.keyboard.press("ArrowDown")
    assert _chosen(page)
    assert page.locator("header [role=group]").first.get_attribute("aria-labelledby")
    page.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false" and not page.locator("header .vk-panel").is_visible()


def test_what_an_arrow_chose_stays_chosen_when_a_later_answer_comes(visit: Visit) -> None:
    page = visit.page
    page.keyboard.press("/")
    page.keyboard.type("ban da")
    page.wait_for_function(BOX_SHOWN, arg="ban da")
    page.evaluate(HOLD_ANSWERS)
    page.keyboard.type("n")
    assert page.locator(HEADER).get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    before = _chosen(page)
    page.evaluate("() => window.letGo()")
    page.wait_for_function(BOX_SHOWN, arg="ban dan")
    assert _chosen(page) == before
    page.keyboard.type(" toc")
    page.wait_for_function(BOX_SHOWN, arg="ban dan toc")
    assert page.locator("header [aria-selected=true]").count() == 0, "other words, another choice"


def _chosen(page: Page) -> str | None:
    """The address of the result that screen readers are told to be chosen: the one that is marked."""
    name = page.locator(HEADER).get_attribute("aria-activedescendant")
    marked = page.locator("header [aria-selected=true]")
    assert marked.count() == 1 and marked.get_attribute("id") == name
    return marked.get_attribute("href")


def test_on_a_phone_the_box_fills_the_screen(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/", viewport={"width": 360, "height": 640}) as visit:
        visit.open("index.html")
        visit.page.click("[data-vk-open]")
        visit.page.keyboard.type("ban dan toc")
        visit.page.locator("header a[data-result]").first.wait_for()
        area = visit.page.locator("form.vk-search--open").bounding_box()
        assert area and area["width"] == 360 and area["height"] == 640
        visit.page.click("[data-vk-close]")
        assert not visit.page.locator(HEADER).is_visible()


# --- the page of results -------------------------------------------------------------------------------


def counted(visit: Visit) -> int:
    """Return how many results the page says there are."""
    text = visit.page.locator(".vk-results > .vk-count").inner_text()
    return int(text.split()[0].replace(".", "")) if text[:1].isdigit() else 0


@BOTH_WAYS
def test_filters_count_and_the_address_can_be_shared(visit: Visit) -> None:
    visit.open("tim-kiem.html?q=ban+dan+toc")
    visit.page.locator(ALL_RESULTS).first.wait_for()
    before = counted(visit)
    choice = visit.page.locator(".vk-facet label", has_text="Văn bản").first
    wanted = int(choice.locator("small").inner_text())
    choice.click()
    expect(visit.page.locator(".vk-results > .vk-count")).to_contain_text(f"{wanted} kết quả")
    assert 0 < wanted < before
    kinds = {link.get_attribute("data-result") for link in visit.page.locator(ALL_RESULTS).all()}
    assert kinds == {"document"}
    shared = visit.page.url
    assert "muc=document" in shared
    visit.page.goto(shared)
    visit.page.locator(ALL_RESULTS).first.wait_for()
    assert counted(visit) == wanted


def test_order_and_period(visit: Visit) -> None:
    visit.open("tim-kiem.html?q=quyet+dinh&muc=document&xep=ngay")
    visit.page.locator(ALL_RESULTS).first.wait_for()
    lines = visit.page.locator(f"{ALL_RESULTS} .vk-result__sub").all_inner_texts()
    days = ["-".join(reversed(day)) for line in lines for day in re.findall(r"\b(\d\d)/(\d\d)/(\d{4})\b", line)]
    assert len(days) > 3 and days == sorted(days, reverse=True)
    visit.open("tim-kiem.html?q=quyet+dinh&muc=document&tu=2020-01-01&den=2020-12-31")
    visit.page.locator(ALL_RESULTS).first.wait_for()
    assert all("/2020" in text for text in visit.page.locator(f"{ALL_RESULTS} .vk-result__sub").all_inner_texts())


@BOTH_WAYS
def test_results_are_saved_as_a_table(visit: Visit) -> None:
    visit.open("tim-kiem.html?q=684")
    visit.page.locator(ALL_RESULTS).first.wait_for()
    with visit.page.expect_download() as saved:
        visit.page.get_by_role("button", name="Tải CSV").click()
    text = Path(saved.value.path()).read_text("utf-8-sig")
    found = list(csv.reader(io.StringIO(text)))
    assert found[0][:2] == ["Mục", "Tên"] and len(found) == counted(visit) + 1
    assert found[1][0] == "Văn bản" and "684/QĐ-UBND" in found[1][2]


@BOTH_WAYS
def test_recent_searches_stay_on_the_device(visit: Visit) -> None:
    visit.open("tim-kiem.html?q=nuoc+sach")
    visit.open("tim-kiem.html")
    visit.page.get_by_role("button", name="nuoc sach").click()
    expect(visit.page.locator("main input[type=search]")).to_have_value("nuoc sach")
    visit.open("tim-kiem.html")
    visit.page.get_by_role("button", name="Xóa các câu đã tìm").click()
    visit.open("tim-kiem.html")
    assert visit.page.get_by_role("button", name="nuoc sach").count() == 0


def test_without_a_script_the_page_says_where_the_lists_are(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/", java_script_enabled=False) as visit:
        visit.open("tim-kiem.html")
        assert visit.page.locator("main a[href*='co-quan/index.html']").first.is_visible()


# --- a broken index ------------------------------------------------------------------------------------


@pytest.mark.parametrize("harm", ["missing", "damaged"])
@pytest.mark.parametrize("what", ["n", "b", "d", "x"])
def test_a_broken_part_is_told_and_the_rest_is_shown(
    harm: str, what: str, browser: Browser, sample_site: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    shutil.copytree(sample_site, site)
    parts = sorted((site / FOLDER / what).iterdir())
    for path in parts[: len(parts) // 2] if what in "nb" else parts[::2]:
        path.unlink() if harm == "missing" else path.write_text("vankhoSearch(", "utf-8")
    page = browser.new_page()
    page.goto(f"{site.as_uri()}/tim-kiem.html?q=bao+cao+ban+dan+toc")
    page.wait_for_function("document.querySelector('[data-vk-results]').dataset.shown")
    assert page.locator(ALL_RESULTS).count() > 0
    if what != "x":
        assert "Một phần chỉ mục không tải được" in page.locator(".vk-results > .vk-count").inner_text()
    page.close()


def test_an_index_that_is_gone_is_told(browser: Browser, sample_site: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(sample_site, site, ignore=shutil.ignore_patterns("root.js"))
    page = browser.new_page()
    page.goto(f"{site.as_uri()}/tim-kiem.html?q=ban")
    expect(page.locator(".vk-results > .vk-count")).to_have_text("Không tải được chỉ mục tìm kiếm.")
    page.close()


def test_no_leaf_of_another_numbering_is_taken_from_a_browsers_cache(browser: Browser, sample_site: Path) -> None:
    asked: list[str] = []
    with served(sample_site) as address, visiting(browser, address) as visit:
        visit.page.on("request", lambda request: asked.append(request.url))
        visit.open("index.html")
        visit.results(["ban dan toc"])
        root = (sample_site / FOLDER / "root.js").read_text("utf-8")
    numbered = [url for url in asked if re.search(rf"/{FOLDER}/[nbd]/", url)]
    assert numbered and all(f'"version":"{url.partition("?")[2]}"' in root for url in numbered)


# --- twins: what Python writes and the browser reads -----------------------------------------------------


READ = """text => {
    const found = [];
    const root = {count: 200, spaces: {"": Uint32Array.from({length: 200}, (_, place) => place + 1)}};
    vankho.bits.each(vankho.bits.decode(text, root), page => found.push(page));
    return found;
}"""


def test_words_and_sets_are_the_same_on_both_sides(browser: Browser, sample_site: Path) -> None:
    page = browser.new_page()
    page.goto(sample_site.as_uri() + "/tim-kiem.html")

    @settings(max_examples=60)
    @given(st.lists(st.text(max_size=30), max_size=8), st.sets(st.integers(0, 199)))
    def law(texts: list[str], members: set[int]) -> None:
        plain = [text.encode("utf-8", "ignore").decode() for text in texts]
        seen = page.evaluate("texts => texts.map(text => vankho.words(text).map(w => [w.word, w.marked]))", plain)
        assert [[tuple(word) for word in each] for each in seen] == [words(text) for text in plain]
        assert page.evaluate(READ, encode(sorted(members), [Space("", 0, 200)])) == sorted(members)

    law()
    page.close()


# --- what nobody bears, and what nobody typed ----------------------------------------------------------

ABSENT = [
    ("685/QĐ-UBND", "van-ban/qd-ubnd-lam-giang-2023-04-28"),
    ("684/QĐ-BNV", "van-ban/qd-ubnd-lam-giang-2023-04-28"),
    ("1718/qđ-ttg", "so-hieu/1719-qd-ttg-2021"),
    ("120/2021/QH14", "so-hieu/120-2020-qh14"),
]


@pytest.mark.parametrize(("number", "near"), ABSENT)
def test_an_absent_number_says_so_and_near_ones_are_marked_as_near(visit: Visit, number: str, near: str) -> None:
    assert visit.results([number])[number][0] == f"{near}.html"
    expect(visit.page.locator("header .vk-panel__note")).to_have_text(f"Không có số hiệu {number} trong kho.")
    expect(visit.page.locator("header .vk-panel__kind")).to_have_text(f"Gần với {number}")
    visit.open(f"tim-kiem.html?{urlencode({'q': number})}")
    expect(visit.page.locator(".vk-results > .vk-count")).to_have_text(f"Không có số hiệu {number} trong kho.")
    expect(visit.page.locator(".vk-near")).to_have_text(f"Gần với {number}")
    assert counted(visit) == 0 and visit.page.locator(ALL_RESULTS).count() > 0


def test_half_a_name_offers_whom_it_may_mean(visit: Visit) -> None:
    visit.open("tim-kiem.html?q=thi%E1%BB%87n+xqzw")
    expect(visit.page.locator(".vk-near")).to_have_text("Có thể bạn tìm")
    expect(visit.page.locator(ALL_RESULTS).first).to_contain_text("Hoàng Văn Thiện")
    expect(visit.page.locator(".vk-results > .vk-count")).to_have_text("Không tìm thấy kết quả.")


def test_without_words_the_page_browses_by_type_year_and_agency(visit: Visit) -> None:
    visit.open("tim-kiem.html")
    visit.page.locator(ALL_RESULTS).first.wait_for()
    every = counted(visit)
    legends = visit.page.locator(".vk-facet legend").all_inner_texts()
    assert {"Mục", "Loại văn bản", "Năm", "Cơ quan ban hành", "Trong kho"} <= set(legends)
    year = visit.page.locator("fieldset", has_text="Năm").locator("label", has_text="2023").first
    wanted = int(year.locator("small").inner_text())
    year.locator("input").focus()
    visit.page.keyboard.press("Space")
    expect(visit.page.locator(".vk-results > .vk-count")).to_have_text(f"{wanted} trang, mới nhất trước.")
    assert 0 < wanted < every and "nam=2023" in visit.page.url
    assert visit.page.evaluate("document.activeElement.dataset.choice") == "year 2023"
    visit.page.reload()
    expect(visit.page.locator(".vk-results > .vk-count")).to_have_text(f"{wanted} trang, mới nhất trước.")


def test_held_papers_stand_before_numbers_that_are_only_cited(visit: Visit) -> None:
    visit.open("tim-kiem.html?q=quyet+dinh+so")
    visit.page.locator(ALL_RESULTS).first.wait_for()
    kinds = [link.get_attribute("data-result") for link in visit.page.locator(ALL_RESULTS).all()]
    assert "document" in kinds
    assert "decision" not in kinds[: kinds.index("document")]
