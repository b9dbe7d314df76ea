"""Saved web pages: what a browser shows of them, and the document out of the page around it."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import vocab
from generator.ingest import web
from generator.model import Diagnostic, SourceText
from generator.parse import parse
from tests.support.places import CASES

TABLE: list[dict[str, Any]] = yaml.safe_load((CASES / "ingest/web.yml").read_text("utf-8"))

HEADER = """<table border=0><tr>
<td><p align=center>UBND TỈNH LAM GIANG<br><b>BAN DÂN TỘC</b><br>-------</p></td>
<td><p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br><u>Độc lập - Tự do - Hạnh phúc</u></p></td></tr>
<tr><td>Số: 15/QĐ-BDT</td><td><i>Lam Giang, ngày 12 tháng 3 năm 2024</i></td></tr></table>"""
BODY = """<p align=center><b>QUYẾT ĐỊNH</b></p><p>Về việc thành lập Tổ công tác kiểm tra đường liên xã</p>
<p>Căn cứ <a href="/vb/1">Nghị định số 30/2020/NĐ-CP</a> ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;</p>
<p>Theo đề nghị của Chánh Văn phòng Ban.</p><p><b>QUYẾT ĐỊNH:</b></p>
<p>Điều 1. Thành lập Tổ công tác gồm ba người, do bà Lò Thị Xuân làm tổ trưởng, có nhiệm vụ đo lại mặt đường.</p>
<p>Điều 2. Chánh Văn phòng và những người có tên ở Điều 1 thi hành Quyết định này./.</p>"""
FOOT = """<table><tr><td><b>Nơi nhận:</b><br>- Như Điều 2;<br>- Lưu: VT.</td>
<td>KT. TRƯỞNG BAN<br>PHÓ TRƯỞNG BAN<br><br>Trần Văn Mẫn</td></tr></table>"""
PAPER = HEADER + BODY + FOOT
MENU = "<ul class=top><li><a href=/>Trang chủ</a><li><a href=/tin>TIN TỨC</a><li><a href=/vb>VĂN BẢN</a></ul>"
BOX = (
    "<table class=facts><tr><td>Số hiệu:<td>15/QĐ-BDT<tr><td>Người ký:<td>Trần Văn Mẫn"
    "<tr><td>Ngày ban hành:<td>12/03/2024</table>"
)
RELATED = "<h3>Văn bản liên quan</h3><ul><li><a href=/2>Kế hoạch 9/KH-BDT</a></ul><p>Bản quyền thuộc tỉnh Lam Giang</p>"
LINES = [
    *("UBND TỈNH LAM GIANG", "BAN DÂN TỘC", "-------", "Số: 15/QĐ-BDT"),
    *("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Lam Giang, ngày 12 tháng 3 năm 2024"),
    *("QUYẾT ĐỊNH", "Về việc thành lập Tổ công tác kiểm tra đường liên xã"),
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;",
    *("Theo đề nghị của Chánh Văn phòng Ban.", "QUYẾT ĐỊNH:"),
    "Điều 1. Thành lập Tổ công tác gồm ba người, do bà Lò Thị Xuân làm tổ trưởng, có nhiệm vụ đo lại mặt đường.",
    "Điều 2. Chánh Văn phòng và những người có tên ở Điều 1 thi hành Quyết định này./.",
    *("Nơi nhận:", "- Như Điều 2;", "- Lưu: VT.", "KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "Trần Văn Mẫn"),
]
APPENDIX = "<p>PHỤ LỤC I</p><table><tr><td>1<td>xã Hòa Bình<tr><td>2<td>Điện thoại: 1</table>"
APPENDIX_LINES = ["PHỤ LỤC I", "1", "xã Hòa Bình", "2", "Điện thoại: 1"]

SHAPES = {
    "a portal with menus before and after": (
        f"<div id=wrap>{MENU}<div class=main>{BOX}<div class=content>{PAPER}</div>{RELATED}</div></div>",
        LINES,
    ),
    "everything in one element": (f"<div>{MENU}{BOX}{PAPER}{RELATED}</div>", LINES),
    "no element at all around it": (f"{MENU}{PAPER}{RELATED}", LINES),
    "frames of divs": (
        f"<div>{MENU}</div><div><div><div>{BOX}</div><div><div>{HEADER}</div><div>{BODY}</div></div><div>{FOOT}</div>"
        f"</div><div>{RELATED}</div></div>",
        LINES,
    ),
    "a layout made of tables": (
        f"<table><tr><td colspan=2>CỔNG THÔNG TIN ĐIỆN TỬ TỈNH LAM GIANG<tr><td>{MENU}<td><table><tr><td>{BOX}<tr><td>"
        f"{PAPER}<tr><td>{RELATED}</table></table>",
        LINES,
    ),
    "tabs, the document's open": (
        f"<div role=tablist>Toàn văn Thuộc tính</div><div><div class='tab-pane active'>{PAPER}</div>"
        f"<div class='tab-pane'>{BOX}</div><div class='tab-pane'>{PAPER}</div></div>",
        LINES,
    ),
    "tabs, another than the document's open": (
        f"<div><div class='tab-pane active'>{BOX}</div><div class=tab-pane style='display:none'>{PAPER}</div></div>",
        LINES,
    ),
    "the same paper twice, once in a closed panel": (
        f"<div><div role=tabpanel>{PAPER}</div><div role=tabpanel aria-hidden=true>{PAPER}</div></div>",
        LINES,
    ),
    "the motto in the banner too": (
        "<header><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p><p>Độc lập - Tự do - Hạnh phúc</p></header>"
        f"<main>{MENU}<article>{PAPER}</article></main>",
        LINES,
    ),
    "a page that Word made, the appendix on a sheet of its own": (
        f"<div class=WordSection1>{PAPER}<o:p>&nbsp;</o:p></div><div class=WordSection2>{APPENDIX}</div>",
        [*LINES, *APPENDIX_LINES],
    ),
    "an appendix beside the document, then the page goes on": (
        f"<div><div class=doc>{PAPER}</div><div class=more>{APPENDIX}</div><div>{RELATED}</div></div>",
        [*LINES, *APPENDIX_LINES],
    ),
    "things to press and notices in between": (
        f"<div>{HEADER}<p>Đang tải văn bản...</p><div class=toolbar>Phóng to</div>{BODY}"
        f"<aside>Bài mới</aside>{FOOT}</div>",
        LINES,
    ),
    "issuer and number in paragraphs above the motto": (
        f"{MENU}<p>TIN TỨC</p><p>BAN DÂN TỘC</p><p>Số: 15/QĐ-BDT</p><p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p>"
        f"<p>Độc lập - Tự do - Hạnh phúc</p>{BODY}{FOOT}",
        ["BAN DÂN TỘC", "Số: 15/QĐ-BDT", *LINES[4:6], *LINES[7:]],
    ),
    "issuer and motto on one line": (
        f"<div>{MENU}</div><div><p>BAN DÂN TỘC{'&nbsp;' * 9}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p><p>TỈNH LAM GIANG"
        f"{'&nbsp;' * 9}Độc lập - Tự do - Hạnh phúc</p>{BODY}{FOOT}</div>",
        [
            f"BAN DÂN TỘC{' ' * 9}CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            f"TỈNH LAM GIANG{' ' * 9}Độc lập - Tự do - Hạnh phúc",
            *LINES[7:],
        ],
    ),
    "a page that LibreOffice made: a running head, a shape within a word": (
        f"<div title=header><p>3</p></div><p>T<img name=Shape1 align=left>\nỈNH LAM GIANG</p>{PAPER}",
        ["TỈNH LAM GIANG", *LINES],
    ),
    "no foot": (f"<div>{MENU}</div><div>{HEADER}{BODY}</div><div>{RELATED}</div>", LINES[:14]),
    "no header": (f"<div>{MENU}</div><div>{BOX}<div>{BODY}{FOOT}</div></div><div>{RELATED}</div>", LINES[7:]),
    "a mark of secrecy in the box of facts": (
        f"<div><div><p>Độ mật</p><p>Mật</p></div><div>{PAPER}</div></div>",
        ["Mật", *LINES],
    ),
}


def source_of(case: dict[str, Any]) -> bytes:
    """Return the file of a case."""
    page = str(case.get("source") or case["page"] * int(case.get("repeat", 1)))
    return page.encode(case.get("charset", "utf-8"))


def lines_of(page: str) -> list[str]:
    """Return the lines that are read of a page."""
    outcome = web.read(page.encode(), "trang.html")
    assert isinstance(outcome, SourceText), outcome
    return outcome.text.split("\n")


@pytest.mark.parametrize("case", TABLE, ids=[case["why"] for case in TABLE])
def test_page(case: dict[str, Any]) -> None:
    outcome = web.read(source_of(case), "trang.html")
    if "told" in case:
        assert isinstance(outcome, Diagnostic)
        assert outcome.code == case["told"]
        return
    assert isinstance(outcome, SourceText), outcome
    assert outcome.text.split("\n") == case.get("reads", outcome.text.split("\n"))
    assert len(outcome.lines) == case.get("count", len(outcome.lines))
    assert list(outcome.extraction.apart) == case.get("apart", list(outcome.extraction.apart))
    assert outcome.extraction.encoding == case.get("encoding", outcome.extraction.encoding)
    assert (outcome.format, outcome.pages) == ("html", ())


@pytest.mark.parametrize("shape", SHAPES)
def test_the_document_is_taken_out_of_the_page(shape: str) -> None:
    page, lines = SHAPES[shape]
    assert lines_of(f"<html><body>{page}</body></html>") == lines


def test_the_parser_reads_what_was_taken_out() -> None:
    outcome = web.read(SHAPES["a portal with menus before and after"][0].encode(), "trang.htm")
    assert isinstance(outcome, SourceText)
    document = parse(outcome, vocab.load())
    number, signature = document.header.number, document.signature
    assert number is not None and signature is not None
    assert (number.key, str(document.header.issued), document.header.type) == ("15/QĐ-BDT", "2024-03-12", "quyết định")
    assert (document.header.issuer, signature.name) == ("BAN DÂN TỘC", "Trần Văn Mẫn")


def test_what_was_set_apart_is_counted() -> None:
    outcome = web.read(SHAPES["everything in one element"][0].encode(), "trang.html")
    assert isinstance(outcome, SourceText)
    assert outcome.extraction.apart == ("trước văn bản: 9 dòng", "sau văn bản: 3 dòng")
    assert (outcome.extraction.how, outcome.extraction.certainty) == ("phần văn bản của trang web", 1.0)


TOKENS = [
    *(
        "<div>",
        "</div>",
        "<table>",
        "<tr>",
        "<td colspan=3 rowspan=2>",
        "</table>",
        "<ol type=i reversed>",
        "<li value=-3>",
    ),
    *(
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 1/QĐ-UBND",
        "Nơi nhận:",
        "TM. ỦY BAN NHÂN DÂN",
        "QUYẾT ĐỊNH",
        "PHỤ LỤC I",
    ),
    *(
        "<p>",
        "<br>",
        "&#x1f;",
        "&#0;",
        "<nav>",
        "<body>",
        "</body>",
        "<pre>\n",
        "<!--",
        "-->",
        "<frameset>",
        "<select>",
    ),
    *(
        "<div class=WordSection1>",
        "<div class='tab-pane'>",
        "<div class='tab-pane active'>",
        "<p hidden>",
        "\0",
        "\ufffe",
    ),
    *("c«ng v¨n ®iÖn tö ", "coâng vaên ñieän töû ", "Văn bản liên quan", "Độ mật: Mật"),
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(TOKENS), max_size=40), st.binary(max_size=40))
def test_any_page_is_read_or_told(tokens: list[str], tail: bytes) -> None:
    for data in ("".join(tokens).encode() + tail, tail):
        outcome = web.read(data, "trang.html")
        if isinstance(outcome, SourceText):
            assert len(outcome.lines) == outcome.text.count("\n") + 1
            assert not [c for c in outcome.text if ord(c) < 32 and c not in "\n\t"]
