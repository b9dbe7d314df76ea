"""Marked papers within other files: archives, messages, packets, dumps of portals; and by their names."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from email.header import Header
from xml.sax.saxutils import escape

from tests.support.marked import office, plain
from tests.support.marked.plain import Made
from tests.support.marked.words import NAMES, lines
from tests.support.paper_word import packed


def message(subject: str, body: str, attached: bytes = b"", more: str = "", name: str = "bc.txt") -> bytes:
    """Return a message, with a text that is attached to it."""
    head = f"From: a@lamgiang.example\nSubject: {Header(subject, 'utf-8').encode()}\n{more}MIME-Version: 1.0\n"
    kind = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n"
    parts = [f"{kind}\n{b64encode(body.encode()).decode()}\n"]
    if attached:
        parts.append(f'{kind}Content-Disposition: attachment; filename="{name}"\n\n{b64encode(attached).decode()}\n')
    inside = "".join(f"--b\n{part}" for part in parts)
    return f"{head}Content-Type: multipart/mixed; boundary=b\n\n{inside}--b--\n".encode()


def packet(paper: bytes, subject: str = "Báo cáo", more: str = "", name: str = "bc.docx") -> bytes:
    """Return an edXML packet with one paper."""
    head = f"<edXML:MessageHeader><edXML:Subject>{escape(subject)}</edXML:Subject>{more}</edXML:MessageHeader>"
    encoded = f"<edXML:ContentTransferEncoded>{b64encode(paper).decode()}</edXML:ContentTransferEncoded>"
    held = f"<edXML:Attachment><edXML:AttachmentName>{name}</edXML:AttachmentName>{encoded}</edXML:Attachment>"
    return f'<edXML:edXML xmlns:edXML="http://www.mic.gov.vn/TBT/QCVN_102_2016">{head}{held}</edXML:edXML>'.encode()


def places(mark: str) -> Iterator[Made]:
    """Yield bundles with a marked paper, or that tell of the mark themselves."""
    body, clean = "\n".join(lines()), plain.txt(lines())
    marked = plain.txt(lines(mark, "top"))
    yield "paper in an archive", "zip", packed({"thu-muc/bc.docx": office.docx(lines(mark, "top"))})
    inner = packed({"bc.txt": marked})
    yield "archive in an archive", "zip", packed({"trong.zip": inner})
    yield "words of a message", "eml", message("Báo cáo", "\n".join(lines(mark, "top")))
    yield "attached to a message", "eml", message("Báo cáo", body, marked)
    yield "paper in a packet", "edxml", packet(office.docx(lines(mark, "top")))
    row = {"so_hieu": "47/BC-BDT", "trich_yeu": "Báo cáo", "noi_dung": "\n".join(lines(mark, "top"))}
    yield "dump of a portal", "json", json.dumps([row]).encode()
    yield "second page of a text", "txt", clean + b"\n\f" + marked


def stated() -> Iterator[Made]:
    """Yield bundles whose own words or labels say that what they carry is secret."""
    body, clean = "\n".join(lines()), office.docx(lines())
    for subject in ("[MẬT] Báo cáo quý", "TUYỆT MẬT: báo cáo quý", "Báo cáo quý (mật)"):
        yield f"subject {subject}", "eml", message(subject, body)
    for label in ("Sensitivity: Company-Confidential", "X-Do-Mat: Tối mật", "Keywords: báo cáo, mật", "Comments: LHNB"):
        yield f"label {label}", "eml", message("Báo cáo", body, more=f"{label}\n")
    for label in (
        "X-Label: Mật",
        "Thread-Topic: [MẬT] Báo cáo",
        "msip_labels: MSIP_Label_1_Enabled=true; MSIP_Label_1_Name=Mật",
    ):
        yield f"label {label}", "eml", message("Báo cáo", body, more=f"{label}\n")
    yield (
        "description of a part",
        "eml",
        message("Báo cáo", body).replace(b"--b\n", "--b\nContent-Description: MẬT\n".encode()),
    )
    page = b64encode("<table><tr><td><p>MẬT</p></td></tr></table><p>Báo cáo</p>".encode()).decode()
    html = f"--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n{page}\n--b--\n"
    yield "page beside the words of a message", "eml", message("Báo cáo", body).replace(b"--b--\n", html.encode())
    yield "raw name of what is attached", "eml", message("Báo cáo", body, body.encode(), name="BC (MẬT).txt")
    for subject, more in (
        ("Báo cáo (MẬT)", ""),
        ("Báo cáo", "<edXML:OtherInfo><edXML:SecurityLevel>2</edXML:SecurityLevel></edXML:OtherInfo>"),
        ("Báo cáo", "<edXML:OtherInfo><edXML:DoMat>Mật</edXML:DoMat></edXML:OtherInfo>"),
    ):
        yield "head of a packet", "edxml", packet(clean, subject, more)
    row = {"so_hieu": "47/BC-BDT", "trich_yeu": "Báo cáo", "noi_dung": body}
    for level in ("Mật", "Tuyệt mật", "1", 2, True, {"id": 3, "ten": "Tối mật"}, ["Mật"]):
        yield f"level {level} in a dump", "json", json.dumps([{**row, "do_mat": level}]).encode()
    for key, words in (("pham_vi", "Lưu hành nội bộ"), ("trang_thai", "Dự thảo"), ("trich_yeu", "Báo cáo (MẬT)")):
        yield f"{key} in a dump", "json", json.dumps([{**row, key: words}]).encode()


def named() -> Iterator[Made]:
    """Yield papers whose names bear the mark: the place is the name."""
    for name in NAMES:
        yield name, "docx", office.docx(lines())
        yield name, "txt", plain.txt(lines())
        yield "goi", "zip", packed({f"{name}.txt": plain.txt(lines())})
        yield name, "zip", packed({"bc.txt": plain.txt(lines())})
