"""Marks on pictures of an office file (hình con dấu): a stamp that was pasted in, a scanned page."""

from __future__ import annotations

import subprocess
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import islice

from PIL import Image

from generator.ingest.contract import MB, Tools
from generator.ingest.ocr import picture, stamps, tesseract
from generator.ingest.office.stamped import FOLDERS
from generator.model import Diagnostic, SourceText
from generator.model.frozen import replace
from generator.vocab.secrecy import borne

MOST, LARGEST = 6, 20 * MB
"""Pictures of a file that are looked at, and bytes of one: a stamp stands on the first page."""
LEAST = 40
"""Points of the long side of a picture; less is an ornament."""
PAGE = 900
"""Points of the short side from which a picture may be that of a page."""
SMALL, WHITE = 64, 170
"""Points of a side at which a picture is taken for paper or not, and how light a point of paper is."""
OBLONG, LONG = 1.2, 9
"""How much longer than high a stamp is, and a rule at least."""
SHEET, WIDTH = (2480, 3508), 700
"""A4 at the resolution at which stamps are read, and how wide a picture of a stamp is laid on it."""
_FORMS = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
_NO_PICTURE = (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError)


def with_stamps(source: SourceText, data: bytes, tools: Tools) -> SourceText:
    """Return the text of a file with the marks that its pictures bear, if a program can read them."""
    images = list(islice(_pictures(data), MOST))
    version = tesseract.engine() if images else ""
    if not images or isinstance(version, Diagnostic):
        return source
    key = f"{source.digest} pictures of an office file {version}"
    kept = tools.cache.get(key)
    if kept is None:
        try:
            found = [mark for image in images for mark in stamps.stamps(image, tools.limits.seconds)]
        except subprocess.TimeoutExpired:
            return source  # nothing is kept, so another build looks again
        tools.cache.put(key, kept := "\n".join(dict.fromkeys(found)).encode())
    marks = borne(kept.decode("utf-8", "replace").split("\n"))
    return replace(source, marks=(*source.marks, *marks))


def _pictures(data: bytes) -> Iterator[bytes]:
    """The pictures of a packed file, as pages on which stamps are looked for."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for entry in archive.infolist():
                name = entry.filename.lower()
                if name.startswith(FOLDERS) and name.endswith(_FORMS) and entry.file_size <= LARGEST:
                    page = _page(archive.read(entry))
                    if page:
                        yield page
    except _BROKEN:
        return


def _page(image: bytes) -> bytes | None:
    """A picture of a page as it is, one of a stamp on a sheet of its own; None where it is neither."""
    try:
        with Image.open(BytesIO(image), mode="r") as opened:
            long, short = max(opened.size), min(opened.size)
            if long < LEAST or long * short > picture.MAX_PIXELS or long > LONG * short:
                return None
            if short >= PAGE:
                return image if _is_paper(opened) else None
            return _sheet(opened) if opened.width >= OBLONG * opened.height else None
    except _NO_PICTURE:
        return None


def _is_paper(page: Image.Image) -> bool:
    """Tell whether a picture is mostly white: a photograph is not."""
    page.draft("L", (SMALL, SMALL))
    small = page.convert("L").resize((SMALL, SMALL), Image.Resampling.BOX)
    return sum(small.histogram()[WHITE:]) >= SMALL * SMALL / 2


def _sheet(stamp: Image.Image) -> bytes:
    drawn = stamp.convert("RGBA")
    size = WIDTH, max(1, round(WIDTH * drawn.height / drawn.width))
    drawn = drawn.resize(size, Image.Resampling.BICUBIC)
    sheet = Image.new("RGB", SHEET, "white")
    sheet.paste(drawn, (SHEET[0] // 2 - WIDTH // 2, WIDTH), drawn)
    out = BytesIO()
    sheet.save(out, "PPM")
    return out.getvalue()
