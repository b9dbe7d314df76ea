"""Marked papers as pictures: a stamp in red or black, framed or not, straight or turned, printed by a browser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from io import BytesIO

from PIL import Image
from playwright.sync_api import Browser

from tests.support.marked.words import lines
from tests.support.typeset import typeset

ANGLES = (0, 5, 12, -20, 30, 90, 180, 270)
WIDTH, HEIGHT = 794, 700
"""A short page as wide as A4 at 96 dpi: its letters are recognised in little time."""
TIMES = 200 / 96
RED, BLACK = "#c8202c", "#222"
_STYLE = """<!doctype html><meta charset=utf-8><style>body { font: 17px/1.4 Tinos; margin: 40px 60px; width: 660px }
p { margin: 4px 0 } b { position: absolute; font-size: 20px; padding: 4px 10px; white-space: nowrap }</style>"""


def page(
    browser: Browser,
    mark: str,
    angle: int,
    colour: str = RED,
    framed: bool = True,
    kind: str = "png",
    body: Sequence[str] = (),
) -> bytes:
    """Return a picture of a short paper that bears a stamp; without a mark it bears none."""
    border = f"border: 4px double {colour}" if framed else ""
    place = "left: 480px; top: 120px" if colour == RED else "left: 520px; top: 190px"
    stamp = f"<b style='{place}; color: {colour}; {border}; transform: rotate({-angle}deg)'>{escape(mark)}</b>"
    written = "".join(f"<p>{escape(line)}</p>" for line in body or lines()[:14])
    tab = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=TIMES)
    try:
        typeset(tab, _STYLE + written + (stamp if mark else ""))
        return _saved(tab.screenshot(), kind)
    finally:
        tab.close()


def _saved(png: bytes, kind: str) -> bytes:
    """The picture on a sheet of A4, in a form of file."""
    drawn = Image.open(BytesIO(png)).convert("RGB")
    sheet = Image.new("RGB", (drawn.width, round(drawn.width * 1.414)), "white")
    sheet.paste(drawn, (0, 0))
    out = BytesIO()
    if kind == "pdf":
        sheet.save(out, "PDF", resolution=200)
    else:
        sheet.save(out, {"png": "PNG", "jpg": "JPEG", "tif": "TIFF"}[kind], dpi=(200, 200))
    return out.getvalue()


def all_pages(browser: Browser, marks: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Yield pictures of stamps of all marks, colours and angles, each with what it is called."""
    for mark in marks:
        for angle in ANGLES:
            for colour, framed in ((RED, True), (RED, False), (BLACK, True)):
                called = (
                    f"{mark}, {angle} degrees, {'red' if colour == RED else 'black'}, {'framed' if framed else 'bare'}"
                )
                yield called, page(browser, mark, angle, colour, framed)
