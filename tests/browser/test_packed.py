"""A portal from a ZIP, as it is opened with a double click on a machine without a network."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from generator.publish.releases.pack import START, pack
from tests.support.visit import visiting


@pytest.fixture(scope="module")
def start(sample_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file to click, unpacked with the portal beside it."""
    folder = tmp_path_factory.mktemp("USB")
    pack(sample_site, folder / "kho.zip")
    with zipfile.ZipFile(folder / "kho.zip") as packed:
        packed.extractall(folder)
    (found,) = folder.glob(f"*/{START}")
    return found


def test_a_double_click_opens_it_and_search_finds(browser: Browser, start: Path) -> None:
    with visiting(browser, start.parent.as_uri() + "/") as visit:
        visit.page.goto(start.as_uri())
        visit.page.wait_for_url("**/site/index.html")
        found = visit.results(["1719/QĐ-TTg"])["1719/QĐ-TTg"]
        assert found[0] == "site/so-hieu/1719-qd-ttg-2021.html"
        visit.open(found[0])
        assert "1719" in visit.page.inner_text("h1")


def test_opened_inside_the_zip_it_says_what_to_do(browser: Browser, start: Path, tmp_path: Path) -> None:
    shutil.copy(start, tmp_path / START)
    page = browser.new_page()
    page.goto((tmp_path / START).as_uri())
    expect(page.locator("body")).to_contain_text("giải nén cả tệp ZIP trước")
    assert page.url.endswith(".html") and "site/" not in page.url
    page.close()
