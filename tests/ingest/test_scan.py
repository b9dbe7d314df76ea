"""Scanned pages: what is recognised, how well, what is refused, and what is told where nothing can be recognised."""

from __future__ import annotations

import hashlib
import random
import struct
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from generator import vocab
from generator.ingest import contract, ocr, pdf
from generator.ingest import pictures as picture_files
from generator.ingest.contract import USUAL, Tools
from generator.ingest.geometry import plain_sheet
from generator.ingest.ocr import picture, tesseract
from generator.model import Diagnostic, Extraction, Limits, SourceText
from generator.parse import parse
from tests.support import scanned
from tests.support.scanned import DECISION, NOTICE, PAPERS
from tests.support.typeset import typeset

DPI, MOST_ERRORS = 200, 0.05
GARBLED = "UY BAN MAN DAN TiNH LAM GlANG QUYET DlNH ve viec giao chi tieu trong rirng phong hO ven song Lam " * 5
TEXT = "Điều 1. Giao Sở Nông nghiệp trồng 120 ha rừng phòng hộ ở các xã phía bắc trước mùa mưa năm sau. " * 5
needed = pytest.mark.skipif(
    isinstance(tesseract.engine(), Diagnostic), reason="install the packages tesseract-ocr and tesseract-ocr-vie"
)


class Kept(dict[str, bytes]):
    """A cache that counts what was asked of it."""

    def put(self, key: str, value: bytes) -> None:
        self[key] = value

    def use(self, papers: Iterable[str]) -> None:
        """Take no note of it."""


@pytest.fixture(scope="module")
def printed(browser: Browser) -> bytes:
    """Our papers as a PDF, a page each."""
    page = browser.new_page()
    try:
        typeset(page, scanned.STYLE + "".join(paper.html() for paper in PAPERS))
        return page.pdf(prefer_css_page_size=True)
    finally:
        page.close()


@pytest.fixture(scope="module")
def pictures(printed: bytes) -> list[bytes]:
    """Our papers as pictures at 200 dpi."""
    return [pdf.rendered(printed, number, DPI) for number in range(len(PAPERS))]


@pytest.fixture
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder that alone programs are looked for in."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def program(folder: Path, lines: str) -> None:
    """Put a tesseract of our own there."""
    path = folder / "tesseract"
    path.write_text(f"#!/bin/sh\n{lines}\n")
    path.chmod(0o755)


def text_of(outcome: SourceText | Diagnostic | str) -> str:
    """Return what was read; a refusal fails."""
    assert not isinstance(outcome, Diagnostic), outcome
    return outcome if isinstance(outcome, str) else outcome.text


def grey(image: bytes) -> tuple[int, int, bytes]:
    """Return width, height and pixels of a PGM."""
    page = picture.pgm(image)
    assert page is not None
    return page.width, page.height, page.grey


SHARED = Tools(cache=Kept())


def lines_of(image: bytes) -> list[str]:
    """Return the lines that are recognised on a picture; each picture is recognised once."""
    text = text_of(ocr.recognise(image, SHARED, hashlib.sha256(image).hexdigest()))
    return [line for line in text.split("\n") if line]


def blank(width: int = 1654, height: int = 2339) -> bytes:
    """Return a white page."""
    return scanned.pgm(width, height, b"\xff" * (width * height))


# --- how well ----------------------------------------------------------------------------------------


@needed
def test_word_errors_are_few(pictures: list[bytes], capsys: pytest.CaptureFixture[str]) -> None:
    errors = [
        scanned.word_errors(" ".join(lines_of(image)).split(), paper.words())
        for image, paper in zip(pictures, PAPERS, strict=True)
    ]
    words = sum(len(paper.words()) for paper in PAPERS)
    with capsys.disabled():
        print(f"\nOCR at {DPI} dpi: {sum(errors)} of {words} words wrong ({sum(errors) / words:.1%})")
    assert sum(errors) <= MOST_ERRORS * words


@needed
def test_the_halves_of_head_and_foot_are_read_apart(pictures: list[bytes]) -> None:
    lines = lines_of(pictures[0])
    assert lines[:6] == [*DECISION.head[0], *DECISION.head[1]]
    first = lines.index("Nơi nhận:")
    assert lines[first : first + 5] == list(DECISION.foot[0])
    assert lines.index("KT. CHỦ TỊCH") > first + 4


@needed
def test_a_scanned_paper_is_parsed(pictures: list[bytes]) -> None:
    outcome = picture_files.read(scanned.png(*grey(pictures[0])), "a.png")
    assert isinstance(outcome, SourceText)
    document = parse(outcome, vocab.load())
    number, signature = document.header.number, document.signature
    assert number is not None and number.key == "1247/QĐ-UBND"
    assert (document.header.type, str(document.header.issued)) == ("quyết định", "2024-06-18")
    assert signature is not None and signature.name == "Đặng Quỳnh Khuê"
    assert outcome.extraction.how == contract.OCR and outcome.extraction.certainty > 0.9


@needed
def test_a_table_is_read_cell_by_cell(pictures: list[bytes]) -> None:
    lines = lines_of(pictures[1])
    start = next(i for i, line in enumerate(lines) if line.startswith("Xã Hạ Thổ"))
    assert lines[start - 4].startswith("Xã Bến") or lines[start - 4].startswith("Xã Bên")
    assert [line[:2] for line in lines[start - 1 : start + 2]] == ["2", "Xã", "84"]


@needed
def test_a_noisy_page_is_read(pictures: list[bytes]) -> None:
    width, height, pixels = grey(pictures[2])
    chance, noisy = random.Random(3), bytearray(pixels)
    for _ in range(3000):
        noisy[chance.randrange(len(noisy))] = 0
    read = text_of(ocr.recognise(scanned.pgm(width, height, bytes(noisy)), USUAL, "")).split()
    assert scanned.word_errors(read, NOTICE.words()) <= 0.1 * len(NOTICE.words())


# --- pages of a PDF ----------------------------------------------------------------------------------


def replaced(pages: list[str], images: Mapping[int, bytes], tools: Tools = USUAL) -> tuple[list[str], Extraction]:
    sheets = [plain_sheet(page) for page in pages]
    outcome = ocr.replace_unreadable(b"data", sheets, "a.pdf", tools, lambda number: images[number])
    assert not isinstance(outcome, Diagnostic), outcome
    return [sheet.text for sheet in outcome[0]], outcome[1]


@needed
def test_only_unreadable_pages_are_recognised(pictures: list[bytes]) -> None:
    pages, extraction = replaced([TEXT, GARBLED, "", ""], {1: pictures[0], 2: pictures[2], 3: blank()})
    assert pages[0] == TEXT and "QUYẾT ĐỊNH" in pages[1] and "UY BAN MAN" not in pages[1]
    assert "QUY CHẾ" in pages[2] and pages[3] == ""
    assert extraction.how == "lớp chữ của PDF; nhận dạng chữ (OCR): trang 2–3"
    assert not extraction.notes and 0.9 < extraction.certainty <= 1


def test_readable_pages_are_not_looked_at(nowhere: Path) -> None:
    pages, extraction = replaced([TEXT, TEXT], {})
    assert pages == [TEXT, TEXT]
    assert (extraction.how, extraction.certainty, extraction.notes) == (ocr.LAYER, 1.0, ())


@needed
def test_a_page_that_only_its_stamp_is_a_text_on_is_recognised(pictures: list[bytes]) -> None:
    pages, extraction = replaced(["Số: 12, ngày ký: hôm nay", "Nguyễn Văn Mẫu"], {0: pictures[2], 1: blank()})
    assert "QUY CHẾ" in pages[0] and pages[1] == "Nguyễn Văn Mẫu"
    assert extraction.how.endswith("trang 1")


@needed
def test_what_stays_unreadable_is_left_out_and_told(printed: bytes, browser: Browser) -> None:
    page = browser.new_page()
    line = "<h1>The quick brown fox jumps over the lazy dog while nobody watches them in the garden</h1>"
    typeset(page, scanned.STYLE + line * 9)
    foreign = pdf.rendered(page.pdf(), 0, DPI)
    page.close()
    pages, extraction = replaced([TEXT, GARBLED, GARBLED], {1: foreign, 2: foreign})
    assert pages == [TEXT, "", ""]
    assert [note.message for note in extraction.notes] == [f"Trang 2–3: {ocr._FOREIGN}"]
    outcome = ocr.replace_unreadable(b"", [plain_sheet(GARBLED)], "a.pdf", USUAL, lambda number: foreign)
    assert isinstance(outcome, Diagnostic) and outcome.code == "unreadable_text" and "Trang 1:" in outcome.message


@needed
def test_no_more_pages_are_recognised_than_the_limit(pictures: list[bytes]) -> None:
    pages, extraction = replaced(["", "", ""], {0: pictures[2]}, Tools(Limits(ocr_pages=1)))
    assert "QUY CHẾ" in pages[0] and pages[1:] == ["", ""]
    assert [note.message.split(".")[0] for note in extraction.notes] == ["Trang 2–3: Quá 1 trang phải nhận dạng"]


@needed
def test_results_are_kept(pictures: list[bytes]) -> None:
    tools = Tools(cache=Kept())
    first = replaced(["", TEXT], {0: pictures[2]}, tools)
    assert len(tools.cache) == 1  # type: ignore[arg-type]
    assert replaced(["", TEXT], {}, tools) == first
    tools.cache.put(next(iter(tools.cache)), b"[]")  # type: ignore[call-overload]
    assert replaced(["", TEXT], {0: pictures[2]}, tools) == first


def test_a_page_that_cannot_be_drawn_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "engine", lambda: "tesseract 5")

    def broken(number: int) -> bytes:
        raise RuntimeError("broken page")

    outcome = ocr.replace_unreadable(b"", [plain_sheet(TEXT), plain_sheet("")], "a.pdf", USUAL, broken)
    assert not isinstance(outcome, Diagnostic)
    assert [sheet.text for sheet in outcome[0]] == [TEXT, ""] and "Trang 2: Không dựng được ảnh" in outcome[1].notes[
        0
    ].message


def test_blank_pages_alone_are_an_empty_file(nowhere: Path) -> None:
    outcome = ocr.replace_unreadable(b"", [plain_sheet("")] * 2, "a.pdf", USUAL, lambda number: blank(99, 99))
    assert isinstance(outcome, Diagnostic) and outcome.code == "empty"


# --- without the program ------------------------------------------------------------------------------


def test_a_missing_program_is_named(nowhere: Path) -> None:
    inked = scanned.pgm(200, 200, b"\0" * 4000 + b"\xff" * 36000)
    pages, extraction = replaced([TEXT, GARBLED, ""], {1: inked, 2: blank(99, 99)})
    assert pages == [TEXT, "", ""]
    assert [(note.code, note.message) for note in extraction.notes] == [
        (
            "unreadable_page",
            "Trang 2: Máy này chưa có chương trình nhận dạng chữ. "
            "Cài gói tesseract-ocr và tesseract-ocr-vie rồi dựng lại.",
        )
    ]
    outcome = ocr.replace_unreadable(b"", [plain_sheet(GARBLED)], "a.pdf", USUAL, lambda number: inked)
    assert isinstance(outcome, Diagnostic) and "Cài gói tesseract-ocr" in outcome.message
    refused = picture_files.read(scanned.png(200, 200, b"\xff" * 40000), "a.png")
    assert isinstance(refused, Diagnostic) and "tesseract-ocr-vie" in refused.message


def test_a_missing_language_is_named(nowhere: Path) -> None:
    program(nowhere, 'echo "tesseract 5"; echo eng')
    outcome = tesseract.engine()
    assert isinstance(outcome, Diagnostic) and "tesseract-ocr-vie" in outcome.message


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("sleep 9", "quá 1 giây"),
        ("exit 1", "Ảnh hỏng"),
        ("kill -9 $$", "Ảnh hỏng"),
        ("echo; echo 5 x", "không thấy chữ"),
    ],
)
def test_a_program_that_hangs_or_fails_is_told(nowhere: Path, lines: str, told: str) -> None:
    program(nowhere, f'case "$1" in --*) echo tesseract; echo vie;; *) exec 2>/dev/null; {lines};; esac')
    # The script's own commands must still be found.
    (nowhere / "sleep").symlink_to("/bin/sleep")
    outcome = ocr.recognise(scanned.pgm(200, 200, b"\0" * 40000), Tools(Limits(seconds=1)), "")
    assert isinstance(outcome, Diagnostic) and told in outcome.message, outcome


# --- picture files ------------------------------------------------------------------------------------


@needed
def test_pictures_of_every_kind_are_read(browser: Browser, pictures: list[bytes]) -> None:
    page = browser.new_page(viewport={"width": 800, "height": 1130}, device_scale_factor=2)
    typeset(page, scanned.STYLE + NOTICE.html())
    jpeg = page.screenshot(type="jpeg", quality=80)
    page.close()
    for name, data in (("a.jpg", jpeg), ("a.png", scanned.png(*grey(pictures[2]))), ("a", pictures[2])):
        read = text_of(picture_files.read(data, name)).split()
        assert scanned.word_errors(read, NOTICE.words()) <= MOST_ERRORS * len(NOTICE.words()), name


@needed
def test_each_page_of_a_tiff_is_read(pictures: list[bytes]) -> None:
    outcome = picture_files.read(scanned.tiff([grey(image) for image in pictures]), "a.tif")
    assert isinstance(outcome, SourceText) and len(outcome.pages) == 3
    for paper, start in zip(PAPERS, outcome.pages, strict=True):
        assert paper.title[0] in outcome.text[start : start + 400]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "unreadable"),
        (b"GIF89a", "unreadable"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 8 + struct.pack(">II", 60000, 60000), "too_large"),
        (b"P5\n60000 60000\n255\n", "too_large"),
        (b"\xff\xd8\xff\xe0\0\x10" + b"\0" * 14 + b"\xff\xc0\0\x11\x08\xff\xff\xff\xff\x03", "too_large"),
    ],
)
def test_what_is_no_picture_or_too_large_is_refused(data: bytes, code: str) -> None:
    outcome = picture_files.read(data, "a.png")
    assert isinstance(outcome, Diagnostic) and outcome.code == code


def test_a_tiff_whose_pages_run_in_a_circle_ends() -> None:
    data = bytearray(scanned.tiff([(2, 2, b"abcd")] * 3))
    assert picture.leaves(bytes(data)) == 3
    struct.pack_into("<I", data, len(data) - 4, struct.unpack_from("<I", data, 4)[0])
    assert picture.leaves(bytes(data)) == 3


@needed
@pytest.mark.parametrize("cut", [30, 200, 5000])
def test_a_broken_picture_is_refused(pictures: list[bytes], cut: int) -> None:
    outcome = picture_files.read(scanned.png(*grey(pictures[2]))[:cut], "a.png")
    assert isinstance(outcome, Diagnostic) and outcome.code == "unreadable_text"


@given(
    st.binary(max_size=200), st.sampled_from((b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"P5 "))
)
def test_heads_of_any_bytes_are_read(data: bytes, head: bytes) -> None:
    size = picture.size(head + data)
    assert size is None or min(size) >= 0
    assert picture.leaves(head + data) >= 1


# --- letters ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "want"),
    [
        ("Giám đỐc và nhỮng người", "Giám đốc và những người"),
        ("tại TỜ trình số 386/TTr-SGTVT", "tại Tờ trình số 386/TTr-SGTVT"),
        ("SỞ NÔNG NGHIỆP", "SỞ NÔNG NGHIỆP"),
        ("QUYÉT ĐỊNH", "QUYẾT ĐỊNH"),
        ("ngày 2l tháng I1 năm 2024", "ngày 21 tháng 11 năm 2024"),
        ("khoản I Điều 4", "khoản I Điều 4"),
        ("Chương II, Luật số 5", "Chương II, Luật số 5"),
        ("Quyết định số §3/QĐ-UBND", "Quyết định số 83/QĐ-UBND"),
        ("TGÐ Ðài, QÐ-UBND", "TGĐ Đài, QĐ-UBND"),
        ("PHO CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ("PHÓ CHU TICH", "PHÓ CHỦ TỊCH"),
        ("Chủ tich và CHUTICH", "Chủ tich và CHUTICH"),
        ("~ Lưu: VT", "- Lưu: VT"),
        ("_ Ủy ban trung ương", "- Ủy ban trung ương"),
        ("| Toàn trình | 30 ngày |", "Toàn trình 30 ngày"),
        ("về 'Ủy ban nhân dân", "về Ủy ban nhân dân"),
        ("“Dân vận khéo” và ‘Nhà sạch’", "“Dân vận khéo” và ‘Nhà sạch’"),
        ("Facebook, VNeID, TTg, MobiFone", "Facebook, VNeID, TTg, MobiFone"),
        ("", ""),
    ],
)
def test_mended(line: str, want: str) -> None:
    assert ocr.mended(line) == want


@given(st.text(max_size=60))
def test_any_line_is_mended(line: str) -> None:
    ocr.mended(line)


@pytest.fixture(autouse=True)
def no_threads_are_left() -> Iterator[None]:
    import threading

    before = threading.active_count()
    yield
    assert threading.active_count() <= before
