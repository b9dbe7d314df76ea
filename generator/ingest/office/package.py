"""Packed files (DOCX, ODT: zip containers of XML parts), opened within limits and without trust.

Nothing is written to disk, so names of entries are keys and never paths. XML is read without a DTD: no entities, no
network, no nesting beyond what the library allows.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import PurePosixPath

from lxml import etree

from generator.ingest.contract import MB, Refused
from generator.ingest.kinds import kind_of
from generator.model import Diagnostic, DiagnosticCode, Limits

ENTRIES = 10_000
"""Entries of a container; a paper with a picture on each of its pages has some hundreds."""
RATIO = 200
"""Times its packed size that a container may unpack to, from SMALL bytes on; office files reach 20 to 60."""
SMALL = 20 * MB
PART = 20
"""Bytes of XML for each character that a text may have (`text_mb`): a part that is larger holds no readable paper."""
MARKS = 12 * MB
"""Tags and attributes of a part; each takes about 80 bytes of memory."""
_LINK = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
CHUNKS = (".html", ".htm", ".xhtml", ".mht", ".mhtml", ".txt")
"""Parts that Word prints as if they stood in the text, though they are no XML of its own."""
WHOLE = (".docx", ".rtf")
"""Files that Word takes into the text whole; what is embedded as an object is none."""
_READ = (".xml", ".rels", ".vml", "mimetype", *CHUNKS, *WHOLE)
_OBJECTS = "/embeddings/"
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    struct.error,
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def too_large(found: str, most: str, key: str) -> Refused:
    """Return the refusal of what is larger than a limit of `portal.yml`."""
    return Refused(
        DiagnosticCode.TOO_LARGE,
        f"Quá lớn: {found}, giới hạn là {most}. Chia nhỏ tệp, hoặc nâng `limits: {key}` trong portal.yml.",
    )


def broken(found: str) -> Refused:
    """Return the refusal of a container or part that is damaged, or that was built to do harm."""
    return Refused(
        DiagnosticCode.UNREADABLE, f"Không mở được: {found}. Mở tệp bằng Word hoặc LibreOffice rồi lưu lại bản mới."
    )


def not_a(suffix: str, data: bytes) -> Refused:
    """Return the refusal of a file that is not what its suffix (`.docx`) says."""
    if not data.strip():
        return Refused(DiagnosticCode.EMPTY, "Tệp không có chữ nào. Xóa tệp hoặc thay bằng bản có nội dung.")
    if data.startswith(OLE) and ENCRYPTED in data:
        return locked()
    kind = kind_of(data, suffix)
    if kind != suffix:
        return Refused(
            DiagnosticCode.WRONG_SUFFIX, f"Đuôi tệp là {suffix} nhưng nội dung là {kind}. Đổi đuôi tệp thành {kind}."
        )
    if data.startswith(b"PK"):
        return broken("tệp nén này không chứa văn bản")
    return Refused(
        DiagnosticCode.WRONG_SUFFIX,
        f"Đuôi tệp là {suffix} nhưng nội dung không phải dạng đó. Kiểm tra tệp, hoặc lưu lại từ chương trình đã soạn.",
    )


def locked() -> Refused:
    """Return the refusal of a file that asks for a password."""
    return Refused(DiagnosticCode.ENCRYPTED, "Tệp đặt mật khẩu. Mở bằng mật khẩu, bỏ mật khẩu rồi lưu lại.")


def unpack(data: bytes, limits: Limits) -> Mapping[str, bytes]:
    """Return the XML parts of a container by name, in lower case; pictures stay packed. Raises Refused."""
    if data.count(b"PK\x01\x02") > ENTRIES:
        raise broken(f"tệp nén có hơn {ENTRIES} mục")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _parts(archive, len(data), limits)
    except _BROKEN as problem:
        raise broken("tệp nén bị cắt hoặc hỏng") from problem


def _parts(archive: zipfile.ZipFile, packed: int, limits: Limits) -> Mapping[str, bytes]:
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    if total > limits.unpacked_mb * MB:
        raise too_large(f"bung ra {total / MB:.0f} MB", f"{limits.unpacked_mb} MB", "unpacked_mb")
    if total > SMALL and total > RATIO * packed:
        raise broken(f"tệp nén bung ra gấp {total // packed} lần, như tệp bẫy")
    parts: dict[str, bytes] = {}
    for entry in entries:
        key = entry.filename.replace("\\", "/").lstrip("/").lower()
        if not key.endswith(_READ) or _OBJECTS in key:
            continue
        if entry.flag_bits & 1:
            raise locked()
        if key in parts:
            raise broken("tệp nén có hai mục cùng tên")
        parts[key] = archive.read(entry)
    return parts


def tree(part: bytes, limits: Limits) -> etree._Element:
    """Return the root of an XML part, without comments and instructions. Raises Refused."""
    most = PART * limits.text_mb
    if len(part) > most * MB:
        raise too_large(f"phần chữ {len(part) / MB:.0f} MB", f"{most} MB", "text_mb")
    if part.count(b"<") + part.count(b"=") > MARKS:
        raise broken("phần chữ có quá nhiều thẻ")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise broken("phần chữ bên trong hỏng") from problem
    if etree.ElementTree(root).docinfo.internalDTD is not None:
        raise broken("phần chữ khai báo thực thể XML, điều mà tệp văn phòng không được có")
    return root


def links(parts: Mapping[str, bytes], source: str, limits: Limits) -> dict[str, tuple[str, str]]:
    """Return the links of a part (of the whole file: of `""`): id → kind and part.

    Those that lead out of the file are left out.
    """
    place = PurePosixPath(source)
    part = parts.get(str(place.parent / "_rels" / f"{place.name}.rels").lower())
    found: dict[str, tuple[str, str]] = {}
    for link in tree(part, limits).iter(_LINK) if part is not None else ():
        target = (link.get("Target") or "").replace("\\", "/")
        if link.get("TargetMode") != "External":
            at = target.lstrip("/") if target.startswith("/") else str(place.parent / target)
            found[link.get("Id") or ""] = ((link.get("Type") or "").rpartition("/")[2], at.lower())
    return found


def without_text(pictures: bool, name: str) -> Diagnostic:
    """Return what is told of an office file that shows no words."""
    if pictures:
        message = "Tệp chỉ có hình, không có chữ. Xuất tệp ra PDF để nhận dạng chữ (OCR)."
    else:
        message = "Tệp không có chữ nào. Xóa tệp hoặc thay bằng bản có nội dung."
    return Diagnostic(DiagnosticCode.EMPTY, message, name, 1)
