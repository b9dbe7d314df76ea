"""Plain text and Markdown: UTF-8 in, canonical lines out."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from generator.ingest.tools import USUAL, Tools
from generator.model import Diagnostic, SourceText

_NEWLINE = re.compile(r"\r\n?")
_BREAK = re.compile("[\v\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


def read(data: bytes, name: str, tools: Tools = USUAL) -> SourceText | Diagnostic:
    """Return the text of a `.txt` or `.md` file, line for line; a Diagnostic where it is empty or not UTF-8."""
    try:
        text = clean(data.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        return _not_utf8(data, problem.start, name)
    if not text.strip():
        return Diagnostic("empty", "Tệp không có chữ nào. Xóa tệp hoặc thay bằng bản có nội dung.", name, 1)
    digest = hashlib.sha256(data).hexdigest()
    return SourceText(name, digest, text, _starts(text, "\n"), _pages(text), name.rpartition(".")[2].lower())


def clean(text: str) -> str:
    """Return `text` in NFC with `\\n` as line end, without control and invisible characters (`\\n`, `\\t`, `\\f` stay).

    Line and paragraph separators inside a line (a Word line break) become a space, so no line is added.
    """
    text = _BREAK.sub(" ", _NEWLINE.sub("\n", text))
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def _starts(text: str, mark: str) -> tuple[int, ...]:
    """Return 0 and the offset after each `mark`."""
    return (0, *(match.end() for match in re.finditer(mark, text)))


def _pages(text: str) -> tuple[int, ...]:
    """Return where each page starts: after each form feed that text follows; no form feed, no pages."""
    starts = _starts(text.rstrip(), "\f")
    return starts if len(starts) > 1 else ()


def _not_utf8(data: bytes, position: int, name: str) -> Diagnostic:
    line = len(_NEWLINE.sub("\n", data[:position].decode("utf-8", "replace")).split("\n"))
    message = (
        f"Tệp không ở bảng mã UTF-8 (byte 0x{data[position]:02X} không hợp lệ). "
        "Mở tệp và lưu lại với bảng mã UTF-8 (Unicode)."
    )
    return Diagnostic("not_utf8", message, name, line)
