"""Tables in the browser: sorted the Vietnamese way, filtered without marks, saved as shown, used by keyboard."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from functools import cmp_to_key
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from generator.text.collate import sort_key
from tests.support.visit import Visit, visiting

TABLE = "article .vk-fold table.vk-decisions"
BAR = ".vk-table-tools:has(+ .vk-decisions), .vk-table-tools:has(+ .md-typeset__scrollwrap .vk-decisions)"
PAGE = "co-quan/ban-dan-toc-tinh-lam-giang.html"


@pytest.fixture
def works(browser: Browser, sample_site: Path) -> Iterator[Visit]:
    """A tab on a page with a table of works."""
    with visiting(browser, sample_site.as_uri() + "/", viewport={"width": 1280, "height": 900}) as visit:
        visit.open(PAGE)
        visit.page.locator(".vk-fold:has(.vk-decisions) > summary").click()
        yield visit


def column(table: Locator, place: int) -> list[str]:
    """Return the cells of a column that are shown."""
    cells = table.locator(f"tbody tr:not([hidden]) > :nth-child({place})").all_inner_texts()
    return [cell.strip() for cell in cells]


def iso(day: str) -> str:
    """Return `06/03/2018` as `2018-03-06`."""
    return "-".join(reversed(day.split("/")))


def test_a_click_or_a_key_sorts_and_says_so(works: Visit) -> None:
    table = works.page.locator(TABLE).first
    head = table.locator("thead th").nth(1)
    head.get_by_role("button").focus()
    works.page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    days = [iso(day) for day in column(table, 2) if "/" in day]
    assert len(days) > 10 and days == sorted(days)
    works.page.keyboard.press("Space")
    expect(head).to_have_attribute("aria-sort", "descending")
    assert [iso(day) for day in column(table, 2) if "/" in day] == sorted(days, reverse=True)
    table.locator("thead th").nth(3).get_by_role("button").click()
    counts = [int(count) for count in column(table, 4)]
    assert counts == sorted(counts) and head.get_attribute("aria-sort") is None


def test_a_filter_needs_no_marks_and_the_rest_is_saved(works: Visit) -> None:
    table, bar = works.page.locator(TABLE).first, works.page.locator(BAR)
    whole = len(column(table, 1))
    bar.get_by_role("searchbox").fill("ke hoach")
    shown = column(table, 1)
    assert 0 < len(shown) < whole and all("Kế hoạch" in each for each in shown)
    expect(bar.get_by_role("status")).to_have_text(f"{len(shown)} trong {whole} dòng")
    with works.page.expect_download() as saved:
        bar.get_by_role("button").click()
    found = list(csv.reader(io.StringIO(Path(saved.value.path()).read_text("utf-8-sig"))))
    assert [row[0] for row in found] == ["Số hiệu", *shown]


def test_no_saved_cell_is_a_formula(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/") as visit:
        visit.page.add_init_script("""document.addEventListener("DOMContentLoaded", () => {
            document.querySelectorAll("article table.vk-decisions tbody td:first-child").forEach((cell, place) => {
                cell.textContent = ["=1+1", "+1", "-1", "@a", 'a"b', "a;=1+1", "a; b"][place % 7];
            });
        });""")
        visit.open(PAGE)
        visit.page.locator(".vk-fold:has(.vk-decisions) > summary").click()
        with visit.page.expect_download() as saved:
            visit.page.locator(BAR).get_by_role("button").click()
        text = Path(saved.value.path()).read_text("utf-8-sig")
    first = {row[0] for row in csv.reader(io.StringIO(text))}
    assert first == {"Số hiệu", "'=1+1", "'+1", "'-1", "'@a", 'a"b', "a;'=1+1", "a; b"}


def test_what_was_cut_is_saved_whole(works: Visit) -> None:
    whole = "một tên dài, mà bảng không đủ chỗ"
    works.page.evaluate(
        """([table, whole]) => {
            const link = document.querySelector(`${table} tbody td a`);
            Object.assign(link, { textContent: "một tên dài, …", title: whole });
        }""",
        [TABLE, whole],
    )
    with works.page.expect_download() as saved:
        works.page.locator(BAR).get_by_role("button").click()
    found = list(csv.reader(io.StringIO(Path(saved.value.path()).read_text("utf-8-sig"))))
    assert found[1][0] == whole


def test_a_short_table_has_no_tools(browser: Browser, sample_site: Path) -> None:
    rows = """bars => bars.map(bar => (bar.nextElementSibling.matches("table") ? bar.nextElementSibling
        : bar.nextElementSibling.querySelector("table")).tBodies[0].rows.length)"""
    counted: list[int] = []
    with visiting(browser, sample_site.as_uri() + "/") as visit:
        for path in ("index.html", PAGE, "chinh-sach/de-an-nguoi-co-uy-tin-lam-giang.html"):
            visit.open(path)
            assert visit.page.locator("article table").count() > 2
            counted += visit.page.locator(".vk-table-tools").evaluate_all(rows)
    assert counted and min(counted) > 10


def test_words_are_sorted_as_lists_are(works: Visit, sample_site: Path) -> None:
    rows = map(json.loads, (sample_site / "du-lieu" / "entities.jsonl").read_text("utf-8").splitlines())
    names = sorted({row["name"] for row in rows if row["kind"] in ("agency", "person")}, key=sort_key)
    signs = works.page.evaluate(
        "names => names.map(a => names.map(b => Math.sign(vankho.compareCells(a, b))))", [n.lower() for n in names]
    )
    place = {name: at for at, name in enumerate(names)}
    shown = sorted(names, key=cmp_to_key(lambda a, b: signs[place[a]][place[b]]))
    assert shown == names


def test_on_a_phone_rows_are_cards(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/", viewport={"width": 320, "height": 640}) as visit:
        visit.open(PAGE)
        row = visit.page.locator(f"{TABLE} tbody tr").first
        assert row.evaluate("row => getComputedStyle(row).display") == "block"
        assert visit.page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize(
    ("today", "told"), [("2023-06-29", "còn 1 ngày"), ("2023-06-30", "hạn hôm nay"), ("2023-07-01", "quá hạn")]
)
def test_deadlines_are_told_by_the_readers_day(today: str, told: str, browser: Browser, sample_site: Path) -> None:
    rows = map(json.loads, (sample_site / "du-lieu" / "tasks.jsonl").read_text("utf-8").splitlines())
    assert any(row["deadline"] and row["deadline"]["date"] == "2023-06-30" for row in rows)
    with visiting(browser, sample_site.as_uri() + "/") as visit:
        visit.page.clock.set_fixed_time(f"{today}T12:00:00")
        visit.open("nhiem-vu/index.html")
        visit.page.locator(".vk-work--on").wait_for()
        mark = visit.page.locator("time.vk-due[datetime='2023-06-30'] + .vk-due-mark").first
        assert mark.inner_text() == told
        assert visit.page.locator("time.vk-due[datetime^='2025'] + .vk-due-mark").count() == 0


def test_paper_keeps_the_heads_of_columns(works: Visit) -> None:
    works.page.emulate_media(media="print")
    heads = works.page.locator(TABLE).first.locator("thead th button")
    assert heads.count() > 3 and all(head.is_visible() for head in heads.all())
    assert not works.page.locator(".vk-table-tools").first.is_visible()


def test_a_table_of_a_hand_written_page_is_left_alone(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/") as visit:
        visit.open("huong-dan.html")
        assert visit.page.locator("article table").count() > 0
        assert visit.page.locator(".vk-table-tools").count() == 0
