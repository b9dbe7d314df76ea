"""PDF with a text layer: what is read, in which order, what is set apart and what is refused."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from generator import vocab
from generator.ingest import ocr, pdf
from generator.ingest.contract import USUAL, Tools
from generator.ingest.geometry import Rule, Word, lines
from generator.ingest.pdf import furniture
from generator.model import Diagnostic, Document, Extraction, Limits, SourceText
from generator.parse import parse
from tests.support import paper_pdf
from tests.support.typeset import typeset

PAPER = """<!doctype html><meta charset="utf-8"><style>
@page {{ size: A4; margin: 20mm 15mm 20mm 30mm }} body {{ font: 14pt Tinos; margin: 0 }} p {{ text-align: justify }}
table {{ width: 100%; border-collapse: collapse }} td {{ vertical-align: top }}
.head td {{ text-align: center; font-size: 12pt; padding: 0 14px }}
.grid td {{ border: 1px solid black; padding: 2px }} h1 {{ font-size: 14pt; text-align: center }}
</style>
<table class="head"><tr><td>UBND TỈNH LAM GIANG<br><b>BAN DÂN TỘC</b><br>Số: 47/BC-BDT</td>
<td><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br><b>Độc lập - Tự do - Hạnh phúc</b><br>
<i>Lam Giang, ngày 05 tháng 6 năm 2023</i></td></tr></table>
<h1>BÁO CÁO<br>Kết quả công tác dân tộc 6 tháng đầu năm 2023</h1>
{body}
<table class="grid"><tr><td>STT</td><td>Nội dung hỗ trợ cho các hộ ở bản xa trung tâm xã</td><td>Số hộ</td></tr>
<tr><td>1</td><td>Hỗ trợ bồn chứa nước cho các hộ thiếu nước sinh hoạt mùa khô</td><td>120</td></tr></table>
<table class="foot"><tr><td style="width: 50%"><b>Nơi nhận:</b><br>- UBND tỉnh;<br>- Sở Nội vụ;<br>
- Lưu: VT, TH.</td><td style="text-align: center"><b>KT. TRƯỞNG BAN<br>PHÓ TRƯỞNG BAN</b><br><br><br>
<b>Nông Thị Hạnh</b></td></tr></table>"""
WORDS = "Hoa ban trong nam nay ra hoa mau nhanh hon hoa lan cho nen ai ai trong ban ta ra xem hoa ban"
SENTENCE = (
    "Thực hiện Kế hoạch số 24/KH-UBND ngày 28/3/2023 của UBND tỉnh, Ban Dân tộc đã kiểm tra bản thứ {} của xã Pá Khôm."
)


@pytest.fixture(scope="module", autouse=True)
def no_recognition() -> Iterator[None]:
    """Pages are taken as their text layer has them: the gate and the recognition have tests of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ocr, "replace_unreadable", lambda data, pages, *rest: (pages, Extraction("lớp chữ của PDF")))
        yield


@pytest.fixture(scope="module")
def printed(browser: Browser) -> bytes:
    """A paper of some pages, printed by the browser."""
    body = "".join(f"<p>{SENTENCE.format(number)}</p>" for number in range(60))
    page = browser.new_page()
    try:
        typeset(page, PAPER.format(body=body))
        return page.pdf(format="A4", prefer_css_page_size=True)
    finally:
        page.close()


def read(data: bytes, tools: Tools | None = None) -> SourceText:
    """Return what is read of a PDF that must be readable."""
    found = pdf.read(data, "a.pdf", tools or Tools())
    assert isinstance(found, SourceText), str(found)
    return found


def parsed(data: bytes) -> Document:
    """Return the parsed document of a PDF."""
    return parse(read(data), vocab.load())


def test_a_printed_paper_is_read_whole(printed: bytes) -> None:
    document = parsed(printed)
    header, signature = document.header, document.signature
    assert header.number is not None and header.number.key == "47/BC-BDT"
    assert (str(header.issued), header.issuer, header.superior) == ("2023-06-05", "BAN DÂN TỘC", "UBND TỈNH LAM GIANG")
    assert signature is not None and (signature.name, signature.title) == ("Nông Thị Hạnh", "PHÓ TRƯỞNG BAN")
    assert document.recipients == ("UBND tỉnh", "Sở Nội vụ")
    paragraphs = document.text.split("\n")
    assert [p for p in paragraphs if p.startswith("Thực hiện")] == [SENTENCE.format(n) for n in range(60)]
    assert "Hỗ trợ bồn chứa nước cho các hộ thiếu nước sinh hoạt mùa khô" in paragraphs


def test_lines_know_their_page(printed: bytes) -> None:
    source = read(printed)
    assert len(source.pages) >= 3 and source.extraction.how == "lớp chữ của PDF"
    document = parsed(printed)
    assert [(t.rows, t.columns) for t in source.tables] == [(2, 3)]
    assert sum(place is not None for place in source.places) == sum(1 for line in source.text.split("\n") if line)
    last = document.line_of(document.text.index("Nơi nhận"))
    assert document.page_of(1) == 1 and document.page_of(last) == len(source.pages)


def test_a_turned_page_has_places_as_it_is_seen() -> None:
    data = paper_pdf.document([paper_pdf.turned(100, 120, "dong mot")], sheet=paper_pdf.SHEET + "/Rotate 90")
    (place,) = read(data).places
    assert place is not None and (place.page, round(place.left * 842)) == (1, 120)
    assert 85 < place.top * 595 < 95 and 100 < place.bottom * 595 < 105


def test_a_printed_table_goes_on_over_pages_with_its_head_printed_again(browser: Browser) -> None:
    rows = "".join(f"<tr><td>{n}<td>Bản thứ {n} của xã Hạ Thổ<td>{n * 3}" for n in range(1, 61))
    head = "<tr><th rowspan=2>TT<th rowspan=2>Tên bản<th>Số hộ<tr><th>năm 2031"
    page = browser.new_page()
    style = "<style>table { border-collapse: collapse } td, th { border: 1px solid; padding: 4px }</style>"
    typeset(page, f"{style}<p>Bảng 2. Các bản<table><thead>{head}</thead>{rows}<tr><td colspan=2>Cộng<td>5490</table>")
    data = page.pdf(format="A4")
    page.close()
    found = read(data)
    (table,) = found.tables
    assert len(found.pages) > 1 and (table.rows, table.columns, table.continued) == (63, 3, ())
    document = parsed(data)
    caption = document.tables[0].caption
    assert caption is not None and caption.of(document.text) == "Bảng 2. Các bản"
    heads = [cell.span.of(found.text) for cell in table.cells if cell.header]
    assert heads == ["TT", "Tên bản", "Số hộ", "năm 2031"]
    assert table.cells[-2].columns == 2 and table.cells[0].rows == 2


def test_what_was_stamped_into_fields_is_read_where_it_stands() -> None:
    page = paper_pdf.line(72, 700, "So:") + paper_pdf.line(112, 700, "/BC-BDT") + paper_pdf.line(72, 650, "Noi dung")
    assert read(paper_pdf.document([page], [(92, 697, "47")])).text == "So: 47 /BC-BDT\nNoi dung"


def test_a_stamp_is_apart_from_the_words_around_it() -> None:
    page = paper_pdf.line(72, 700, "ngay ") + paper_pdf.line(120, 700, "thang ")
    assert read(paper_pdf.document([page], [(103, 697, "05")])).text == "ngay 05 thang"


def test_the_mark_of_an_electronic_signature_is_set_apart_what_lies_beneath_it_is_not() -> None:
    page = paper_pdf.line(72, 700, "Nong Thi Hanh") + paper_pdf.line(72, 650, "Noi dung")
    source = read(paper_pdf.document([page], [(60, 697, "05.06.2023 09:58:30 +07:00")]))
    assert (source.text, source.extraction.apart) == ("Nong Thi Hanh\nNoi dung", ("dấu ký số: 1 dòng",))


def test_what_is_printed_twice_or_hidden_or_beside_the_sheet_is_read_once_or_not_at_all() -> None:
    page = paper_pdf.line(72, 700, "Ban Dan toc") + paper_pdf.line(72.4, 700, "Ban Dan toc")
    outside = paper_pdf.line(72, 900, "tren mep") + paper_pdf.line(700, 600, "ngoai mep")
    beneath, above = paper_pdf.line(80, 660, "1"), paper_pdf.line(72, 660, "BAO CAO")
    assert read(paper_pdf.document([beneath + page + outside + above])).text == "Ban Dan toc\nBAO CAO"


@pytest.mark.parametrize(
    ("page", "sheet", "text"),
    [
        (
            paper_pdf.turned(100, 100, "dong mot") + paper_pdf.turned(130, 100, "dong hai"),
            paper_pdf.SHEET + "/Rotate 90",
            "dong mot\ndong hai",
        ),
        (
            paper_pdf.line(100, 700, "dong mot") + paper_pdf.line(100, 600, "ngoai"),
            "/MediaBox[0 0 595 842]/CropBox[50 650 500 800]",
            "dong mot",
        ),
        (paper_pdf.turned(100, 100, "thoi han") + paper_pdf.line(200, 300, "dong mot"), paper_pdf.SHEET, None),
    ],
    ids=["turned page", "cut page", "turned line"],
)
def test_a_page_is_read_as_it_is_seen(page: str, sheet: str, text: str | None) -> None:
    found = read(paper_pdf.document([page], sheet=sheet)).text
    assert found == text if text else sorted(found.split("\n")) == ["dong mot", "thoi han"]


def test_a_number_in_the_last_cell_of_a_page_is_no_page_number() -> None:
    pages = [paper_pdf.line(72, 700, f"Muc {n}") + paper_pdf.line(72, 600, str(n)) for n in (120, 45, 7)]
    assert read(paper_pdf.document(pages)).text.split("\n") == ["Muc 120", "120", "Muc 45", "45", "Muc 7", "7"]


def test_a_page_of_any_size_is_rendered_within_bounds() -> None:
    data = paper_pdf.document([paper_pdf.line(72, 700, "a")], sheet="/MediaBox[0 0 99999 99999]")
    assert len(pdf.rendered(data, 0, 200)) < 1.1 * pdf.PIXELS


def test_more_text_than_the_limit_is_refused() -> None:
    data = paper_pdf.document([paper_pdf.line(72, 700, "a" * 100)] * 3)
    found = pdf.read(data, "a.pdf", Tools(Limits(text_mb=0)))
    assert isinstance(found, Diagnostic) and found.code == "too_large"


def test_page_numbers_running_heads_and_signing_marks_are_set_apart() -> None:
    pages = [
        paper_pdf.line(72, 800, "Ban tin trong xuan nay")
        + paper_pdf.line(72, 600, f"{WORDS} {number}.")
        + paper_pdf.line(290, 40, str(number))
        for number in range(1, 6)
    ]
    found = pdf.laid_out_pages(paper_pdf.document(pages), "a.pdf", USUAL)
    assert not isinstance(found, Diagnostic)
    kept, apart = furniture.set_apart(found)
    assert [[line.text for line in page.lines if line.text] for page in kept] == [
        [f"{WORDS} {number}."] for number in range(1, 6)
    ]
    assert apart == ("số trang: 5 dòng", "đầu trang lặp lại: 5 dòng")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "unreadable"),
        (b"%PDF-1.7\nkhong phai", "unreadable"),
        (paper_pdf.document([paper_pdf.line(72, 700, "a")], locked=True), "encrypted"),
        (paper_pdf.document([paper_pdf.line(72, 700, "a")] * 8), "too_large"),
    ],
)
def test_refused(data: bytes, code: str) -> None:
    found = pdf.read(data, "a.pdf", Tools(Limits(pages=7)))
    assert isinstance(found, Diagnostic) and found.code == code and len(found.message) > 20


def test_ten_thousand_pages_are_refused_at_once() -> None:
    data = paper_pdf.document([paper_pdf.line(72, 700, "a")] * 10_000)
    begun = time.process_time()
    found = pdf.read(data, "a.pdf")
    assert isinstance(found, Diagnostic) and found.code == "too_large"
    assert time.process_time() - begun < 2


def test_a_page_that_never_ends_is_given_up_in_time() -> None:
    data = paper_pdf.bomb(depth=12, times=10)
    begun = time.monotonic()
    found = pdf.read(data, "a.pdf", Tools(Limits(seconds=2)))
    assert len(data) < 5_000 and isinstance(found, Diagnostic) and found.code == "too_slow"
    assert time.monotonic() - begun < 20


@given(st.integers(0, 40), st.integers(0, 255), st.integers(0, 10_000))
def test_a_damaged_file_is_read_or_told(cut: int, byte: int, place: int) -> None:
    data = bytearray(paper_pdf.document([paper_pdf.line(72, 700, WORDS)], [(92, 697, "47")]))
    data[place % len(data)] = byte
    assert pdf.laid_out_pages(bytes(data[: len(data) - cut]), "a.pdf", USUAL) is not None


# --- layout ----------------------------------------------------------------------------------------


def word(text: str, left: float, top: float) -> Word:
    """Return a word of letters of a usual size."""
    return Word(text, left, top, left + 7 * len(text), top + 14)


def test_the_order_of_the_stream_does_not_matter() -> None:
    words = [word(text, 60 + 30 * i, 100 + 20 * j) for j in range(5) for i, text in enumerate(("a", "bc", "def", "g"))]
    random.Random(7).shuffle(words)
    assert lines(words, 595) == ["a bc def g"] * 5


def test_a_table_is_read_row_by_row_and_a_cell_keeps_its_lines() -> None:
    rules = [Rule(50, y, 450, y) for y in (90, 150, 210)] + [Rule(x, 90, x, 210) for x in (50, 150, 450)]
    words = [
        *(word(text, 60, top) for text, top in (("Một", 100), ("Hai", 160))),
        *(word(text, 160, top) for text, top in (("bồn", 100), ("nước", 120), ("cây", 160), ("giống", 180))),
    ]
    assert lines(words, 595, rules) == ["", "Một", "", "bồn nước", "", "Hai", "", "cây giống"]


def test_merged_cells_are_read_once_where_they_begin() -> None:
    down = [Rule(x, top, x, top + 60) for x in (50, 450) for top in (90, 150, 210)]
    inner = [Rule(150, top, 150, top + 60) for top in (90, 150)]
    across = [Rule(50, 90, 150, 90), Rule(150, 90, 450, 90), Rule(150.5, 150, 450, 150)]
    across += [Rule(50, y, 450, y) for y in (210, 270)] + [Rule(165, 115, 190, 115)]
    words = [word("B1", 60, 143), word("bồn", 160, 100), word("nước", 160, 118), word("cây", 160, 160)]
    words += [word("Tổng", 60, 230), word("cộng", 300, 230)]
    cells = [line for line in lines(words, 595, [*down, *inner, *across]) if line]
    assert cells == ["B1", "bồn nước", "cây", "Tổng cộng"]


def test_a_foot_beside_a_table_stays_below_it() -> None:
    rules = [Rule(50, y, 450, y) for y in (150, 200)] + [Rule(x, 150, x, 200) for x in (50, 450)]
    words = [word("xong.", 60, 120), word("ô", 60, 170)]
    words += [word(text, 60, 220 + 20 * i) for i, text in enumerate(("Nơi", "-"))]
    words += [word("nhận:", 90, 220), word("TM.", 350, 220), word("Hạnh", 350, 260)]
    found = [line for line in lines(words, 595, rules) if line]
    assert found == ["xong.", "ô", "Nơi nhận:", "-", "TM.", "Hạnh"]


def test_no_word_is_lost() -> None:
    chance = random.Random(11)
    for _ in range(50):
        words = [word(f"w{i}", chance.uniform(40, 520), chance.uniform(40, 780)) for i in range(80)]
        rules = [Rule(x, 100, x, 500) for x in (60, 200, 400)] + [Rule(60, y, 400, y) for y in (100, 300, 500)]
        found = " ".join(lines(words, 595, rules)).split()
        assert sorted(found) == sorted(each.text for each in words)
