"""Lines for the registry on pages: read without a script, copied by a button, from a folder and over http."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.browser import served
from tests.support.visit import visiting

PAGES = ("chat-luong.html", "so-hieu/theo-chua-co.html")
LINE = "code[data-vk-copy]"


@pytest.fixture(params=["folder", "http"])
def base(request: pytest.FixtureRequest, sample_site: Path) -> Iterator[str]:
    """The address of the sample in a folder, and over http below a path."""
    if request.param == "folder":
        yield sample_site.as_uri() + "/"
        return
    with served(sample_site, "/kho/") as address:
        yield address


@pytest.mark.parametrize("path", PAGES)
def test_a_line_is_copied_as_it_stands(browser: Browser, base: str, path: str) -> None:
    with visiting(browser, base, viewport={"width": 360, "height": 740}) as visit:
        visit.open(path)
        line = visit.page.locator(LINE).first
        button = line.locator("xpath=following-sibling::button[1]")
        expect(button).to_have_text("Chép dòng")
        assert str(button.get_attribute("aria-label")).startswith("Chép dòng vào registry/")
        button.focus()
        visit.page.keyboard.press("Enter")
        expect(line.locator("xpath=following-sibling::span[@role='status'][1]")).to_have_text(" Đã chép")
        visit.page.evaluate("document.body.append(Object.assign(document.createElement('textarea'), {id: 'k-thu'}))")
        visit.page.locator("#k-thu").focus()
        visit.page.keyboard.press("Control+V")
        pasted = visit.page.locator("#k-thu").input_value()
        assert pasted == line.inner_text() and pasted.startswith("- {")
        assert not visit.page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.mark.parametrize("path", PAGES)
def test_without_a_script_the_lines_are_there_to_be_read(browser: Browser, sample_site: Path, path: str) -> None:
    with visiting(browser, sample_site.as_uri() + "/", java_script_enabled=False) as visit:
        visit.open(path)
        assert visit.page.locator(LINE).count() and not visit.page.locator(f"{LINE} + button").count()
        expect(visit.page.locator(LINE).first).to_be_visible()
