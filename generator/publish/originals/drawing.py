"""Pages of a file drawn (vẽ trang): as small as a page of the portal wants them."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdfium2 as pdfium
from PIL import Image, ImageOps

DPI = 110
LONGEST = 1850
"""Pixels of the longer side at most: that of an A3 page."""
MOST = 100 * 1024
"""Bytes of a picture at most."""
_STEPS = ((60, 1.0), (35, 1.0), (15, 1.0), (25, 0.7), (10, 0.5))
"""Quality and size, tried one after the other till a picture is small enough."""


def drawn(data: bytes, form: str, most: int) -> Iterator[tuple[tuple[int, int], bytes]]:
    """Yield size and picture, as WebP, of each of the first pages of a file."""
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
