"""What a file is (dạng tệp) by its first bytes.

A name may lie, as when a web page was saved as `.doc`.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from generator.model import Diagnostic, DiagnosticCode

MAGIC: tuple[tuple[bytes, tuple[str, ...]], ...] = (
    (b"%PDF-", (".pdf",)),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", (".doc",)),
    (b"{\\rtf", (".rtf",)),
    (b"\x89PNG\r\n", (".png",)),
    (b"\xff\xd8\xff", (".jpg", ".jpeg")),
    (b"II*\x00", (".tif", ".tiff")),
    (b"MM\x00*", (".tif", ".tiff")),
)
"""First bytes, and the suffixes of that format, the usual one first."""
PACKED = (
    ("word/document.xml", ".docx"),
    ("xl/workbook.xml", ".xlsx"),
    ("xl/workbook.bin", ".xlsb"),
    ("ppt/presentation.xml", ".pptx"),
)
"""A part that a packed file holds, and the suffix of that format."""
OPEN = "content.xml"
"""The part of all OpenDocument files; `mimetype` tells them apart."""
OPEN_KINDS = {b"spreadsheet": ".ods", b"presentation": ".odp", b"graphics": ".odg"}
REMEDIES = {
    "Bản trình chiếu: xuất ra PDF rồi đặt tệp PDF vào đây.": (
        ".pptx",
        ".ppt",
        ".pps",
        ".odp",
        ".key",
    ),
    "Mở bằng Excel hoặc LibreOffice rồi lưu thành .xlsx.": (".xls", ".xlsb", ".xlsm", ".csv", ".tsv", ".numbers"),
    "Giải nén, rồi đặt các tệp bên trong vào đây (hoặc nén lại thành .zip).": (".rar", ".7z", ".gz", ".tar", ".tgz"),
    "Mở bằng Outlook rồi lưu thành .eml, hoặc lưu riêng các tệp đính kèm.": (".msg", ".pst", ".oft"),
    "Mở bằng trình duyệt rồi lưu thành .html, hoặc in ra PDF.": (".mht", ".mhtml", ".xhtml"),
    "Mở bằng Word hoặc LibreOffice rồi lưu thành .docx.": (".docm", ".dotx", ".dot", ".wps", ".pages", ".ott", ".fodt"),
    "Lưu ảnh thành .png hoặc .jpg.": (".gif", ".bmp", ".webp", ".heic", ".jp2", ".djvu"),
    "Xuất bản vẽ ra PDF.": (".odg", ".vsd", ".vsdx", ".dwg"),
}
"""The way to a form that is read, and the suffixes of those that are not."""
_WEB = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html|head|body)\b", re.I | re.S
)
_TEXTS = (".txt", ".md", ".json")


def kind_of(data: bytes, suffix: str) -> str:
    """Return the suffix that the file's content asks for; the given one where the content does not tell."""
    for magic, suffixes in MAGIC:
        if data.startswith(magic):
            return suffix if suffix in suffixes else suffixes[0]
    if data.startswith(b"PK\x03\x04"):
        return _packed(data) or suffix
    if suffix not in _TEXTS and _WEB.match(data.removeprefix(b"\xef\xbb\xbf")):
        return suffix if suffix in (".html", ".htm") else ".html"
    return suffix


def _packed(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = set(packed.namelist())
            told = OPEN in names and "mimetype" in names and packed.getinfo("mimetype").file_size < 200
            kind = packed.read("mimetype") if told else b""
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, OSError):
        return None
    if OPEN in names:
        return next((suffix for word, suffix in OPEN_KINDS.items() if word in kind), ".odt")
    return next((suffix for part, suffix in PACKED if part in names), None)


def told(name: str, kind: str) -> Diagnostic:
    """Return what is told of a file whose name says something else than its content."""
    message = f"Tên tệp không đúng dạng: nội dung là «{kind}», đã đọc theo nội dung. Đổi đuôi tệp cho đúng."
    return Diagnostic(DiagnosticCode.SUFFIX, message, name, 1)
