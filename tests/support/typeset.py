"""Pages set in a face that the tests bring along: the same lines, columns and letters on every machine.

Tinos has the widths of Times New Roman, in which Nghị định 30/2020/NĐ-CP has papers set. The files are those of the
npm package @fontsource/tinos 5.3.0, unchanged; `fonts/LICENSE` (SIL Open Font License) goes with them.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

FONTS = Path(__file__).with_name("fonts")
RANGES = {
    "latin": "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+0304, U+0308, U+0329, "
    "U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD",
    "vietnamese": "U+0102-0103, U+0110-0111, U+0128-0129, U+0168-0169, U+01A0-01A1, U+01AF-01B0, U+0300-0301, "
    "U+0303-0304, U+0308-0309, U+0323, U+0329, U+1EA0-1EF9, U+20AB",
}
WEIGHTS = (400, 700)
AS_DRAWN = "body { font-kerning: none; text-rendering: geometricPrecision }"
"""Letters as wide as the face says, whatever the machine does to draw them sharply; Word sets no kerning either."""
LOADED = "async () => { await Promise.all([...document.fonts].map(face => face.load())); }"


@cache
def faces() -> str:
    """Return the style that makes the family `Tinos` known, its files within it."""
    return "\n".join(
        f"@font-face {{ font-family: Tinos; font-weight: {weight}; unicode-range: {letters}; "
        f"src: url(data:font/woff2;base64,{_file(part, weight)}) format('woff2') }}"
        for part, letters in RANGES.items()
        for weight in WEIGHTS
    )


def typeset(page: Page, html: str) -> None:
    """Show a page whose style names the family `Tinos`, and wait until its letters are there."""
    page.set_content(html)
    page.add_style_tag(content=faces() + AS_DRAWN)
    page.evaluate(LOADED)


def _file(part: str, weight: int) -> str:
    return b64encode((FONTS / f"tinos-{part}-{weight}-normal.woff2").read_bytes()).decode()
