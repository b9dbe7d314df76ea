"""A content folder in which every kind of input lies: what it holds, and how it is laid down in another place."""

from __future__ import annotations

import io
import os
import random
import unicodedata
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from generator.publish.writer import Folder
from tests.support.made import sheets, signed
from tests.support.paper_word import docx, odt, packed
from tests.support.places import ROOT
from tests.support.typeset import FONTS

SAMPLE = ROOT / "content"
FEW = ("documents/2024/thong-tri", "pages/", "registry/suppress")
"""What the short test takes of the sample."""
AGENCIES = (
    "- name: Ban Dân tộc tỉnh Lam Giang\n  place: tỉnh Lam Giang\n  valid_to: 2025-02-28\n"
    "  succeeded_by: Sở Dân tộc và Tôn giáo tỉnh Lam Giang\n  source: 07/NQ-HĐND ngày 28/02/2025\n"
    "- name: Sở Dân tộc và Tôn giáo tỉnh Lam Giang\n  place: tỉnh Lam Giang\n  valid_from: 2025-03-01\n"
)
PORTAL = (
    "name: Kho «thử» Lam Giang\nhome_province: Lam Giang\nbase_url: https://vankho.example.vn/kho/\n"
    "originals: true\npersons: all\nstate: state\n"
)


def paper(number: int, day: int = 5) -> str:
    """Return the words of a report."""
    return (
        f"UBND TỈNH LAM GIANG\nBAN DÂN TỘC\nSố: {number}/BC-BDT\nLam Giang, ngày {day:02} tháng 6 năm 2023\nBÁO CÁO\n"
        f"Kết quả công tác dân tộc lần {number}\n"
        "Thực hiện Kế hoạch số 96/KH-UBND ngày 18 tháng 4 năm 2022 của UBND tỉnh, Ban Dân tộc báo cáo kết quả.\n"
        "Giao Phòng Dân tộc huyện Suối Vàng hoàn thành trước ngày 30/9/2023.\nTRƯỞNG BAN\nHoàng Văn Thiện\n"
    )


def shelf(whole: bool) -> dict[str, bytes]:
    """Return path → bytes of a content folder, with the whole sample in it or with a few of its papers."""
    sample = {name: data for name, data in Folder(SAMPLE).items() if whole or name.startswith(FEW)}
    made = {**_made(), **(_by_programs() if whole else {})}
    sample.setdefault("registry/agencies.yml", AGENCIES.encode())
    return {**sample, "portal.yml": PORTAL.encode(), **{f"documents/{name}": data for name, data in made.items()}}


def _made() -> dict[str, bytes]:
    """Papers in every form that is read without a program of the system, and some that stay inside."""
    words = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in paper(301).splitlines())
    text = "".join(f"<text:p>{line}</text:p>" for line in paper(302).splitlines())
    web = "".join(f"<p>{line}</p>" for line in paper(303).splitlines())
    sheet: list[list[sheets.Value]] = [["TT", "Xã", "Số hộ"], ["1", "Nậm Sơn", ("12", 0)], ["2", "Suối Vàng", ("7", 0)]]
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "Gửi báo cáo", "vanthu@lamgiang.example"
    mail["Date"] = "Thu, 15 Jun 2023 20:30:00 -0700"
    mail.set_content(paper(304))
    return {
        "việc/báo cáo 301.docx": docx(words),
        "việc/Báo cáo 302.odt": odt(text),
        "việc/báo_cáo_303.html": f"<html><body>{web}</body></html>".encode(),
        "việc/thu.eml": mail.as_bytes(),
        "việc/bang.xlsx": sheets.xlsx({"Danh sách": sheet}),
        "việc/gói.zip": packed({"b/hai.txt": paper(305), "một.txt": paper(306)}),
        "việc/da ky.pdf": signed.signed(signed.paper(), signed.person("Nông Thị Hạnh")),
        unicodedata.normalize("NFC", "tên/đề nghị.txt"): paper(307).encode(),
        unicodedata.normalize("NFD", "tên/đề nghị.txt"): paper(308).encode(),
        "tên/Istanbul.txt": paper(309).encode(),  # letters that a Turkish locale would fold in its own way
        "tên/ISTANBUL.txt": paper(310, 6).encode("utf-16-le"),
        "bản sao/309.txt": paper(309).encode(),
        "kín/mat.txt": f"MẬT\n{paper(311)}".encode(),
        "kín/du thao.txt": f"DỰ THẢO\n{paper(312)}".encode(),
        "hỏng.docx": b"PK\3\4 nothing of the kind",
    }


def _by_programs() -> dict[str, bytes]:
    """Papers that tesseract and LibreOffice read, where they are there."""
    sheets, out = [_printed(paper(321)), _printed(paper(322))], io.BytesIO()
    sheets[0].save(out, "PDF", resolution=300, save_all=True, append_images=sheets[1:])
    letters = "".join(rf"\u{ord(char)}?" if char != "\n" else r"\par " for char in paper(323))
    today = r"{\field{\*\fldinst DATE}{\fldrslt 05/06/2023}}"
    return {"quét/hai trang.pdf": out.getvalue(), "quét/cu.rtf": rf"{{\rtf1\ansi\uc1 {letters}{today}}}".encode()}


def _printed(text: str) -> Image.Image:
    """Return a page as a scanner sees it, 300 points an inch."""
    faces = [ImageFont.truetype(FONTS / f"tinos-{part}-400-normal.woff2", 52) for part in ("latin", "vietnamese")]
    sheet = Image.new("L", (2480, 3508), 255)
    pen = ImageDraw.Draw(sheet)
    for row, line in enumerate(text.splitlines()):
        at = 200.0
        for char in line:
            face = faces[char > "\xff"]
            pen.text((at, 250 + 90 * row), char, 0, face)
            at += face.getlength(char)
    return sheet


def lay_down(files: Mapping[str, bytes], folder: Path, seed: int) -> None:
    """Write the files in an order and with times that depend on a seed alone."""
    chance = random.Random(seed)
    for name in chance.sample(sorted(files), len(files)):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[name])
        moment = chance.randrange(86_400 * 365, 2**32)
        os.utime(path, (moment, moment))
