"""A reader in a real browser: pages opened, words typed, everything that goes wrong noted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, TimeoutError

FOLDERS = ("van-ban", "co-quan", "chinh-sach", "so-hieu", "nguoi", "nhiem-vu", "du-lieu")


HEADER = "header input[type=search]"


NARROW = 320


IDLE = 20_000
"""Milliseconds in which a tab has all that it asked for."""


# Typing hundreds of queries key by key takes minutes; the box hears the same events here, and says what it has shown.
TYPE_ALL = """async queries => {
    const input = document.querySelector("header input[type=search]");
    const shown = () => [...document.querySelectorAll("header a[data-result]")].filter(link => link.offsetParent);
    const found = {};
    for (const query of queries) {
        delete input.form.dataset.shown;
        input.value = query;
        input.dispatchEvent(new Event("input", { bubbles: true }));
        while (input.form.dataset.shown !== query) await new Promise(changed => new MutationObserver((_, observer) => {
            observer.disconnect();
            changed();
        }).observe(input.form, { attributeFilter: ["data-shown"] }));
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
    waiting: set[Request] = field(default_factory=set)

    def open(self, path: str) -> None:
        """Show a page of the site."""
        self.page.goto(self.base + path)

    def quiet(self) -> None:
        """Wait until nothing is asked for; where the driver never says so, what was counted tells."""
        try:
            self.page.wait_for_load_state("networkidle", timeout=IDLE)
        except TimeoutError:
            assert not self.waiting, [each.url for each in self.waiting]

    def results(self, queries: Sequence[str]) -> dict[str, list[str]]:
        """Type queries into the box of the header; return the paths of the results of each, best first."""
        self.page.focus(HEADER)
        found: dict[str, list[str]] = self.page.evaluate(TYPE_ALL, list(queries))
        assert all(address.startswith(self.base) for addresses in found.values() for address in addresses)
        return {query: [unquote(a.removeprefix(self.base)) for a in addresses] for query, addresses in found.items()}


@contextmanager
def visiting(browser: Browser, base: str, **options: Any) -> Iterator[Visit]:
    """Open a tab that notes requests to others and errors, and judge it at the end."""
    context: BrowserContext = browser.new_context(**options)
    visit = Visit(base, context.new_page())

    def asked(request: Request) -> None:
        visit.waiting.add(request)
        if not request.url.startswith((base, "data:", "blob:")):
            visit.foreign.append(f"{visit.page.url}: {request.url}")

    def said(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            visit.errors.append(f"{visit.page.url}: {message.text}")

    context.on("request", asked)

    def failed(request: Request) -> None:
        visit.waiting.discard(request)
        if request.failure != "net::ERR_ABORTED":  # the next page was opened before this one had its icon
            visit.errors.append(f"{request.url}: {request.failure}")

    context.on("requestfailed", failed)
    context.on("requestfinished", lambda asked: visit.waiting.discard(asked))
    context.on("weberror", lambda error: visit.errors.append(f"{visit.page.url}: {error.error}"))
    context.on("console", said)
    try:
        yield visit
        visit.quiet()
    finally:
        context.close()
    assert not visit.foreign
    assert not visit.errors


def kinds(site: Path) -> list[str]:
    """Return a page of each kind: all at the top, and of each folder the lists and the largest other page."""
    chosen = sorted(path.name for path in site.glob("*.html"))
    for folder in FOLDERS:
        pages = sorted((site / folder).glob("*.html"))
        lists = [page for page in pages if page.name == "index.html" or page.name.startswith("theo-")]
        others = sorted(set(pages) - set(lists), key=lambda page: page.stat().st_size)
        chosen += [page.relative_to(site).as_posix() for page in (*lists, *others[-1:])]
    return chosen
