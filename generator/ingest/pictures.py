"""Pictures of pages (ảnh chụp, bản quét): PNG, JPEG, TIFF, recognised page by page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

from PIL import Image
from PIL.ExifTags import TAGS

from generator.ingest.comments import words_of
from generator.ingest.contract import USUAL, Tools, source_of_sheets
from generator.ingest.geometry import Sheet
from generator.ingest.ocr import Drawn, picture, replaced
from generator.model import Diagnostic, DiagnosticCode, SourceText
from generator.model.frozen import replace
from generator.vocab.secrecy import hinted

LONGEST = 20_000
"""Characters of what a picture says of itself that are looked at."""


def read(data: bytes, name: str, tools: Tools = USUAL) -> SourceText | Diagnostic:
    """Return the text of a picture file (PNG, JPEG, TIFF with its pages).

    A Diagnostic where there is none to read.
    """
    size = picture.size(data)
    if size is None:
        return Diagnostic(
            DiagnosticCode.UNREADABLE, "Không phải ảnh PNG, JPEG, TIFF. Kiểm tra rồi lưu lại tệp.", name, 1
        )
    if size[0] * size[1] > picture.MAX_PIXELS:
        message = f"Ảnh quá lớn: {size[0]} × {size[1]} điểm ảnh. Quét lại theo khổ giấy thật, 300 dpi."
        return Diagnostic(DiagnosticCode.TOO_LARGE, message, name, 1)
    count = picture.leaves(data)
    if count > tools.limits.pages:
        message = f"Quá dài: {count} trang, giới hạn là {tools.limits.pages}. Chia nhỏ tệp."
        return Diagnostic(DiagnosticCode.TOO_LARGE, message, name, 1)
    drawn = Drawn(render=lambda leaf: data, coloured=lambda leaf: data, leaves=True)
    outcome = replaced(data, [Sheet()] * count, name, tools, drawn)
    if isinstance(outcome, Diagnostic):
        return outcome
    kind = name.rpartition(".")[2].lower()
    source = source_of_sheets(data, name, kind, outcome[0], outcome[1], paged=count > 1)
    return replace(source, hints=(*source.hints, *hinted(said(data))))


def said(data: bytes) -> Iterator[str]:
    """Yield what a picture says of itself: comments and key words that a program of scanning wrote."""
    try:
        with Image.open(BytesIO(data), mode="r") as opened:
            told = {**{str(key): value for key, value in opened.info.items()}}
            told |= {TAGS.get(key, str(key)): value for key, value in opened.getexif().items()}
    except (OSError, ValueError, SyntaxError, TypeError, Image.DecompressionBombError):
        return
    for label, value in told.items():
        wide = label.startswith("XP")
        words = value.decode("utf-16-le" if wide else "utf-8", "replace") if isinstance(value, bytes) else str(value)
        for line in words[:LONGEST].replace("\0", "").split("\n"):
            yield from (line, f"{label}: {line}", *words_of(line), *re.split("[,;]", line))
