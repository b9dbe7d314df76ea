"""Search measured beside the theme's own search and Pagefind, on the same pages, in one run.

    python -m tests.bench.search [--documents N] [--seed S] [--large PAGES]

A generated corpus goes through the whole pipeline; each engine indexes the pages and answers the same queries in
headless Chromium over http. `--large` measures ours alone on so many pages, made without parsing. Absolute figures
depend on the machine; the ratios between the engines do not. Pagefind is taken from the PATH or from `PAGEFIND`.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Error
from playwright.sync_api import Page as Tab

from generator import pipeline
from generator.curation.portal import open_content
from generator.derive.catalog import catalog
from generator.model import Facets, Page, PageKind
from generator.model.frozen import replace
from generator.pages import pages
from generator.publish.writer import write_tree
from generator.search import index
from generator.text.fold import fold_words
from tests.bench.corpus import documents
from tests.support.browser import launched, served
from tests.support.places import ROOT

WORK = ROOT / ".build" / "bench" / "search"
SCRIPTS = ("page/files", "page/elements", *(f"search/{name}" for name in ("words", "index", "rank", "show", "box")))
COLD, QUERIES, PATIENCE = 5, 60, 120_000
BARE = "bare.html"

HOST = """<!doctype html><html lang="vi"><meta charset="utf-8"><title>x</title>
<header><form data-vk-search="header" action="tim-kiem.html"><input type="search" name="q"></form></header>{scripts}"""
OURS = """async query => {
    const input = document.querySelector("header input"), start = performance.now();
    input.focus();
    delete input.form.dataset.shown;
    input.value = query;
    input.dispatchEvent(new Event("input"));
    while (input.form.dataset.shown !== query) await new Promise(done => setTimeout(done));
    const links = [...document.querySelectorAll("header a[data-result]")];
    return [performance.now() - start, links.map(link => link.href)];
}"""
THEMES = """async query => {
    const input = document.querySelector("[data-md-component=search-query]"), start = performance.now();
    document.querySelector("#__search").checked = true;
    const list = document.querySelector(".md-search-result__list");
    const meta = document.querySelector(".md-search-result__meta");
    list.replaceChildren(); meta.textContent = "";
    input.focus(); input.value = query;
    for (const name of ["keyup", "input", "focus"]) input.dispatchEvent(new Event(name, { bubbles: true }));
    const until = start + 60000;
    while (!list.children.length && !/no|không|kết quả/i.test(meta.textContent) && performance.now() < until)
        await new Promise(done => setTimeout(done));
    const links = [...list.querySelectorAll("a.md-search-result__link")];
    return [performance.now() - start, links.map(link => link.href.split(/[?#]/)[0])];
}"""
PAGEFINDS = """async query => {
    const start = performance.now();
    window.pagefind ??= await import("/pagefind/pagefind.js");
    const found = await window.pagefind.search(query);
    const rows = await Promise.all(found.results.slice(0, 8).map(result => result.data()));
    return [performance.now() - start, rows.map(row => new URL(row.url, location).href)];
}"""


@dataclass(frozen=True, slots=True)
class Engine:
    """A search to be measured: its site, what it costs, and how a query is put to it in the browser."""

    name: str
    site: Path
    script: str
    size: int
    seconds: float
    page: str = "index.html"
    """On which it is asked."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures of one engine: bytes and seconds of a cold query (medians), a warm one, heap, share right at rank 1."""

    engine: Engine
    fetched: float
    first: float
    warm: float
    heap: float
    right: float


# --- pages and queries -----------------------------------------------------------------------------


def made_pages(count: int, seed: int) -> tuple[Page, ...]:
    """Return the pages of a generated corpus, by the whole pipeline."""
    folder = WORK / f"corpus-{count}-{seed}"
    for paper in documents(count, seed):
        (folder / paper.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / paper.path).write_text(paper.text, "utf-8")
    content = open_content(folder)
    return pages(catalog(pipeline.graph_of(content, {}, lambda *_: None), content.portal))


def plain_pages(count: int, seed: int) -> Iterator[Page]:
    """Yield about `count` pages straight from the corpus: half of them documents, the others works and persons."""
    seen: set[str] = set()
    for place, paper in enumerate(documents(count // 2, seed)):
        kind = paper.type.capitalize()
        facets = Facets(number=paper.number, type=kind, issuer=paper.issuer, date=paper.issued)
        own = replace(facets, kind=PageKind.DOCUMENT)
        yield Page(f"van-ban/{place}.md", paper.title, "", own, paper.text)
        name, path = f"{kind} số {paper.number}", f"so-hieu/{fold_words(paper.number).replace(' ', '-')}-{place}.md"
        yield Page(path, name, "", replace(facets, kind=PageKind.WORK, held=True), paper.title)
        if paper.signer not in seen:
            seen.add(paper.signer)
            yield Page(f"nguoi/{len(seen)}.md", paper.signer, "", Facets(PageKind.PERSON, paper.issuer))


def table(found: Sequence[Page], seed: int) -> list[tuple[str, str]]:
    """Return queries, each with the page that must come first: names that only one page bears, typed as people do."""
    titles: dict[str, list[Page]] = {}
    for page in found:
        titles.setdefault(fold_words(page.title), []).append(page)
    draw = random.Random(seed)
    kinds: tuple[tuple[str, Callable[[str], str]], ...] = (
        ("so-hieu/", lambda title: title.partition(" số ")[2] or title),
        ("so-hieu/", lambda title: fold_words(title.partition(" số ")[2] or title)),
        ("nguoi/", fold_words),
        ("nguoi/", str.upper),
        ("co-quan/", fold_words),
        ("co-quan/", str),
    )
    listed = re.compile(r"[\w-]+/(index|theo-.*|.*/.*)\.md")
    alone = [page for page, *others in titles.values() if not others and not listed.fullmatch(page.path)]
    rows = []
    for folder, typed in kinds:
        single = [page for page in alone if page.path.startswith(folder)]
        for page in draw.sample(single, min(QUERIES // len(kinds), len(single))):
            rows.append((typed(page.title), page.path.removesuffix(".md") + ".html"))
    return rows


# --- engines ---------------------------------------------------------------------------------------


def ours(found: Sequence[Page], folder: Path) -> Engine:
    """Write our index beside a bare page with the box."""
    start = perf_counter()
    files = index(found)
    seconds = perf_counter() - start
    assets = {f"assets/{n}.js": (ROOT / f"site_templates/assets/{n}.js").read_bytes() for n in SCRIPTS}
    scripts = "".join(f'<script src="{path}"></script>' for path in assets)
    write_tree(folder, {**files, **assets, "index.html": HOST.format(scripts=scripts).encode()})
    return Engine("Văn Khố", folder, OURS, sum(map(len, files.values())), seconds)


def themes(found: Sequence[Page], folder: Path) -> Engine:
    """Build the pages with the theme's own search; the time is that of its plugin alone."""
    docs, site = folder / "docs", folder / "site"
    write_tree(docs, {page.path: page.markdown.encode() for page in found})
    config = folder / "mkdocs.yml"
    config.write_text(
        "site_name: x\nuse_directory_urls: false\ndocs_dir: docs\nsite_dir: site\nnot_in_nav: '*'\nnav: [index.md]\n"
        "theme: {name: material, language: vi, font: false}\nplugins: [search]\n"
        "markdown_extensions: [tables, attr_list, admonition, toc, generator.pages.markdown.caption]\n"
        "validation: {links: {not_found: ignore, anchors: ignore, unrecognized_links: ignore}}\n",
        "utf-8",
    )
    settings = load_config(str(config))
    plugin = settings.plugins["material/search"]
    spent = [0.0]
    for event in ("page_context", "post_build"):
        handlers = settings.plugins.events[event]
        handlers[:] = [_timed(each, spent) if getattr(each, "__self__", None) is plugin else each for each in handlers]
    build(settings)
    files = site / "search"
    return Engine("theme", site, THEMES, sum(path.stat().st_size for path in files.rglob("*")), spent[0])


def _timed(handler: Callable[..., object], spent: list[float]) -> Callable[..., object]:
    def call(*args: object, **named: object) -> object:
        start = perf_counter()
        try:
            return handler(*args, **named)
        finally:
            spent[0] += perf_counter() - start

    return call


def pagefinds(site: Path) -> Engine | None:
    """Index the theme's pages with Pagefind; None where it is not there."""
    program = os.environ.get("PAGEFIND") or shutil.which("pagefind")
    if not program:
        print(
            "Pagefind is not here: `npm install pagefind`, then PAGEFIND=…/node_modules/.bin/pagefind", file=sys.stderr
        )
        return None
    start = perf_counter()
    subprocess.run([program, "--site", str(site), "--force-language", "vi"], check=True, capture_output=True)
    seconds = perf_counter() - start
    size = sum(path.stat().st_size for path in (site / "pagefind").rglob("*") if path.is_file())
    # On a page of its own: the theme's pages load the theme's index too.
    (site / BARE).write_text(HOST.format(scripts=""), "utf-8")
    return Engine("Pagefind", site, PAGEFINDS, size, seconds, BARE)


# --- measuring -------------------------------------------------------------------------------------


def measured(browser: Browser, engine: Engine, queries: Sequence[tuple[str, str]]) -> Measured:
    """Put the queries to an engine, some of them each to a fresh browser."""
    # Without headers: the other engines need inline scripts and WebAssembly.
    with served(engine.site, headers={}) as address:
        cold = [_cold(browser, engine, address, query) for query, _ in queries[:: max(len(queries) // COLD, 1)]]
        tab = _tab(browser, address + engine.page)
        tab.evaluate(engine.script, queries[0][0])
        warm, right = [], 0
        for query, page in queries:
            _, links = tab.evaluate(engine.script, query)
            right += links[:1] == [address + page]
        for query, _ in queries[:20]:
            warm.append(tab.evaluate(engine.script, query)[0])
        heap = _heap(tab)
        tab.context.close()
    fetched, first = (median(each) for each in zip(*cold, strict=True))
    return Measured(engine, fetched, first, median(warm), heap, right / len(queries))


def _tab(browser: Browser, page: str) -> Tab:
    tab = browser.new_context().new_page()
    tab.set_default_timeout(PATIENCE)
    tab.goto(page, wait_until="load")
    return tab


def _cold(browser: Browser, engine: Engine, address: str, query: str) -> tuple[float, float]:
    """Return bytes fetched for the first query after the page is loaded, and its milliseconds."""
    tab = _tab(browser, address + engine.page)
    sizes: list[int] = []
    tab.context.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    spent, _ = tab.evaluate(engine.script, query)
    tab.wait_for_load_state("networkidle")
    tab.wait_for_timeout(300)
    tab.context.close()
    return float(sum(sizes)), float(spent)


def _heap(tab: Tab) -> float:
    session = tab.context.new_cdp_session(tab)
    session.send("HeapProfiler.collectGarbage")
    return float(session.send("Runtime.getHeapUsage")["usedSize"])


def row(found: Measured, count: int) -> str:
    """Return the figures of one engine as a row of a Markdown table."""
    cells = (
        found.engine.name,
        f"{found.fetched / 1024:,.0f} KB",
        f"{found.first:,.0f} ms",
        f"{found.warm:,.0f} ms",
        f"{found.heap / 1e6:,.0f} MB",
        f"{found.engine.size / 1e6:,.1f} MB",
        f"{found.engine.seconds / count * 1000:.2f} ms",
        f"{found.right:.0%}",
    )
    return f"| {' | '.join(cells)} |"


def main() -> int:
    """Print the table; always 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=700)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--large", type=int, default=0)
    call = parser.parse_args()
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    large = tuple(plain_pages(call.large, call.seed)) if call.large else ()
    found = large or made_pages(call.documents, call.seed)
    engines = [ours(found, WORK / "ours")]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(found)} pages; {peak:,.0f} MB of memory at the end of our index, pages included", flush=True)
    if not large:
        engines.append(themes(found, WORK / "theme"))
        engines.extend(filter(None, [pagefinds(engines[-1].site)]))
    print("| engine | fetched, cold | first result | warm query | heap | index | build, a page | right at rank 1 |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|")
    queries = table(found, call.seed)
    for engine in engines:
        with launched() as browser:
            try:
                print(row(measured(browser, engine, queries), len(found)), flush=True)
            except Error as problem:  # a tab that dies of memory is a result too
                told = str(problem).splitlines()[0]
                size = f"{engine.size / 1e6:,.1f} MB | {engine.seconds / len(found) * 1000:.2f} ms"
                print(f"| {engine.name} | no answer: {told} | | | | {size} | |", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
