"""The checker of a draft: numbers, Word files, quotations; from a folder and over http, by keyboard, on 360 pixels."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, expect

from tests.browser.test_portal import JUDGE, WCAG, axe
from tests.support.browser import served
from tests.support.looks import again
from tests.support.paper_word import docx, packed
from tests.support.visit import Visit, visiting

PAGE = "kiem-tra.html"
BOX = "#k-ban-thao"
STATUS = ".vk-check__status"
ENTRY = ".vk-check__list > li"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HELD = "Chỉ thị số 06/CT-UBND ngày 18/5/2020"
DRAFT = f"""Căn cứ {HELD} của UBND tỉnh Lam Giang; Thông tri số 06-TT/TU ngày 12/4/2023 của Tỉnh ủy;
Căn cứ quyết định số 12/2018/QĐTTg; Quyết định số 9999/QĐ-TTg ngày 31/02/2021 của Bộ Tài chính;
Kế hoạch số 684/QĐ-UBND ngày 28/4/2023; Quyết định số 42/QĐ-BDT ngày 15/3/2024; Chỉ thị số 6/CT-UBND.
"""
TOLD = {
    "06/CT-UBND": ("Có trong kho", "Trích dẫn theo kho: Chỉ thị số 06/CT-UBND ngày 18 tháng 5 năm 2020 của UBND tỉnh"),
    "06-TT/TU": ("Chỉ trùng số", "Bản thảo ghi ngày 12/04/2023, kho ghi ngày 12/04/2024: hoặc ngày ghi nhầm"),
    "12/2018/QĐ-TTg": ("Chỉ được viện dẫn", "đúng thể thức là 12/2018/QĐ-TTg"),
    "9999/QĐ-TTg": ("Không có trong kho", "chỉ Thủ tướng Chính phủ, nhưng bản thảo ghi là của Bộ Tài chính"),
    "684/QĐ-UBND": ("Có trong kho", "Bản thảo gọi là kế hoạch, nhưng ký hiệu ghi “QĐ”"),
    "42/QĐ-BDT": ("Có trong kho", "Bị bãi bỏ một phần: khoản 3 Điều 1, theo Quyết định số 31/QĐ-SDTTG"),
    "6/CT-UBND": ("Chỉ trùng số", "Bản thảo ghi 6/CT-UBND, kho có 06/CT-UBND"),
}
"""Of each number its badge, and what is said of it."""

SENTENCE = "văn bản không đúng thể thức thì văn thư cơ quan không đóng dấu, không phát hành"
QUOTES = {
    SENTENCE: "khớp từng chữ với Chỉ thị số 06/CT-UBND",
    SENTENCE.replace("không đóng dấu", "chưa đóng dấu"): "bản thảo “chưa”, văn bản “không”",
    SENTENCE.replace("văn thư cơ quan ", ""): "thiếu “văn thư cơ quan”",
    SENTENCE.replace("thì văn thư", "thì bộ phận văn thư"): "thừa “bộ phận”",
    "văn bản không đúng thể thức … không phát hành": "khớp từng chữ",
    "một câu mà không văn bản nào trong kho từng viết ra": "không thấy câu này",
}
BODY = "<w:p><w:r><w:t>{}</w:t></w:r><w:del><w:r><w:t>Quyết định số 1/QĐ-TTg</w:t></w:r></w:del></w:p>"


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
    """A tab of a telephone on the checker's page of the sample."""
    with visiting(browser, sample_site.as_uri() + "/", viewport={"width": 360, "height": 700}) as visit:
        visit.open(PAGE)
        visit.page.locator(BOX).wait_for()
        yield visit


def checked(visit: Visit, draft: str) -> None:
    """Have a draft checked, by the keyboard alone."""
    visit.page.fill(BOX, draft)
    visit.page.press(BOX, "Control+Enter")
    expect(visit.page.locator(STATUS)).to_contain_text("Tìm thấy")


@BOTH_WAYS
def test_each_number_is_told_with_what_to_look_at(portal: Visit) -> None:
    portal.open(PAGE)
    checked(portal, DRAFT)
    entries = portal.page.locator(ENTRY)
    expect(entries).to_have_count(len(TOLD))
    for entry, (number, (badge, words)) in zip(entries.all(), TOLD.items(), strict=True):
        expect(entry.locator("strong").first).to_have_text(number)
        expect(entry.locator(".vk-badge")).to_have_text(badge)
        expect(entry).to_contain_text(words)
    page = portal.page.locator(f"{ENTRY} .vk-check__work a").first
    assert "van-ban/" in (page.get_attribute("href") or "")
    page.click()
    expect(portal.page.locator("h1")).to_contain_text("hồ sơ chính sách dân tộc")
    portal.page.go_back()
    expect(portal.page.locator(BOX)).to_have_value("")
    kept = portal.page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])")
    assert "UBND" not in kept


def test_groups_marks_copies_and_table(narrow: Visit) -> None:
    page = narrow.page
    checked(narrow, DRAFT)
    page.get_by_role("button", name="Không có trong kho 1").click()
    expect(page.locator(ENTRY)).to_have_count(1)
    page.get_by_role("button", name="Tất cả").click()
    page.locator(".vk-check__marked summary").click()
    page.locator(".vk-check__mark", has_text="9999/QĐ-TTg").click()
    expect(page.locator(f"{ENTRY}:target strong")).to_have_text("9999/QĐ-TTg")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Tải CSV").click()
    rows = list(csv.reader(io.StringIO(Path(saved.value.path()).read_text("utf-8-sig"))))
    assert [row[1] for row in rows[1:]] == list(TOLD)
    page.get_by_role("button", name="Xóa bản thảo").click()
    expect(page.locator(ENTRY)).to_have_count(0)


def test_it_fits_a_telephone_paper_and_axe(browser: Browser, sample_site: Path) -> None:
    narrow = {"width": 360, "height": 700}
    with served(sample_site) as base, visiting(browser, base, viewport=narrow) as visit:
        page = visit.page
        visit.open(PAGE)
        checked(visit, f"{DRAFT}{HELD}: “{SENTENCE}”.")
        page.locator(".vk-check__marked summary").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.evaluate(axe())
        assert page.evaluate(JUDGE, WCAG) == []
        page.emulate_media(media="print")
        expect(page.locator(BOX)).to_be_hidden()
        expect(page.locator(ENTRY).first).to_be_visible()


def test_quotations_are_compared_word_by_word(narrow: Visit) -> None:
    checked(narrow, "\n".join(f"{HELD} nêu “{words}”." for words in QUOTES))
    told = narrow.page.locator(".vk-check__quotes > li")
    expect(told).to_have_count(len(QUOTES))
    for each, said in zip(told.all(), QUOTES.values(), strict=True):
        expect(each).to_contain_text(said)
    told.first.locator("a").click()
    expect(narrow.page.locator(":target").locator("xpath=..")).to_contain_text(SENTENCE)


def test_a_word_file_is_read_in_the_browser(narrow: Visit) -> None:
    file = FilePayload(name="du-thao.docx", mimeType=WORD, buffer=docx(BODY.format(f"Căn cứ {HELD};")))
    narrow.page.set_input_files(".vk-check input[type=file]", file)
    expect(narrow.page.locator(ENTRY)).to_have_count(1)
    expect(narrow.page.locator(BOX)).to_have_value(f"Căn cứ {HELD};")


def damaged() -> dict[str, tuple[bytes, str]]:
    """Return files that are no papers, each with what is said of it."""
    good = docx(BODY.format("Quyết định số 1/QĐ-TTg"))
    xml = zipfile.ZipFile(io.BytesIO(good)).read("word/document.xml").decode()
    bomb = packed({"word/document.xml": f"<a>{' ' * 40_000_000}</a>"})
    liar = bomb.replace((40_000_007).to_bytes(4, "little"), (900).to_bytes(4, "little"))
    doctype = xml.replace("?>", '?><!DOCTYPE d [<!ENTITY a "aaaa">]>', 1)
    assert liar != bomb
    return {
        "bomb": (bomb, "bung ra quá lớn"),
        "bomb that lies": (liar, "bung ra quá lớn"),
        "entities": (packed({"word/document.xml": doctype}), "khai báo lạ (DTD)"),
        "no XML": (packed({"word/document.xml": xml[:-9]}), "đã hỏng"),
        "no part": (packed({"word/other.xml": xml}), "đã hỏng"),
        "cut": (good[:-40], "đã hỏng"),
        "no zip": (b"PK" + b"\x00" * 30, "đã hỏng"),
        "empty": (b"", "đã hỏng"),
        "old": (bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600, "tệp Word cũ (.doc)"),
        "UTF-16": (packed({"word/document.xml": xml.encode("utf-16")}), "đã hỏng"),
    }


def test_what_is_no_paper_is_refused_in_a_sentence(narrow: Visit) -> None:
    for name, (data, said) in damaged().items():
        file = FilePayload(name="du-thao.docx", mimeType=WORD, buffer=data)
        narrow.page.set_input_files(".vk-check input[type=file]", file)
        expect(narrow.page.locator(STATUS), name).to_contain_text(said)
        narrow.page.fill(BOX, "")
        narrow.page.get_by_role("button", name="Xóa bản thảo").click()


def test_hostile_drafts_are_words(narrow: Visit) -> None:
    draft = f"<img src=x onerror=alert(1)> {HELD} <script>alert(1)</script> “{{{{7*7}}}} <b>một hai ba bốn</b>”"
    checked(narrow, draft)
    narrow.page.locator(".vk-check__marked summary").click()
    expect(narrow.page.locator(".vk-check__text")).to_contain_text("<img src=x onerror=alert(1)>")
    assert narrow.page.locator(".vk-check :is(img, script, b)").count() == 0


def test_without_a_script_the_page_says_what_it_needs(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/", java_script_enabled=False) as visit:
        visit.open(PAGE)
        expect(visit.page.locator("[data-vk-check]")).to_contain_text("cần JavaScript")
        expect(visit.page.get_by_role("link", name="Danh mục số hiệu")).to_be_visible()
