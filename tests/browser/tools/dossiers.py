"""Dossiers as a reader makes them: which papers, how one is opened, what a click saves."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Download, Locator, Page, expect

from tests.support.browser import served
from tests.support.visit import Visit, visiting

PAGE = "ho-so.html"
STATUS = ".vk-dossier__status"
ROW = ".vk-dossier__list > li"
PAPER = ".vk-dossier__paper"


def visited(browser: Browser, site: Path, way: str) -> Iterator[Visit]:
    """Open a tab on a site, from its folder or over http below a path."""
    if way == "folder":
        with visiting(browser, site.as_uri() + "/") as visit:
            yield visit
        return
    with served(site, "/kho/") as base, visiting(browser, base) as visit:
        yield visit


def ids(site: Path) -> list[str]:
    """Return the held papers of a site, by the names of their files."""
    rows = [json.loads(line) for line in (site / "du-lieu/documents.jsonl").read_text("utf-8").splitlines()]
    return [row["id"] for row in sorted(rows, key=lambda row: str(row["source"]["file"]))]


def opened(visit: Visit, papers: list[str], more: str = "") -> Page:
    """Open the dossier of an address, and wait until all of its papers are there."""
    visit.open(f"{PAGE}#vb={','.join(papers)}{more}")
    visit.page.reload()
    return whole(visit.page, len(papers))


def whole(page: Page, count: int) -> Page:
    """Wait until so many papers are shown."""
    expect(page.locator(f'[data-vk-dossier][data-shown="{count}"]')).to_be_attached()
    return page


def titles(page: Page) -> list[str]:
    """Return the titles of the contents, in order."""
    return page.locator(f"{ROW} > a").all_inner_texts()


def zipped(page: Page, act: Locator) -> tuple[Download, zipfile.ZipFile]:
    """Return what a click saves, opened."""
    with page.expect_download() as saved:
        act.click()
    made = zipfile.ZipFile(io.BytesIO(Path(saved.value.path()).read_bytes()))
    assert made.testzip() is None
    return saved.value, made


def text_of(made: zipfile.ZipFile, name: str) -> str:
    """Return a text of the ZIP, which says by its mark that it is UTF-8."""
    data = made.read(name)
    assert data.startswith(b"\xef\xbb\xbf") and b"\n" not in data.replace(b"\r\n", b"")
    return data.decode("utf-8-sig")
