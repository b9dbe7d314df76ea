"""Tables in a browser: sorted the Vietnamese way, filtered without diacritics, saved as CSV, cards on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.text.collate import sort_key
from tests.test_browser import Visit, visiting

NAMES = (
    "An",
    "ăn",
    "Ân",
    "Ba",
    "bà",
    "bả",
    "bã",
    "bá",
    "bạ",
    "Da",
    "Đa",
    "hòa",
    "hoà",
    "Số 9",
    "Số 10",
    "108a",
    "ma b",
)


@pytest.fixture
def table(browser: Browser, sample_site: Path) -> Iterator[Visit]:
    """A tab on the tasks, read from a folder; downloads are let through."""
    with visiting(browser, sample_site.as_uri() + "/", accept_downloads=True) as visit:
        visit.open("nhiem-vu/index.html")
        yield visit


def column(visit: Visit, place: int) -> list[str]:
    """Return the cells of a column of the first table that may be sorted, those that are shown."""
    found: list[str] = visit.page.evaluate(
        """place => [...document.querySelector('.vk-tools + table').tBodies[0].rows]
            .filter(row => !row.hidden).map(row => row.cells[place].textContent.trim())""",
        place,
    )
    return found


def test_the_browser_sorts_as_the_generator_does(table: Visit) -> None:
    keys: list[str] = table.page.evaluate("names => names.map(window.vankhoTables.collationKey)", list(NAMES))
    by_browser = [name for _, name in sorted(zip(keys, NAMES, strict=True), key=lambda pair: pair[0])]
    wanted = sorted(NAMES, key=lambda name: sort_key(name)[0])
    assert by_browser == wanted


def test_a_head_sorts_by_click_and_by_key(table: Visit) -> None:
    head = table.page.locator(".vk-tools + table th").first
    dates = [cell[:10] for cell in column(table, 0)]
    head.locator("button").focus()
    table.page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    table.page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    years = [cell[:10].split("/")[::-1] for cell in column(table, 0)]
    assert sorted(dates) == sorted(cell[:10] for cell in column(table, 0))
    assert [year[0][:4] for year in years] == sorted((year[0][:4] for year in years), reverse=True)


def test_the_filter_ignores_diacritics_and_counts(table: Visit) -> None:
    every = len(column(table, 1))
    table.page.locator(".vk-filter").first.fill("dan toc")
    shown = column(table, 1)
    assert 0 < len(shown) < every
    assert table.page.locator(".vk-count").first.inner_text() == f"{len(shown)}/{every} dòng"
    table.page.locator(".vk-filter").first.fill("không có dòng này")
    assert table.page.locator(".vk-count").first.inner_text() == f"0/{every} dòng"


def test_csv_holds_what_is_shown(table: Visit, tmp_path: Path) -> None:
    table.page.locator(".vk-filter").first.fill("dan toc")
    shown = len(column(table, 1))
    with table.page.expect_download() as download:
        table.page.locator(".vk-csv").first.click()
    path = tmp_path / "saved.csv"
    download.value.save_as(path)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert download.value.suggested_filename.endswith(".csv")
    assert data.decode("utf-8-sig").count("\r\n") == shown + 1


@pytest.mark.parametrize("mark", ["=1+1", "+1", "-1", "@x", "\tx"])
def test_a_cell_is_no_formula(table: Visit, mark: str) -> None:
    assert table.page.evaluate("mark => window.vankhoTables.csvCell(mark)", mark) == f'"\'{mark}"'


def test_deadlines_are_marked_on_the_reader_s_day(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/") as visit:
        visit.page.clock.set_fixed_time("2024-03-10T08:00:00")
        visit.open("nhiem-vu/index.html")
        told = visit.page.locator(".vk-due-mark").all_inner_texts()
        assert "đã qua hạn" in told and any(each.startswith("còn ") for each in told)
        visit.open("index.html")
        assert 0 < visit.page.locator("table.vk-next tbody tr").count() <= 8


def test_rows_are_cards_on_a_phone_and_may_be_sorted_there(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/", viewport={"width": 320, "height": 700}) as visit:
        visit.open("nhiem-vu/index.html")
        row = visit.page.locator(".vk-tools + table tbody tr").first
        assert row.evaluate("row => getComputedStyle(row).display") == "block"
        visit.page.locator(".vk-choose").first.select_option("1")
        tasks = column(visit, 1)
        assert tasks == sorted(tasks, key=lambda name: sort_key(name)[0])


def test_tools_are_large_enough_to_touch(browser: Browser, sample_site: Path) -> None:
    small = """() => [...document.querySelectorAll('.vk-tools :is(button, input, select), .vk-sort')]
        .filter(each => each.offsetParent).map(each => each.getBoundingClientRect())
        .filter(box => box.width < 24 || box.height < 24).length"""
    for width in (320, 1280):
        with visiting(browser, sample_site.as_uri() + "/", viewport={"width": width, "height": 700}) as visit:
            visit.open("nhiem-vu/index.html")
            assert visit.page.evaluate(small) == 0, width


def test_without_javascript_tables_are_whole(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/", java_script_enabled=False) as visit:
        visit.open("nhiem-vu/index.html")
        assert visit.page.locator(".vk-tools").count() == 0
        assert visit.page.locator("table caption").count() >= 1
        assert visit.page.locator("table.vk-tasks tbody tr").count() > 20
