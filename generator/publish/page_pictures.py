"""Pictures of a paper's pages (ảnh trang): small enough for a page, kept by the paper's hash."""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib.metadata import version

import msgspec
import pypdfium2 as pdfium
from PIL import Image, ImageOps

from generator.ingest.contract import Cache
from generator.ingest.sandbox import bounded
from generator.model import Limits

DRAWN = ("pdf", "png", "jpg", "jpeg", "tif", "tiff")
"""Forms of files whose pages are pictures, or can be drawn as such."""
DPI = 110
LONGEST = 1850
"""Pixels of the longer side at most: that of an A3 page."""
MOST = 100 * 1024
"""Bytes of a picture at most."""
_STEPS = ((60, 1.0), (35, 1.0), (15, 1.0), (25, 0.7), (10, 0.5))
"""Quality and size, tried one after the other till a picture is small enough."""
_FORM = "-".join(("1", *(version(name) for name in ("pypdfium2", "pillow"))))
"""Pictures made by another version are others."""


def kept(cache: Cache, digest: str, limits: Limits) -> tuple[tuple[int, int], ...] | None:
    """Return the sizes of a file's pictures in the cache, None where it was not drawn under these limits."""
    known = cache.get(_sizes(digest, limits))
    return None if known is None else msgspec.json.decode(known, type=tuple[tuple[int, int], ...])


def picture(cache: Cache, digest: str, page: int) -> bytes | None:
    """Return the picture of a page, from 1, as WebP."""
    return cache.get(f"{digest} picture {_FORM} {page}")


def make(cache: Cache, digest: str, data: bytes, form: str, limits: Limits) -> tuple[tuple[int, int], ...]:
    """Draw the pages of a file, keep them and return their sizes; () where that fails or lasts."""
    try:
        made = bounded(limits.seconds, lambda: list(_drawn(data, form, limits.pages)))
    except Exception:  # a damaged file raises whatever its reader does; the text was read all the same
        made = []
    for page, (_, drawn) in enumerate(made, 1):
        cache.put(f"{digest} picture {_FORM} {page}", drawn)
    sizes = tuple(size for size, _ in made)
    cache.put(_sizes(digest, limits), msgspec.json.encode(sizes))
    return sizes


def _sizes(digest: str, limits: Limits) -> str:
    """Return the name of a file's sizes: what lasted too long may be drawn where it may last longer."""
    return f"{digest} pictures {_FORM} {limits.pages} {limits.seconds}"


def _drawn(data: bytes, form: str, most: int) -> Iterator[tuple[tuple[int, int], bytes]]:
    for number, page in enumerate(_pages(data) if form == "pdf" else _leaves(data)):
        if number == most:
            return
        yield _small(page)


def _pages(data: bytes) -> Iterator[Image.Image]:
    """Yield the pages of a PDF, what stands in form fields and stamps too."""
    document = pdfium.PdfDocument(data)
    if document.get_formtype():
        document.init_forms()
    for number in range(len(document)):
        page = document[number]
        longer = max(page.get_size())
        yield page.render(scale=min(DPI / 72, LONGEST / max(longer, 1))).to_pil()
        page.close()


def _leaves(data: bytes) -> Iterator[Image.Image]:
    """Yield the pictures of a file, turned as they are shown."""
    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF")) as file:
        for number in range(getattr(file, "n_frames", 1)):
            file.seek(number)
            wide, high = file.size
            dots = file.info.get("dpi", (0, 0))[1] or 300
            share = min(DPI / float(dots), LONGEST / max(wide, high), 1) if dots > DPI else LONGEST / max(wide, high)
            leaf = ImageOps.exif_transpose(file.convert("RGB"))
            yield _resized(leaf, min(share, 1))


def _small(page: Image.Image) -> tuple[tuple[int, int], bytes]:
    """Return a picture and its size, of as good a quality as it has room for."""
    drawn = page.convert("RGB")
    for quality, share in _STEPS:
        made, scaled = io.BytesIO(), _resized(drawn, share)
        scaled.save(made, "WEBP", quality=quality, method=2)
        if made.tell() <= MOST:
            break
    return scaled.size, made.getvalue()


def _resized(page: Image.Image, share: float) -> Image.Image:
    size = max(1, round(page.width * share)), max(1, round(page.height * share))
    return page if size == page.size else page.resize(size, Image.Resampling.BOX)
