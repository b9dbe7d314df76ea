"""ZIP (tệp nén): read as a folder is, in the order of names."""

from __future__ import annotations

import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import PurePosixPath

from generator.ingest.bundles.member import Member, refuse_side_files
from generator.ingest.contract import MB, Refused
from generator.ingest.office.package import ENTRIES, RATIO, SMALL, too_large
from generator.ingest.walk import is_shown
from generator.model import Diagnostic, DiagnosticCode, KnownDocument, Limits, Mark
from generator.vocab.secrecy import hinted

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
_UTF8 = 0x800
_LOCKED = 0x1
_UNICODE_NAME = 0x7075


def members(data: bytes, limits: Limits) -> Iterator[Member | Diagnostic]:
    """Yield the files of an archive; one that cannot be taken out is told. Raises Refused."""
    if data.count(b"PK\x01\x02") > ENTRIES:
        raise _refused(f"tệp nén có hơn {ENTRIES} mục")
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except _BROKEN as problem:
        raise _refused("tệp nén bị cắt hoặc hỏng") from problem
    with archive:
        listed = ((_name(entry), entry) for entry in archive.infolist() if not entry.is_dir())
        entries = sorted(listed, key=lambda each: each[0])
        _weigh([entry for _, entry in entries], len(data), limits)
        shown = [(name, entry) for name, entry in entries if _is_shown(name)]
        refuse_side_files([name for name, _ in shown])
        stated = _stated([archive.comment, *(entry.comment for _, entry in shown)])
        for name, entry in shown:
            yield _member(archive, name, entry, stated)


def _member(
    archive: zipfile.ZipFile, name: str, entry: zipfile.ZipInfo, stated: KnownDocument | None
) -> Member | Diagnostic:
    if stat.S_ISLNK(entry.external_attr >> 16):
        message = "Không đọc: mục này là liên kết, không phải tệp. Đặt chính tệp văn bản vào đây."
        return Diagnostic(DiagnosticCode.SKIPPED, message, name, 1)
    if entry.flag_bits & _LOCKED:
        message = "Tệp đặt mật khẩu. Giải nén bằng mật khẩu rồi đặt tệp vào đây."
        return Diagnostic(DiagnosticCode.ENCRYPTED, message, name, 1)
    try:
        return Member(name, archive.read(entry), stated)
    except _BROKEN:
        message = "Không lấy ra được: tệp nén bị cắt hoặc hỏng. Giải nén bằng chương trình khác rồi đặt tệp vào đây."
        return Diagnostic(DiagnosticCode.UNREADABLE, message, name, 1)


def _is_shown(name: str) -> bool:
    return all(step in (".", "..") or is_shown(step) for step in PurePosixPath(name).parts)


def _weigh(entries: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    total = sum(entry.file_size for entry in entries)
    if total > limits.unpacked_mb * MB:
        raise too_large(f"bung ra {total / MB:.0f} MB", f"{limits.unpacked_mb} MB", "unpacked_mb")
    if total > SMALL and total > RATIO * packed:
        raise _refused(f"tệp nén bung ra gấp {total // packed} lần, như tệp bẫy")


def _stated(comments: Iterable[bytes]) -> KnownDocument | None:
    """Return what notes of an archive state of its papers: words like a mark keep all of them back."""
    words = (comment.decode("utf-8", "replace") for comment in comments if comment)
    return KnownDocument(file="", secrecy=Mark.DOUBTFUL) if any(hinted(words)) else None


def _name(entry: zipfile.ZipInfo) -> str:
    """Return an entry's name with `/`; many write UTF-8 without saying so, or letters of Windows."""
    return (_told_twice(entry) or _as_written(entry)).replace("\\", "/")


def _as_written(entry: zipfile.ZipInfo) -> str:
    if entry.flag_bits & _UTF8:
        return entry.filename
    with suppress(UnicodeError):
        written = entry.filename.encode("cp437")
        with suppress(UnicodeError):
            return written.decode("utf-8")
        name = unicodedata.normalize("NFC", written.decode("cp1258"))
        return name if all(char.isascii() or char.isalpha() for char in name) else entry.filename
    return entry.filename


def _told_twice(entry: zipfile.ZipInfo) -> str:
    """Return the name that an archive tells a second time in Unicode, empty where it does not."""
    at, extra = 0, entry.extra
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == _UNICODE_NAME and size > 5:  # a version and a sum stand before it
            return extra[at + 9 : at + 4 + size].decode("utf-8", "replace")
        at += 4 + size
    return ""


def _refused(found: str) -> Refused:
    return Refused(
        DiagnosticCode.UNREADABLE, f"Không mở được: {found}. Nén lại các tệp, hoặc đặt riêng từng tệp vào đây."
    )
