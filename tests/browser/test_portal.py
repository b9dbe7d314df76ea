"""Each page kind as people with other needs meet it: axe in light and dark, strict HTML, no script, small files.

In the browser each page kind is looked at once, of the second site the pages that the first does not have;
`make looks` looks at all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from posixpath import join, normpath
from typing import Literal

import html5lib
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.bench.painted import MOST_SHIFT, Painted, painted
from tests.browser.test_paper import page_count
from tests.support.browser import served
from tests.support.crawl import leaves
from tests.support.looks import WHOLE, looked_at
from tests.support.visit import HEADER, NARROW, kinds, visiting

CROWDED = ("van-ban/qd-ban-dan-toc-lam-giang-2020-02-05.html", "van-ban/ct-ubnd-lam-giang-2020-05-18.html")
"""Papers of the sample at whose head and foot links stand below each other."""
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURS = ["color-contrast", "link-in-text-block"]
"""What may differ from one colour scheme to the other; the elements are the same, but for the switch in the header."""
DARK = WCAG if WHOLE else COLOURS
"""The rules by which a page is judged again in the dark."""
MOST = 300 * 1024
DOCUMENT, WORDS = 120 * 1024, 3000
"""Bytes that a document's page of so many words may have; longer ones in proportion."""
LONG_TEXT = "van-ban/"
PHONE, NARROWEST = ViewportSize(width=360, height=740), ViewportSize(width=NARROW, height=640)
WIDTH = "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"
# Styles are fetched anew for one rule alone, a trial of axe's that no tag of ours names; from a folder none comes so.
JUDGE = """async rules => (await axe.run(document,
        { runOnly: rules, resultTypes: ["violations"], preload: { assets: ["media"] } })).violations
    .flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 160)}`))"""

# Half of what axe works is the making of colours, whose parts stand in maps, and the reading of the same few words,
# thousands of times: what a map tells of an object is kept with the object, and each colour is read once.
KEPT = """
class WeakMap {
    constructor() { this.key = Symbol(); }
    has(object) { return this.key in object; }
    get(object) { return object[this.key]; }
    set(object, value) { object[this.key] = value; return this; }
    delete(object) { return this.has(object) && delete object[this.key]; }
}"""
ONCE = """
(() => {
    const { prototype } = axe.commons.color.Color, parse = prototype.parseString, known = new Map();
    prototype.parseString = function (text) {
        if (!known.has(text)) {
            const { r, g, b, alpha } = parse.call(this, text);
            known.set(text, { r, g, b, alpha });
        }
        return Object.assign(this, known.get(text));
    };
})()"""


def axe() -> str:
    """Return the source of axe-core, as the package of the development requirements brings it."""
    spec = find_spec("axe_playwright_python")
    assert spec and spec.origin, "run `make test` once: it installs axe-playwright-python"
    return f"{{ {KEPT} {Path(spec.origin).with_name('axe.min.js').read_text('utf-8')} }} {ONCE}"


def opened(tab: Page, address: str) -> None:
    """Show a page for axe: colours are judged where they end, not on their way from one scheme to the other."""
    tab.goto(address)
    tab.add_style_tag(content="*, *::before, *::after { transition: none !important; animation: none !important }")
    tab.evaluate(axe())


def test_axe_finds_nothing(browser: Browser, each_site: Path, sample_site: Path) -> None:
    """Each page by all rules, then in the dark by those of colours; the first page is opened in the dark too."""
    wrong = {}
    with coloured(browser, "dark") as tab:
        opened(tab, (each_site / "index.html").as_uri())
        if found := tab.evaluate(JUDGE, WCAG):
            wrong["index.html, dark"] = found[:5]
        dark = tab.evaluate("({ ...document.body.dataset })")
    with coloured(browser, "light") as tab:
        for path in looked_at(each_site, sample_site):
            opened(tab, (each_site / path).as_uri())
            found = tab.evaluate(JUDGE, WCAG)
            tab.emulate_media(color_scheme="dark")
            tab.evaluate("dark => Object.assign(document.body.dataset, dark)", dark)
            if found := found + tab.evaluate(JUDGE, COLOURS):
                wrong[path] = found[:5]
            tab.emulate_media(color_scheme="light")
    assert not wrong, json.dumps(wrong, ensure_ascii=False, indent=1)


def test_a_phone_shows_each_page_whole_at_once_and_a_thumb_hits_every_target(
    browser: Browser, each_site: Path, sample_site: Path
) -> None:
    """Nothing moves while it comes; no link beside another is narrower than a thumb; nor is it wider than a screen."""
    source, wrong = axe(), {}
    phone = {"viewport": PHONE, "is_mobile": True, "has_touch": True}
    with visiting(browser, each_site.as_uri() + "/", **phone) as visit:
        for path in (*looked_at(each_site, sample_site), *(each for each in CROWDED if (each_site / each).exists())):
            visit.page.set_viewport_size(PHONE)
            visit.open(path)
            came = painted(visit.page)
            visit.page.evaluate(source)
            small = visit.page.evaluate(JUDGE, ["wcag22aa"])
            if moves(came) or small or sideways(visit.page, PHONE) or sideways(visit.page, NARROWEST):
                wrong[path] = came, small, visit.page.evaluate(WIDTH)
    assert not wrong


def moves(came: Painted) -> bool:
    """Tell whether a page moved while it came, or nothing was seen of it."""
    return came.shift > MOST_SHIFT or not came.paint


def sideways(tab: Page, screen: ViewportSize) -> bool:
    """Tell whether a page is wider than a screen."""
    tab.set_viewport_size(screen)
    return int(tab.evaluate(WIDTH)) > screen["width"]


def test_what_is_too_wide_is_measured(browser: Browser, tmp_path: Path) -> None:
    view = '<!doctype html><link rel=icon href="data:,"><meta name="viewport" content="width=device-width">'
    (tmp_path / "index.html").write_text(f"{view}<p style='width: 340px'>mờ", "utf-8")
    with visiting(browser, tmp_path.as_uri() + "/", viewport=PHONE, is_mobile=True, has_touch=True) as visit:
        visit.open("index.html")
        assert not sideways(visit.page, PHONE) and sideways(visit.page, NARROWEST)


def test_each_page_opens_quietly_and_nothing_moves(browser: Browser, sample_site: Path) -> None:
    wrong = {}
    with visiting(browser, sample_site.as_uri() + "/", viewport={"width": 1440, "height": 900}) as visit:
        for path in kinds(sample_site):
            visit.open(path)
            found = painted(visit.page)
            if moves(found) or [visit.page.locator(each).count() for each in ("h1", HEADER)] != [1, 1]:
                wrong[path] = found
    assert not wrong


def test_what_moves_is_measured(browser: Browser, tmp_path: Path) -> None:
    words = "document.querySelector('p').append(...'một hai ba bốn năm sáu bảy'.match(/\\S+ ?/g))"
    late = f"new PerformanceObserver(() => setTimeout(() => {words}, 60)).observe({{type: 'paint', buffered: true}})"
    page = f"<!doctype html><body><p style='width: 0; padding: 9px'></p><h1>Đầu trang</h1><script>{late}</script>"
    (tmp_path / "index.html").write_text(page, "utf-8")
    with visiting(browser, tmp_path.as_uri() + "/", viewport={"width": 360, "height": 400}) as visit:
        visit.open("index.html")
        found = painted(visit.page)
    assert found.shift > MOST_SHIFT and "H1" in found.moved and found.paint > 0


def test_a_short_page_is_one_sheet_of_paper(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/") as visit:
        for path in ("404.html", "kiem-tra.html", "tim-kiem.html"):
            visit.open(path)
            assert page_count(visit.page.pdf(prefer_css_page_size=True)) == 1, path


@pytest.mark.parametrize(("rules", "seen"), [(WCAG, {"image-alt", "color-contrast"}), (COLOURS, {"color-contrast"})])
def test_axe_sees_what_is_wrong(browser: Browser, rules: list[str], seen: set[str]) -> None:
    with coloured(browser, "dark") as tab:
        tab.set_content("<!doctype html><html lang=vi><title>x</title><img src='data:,'><p style='color:#aaa'>mờ")
        tab.evaluate(axe())
        assert {each.split(":")[0] for each in tab.evaluate(JUDGE, rules)} >= seen


@contextmanager
def coloured(browser: Browser, scheme: Literal["light", "dark"]) -> Iterator[Page]:
    """Open a tab in a colour scheme."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    try:
        yield context.new_page()
    finally:
        context.close()


def test_every_page_kind_is_strict_html(each_site: Path) -> None:
    wrong = {}
    for path in kinds(each_site):
        parser = html5lib.HTMLParser()
        parser.parse((each_site / path).read_text("utf-8"))
        if parser.errors:
            wrong[path] = parser.errors[:3]
    assert not wrong


def test_no_page_is_too_large(each_site: Path) -> None:
    sizes = {path.relative_to(each_site).as_posix(): path.stat().st_size for path in each_site.rglob("*.html")}
    assert not {path: size for path, size in sizes.items() if size > MOST and not path.startswith(LONG_TEXT)}


def test_a_document_of_3000_words_is_a_small_page(each_site: Path) -> None:
    wrong = {}
    for line in (each_site / "du-lieu" / "documents.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        size = (each_site / "van-ban" / f"{row['id']}.html").stat().st_size
        allowed = DOCUMENT * max(len(row["text"].split()) / WORDS, 1)
        if size > allowed:
            wrong[row["id"]] = f"{size} bytes, {allowed:.0f} allowed"
    assert not wrong


def test_it_reads_without_a_script(browser: Browser, each_site: Path, sample_site: Path) -> None:
    with visiting(browser, each_site.as_uri() + "/", java_script_enabled=False) as visit:
        for path in looked_at(each_site, sample_site):
            visit.open(path)
            assert visit.page.locator("main h1").is_visible(), path
            assert visit.page.locator(".vk-noscript a").count() >= 5, path
            hidden = "tables => tables.filter(table => !table.checkVisibility()).length"
            assert visit.page.locator("main table:not(details table)").evaluate_all(hidden) == 0, path


def test_a_keyboard_reaches_the_text_and_nothing_hides_the_focus(browser: Browser, sample_site: Path) -> None:
    with visiting(browser, sample_site.as_uri() + "/", viewport={"width": 1280, "height": 700}) as visit:
        visit.open(next(path for path in kinds(sample_site) if re.match("van-ban/(?!index|theo)", path)))
        visit.page.keyboard.press("Tab")
        expect(visit.page.locator(".md-skip")).to_be_focused()
        visit.page.keyboard.press("Enter")
        visit.page.wait_for_url("**#k-dau")
        covered = []
        for _ in range(40):
            visit.page.keyboard.press("Tab")
            covered += visit.page.evaluate("""() => {
                const it = document.activeElement, box = it.getBoundingClientRect();
                const bar = document.querySelector("header.md-header");
                const under = box.bottom <= bar.getBoundingClientRect().bottom && !bar.contains(it);
                return it.closest("article") && under ? [it.outerHTML.slice(0, 120)] : [];
            }""")
        assert not covered


def test_structured_data_leads_to_pages(sample_site: Path) -> None:
    pages = leaves(sample_site)
    for path in pages:
        _, there, rest = (sample_site / path).read_text("utf-8").partition('<script type="application/ld+json">')
        if there:
            data = json.loads(rest.partition("</script>")[0])
            assert not list(dead(path, data, pages)), path


def dead(path: str, value: object, pages: object) -> Iterator[str]:
    """Yield the addresses in structured data that are no page."""
    if isinstance(value, dict):
        for name, each in value.items():
            if name in ("@id", "item", "url") and normpath(join(path, "..", str(each))) not in pages:  # type: ignore[operator]
                yield str(each)
            yield from dead(path, each, pages)
    elif isinstance(value, list):
        for each in value:
            yield from dead(path, each, pages)


def test_it_works_over_http_below_a_path_in_the_dark(browser: Browser, sample_site: Path) -> None:
    with served(sample_site, "/kho/") as base, visiting(browser, base, color_scheme="dark") as visit:
        visit.open("huong-dan.html")
        assert visit.page.locator("nav.md-nav--primary a", has_text="Hướng dẫn sử dụng").count() >= 1
        assert visit.page.get_attribute("html", "lang") == "vi"
