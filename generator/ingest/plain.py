"""Plain text and Markdown: any Vietnamese encoding in, canonical lines out."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from generator.ingest import encodings
from generator.ingest.encodings import Decoded
from generator.ingest.tools import USUAL, Tools
from generator.model import Diagnostic, Extraction, SourceText

DAMAGE = "\ufffd"
"""Stands for bytes that are no character."""

_NEWLINE = re.compile(r"\r\n?")
_BREAK = re.compile("[\v\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


def read(data: bytes, name: str, tools: Tools = USUAL) -> SourceText | Diagnostic:
    """Return the text of a `.txt` or `.md` file, line for line; a Diagnostic where it is empty or no text."""
    decoded = encodings.decode(data)
    if decoded is None:
        return not_text(data, name)
    text = clean(decoded.text)
    if not text.strip():
        return Diagnostic("empty", "Tệp không có chữ nào. Xóa tệp hoặc thay bằng bản có nội dung.", name, 1)
    digest = hashlib.sha256(data).hexdigest()
    kind = name.rpartition(".")[2].lower()
    return SourceText(name, digest, text, _starts(text, "\n"), _pages(text), kind, _extraction(decoded, text, name))


def told(decoded: Decoded, name: str, text: str) -> tuple[Diagnostic, ...]:
    """Return what is told of an encoding (bảng mã) that is not UTF-8, and of damage, with its line in `text`."""
    notes: list[Diagnostic] = []
    if decoded.encoding not in encodings.PLAIN:
        message = (
            f"Đọc theo bảng mã {decoded.encoding}: {decoded.evidence}. Nếu chữ sai, lưu lại tệp với bảng mã UTF-8."
        )
        notes.append(Diagnostic("encoding", message, name, 1))
    if decoded.damaged:
        line = text.count("\n", 0, max(0, text.find(DAMAGE))) + 1
        message = (
            f"Có {decoded.damaged} chỗ byte hỏng, hiện thành «{DAMAGE}», chỗ đầu ở dòng {line}. "
            "Sửa các chỗ này hoặc lấy lại tệp gốc."
        )
        notes.append(Diagnostic("damaged", message, name, line))
    return tuple(notes)


def _extraction(decoded: Decoded, text: str, name: str) -> Extraction:
    return Extraction(certainty=round(decoded.certainty, 3), encoding=decoded.encoding, notes=told(decoded, name, text))


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


def not_text(data: bytes, name: str) -> Diagnostic:
    """Return what is told of a file that no encoding makes sense of, with the first byte that is not UTF-8."""
    position = len(data)
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        position = problem.start
    line = len(_NEWLINE.sub("\n", data[:position].decode("utf-8", "replace")).split("\n"))
    wrong = f" (byte 0x{data[position]:02X} không hợp lệ)" if position < len(data) else ""
    message = (
        f"Tệp không ở bảng mã UTF-8{wrong}, cũng không đọc được theo UTF-16, TCVN3 (ABC), VNI hay CP1258. "
        "Mở tệp bằng chương trình đã soạn ra nó và lưu lại với bảng mã UTF-8 (Unicode)."
    )
    return Diagnostic("not_utf8", message, name, line)
