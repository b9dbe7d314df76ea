"""Pictures of pages (ảnh chụp, bản quét): PNG, JPEG, TIFF, recognised page by page."""

from __future__ import annotations

from generator.ingest.contract import USUAL, Tools, source_of_sheets
from generator.ingest.geometry import Sheet
from generator.ingest.ocr import Drawn, picture, replaced
from generator.model import Diagnostic, DiagnosticCode, SourceText


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
    return source_of_sheets(data, name, kind, outcome[0], outcome[1], paged=count > 1)
