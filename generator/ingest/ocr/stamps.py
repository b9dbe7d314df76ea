"""Stamps (con dấu) on a picture of a page that say who may read it, straight or turned: TỐI MẬT.

Recognition of a page reads neither what leans nor what a red stamp shares with black print. So the red layer and framed
stamps are cut out, set straight and read apart; what costs time is done only where a picture has such a thing.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from io import BytesIO
from itertools import chain, islice

from PIL import Image, ImageChops, ImageOps

from generator.ingest.ocr import picture, tesseract
from generator.ingest.ocr.components import Box, boxes, clusters
from generator.text.fold import fold
from generator.vocab.secrecy import borne

Image.MAX_IMAGE_PIXELS = picture.MAX_PIXELS
LOOKED, READ = 100, 300
"""Resolution at which stamps are looked for, and read: A4 is taken for the size of every page."""
SHORT_SIDE = 8.27
"""Inches of the short side of A4."""
RED = 45
"""How much more red than green and blue a point of red ink is."""
LEAST, MOST = 0.00004, 0.12
"""Share of a page that is red ink: less is dust, more is paper of that colour."""
DARK = 150
LONG, HIGH = (0.28, 4.5), (0.12, 1.8)
"""Inches of the long and the short side of a stamp, its frame included."""
OBLONG = 1.3
"""How much longer than high a stamp is: a seal is round."""
RIM = 0.2
"""Share of the short side of a stamp in which its frame lies, a double one too."""
EDGE = 3
"""Points within a frame that its edge still darkens."""
FRAME = 0.55
"""Share of a side of a frame that is ink at least."""
STAMPS = 12
"""Stamps of a page that are read."""
GAP = 24
ALIKE = 0.74
"""How much of a level's letters is there where some of a stamp are misread."""
_LEVELS = ("mat", "toimat", "tuyetmat")
_LETTERS = re.compile(r"[^\W\d_]")


def stamps(image: bytes, seconds: int, leaf: int = 0) -> tuple[str, ...]:
    """Return the marks that stamps on a picture of a page bear; none where it cannot be opened.

    Raises TimeoutExpired where they could not be read in time.
    """
    try:
        page = _opened(image, leaf)
        cut = _cut(page) if page else []
        return _read(cut, seconds) if cut else ()
    except subprocess.TimeoutExpired:
        raise
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError, subprocess.SubprocessError):
        # Whoever reads the page tells that it is no picture, or that the program is missing.
        return ()


def _opened(image: bytes, leaf: int) -> Image.Image | None:
    """The page at the resolution at which stamps are read."""
    opened = Image.open(BytesIO(image), mode="r")
    if opened.width * opened.height > picture.MAX_PIXELS:
        return None
    if leaf:
        opened.seek(leaf)
    opened.draft("RGB", (opened.width, opened.height))
    page = (
        opened if opened.mode in ("L", "RGB") else opened.convert("L" if opened.mode in ("1", "LA", "I;16") else "RGB")
    )
    resolution = min(page.size) / SHORT_SIDE
    if resolution > 1.5 * READ:
        page = page.reduce(round(resolution / READ))
    elif resolution < 0.7 * READ and min(page.size) > LOOKED:
        page = page.resize(
            (round(page.width * READ / resolution), round(page.height * READ / resolution)), Image.Resampling.BICUBIC
        )
    return page


def _cut(page: Image.Image) -> list[Image.Image]:
    """What may be a stamp, set straight, black on white."""
    return list(islice(chain(_red(page), _framed(page)), STAMPS))


def _red(page: Image.Image) -> Iterator[Image.Image]:
    """The oblong things in red ink."""
    if page.mode != "RGB":
        return
    red, green, blue = page.split()
    layer = ImageChops.subtract(red, ImageChops.lighter(green, blue))
    small = layer.reduce(READ // LOOKED)
    inked = small.point(_from(RED))
    share = inked.histogram()[255] / (inked.width * inked.height)
    if LEAST <= share <= MOST:
        ink = ImageOps.invert(layer.point(_darkened))
        for box in clusters(inked):
            yield from _straight(inked, ink, box, framed=False)


def _framed(page: Image.Image) -> Iterator[Image.Image]:
    """The things in a frame of their own, whatever their colour."""
    grey = page.convert("L")
    inked = ImageOps.invert(grey.reduce(READ // LOOKED)).point(_from(255 - DARK))
    for box in boxes(inked, round(LONG[0] * LOOKED), round(LONG[1] * LOOKED)):
        yield from _straight(inked, grey, box, framed=True)


def _straight(inked: Image.Image, ink: Image.Image, box: Box, *, framed: bool) -> Iterator[Image.Image]:
    """What lies in a box, its long side laid flat, its frame taken off; nothing where it is no stamp."""
    angle, size = _lean(inked.crop(box))
    long, short = max(size) / LOOKED, min(size) / LOOKED
    if not (LONG[0] <= long <= LONG[1] and HIGH[0] <= short <= HIGH[1] and long >= OBLONG * short):
        return
    times = READ // LOOKED
    left, top, right, bottom = (side * times for side in _widened(box, inked))
    cut = ink.crop((left, top, right, bottom))
    turned = cut.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    middle = turned.width / 2, turned.height / 2
    reach = size[0] * times / 2 + 2, size[1] * times / 2 + 2
    flat = turned.crop(
        (
            round(middle[0] - reach[0]),
            round(middle[1] - reach[1]),
            round(middle[0] + reach[0]),
            round(middle[1] + reach[1]),
        )
    )
    flat = flat if flat.width >= flat.height else flat.transpose(Image.Transpose.ROTATE_90)
    bare, ruled = _without_frame(flat)
    if bare.width >= GAP and bare.height >= GAP and (ruled or not framed):
        yield bare


def _lean(ink: Image.Image) -> tuple[int, tuple[int, int]]:
    """The angle by which a thing must be turned to fill the smallest box, and its size then."""

    def size(angle: int) -> tuple[int, int]:
        box = ink.rotate(angle, expand=True).getbbox() or (0, 0, 1, 1)
        return box[2] - box[0], box[3] - box[1]

    def area(angle: int) -> int:
        width, height = size(angle)
        return width * height

    rough = min(range(-45, 46, 3), key=lambda angle: (area(angle), abs(angle)))
    best = min(range(rough - 2, rough + 3), key=lambda angle: (area(angle), abs(angle)))
    return best, size(best)


def _widened(box: Box, inked: Image.Image) -> Box:
    left, top, right, bottom = box
    by = 2
    return max(0, left - by), max(0, top - by), min(inked.width, right + by), min(inked.height, bottom + by)


def _without_frame(flat: Image.Image) -> tuple[Image.Image, bool]:
    """What stands within a frame, as far as one is ruled, and whether it runs all around."""
    zone = round(RIM * min(flat.size))
    rows = [255 - value for value in flat.resize((1, flat.height), Image.Resampling.BOX).tobytes()]
    columns = [255 - value for value in flat.resize((flat.width, 1), Image.Resampling.BOX).tobytes()]
    top, bottom = _inner(rows, zone)
    left, right = _inner(columns, zone)
    ruled = top > 0 and left > 0 and bottom < flat.height and right < flat.width
    inside = (left + EDGE, top + EDGE, right - EDGE, bottom - EDGE)
    return (flat.crop(inside) if ruled and inside[2] > inside[0] and inside[3] > inside[1] else flat), ruled


def _inner(ink: Sequence[int], zone: int) -> tuple[int, int]:
    """Where the inside of a frame begins and ends along one direction; the whole where no side is ruled."""
    least = FRAME * 255
    first = [at for at, value in enumerate(ink[:zone]) if value >= least]
    last = [at for at, value in enumerate(ink[-zone:], len(ink) - zone) if value >= least]
    return (first[-1] + 1 if first else 0), (last[0] if last else len(ink))


# --- reading -----------------------------------------------------------------------------------------


def _read(cut: Sequence[Image.Image], seconds: int) -> tuple[str, ...]:
    """The marks among the words of stamps, each read both ways up."""
    found: tuple[str, ...] = ()
    for upside in (False, True):
        if not found:
            lines = tesseract.lines(_sheet([each.rotate(180) if upside else each for each in cut]), seconds)
            found = borne(lines) or borne(level.upper() for line in lines for level in _meant(line))
    return found


def _meant(line: str) -> Iterator[str]:
    """The level whose letters a line nearly has: it is in doubt."""
    letters = fold("".join(_LETTERS.findall(line)))
    if 3 <= len(letters) <= 10:
        yield from (level for level in _LEVELS if SequenceMatcher(None, letters, level).ratio() >= ALIKE)


def _sheet(cut: Sequence[Image.Image]) -> bytes:
    """The stamps one below the other, as a picture."""
    width, height = max(each.width for each in cut) + 2 * GAP, sum(each.height + GAP for each in cut) + GAP
    sheet = Image.new("L", (width, height), 255)
    top = GAP
    for each in cut:
        sheet.paste(ImageOps.autocontrast(each), (GAP, top))
        top += each.height + GAP
    return picture.as_pgm(picture.Picture(width, height, sheet.tobytes()))


def _from(least: int) -> list[int]:
    return [255 * (value >= least) for value in range(256)]


def _darkened(value: int) -> int:
    return min(255, value * 3)
