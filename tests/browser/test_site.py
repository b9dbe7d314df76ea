"""The sample's site as a reader meets it: whole, quiet towards the world, usable, over http and from a folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from generator.text.fold import fold, fold_words
from tests.pages.test_moved import moved
from tests.support import crawl
from tests.support.browser import served
from tests.support.looks import WHOLE, of_each_depth
from tests.support.visit import FOLDERS, HEADER, Visit, kinds, visiting

WAYS = ("http", "http below a path", "file")


@pytest.fixture(scope="module", params=WAYS)
def base(request: pytest.FixtureRequest, sample_site: Path) -> Iterator[str]:
    """The site's address, each way that a reader may come to it."""
    if request.param == "file":
        yield sample_site.as_uri() + "/"
    else:
        with served(sample_site, "/" if request.param == "http" else "/co-quan/kho/") as address:
            yield address


@pytest.fixture
def visit(browser: Browser, base: str) -> Iterator[Visit]:
    """A tab on the site's first page."""
    with visiting(browser, base) as opened:
        opened.open("index.html")
        yield opened


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


def test_no_script_and_no_style_stands_in_a_page(each_site: Path) -> None:
    assert not {page: leaf.inline for page, leaf in crawl.leaves(each_site).items() if leaf.inline}


def test_every_page_can_be_reached(sample_site: Path) -> None:
    pages = crawl.leaves(sample_site)
    assert pages.keys() - crawl.reached(pages) <= {"404.html", *moved(sample_site)}


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
    leaf = crawl.Leaf()
    leaf.feed("<style></style><p style='x' onclick='y'><script>1</script><script type='application/json'>1</script>")
    assert leaf.inline == ["style", "p style", "p onclick", "script"]


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


@pytest.mark.parametrize("base", ["http", "http below a path"], indirect=True)
def test_every_kind_of_page_opens_quietly(visit: Visit, sample_site: Path) -> None:
    """Each is opened from a folder by `test_portal.py`, behind nginx by `tests/deploy/test_policy.py`."""
    for path in of_each_depth(sample_site):
        visit.open(path)
        assert visit.page.locator("h1").count() == 1, path
        assert visit.page.locator(HEADER).count() == 1, path


def test_the_search_box_opens_with_a_key(visit: Visit) -> None:
    visit.page.keyboard.press("/")
    expect(visit.page.locator(HEADER)).to_be_focused()
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


def some(wanted: list[Any], base: str) -> list[Any]:
    """Return all that search is to find from a folder; over http, where the same scripts read the same files, some."""
    return wanted if WHOLE or base.startswith("file:") else wanted[::20]


def test_every_name_is_found(visit: Visit, sample_site: Path) -> None:
    there = [(name, page) for name, page in named(sample_site) if (sample_site / page).is_file()]
    there = some(there, visit.base)
    assert there
    wanted = {query: page for name, page in there for query in (name, fold(name), name.upper())}
    found = visit.results(list(wanted))
    missed = [f"{query} ({page}): {found[query]}" for query, page in wanted.items() if page not in found[query]]
    assert not missed


def test_a_whole_number_comes_first(visit: Visit, sample_site: Path) -> None:
    works = [row for row in rows(sample_site, "entities.jsonl") if row["kind"] == "decision" and row.get("key")]
    single = [row for row in works if sum(other["key"] == row["key"] for other in works) == 1]
    assert len(single) > 40
    single = some(single, visit.base)
    # A paper without a day may be what is cited, or not: it bears the number, and is held.
    bear = {(row["number"], f"van-ban/{row['id']}.html") for row in rows(sample_site, "documents.jsonl")}
    wanted = {form(row["key"]): row for row in single for form in (str, fold, fold_words)}
    found = visit.results(list(wanted))
    first = {query: "".join(found[query][:1]) for query in wanted}
    right = {query: first[query] == row["page"] or (row["key"], first[query]) in bear for query, row in wanted.items()}
    assert all(right.values()), [(query, first[query]) for query, is_right in right.items() if not is_right]


def test_the_search_page_lists_all(visit: Visit) -> None:
    visit.open("tim-kiem.html?q=lam+giang")
    visit.page.locator("main a[data-result]").first.wait_for()
    assert visit.page.locator("main a[data-result]").count() > 8
