"""ZIP (tệp nén): read as a folder is, in the order of names."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import PurePosixPath

from generator.curation import side_file
from generator.ingest.bundles.member import Member
from generator.ingest.contract import MB, Refused
from generator.ingest.office.package import ENTRIES, RATIO, SMALL, too_large
from generator.ingest.walk import is_shown
from generator.model import Diagnostic, DiagnosticCode, Limits

_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
_UTF8 = 0x800
_LOCKED = 0x1


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
        names = [name for name, _ in shown]
        if any(side_file.is_one(name) or side_file.is_like(name, names) for name in names):
            # What a side file keeps inside must stay inside; only those of a real folder are read.
            raise Refused(
                DiagnosticCode.HELD_BACK,
                "Chưa đưa vào cổng vì trong tệp nén có tệp kèm (*.meta.yml). Giải nén ra thư mục rồi dựng lại.",
            )
        for name, entry in shown:
            yield _member(archive, name, entry)


def _member(archive: zipfile.ZipFile, name: str, entry: zipfile.ZipInfo) -> Member | Diagnostic:
    if entry.flag_bits & _LOCKED:
        message = "Tệp đặt mật khẩu. Giải nén bằng mật khẩu rồi đặt tệp vào đây."
        return Diagnostic(DiagnosticCode.ENCRYPTED, message, name, 1)
    try:
        return Member(name, archive.read(entry))
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


def _name(entry: zipfile.ZipInfo) -> str:
    """Return an entry's name with `/`; many programs write UTF-8 without saying so."""
    name = entry.filename
    if not entry.flag_bits & _UTF8:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _refused(found: str) -> Refused:
    return Refused(
        DiagnosticCode.UNREADABLE, f"Không mở được: {found}. Nén lại các tệp, hoặc đặt riêng từng tệp vào đây."
    )
