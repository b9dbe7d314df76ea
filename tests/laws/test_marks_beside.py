"""No paper gets out whose mark stands outside its lines: in names, labels, properties, code, hidden parts."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from generator import rebuild, vocab
from generator.curation.portal import open_content
from generator.ingest.ocr import tesseract
from generator.ingest.office import convert
from generator.ingest.pictures import said
from generator.link import admission
from generator.model import Diagnostic, SourceText
from generator.parse import blank
from generator.vocab.secrecy import hinted
from tests.laws.test_marks import borne, needs_office
from tests.support.marked import stray_office, stray_pdf, stray_words
from tests.support.marked.office import WRITERS, added
from tests.support.marked.pasted import stamp
from tests.support.marked.plain import Made
from tests.support.marked.words import BODY, lines

MAKERS = (
    *(stray_office.in_word, stray_office.in_odt, stray_office.in_sheets),
    *(stray_words.in_markdown, stray_words.in_pages, stray_words.in_messages, stray_words.in_data),
    stray_pdf.places,
)
MARKED = [made for make in MAKERS for made in make("MẬT")]
CLEAN = [made for make in (stray_office.clean, stray_words.clean, stray_pdf.clean) for made in make()]
needs_ocr = pytest.mark.skipif(
    isinstance(tesseract.engine(), Diagnostic), reason="install the packages tesseract-ocr and tesseract-ocr-vie"
)
SENTINEL = "Chuyện riêng của bản Pá Khôm"


def called(made: Made) -> str:
    """Return what a case is called."""
    return f"{made[1]}: {made[0]}"


@pytest.mark.parametrize("paper", MARKED, ids=called)
def test_a_mark_beside_the_lines_keeps_a_paper_inside(paper: Made) -> None:
    assert borne(paper)


@pytest.mark.parametrize("paper", CLEAN, ids=called)
def test_words_about_secrecy_beside_the_lines_keep_none(paper: Made) -> None:
    assert not borne(paper)


@needs_office
def test_a_mark_that_a_converter_drops_counts() -> None:
    papers = {place: data for place, _, data in stray_office.in_rtf("MẬT")}
    made = convert.convert(papers)
    for place, data in papers.items():
        read = convert.read_converted(data, "a.rtf", made[place])
        assert isinstance(read, SourceText) and admission.marks(blank(read, vocab.load()), None), place


def test_what_a_picture_says_of_itself_is_asked_for_a_mark() -> None:
    told = PngInfo()
    told.add_text("Keywords", "quét, MẬT")
    out = BytesIO()
    Image.new("L", (40, 40), 255).save(out, "PNG", pnginfo=told)
    assert hinted(said(out.getvalue()))[-1:] == ("MẬT",)


def test_nothing_of_such_papers_is_in_a_site(tmp_path: Path) -> None:
    content, site, build = tmp_path / "content", tmp_path / "site", tmp_path / "build"
    documents = content / "documents"
    documents.mkdir(parents=True)
    marked = [made for made in MARKED if made[1] in ("md", "html", "json")]
    for n, (_, suffix, data) in enumerate(marked):
        secret = data.replace(BODY[5].encode(), SENTINEL.encode()).replace(_escaped(BODY[5]), _escaped(SENTINEL))
        (documents / f"bc-{n}.{suffix}").write_bytes(secret)
    other = "\n".join(lines()).replace("47/BC-BDT", "48/BC-BDT").replace("dân tộc", "đất đai").replace("Đoạn", "Phần")
    (documents / "bc.txt").write_text(other, "utf-8")
    report = rebuild.rebuild(open_content(content), site, build, lambda stage, done, total: None)
    assert report.documents == 1
    written = [path for path in [*site.rglob("*"), *build.rglob("*")] if path.is_file()]
    found = [
        path.name for path in written if SENTINEL.encode() in (data := path.read_bytes()) or _escaped(SENTINEL) in data
    ]
    assert written and not found


def _escaped(words: str) -> bytes:
    return "".join(f"\\u{ord(char):04x}" if ord(char) > 127 else char for char in words).encode()


@needs_ocr
@pytest.mark.parametrize(
    ("words", "colour", "framed", "held"),
    [
        ("MẬT", "#c8202c", True, True),
        ("TỐI MẬT", "#c8202c", False, True),
        ("TUYỆT MẬT", "#222222", True, True),
        ("ĐÃ KÝ", "#c8202c", True, False),
        ("HỎA TỐC", "#c8202c", True, False),
        ("BAN DÂN TỘC", "#c8202c", False, False),
    ],
)
@pytest.mark.parametrize("suffix", ["docx", "odt", "xlsx"])
def test_a_stamp_that_was_pasted_in_counts(words: str, colour: str, framed: bool, held: bool, suffix: str) -> None:
    clean = WRITERS[suffix](lines(), ())
    folder = {"docx": "word/media", "odt": "Pictures", "xlsx": "xl/media"}[suffix]
    paper = added(clean, {f"{folder}/image1.png": stamp(words, colour, framed=framed)})
    assert bool(borne(("dấu", suffix, paper))) == held
