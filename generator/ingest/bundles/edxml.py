"""Gói edXML (QCVN 102:2016/BTTTT, sửa đổi 1:2022): papers sent by an office, and their head.

Elements are known by their names: versions and senders differ in prefixes and in what stands in which namespace.
"""

from __future__ import annotations

import binascii
import re
import zipfile
from base64 import b64decode
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import count

from lxml import etree

from generator.ingest import kinds
from generator.ingest.bundles.archive import members as packed
from generator.ingest.bundles.member import Member, refuse_side_files, stated_day
from generator.ingest.contract import Refused, clean
from generator.ingest.office import package
from generator.model import Diagnostic, DiagnosticCode, KnownDocument, Limits, Mark
from generator.model.frozen import replace
from generator.text.fold import fold
from generator.vocab.secrecy import mark_in_hint
from generator.vocab.stated import mark_stated

MARK = b"edXML"
_LEVELS = ("secret", "secrecy", "securitylevel", "classification", "confidential", "domat", "mucdomat")
"""Parts of names of elements that tell how secret a paper is."""
_NO_LEVEL = ("", "0", "none", "public", "normal", "khong", "thuong", "binh thuong", "cong khai", "false", "no")
_WORDS = 200
_FILE = re.compile(rb">([A-Za-z0-9+/=\s]{4096,})<")
"""A file as base64, set aside while the XML is read."""


def members(data: bytes, limits: Limits) -> Iterator[Member | Diagnostic]:
    """Yield the papers of a packet; of a single one the head's facts are stated. Raises Refused."""
    if MARK not in data:
        raise Refused(
            DiagnosticCode.SKIPPED,
            "Bỏ qua: tệp XML này không phải gói edXML (QCVN 102:2016/BTTTT). Đặt chính tệp văn bản vào đây.",
        )
    # The XML reader takes no text of ten megabytes, as a scanned paper is.
    files = _FILE.findall(data)
    places = count()
    root = package.tree(_FILE.sub(lambda _: b">#%d<" % next(places), data), limits)
    head = next(_all(root, "MessageHeader"), None)
    if head is None:
        raise package.broken("gói edXML thiếu phần đầu (MessageHeader)")
    papers = [paper for each in _all(root, "Attachment") for paper in _paper(each, files, limits)]
    if not papers:
        raise Refused(DiagnosticCode.EMPTY, "Gói edXML không mang tệp văn bản nào. Xin lại gói từ nơi gửi.")
    refuse_side_files([paper.name for paper in papers if isinstance(paper, Member)])
    secrecy = _secrecy(root)
    stated = replace(_stated(head), secrecy=secrecy) if len(papers) == 1 else None
    if stated is None and secrecy:
        stated = KnownDocument(file="", secrecy=secrecy)
    yield from (replace(paper, stated=stated) if isinstance(paper, Member) else paper for paper in papers)


def _all(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return root.iter(f"{{*}}{name}", name)


def _text(root: etree._Element | None, *names: str) -> str:
    """Return the words of the first element on a way of names (`Code`, `CodeNumber`), else none."""
    for name in names:
        root = next((each for each in root if etree.QName(each).localname == name), None) if root is not None else None
    return " ".join(clean(root.text or "").split()) if root is not None else ""


def _paper(attachment: etree._Element, files: Sequence[bytes], limits: Limits) -> Iterator[Member | Diagnostic]:
    name = _text(attachment, "AttachmentName") or _text(attachment, "Description") or "van-ban"
    encoded = next(_all(attachment, "ContentTransferEncoded"), None)
    written = ((encoded.text or "") if encoded is not None else "").strip()
    try:
        text = files[int(written[1:])] if written.startswith("#") else written.encode()
        data = b64decode(b"".join(text.split()), validate=True)
    except (binascii.Error, ValueError, IndexError):
        message = "Tệp trong gói edXML ghi sai (không phải base64). Xin lại gói từ nơi gửi."
        yield Diagnostic(DiagnosticCode.UNREADABLE, message, name, 1)
        return
    # Senders pack each file by itself under its own name.
    is_packed = zipfile.is_zipfile(BytesIO(data)) and kinds.kind_of(data, ".zip") == ".zip"
    if is_packed and not name.lower().endswith(".zip"):
        inner = list(packed(data, limits))
        yield from (Member(name, each.data) if len(inner) == 1 and isinstance(each, Member) else each for each in inner)
    else:
        yield Member(name, data)


def _secrecy(root: etree._Element) -> Mark | None:
    """Return what a packet states of the secrecy of its papers: words like a mark, any level but none."""
    for each in root.iter():
        name, words = fold(etree.QName(each).localname), " ".join(clean(each.text or "").split())
        labelled = any(part in name for part in _LEVELS) and fold(words) not in _NO_LEVEL
        if (labelled and len(words) <= _WORDS) or (len(words) <= _WORDS and mark_in_hint(words)):
            return Mark.DOUBTFUL
        said = ((etree.QName(key).localname, str(value)) for key, value in each.attrib.items())
        if any(mark_in_hint(value) or mark_stated(key, value) for key, value in (*said, (name, words))):
            return Mark.DOUBTFUL
    return None


def _stated(head: etree._Element) -> KnownDocument:
    """Return what the head of a packet states of its paper."""
    number, notation = _text(head, "Code", "CodeNumber"), _text(head, "Code", "CodeNotation")
    whole = number if "/" in number or not notation else f"{number}/{notation.lstrip('/')}" if number else ""
    return KnownDocument(
        file="",
        number=whole or None,
        type=_text(head, "DocumentType", "TypeName").casefold() or None,
        title=_text(head, "Subject") or None,
        issued=stated_day(_text(head, "PromulgationInfo", "PromulgationDate")),
        place=_text(head, "PromulgationInfo", "Place") or None,
        issuer=_text(head, "From", "OrganName") or None,
        source="edxml",
    )
