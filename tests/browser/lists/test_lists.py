"""Lists in the browser: every row is filtered, counted, ordered and saved, whatever stands on the page."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.test_portal import COLOURS, JUDGE, WCAG, axe, coloured
from tests.support.browser import served
from tests.support.looks import again
from tests.support.visit import NARROW, Visit, visiting

BAR = ".vk-list-tools"
SHOWN = f"{BAR} table"


BOTH_WAYS = pytest.mark.parametrize("portal", ["folder", "http"], indirect=True)


@pytest.fixture(params=["folder", pytest.param("http", marks=again)])
def portal(request: pytest.FixtureRequest, browser: Browser, sample_site: Path) -> Iterator[Visit]:
    """A tab on the sample, opened from its folder and over http below a path."""
    size = {"width": 1280, "height": 900}
    if request.param == "folder":
        with visiting(browser, sample_site.as_uri() + "/", viewport=size, accept_downloads=True) as visit:
            yield visit
        return
    with served(sample_site, "/kho/") as base, visiting(browser, base, viewport=size, accept_downloads=True) as visit:
        yield visit


def told(site: Path, name: str) -> list[dict[str, Any]]:
    """Return a table of the open data."""
    return list(map(json.loads, (site / "du-lieu" / f"{name}.jsonl").read_text("utf-8").splitlines()))


def status(visit: Visit) -> Locator:
    """Return where the number of rows stands."""
    return visit.page.locator(f"{BAR} [role=status]")


def pick(visit: Visit, facet: str, value: str) -> Locator:
    """Open a facet and return the box of a value."""
    fold = visit.page.locator(f"{BAR} details", has=visit.page.locator("summary", has_text=re.compile(f"^{facet}")))
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    return fold.locator("label", has=visit.page.get_by_text(value, exact=True))


@BOTH_WAYS
def test_nothing_is_loaded_before_the_tools_are_touched(portal: Visit, sample_site: Path) -> None:
    asked: list[str] = []
    portal.page.on("request", lambda request: asked.append(request.url))
    portal.open("van-ban/theo-loai.html")
    rows = len(told(sample_site, "documents"))
    expect(status(portal)).to_have_text(f"{rows} dòng")
    portal.quiet()
    assert not [each for each in asked if "/assets/lists/" in each]
    portal.page.get_by_role("searchbox", name="Lọc cả danh mục").fill("ke hoach")
    expect(status(portal)).to_have_text(f"4 trong {rows} dòng")
    assert [each.partition("/assets/")[2].partition("?")[0] for each in asked if "/assets/lists/" in each] == [
        "lists/documents/root.js",
        "lists/documents/0.js",
    ]


@pytest.mark.parametrize("portal", ["folder"], indirect=True)
def test_words_facets_and_the_way_back(portal: Visit, sample_site: Path) -> None:
    rows = told(sample_site, "documents")
    types, years = Counter(row["type"] for row in rows), Counter((row["issued"] or "")[:4] for row in rows)
    portal.open("van-ban/index.html")
    sheets = portal.page.locator("article table.vk-documents").first
    box = pick(portal, "Loại", "Quyết định")
    assert box.locator("small").inner_text() == str(types["quyết định"])
    box.click()
    expect(status(portal)).to_have_text(f"{types['quyết định']} trong {len(rows)} dòng")
    assert not sheets.is_visible()
    decisions = [row for row in rows if row["type"] == "quyết định"]
    assert portal.page.locator(f"{SHOWN} tbody tr").count() == len(decisions)
    of_year = Counter((row["issued"] or "")[:4] for row in decisions)
    year = next(each for each in of_year if each)
    assert pick(portal, "Năm", year).locator("small").inner_text() == str(of_year[year]) != str(years[year])
    portal.page.keyboard.press("Escape")
    expect(portal.page.locator("summary:focus")).to_have_count(1)
    link = portal.page.locator(f"{SHOWN} tbody a").first
    target = link.get_attribute("href") or ""
    assert target.startswith(portal.base) and (sample_site / target.removeprefix(portal.base)).is_file()
    portal.page.get_by_role("button", name="Bỏ lọc").click()
    expect(status(portal)).to_have_text(f"{len(rows)} dòng")
    assert sheets.is_visible() and not portal.page.locator(SHOWN).is_visible()


@pytest.mark.parametrize("portal", ["folder"], indirect=True)
def test_a_head_of_a_sheet_orders_the_whole_list_by_key(portal: Visit) -> None:
    portal.open("van-ban/theo-co-quan.html")
    portal.page.locator("table.vk-documents thead button", has_text="Ngày").first.focus()
    portal.page.keyboard.press("Enter")
    head = portal.page.locator(f"{SHOWN} thead th").first
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert portal.page.evaluate("document.activeElement.closest('th')?.getAttribute('aria-sort')") == "ascending"
    days = portal.page.locator(f"{SHOWN} tbody td:first-child").all_inner_texts()
    known = ["-".join(reversed(day.split("/"))) for day in days if re.fullmatch(r"\d\d/\d\d/\d{4}", day)]
    assert len(known) > 20 and known == sorted(known)
    portal.page.keyboard.press("Space")
    expect(head).to_have_attribute("aria-sort", "descending")


def test_an_address_opens_what_was_chosen(portal: Visit, sample_site: Path) -> None:
    rows = [row for row in told(sample_site, "entities") if row["kind"] == "decision"]
    want = [row for row in rows if not row["held_as"] and row["type"] == "nghị quyết"]
    portal.open("so-hieu/index.html")
    pick(portal, "Trong kho", "Chỉ được viện dẫn").click()
    pick(portal, "Loại", "Nghị quyết").click()
    expect(status(portal)).to_have_text(f"{len(want)} trong {len(rows)} dòng")
    if portal.base.startswith("http"):
        address = portal.page.url
    else:
        address = f"{portal.base}so-hieu/index.html?loai=ngh%E1%BB%8B+quy%E1%BA%BFt&kho=chua"
    portal.page.goto("about:blank")
    portal.page.goto(address)
    expect(status(portal)).to_have_text(f"{len(want)} trong {len(rows)} dòng")
    assert pick(portal, "Loại", "Nghị quyết").locator("input").is_checked()


@pytest.mark.parametrize("portal", ["folder"], indirect=True)
def test_the_register_holds_what_is_not_held(portal: Visit, sample_site: Path) -> None:
    missing = [row for row in told(sample_site, "entities") if row["kind"] == "decision" and not row["held_as"]]
    portal.open("so-hieu/theo-chua-co.html")
    expect(status(portal)).to_have_text(f"{len(missing)} dòng")
    with portal.page.expect_download() as saved:
        portal.page.get_by_role("button", name="Tải JSON").click()
    rows = json.loads(Path(saved.value.path()).read_bytes())
    assert {row["id"] for row in rows} == {row["id"] for row in missing}
    counts = [row["cited_by"] for row in rows]
    assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize("portal", ["http"], indirect=True)
def test_a_file_is_made_of_data_and_no_cell_is_a_formula(portal: Visit, sample_site: Path) -> None:
    portal.open("so-hieu/index.html")
    portal.page.evaluate("""() => {
        const take = window.vankhoRows, words = ["=1+1", "+1", "-1", "@a", 'a"b'];
        window.vankhoRows = (key, value) => {
            if (/\\d$/.test(key)) value[1].forEach((row, place) => place < 5 && (row[6] = words[place]));
            take(key, value);
        };
    }""")
    with portal.page.expect_download() as saved:
        portal.page.get_by_role("button", name="Tải CSV").click()
    text = Path(saved.value.path()).read_bytes().decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    numbers = [row for row in told(sample_site, "entities") if row["kind"] == "decision"]
    assert text.startswith("\ufeff") and len(rows) == len(numbers)
    assert {"'=1+1", "'+1", "'-1", "'@a", 'a"b'} <= {row["Tên được viện dẫn"] for row in rows}
    assert not [row for row in rows if row["Tên được viện dẫn"].endswith("…")]
    pages = [row["Địa chỉ trang"].partition("#")[0] for row in rows]
    assert all(
        page.startswith(portal.base) and (sample_site / page.removeprefix(portal.base)).is_file() for page in pages
    )


def test_rows_that_do_not_come_are_told_and_asked_for_again(browser: Browser, sample_site: Path) -> None:
    context = browser.new_context()
    try:
        with served(sample_site) as base:
            page = context.new_page()
            page.goto(f"{base}van-ban/theo-loai.html")
            fold = page.locator(f"{BAR} summary", has_text="Loại")
            told = page.get_by_text("Không tải được danh mục. Kiểm tra mạng rồi thử lại").filter(visible=True)
            page.route("**/assets/lists/**", lambda route: route.abort())
            fold.click()
            expect(told).to_have_count(2)  # beside the tools, and where the values would stand
            page.unroute("**/assets/lists/**")
            for _ in range(2):
                fold.click()
            expect(page.get_by_role("group", name="Loại", exact=True).get_by_role("checkbox").first).to_be_visible()
            expect(told).to_have_count(0)
    finally:
        context.close()


def test_a_phone_has_cards_and_panels_that_fit(browser: Browser, sample_site: Path) -> None:
    options = {"viewport": {"width": NARROW, "height": 740}, "is_mobile": True, "has_touch": True}
    with visiting(browser, sample_site.as_uri() + "/", **options) as visit:
        visit.open("so-hieu/theo-chua-co.html")
        pick(visit, "Loại", "Quyết định").locator("input").check()
        row = visit.page.locator(f"{SHOWN} tbody tr").first
        assert row.evaluate("row => getComputedStyle(row).display") == "block"
        assert visit.page.evaluate("document.documentElement.scrollWidth") == NARROW
        panel = visit.page.locator(".vk-pick[open] .vk-pick__panel").bounding_box()
        assert panel and panel["x"] >= 0 and panel["x"] + panel["width"] <= NARROW
        visit.page.evaluate(axe())
        assert not visit.page.evaluate(JUDGE, ["wcag22aa"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_is_made(
    scheme: Literal["light", "dark"], browser: Browser, sample_site: Path
) -> None:
    wrong = {}
    with coloured(browser, scheme) as tab:
        for path in ("van-ban/index.html", "nguoi/index.html", "co-quan/index.html"):
            tab.goto((sample_site / path).as_uri())
            tab.add_style_tag(content="* { transition: none !important; animation: none !important }")
            tab.locator(f"{BAR} summary").first.click()
            tab.locator(f"{BAR} .vk-pick[open] label input").first.check()
            tab.locator(f"{SHOWN} tbody tr").first.wait_for()
            tab.evaluate(axe())
            if found := tab.evaluate(JUDGE, WCAG if scheme == "light" else COLOURS):
                wrong[path] = found
    assert not wrong


def test_what_cannot_be_loaded_is_told_and_the_sheets_stay(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/") as visit:
        visit.page.route("**/lists/agencies/0.js", lambda route: route.abort("aborted"))
        visit.open("co-quan/index.html")
        visit.page.locator(f"{BAR} input[type=search]").first.fill("ubnd")
        expect(status(visit)).to_contain_text("Không tải được danh mục")
        assert visit.page.locator("article ul a").first.is_visible()
        visit.page.unroute("**/lists/agencies/0.js")
        visit.page.locator(f"{BAR} input[type=search]").first.fill("so noi vu")
        expect(status(visit)).to_contain_text(" trong ")
        visit.errors[:] = [each for each in visit.errors if "ERR_ABORTED" not in each and "agencies" not in each]


def test_without_a_script_the_sheets_stand_alone(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/", java_script_enabled=False) as visit:
        visit.open("van-ban/index.html")
        assert not visit.page.locator(BAR).is_visible()
        assert visit.page.locator("article table.vk-documents").first.is_visible()
