"""The sample's site as a reader meets it: whole, quiet towards the world, usable, over http and from a folder."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from generator.text.fold import fold, fold_words
from tests import crawl
from tests.browser import served

FOLDERS = ("van-ban", "co-quan", "chinh-sach", "so-hieu", "nguoi", "nhiem-vu", "du-lieu")
WAYS = ("http", "http below a path", "file")
HEADER = "header input[type=search]"
NARROW = 320

# Typing hundreds of queries key by key takes minutes; the box hears the same events here, and says what it has shown.
TYPE_ALL = """async queries => {
    const input = document.querySelector("header input[type=search]");
    const shown = () => [...document.querySelectorAll("header a[data-result]")].filter(link => link.offsetParent);
    const found = {};
    for (const query of queries) {
        delete input.form.dataset.shown;
        input.value = query;
        input.dispatchEvent(new Event("input", { bubbles: true }));
        while (input.form.dataset.shown !== query) await new Promise(done => setTimeout(done));
        found[query] = shown().map(link => link.href);
    }
    return found;
}"""


@dataclass
class Visit:
    """A browser's tab on the site, and what went wrong in it."""

    base: str
    page: Page
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Show a page of the site."""
        self.page.goto(self.base + path)

    def results(self, queries: Sequence[str]) -> dict[str, list[str]]:
        """Type queries into the box of the header; return the paths of the results of each, best first."""
        self.page.focus(HEADER)
        found: dict[str, list[str]] = self.page.evaluate(TYPE_ALL, list(queries))
        assert all(address.startswith(self.base) for addresses in found.values() for address in addresses)
        return {query: [unquote(a.removeprefix(self.base)) for a in addresses] for query, addresses in found.items()}


@pytest.fixture(scope="module", params=WAYS)
def base(request: pytest.FixtureRequest, sample_site: Path) -> Iterator[str]:
    """The site's address, each way that a reader may come to it."""
    if request.param == "file":
        yield sample_site.as_uri() + "/"
    else:
        with served(sample_site, "/" if request.param == "http" else "/co-quan/kho/") as address:
            yield address


@contextmanager
def visiting(browser: Browser, base: str, **options: Any) -> Iterator[Visit]:
    """Open a tab that notes requests to others and errors, and judge it at the end."""
    context: BrowserContext = browser.new_context(**options)
    visit = Visit(base, context.new_page())

    def asked(request: Request) -> None:
        if not request.url.startswith((base, "data:", "blob:")):
            visit.foreign.append(f"{visit.page.url}: {request.url}")

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            visit.errors.append(f"{visit.page.url}: {message.text}")

    context.on("request", asked)

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the next page was opened before this one had its icon
            visit.errors.append(f"{request.url}: {request.failure}")

    context.on("requestfailed", failed)
    context.on("weberror", lambda error: visit.errors.append(f"{visit.page.url}: {error.error}"))
    context.on("console", said)
    try:
        yield visit
        visit.page.wait_for_load_state("networkidle")
    finally:
        context.close()
    assert not visit.foreign
    assert not visit.errors


@pytest.fixture
def visit(browser: Browser, base: str) -> Iterator[Visit]:
    """A tab on the site's first page."""
    with visiting(browser, base) as opened:
        opened.open("index.html")
        yield opened


def kinds(site: Path) -> list[str]:
    """Return a page of each kind: all at the top, and of each folder the lists and the largest other page."""
    chosen = sorted(path.name for path in site.glob("*.html"))
    for folder in FOLDERS:
        pages = sorted((site / folder).glob("*.html"))
        lists = [page for page in pages if page.name == "index.html" or page.name.startswith("theo-")]
        others = sorted(set(pages) - set(lists), key=lambda page: page.stat().st_size)
        chosen += [page.relative_to(site).as_posix() for page in (*lists, *others[-1:])]
    return chosen


def rows(site: Path, name: str) -> list[dict[str, Any]]:
    """Return one table of the open data."""
    return [json.loads(line) for line in (site / "du-lieu" / name).read_text("utf-8").splitlines()]


def named(site: Path) -> list[tuple[str, str]]:
    """Return name and page of everything in the open data that should have a page."""
    entities = [(str(row["name"]), str(row["page"])) for row in rows(site, "entities.jsonl") if row.get("page")]
    documents = [(row["title"], f"van-ban/{row['id']}.html") for row in rows(site, "documents.jsonl") if row["title"]]
    return entities + documents


# --- the site as files -------------------------------------------------------------------------------


def test_every_kind_of_page_is_there(sample_site: Path) -> None:
    pages = {path.split("/")[0] for path in kinds(sample_site)}
    assert pages >= {"index.html", "tim-kiem.html", "chat-luong.html", *FOLDERS}


def test_no_link_is_dead(sample_site: Path) -> None:
    assert not crawl.dead(sample_site, crawl.leaves(sample_site))


def test_nothing_is_loaded_from_elsewhere(sample_site: Path) -> None:
    assert not crawl.foreign(crawl.leaves(sample_site))


def test_every_page_can_be_reached(sample_site: Path) -> None:
    pages = crawl.leaves(sample_site)
    assert pages.keys() - crawl.reached(pages) <= {"404.html"}


def test_the_open_data_name_pages_that_are_there(sample_site: Path) -> None:
    assert not [page for _, page in named(sample_site) if not (sample_site / page).is_file()]


def test_no_id_stands_twice(sample_site: Path) -> None:
    assert not {page: leaf.twice for page, leaf in crawl.leaves(sample_site).items() if leaf.twice}


def test_the_crawler_sees_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<p id="x"><a href="b.html#no"><a href="c.html"><a href="#x"><a href="/d">', "utf-8"
    )
    (tmp_path / "b.html").write_text(
        '<script src="//e.vn/f.js"></script><a href="javascript:g()"><a href="http://h.vn">', "utf-8"
    )
    pages = crawl.leaves(tmp_path)
    assert [told.split(": ")[1] for told in crawl.dead(tmp_path, pages)] == ["b.html#no", "c.html", "/d"]
    assert crawl.foreign(pages) == [
        "b.html: <script src=//e.vn/f.js>",
        "b.html: <a href=javascript:g()>",
        "b.html: <a href=http://h.vn>",
    ]
    assert crawl.reached(pages, "a.html") == {"a.html", "b.html"}


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("<img src='http://elsewhere.example/x.png'>", "elsewhere.example"),
        ("<script>fetch('http://127.0.0.1:9/x').catch(() => 0)</script>", "127.0.0.1:9"),
        ("<script>nothing()</script>", "nothing is not defined"),
        ("<script>console.error('odd')</script>", "odd"),
        ("<script src='absent.js'></script>", "absent.js"),
    ],
)
def test_a_visit_sees_what_is_wrong(browser: Browser, tmp_path: Path, body: str, complaint: str) -> None:
    (tmp_path / "index.html").write_text(f"<!doctype html><body>{body}", "utf-8")
    with pytest.raises(AssertionError, match=complaint), visiting(browser, tmp_path.as_uri() + "/") as visit:
        visit.open("index.html")


# --- the site in a browser -----------------------------------------------------------------------------


def test_every_kind_of_page_opens_quietly(visit: Visit, sample_site: Path) -> None:
    for path in kinds(sample_site):
        visit.open(path)
        assert visit.page.locator("h1").count() == 1, path
        assert visit.page.locator(HEADER).count() == 1, path


def test_no_page_scrolls_sideways_on_a_phone(browser: Browser, sample_site: Path) -> None:
    wide = {}
    with visiting(browser, sample_site.as_uri() + "/", viewport={"width": NARROW, "height": 640}) as visit:
        for path in kinds(sample_site):
            visit.open(path)
            width = visit.page.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)")
            if width > NARROW:
                wide[path] = width
    assert not wide


def test_the_search_box_opens_with_a_key(visit: Visit) -> None:
    visit.page.keyboard.press("/")
    assert visit.page.evaluate("document.activeElement.matches('header input[type=search]')")
    visit.page.keyboard.type("lam giang")
    visit.page.locator("header a[data-result]").first.wait_for()
    visit.page.keyboard.press("ArrowDown")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url(lambda address: not address.endswith("index.html"))
    assert "lam giang" in fold(visit.page.inner_text("h1"))


def test_the_first_page_has_its_own_box(visit: Visit) -> None:
    box = "main input[type=search]"
    assert visit.page.locator(box).count() == 1
    visit.page.fill(box, "lam giang")
    visit.page.locator("main a[data-result]").first.wait_for()


def test_every_name_is_found(visit: Visit, sample_site: Path) -> None:
    there = [(name, page) for name, page in named(sample_site) if (sample_site / page).is_file()]
    wanted = {query: page for name, page in there for query in (name, fold(name), name.upper())}
    found = visit.results(list(wanted))
    missed = [f"{query} ({page}): {found[query]}" for query, page in wanted.items() if page not in found[query]]
    assert not missed


def test_a_whole_number_comes_first(visit: Visit, sample_site: Path) -> None:
    decisions = [row for row in rows(sample_site, "entities.jsonl") if row["kind"] == "decision" and row.get("key")]
    single = [row for row in decisions if sum(other["key"] == row["key"] for other in decisions) == 1]
    assert len(single) > 10
    wanted = {form(row["key"]): row["page"] for row in single for form in (str, fold, fold_words)}
    found = visit.results(list(wanted))
    assert not [f"{query}: {found[query][:1]}" for query, page in wanted.items() if found[query][:1] != [page]]


def test_the_search_page_lists_all(visit: Visit) -> None:
    visit.open("tim-kiem.html?q=lam+giang")
    visit.page.locator("main a[data-result]").first.wait_for()
    assert visit.page.locator("main a[data-result]").count() > 8
