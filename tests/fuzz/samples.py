"""A small sound file of every form that is read."""

from __future__ import annotations

import io
from base64 import b64encode
from email.message import EmailMessage
from functools import cache

from PIL import Image, ImageDraw

from generator import parse, vocab
from generator.ingest import plain_text
from generator.model import SourceText
from generator.publish.open_data import document_json
from tests.support import paper_pdf
from tests.support.made import sheets
from tests.support.paper_word import docx, odt, packed

TEXT = """UBND TỈNH LAM GIANG
BAN DÂN TỘC
Số: 47/BC-BDT
Lam Giang, ngày 05 tháng 6 năm 2023

BÁO CÁO
Kết quả công tác dân tộc

Căn cứ Quyết định số 414/QĐ-TTg ngày 12/4/2019 của Thủ tướng Chính phủ;
I. Kết quả
1. Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính trước ngày 15/12/2023, đạt 58,35%.

| Huyện | Số hộ |
|---|---|
| Suối Vàng | 120 |

Nơi nhận:
- Lưu: VT.
KT. TRƯỞNG BAN
PHÓ TRƯỞNG BAN
Nông Thị Hạnh
"""


@cache
def samples() -> dict[str, bytes]:
    """Return a file of each form, by suffix."""
    lines = TEXT.splitlines()
    words = "".join(f"<w:p><w:pPr><w:jc w:val='center'/></w:pPr><w:r><w:t>{each}</w:t></w:r></w:p>" for each in lines)
    cell = "<w:tc><w:p><w:r><w:t>Suối Vàng</w:t></w:r></w:p></w:tc>"
    word = docx(f"{words}<w:tbl><w:tr>{cell}{cell}</w:tr><w:tr>{cell}{cell}</w:tr></w:tbl>")
    open_word = odt("".join(f"<text:p>{each}</text:p>" for each in lines))
    rows: list[list[sheets.Value]] = [[each, (str(at), 1)] for at, each in enumerate(lines)]
    table = "".join(
        f"<table:table-row><table:table-cell><text:p>{each}</text:p></table:table-cell></table:table-row>"
        for each in lines
    )
    page = "".join(paper_pdf.line(72, 800 - 20 * at, each) for at, each in enumerate(_LATIN))
    web = f"<html><head><title>BÁO CÁO</title></head><body><p>{'</p><p>'.join(lines)}</p></body></html>"
    return {
        ".txt": TEXT.encode(),
        ".md": TEXT.encode("utf-8-sig"),
        ".json": _parsed(),
        ".pdf": paper_pdf.document([page], [(72, 300, "Stamped")]),
        ".docx": word,
        ".odt": open_word,
        ".xlsx": sheets.xlsx({"Bảng": rows}, merged=["A1:B1"], formats=["0.00"], fonts=["<b/>"]),
        ".ods": sheets.ods(f"<table:table table:name='Bảng'>{table}</table:table>"),
        ".doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "WordDocument".encode("utf-16-le") + bytes(600),
        ".rtf": b"{\\rtf1\\ansi\\uc1 " + b"".join(_rtf(each) for each in lines) + b"}",
        ".html": web.encode(),
        ".htm": web.encode("utf-16"),
        **{f".{form}": _picture(form) for form in ("png", "jpg", "jpeg", "tif", "tiff")},
        ".zip": packed({"a.txt": TEXT, "b/c.docx": word, "d.txt.meta.yml": "secrecy: mật\n"}),
        ".eml": _mail(word),
        ".edxml": _packet(word),
        ".xml": _packet(open_word),
    }


_LATIN = ("UBND XÃ LONG HÀ", "BÁO CÁO", "Công tác xây nhà cho bà con nông dân", "Các thôn có lúa và ngô.")


def _parsed() -> bytes:
    source = plain_text.read(TEXT.encode(), "a.txt")
    assert isinstance(source, SourceText)
    return document_json(parse.parse(source, vocab.load()))


def _rtf(line: str) -> bytes:
    return "".join(each if each < "\x80" else f"\\u{ord(each)}?" for each in line).encode() + b"\\par\n"


def _picture(form: str) -> bytes:
    made, picture = io.BytesIO(), Image.new("L", (320, 120), 255)
    ImageDraw.Draw(picture).text((10, 40), "BAO CAO", fill=0)
    picture.save(made, {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG"}.get(form, "TIFF"))
    return made.getvalue()


def _mail(attached: bytes) -> bytes:
    made = EmailMessage()
    made["Subject"], made["From"], made["To"] = "Báo cáo", "Nông Thị Hạnh <hanh@lamgiang.example>", "a@b.example"
    made.set_content(TEXT)
    made.add_attachment(attached, maintype="application", subtype="octet-stream", filename="báo cáo.docx")
    return made.as_bytes()


def _packet(attached: bytes) -> bytes:
    space = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
    return (
        f'<edXML xmlns="{space}"><edXMLHeader><MessageHeader><Code><CodeNumber>15</CodeNumber></Code>'
        "<Subject>Báo cáo</Subject></MessageHeader></edXMLHeader><Attachment><AttachmentName>a.docx</AttachmentName>"
        f"<ContentTransferEncoded>{b64encode(attached).decode()}</ContentTransferEncoded></Attachment></edXML>"
    ).encode()
