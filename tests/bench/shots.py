"""Pictures of every page kind, to be judged by eye, and how they come: `python -m tests.bench.shots SITE FOLDER`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser

from tests.bench.painted import MOST_SHIFT, Painted, painted
from tests.support.browser import launched
from tests.support.visit import kinds

WIDTHS = (360, 768, 1440, 1920)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
TALLEST, SCREEN = 2400, 900
"""Pixels of a picture, and of the screen on which a page is measured."""
LONG = 60
"""Letters of an address that the table has room for."""
QUIET = 300
"""Milliseconds without a change after which a page counts as complete."""


def shot(browser: Browser, site: Path, folder: Path) -> Iterator[Path]:
    """Write a PNG for each page kind, width and colour scheme, and a PDF of each kind; yield their paths."""
    for scheme in SCHEMES:
        for width in WIDTHS:
            context = browser.new_context(viewport={"width": width, "height": TALLEST}, color_scheme=scheme)
            page = context.new_page()
            for path in kinds(site):
                page.goto((site / path).resolve().as_uri())
                made = folder / f"{path.removesuffix('.html').replace('/', '_')}-{width}-{scheme}.png"
                page.screenshot(path=made)
                yield made
                if (width, scheme) == (WIDTHS[-1], SCHEMES[0]):
                    made = folder / f"{path.removesuffix('.html').replace('/', '_')}.pdf"
                    page.pdf(path=made, format="A4")
                    yield made
            context.close()


def measured(browser: Browser, site: Path) -> dict[str, list[Painted]]:
    """Return of each page kind how it comes, for each width."""
    found: dict[str, list[Painted]] = {path: [] for path in kinds(site)}
    for width in WIDTHS:
        context = browser.new_context(viewport={"width": width, "height": SCREEN})
        page = context.new_page()
        for path in found:
            page.goto((site / path).resolve().as_uri())
            found[path].append(painted(page, QUIET))
        context.close()
    return found


def table(found: dict[str, list[Painted]]) -> str:
    """Return a table of milliseconds to the largest paint and of layout shift; `!` marks what shifts too far."""
    heads = "".join(f"{f'{width} px':>16}" for width in WIDTHS)
    rows = [f"{'largest paint (ms), layout shift':<{LONG}}{heads}"]
    for path, all_ in found.items():
        cells = (f"{each.paint:.0f}  {each.shift:.3f}{'!' if each.shift > MOST_SHIFT else ' '}" for each in all_)
        rows.append(f"{path[:LONG]:<{LONG}}{''.join(f'{cell:>16}' for cell in cells)}")
    return "\n".join(rows)


def main(site: Path, folder: Path) -> int:
    """Write pictures and table, and print the table; return 1 where a page shifts too far."""
    folder.mkdir(parents=True, exist_ok=True)
    with launched() as browser:
        found = measured(browser, site)
        count = len(list(shot(browser, site, folder)))
    told = table(found)
    (folder / "paint.txt").write_text(f"{told}\n", "utf-8")
    print(told)
    print(f"{count} tệp trong {folder}")
    return int(any(each.shift > MOST_SHIFT for all_ in found.values() for each in all_))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
