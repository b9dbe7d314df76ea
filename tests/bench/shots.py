"""Pictures of every page kind, to be judged by eye: `python -m tests.bench.shots SITE FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.support.browser import launched
from tests.support.visit import kinds

WIDTHS = (360, 768, 1440)
SCHEMES = ("light", "dark")
TALLEST = 2400


def main(site: Path, folder: Path) -> int:
    """Write a PNG for each page kind, width and colour scheme, and a PDF of each kind; return how many files."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    with launched() as browser:
        for scheme in SCHEMES:
            for width in WIDTHS:
                context = browser.new_context(
                    viewport={"width": width, "height": TALLEST},
                    color_scheme=scheme,  # type: ignore[arg-type]
                )
                page = context.new_page()
                for path in kinds(site):
                    page.goto((site / path).resolve().as_uri())
                    name = path.removesuffix(".html").replace("/", "_")
                    page.screenshot(path=folder / f"{name}-{width}-{scheme}.png")
                    if (width, scheme) == (WIDTHS[-1], "light"):
                        page.pdf(path=folder / f"{name}.pdf", format="A4")
                        count += 1
                    count += 1
                context.close()
    return count


if __name__ == "__main__":
    print(f"{main(Path(sys.argv[1]), Path(sys.argv[2]))} tệp trong {sys.argv[2]}")
