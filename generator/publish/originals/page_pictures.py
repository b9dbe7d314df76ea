"""Pictures of a paper's pages (ảnh trang): small enough for a page, kept by the paper's hash."""

from __future__ import annotations

from importlib.metadata import version

import msgspec

from generator.ingest.contract import Cache
from generator.ingest.sandbox import bounded
from generator.model import Limits
from generator.text.digests import digest

DRAWN = ("pdf", "png", "jpg", "jpeg", "tif", "tiff")
"""Forms of files whose pages are pictures, or can be drawn as such."""
_FORM = "-".join(("1", *(version(name) for name in ("pypdfium2", "pillow"))))
"""Pictures made by another version are others."""


def kept(cache: Cache, file: str, limits: Limits) -> tuple[tuple[int, int], ...] | None:
    """Return the sizes of a file's pictures in the cache, None where it was not drawn under these limits."""
    known = cache.get(_sizes(file, limits))
    return None if known is None else msgspec.json.decode(known, type=tuple[tuple[int, int], ...])


def picture(cache: Cache, file: str, page: int) -> bytes | None:
    """Return the picture of a page, from 1, as WebP."""
    return cache.get(_picture(file, page))


def mark(file: str, page: int) -> bytes:
    """Return the digest of all that the picture of a page is made of."""
    return digest(_picture(file, page))


def make(cache: Cache, file: str, data: bytes, form: str, limits: Limits) -> tuple[tuple[int, int], ...]:
    """Draw the pages of a file, keep them and return their sizes; () where that fails or lasts."""
    from generator.publish.originals.drawing import drawn  # loaded where a page is drawn, before a process is forked

    try:
        made = bounded(limits.seconds, lambda: list(drawn(data, form, limits.pages)))
    except Exception:  # a damaged file raises whatever its reader does; the text was read all the same
        made = []
    for page, (_, picture) in enumerate(made, 1):
        cache.put(_picture(file, page), picture)
    sizes = tuple(size for size, _ in made)
    cache.put(_sizes(file, limits), msgspec.json.encode(sizes))
    return sizes


def _picture(file: str, page: int) -> str:
    return f"{file} picture {_FORM} {page}"


def _sizes(file: str, limits: Limits) -> str:
    """Return the name of a file's sizes: what lasted too long may be drawn where it may last longer."""
    return f"{file} pictures {_FORM} {limits.pages} {limits.seconds}"
