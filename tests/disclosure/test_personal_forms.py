"""Personal data in every form of paper and way of writing: none of them stands in a byte that a build writes."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from docx import Document as WordFile

from generator import privacy, rebuild
from generator.curation.portal import open_content
from generator.model import Portal, SourceText
from generator.publish.metadata import names_somebody, tells_of_a_person
from generator.text.erasure import MASK, Names
from generator.text.fold import fold
from tests.disclosure.conftest import Build
from tests.disclosure.test_disclosure import PAPER, written
from tests.disclosure.test_privacy import CITIZEN, source
from tests.support.figures import tell
from tests.support.made.sheets import xlsx
from tests.support.marked import pdf
from tests.support.paper_pdf import document, line
from tests.support.paper_word import docx, packed
from tests.support.places import CASES
from tests.support.views import cases

FORMS: list[dict[str, Any]] = [
    case
    for path in sorted(CASES.glob("disclosure/personal_forms*.yml"))
    for case in yaml.safe_load(path.read_text("utf-8"))
]
HIDDEN = [case for case in FORMS if "hidden" in case]
NAME = "Lò Văn Páo"


@pytest.mark.parametrize("case", cases("disclosure/personal_forms*.yml"))
def test_what_is_hidden_however_it_is_written(case: Any) -> None:
    read = source(case["text"])
    made = privacy.cleaned(read, Names(()), Portal()).source
    assert isinstance(made, SourceText)
    assert [data for data in case.get("hidden", ()) if data in made.text] == []
    assert (made.text == read.text) == case.get("same", False), made.text
    assert all(kept in (char, MASK) for kept, char in zip(made.text, read.text, strict=True))


# --- every byte -------------------------------------------------------------------------------------


def sought() -> Iterator[str]:
    """Yield the data that nothing else can be taken for: long numbers, and words of two syllables at least."""
    for data in (each for case in HIDDEN for each in case["hidden"]):
        figures = re.sub(r"\D", "", data)
        if len(figures) >= 9 or (len(data) > 7 and not figures):
            yield data


def views(data: bytes) -> tuple[str, ...]:
    """Return the bytes of a file as they may be searched: as written, composed, folded, figures alone."""
    text = data.decode("utf-8", "replace")
    composed = unicodedata.normalize("NFC", text)
    return text, composed, fold(composed), re.sub(r"(?<=\d)[ .\-]{1,3}(?=\d)", "", composed)


def found(folder: Path, words: Iterable[str]) -> tuple[int, list[tuple[str, str]]]:
    """Return how many bytes were searched, and which words stand in which file, or in its name."""
    forms = {
        word: (word, unicodedata.normalize("NFD", word), fold(word), fold(word).replace(" ", "-")) for word in words
    }
    bare = {word: re.sub(r"\D", "", word) for word in forms}
    bytes_searched, hits = 0, []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes() + path.relative_to(folder).as_posix().encode()
        bytes_searched += len(data)
        seen = views(data)
        for word, each in forms.items():
            figures = bare[word] if len(bare[word]) >= 9 else ""
            if any(form in view for form in each for view in seen) or (figures and figures in seen[-1]):
                hits.append((path.relative_to(folder).as_posix(), word))
    return bytes_searched, hits


def papers(folder: Path) -> Path:
    """Return a content folder whose papers tell all of these data: text, Markdown, Word, web, PDF, with side file."""
    texts = [case["text"].strip() for case in HIDDEN]
    lists = [text for text in texts if "|" in text or "   " in text]
    running = "\n\n".join(f"{place}. {text}." for place, text in enumerate(texts, 1) if text not in lists)
    tables = "\n\n".join(lists)
    base = [PAPER.format(number=number, mark="", phone="") for number in range(20, 25)]
    wrap = [
        text.replace("Sáu tháng qua", f"{part}\n\nSáu tháng qua")
        for text, part in zip(base, (running, tables, CITIZEN, running, running), strict=True)
    ]
    word = WordFile()
    for paragraph in wrap[3].splitlines():
        word.add_paragraph(paragraph)
    folder.mkdir(parents=True)
    word.save(str(folder / "word.docx"))
    web = "".join(f"<p>{paragraph}</p>" for paragraph in wrap[4].split("\n\n"))
    pdf = document([line(72, 700, "CCCD so 010061001234, DT 0912 345 678") + line(72, 600, "BAO CAO")])
    return written(
        folder,
        {
            "portal.yml": "name: Thử\noriginals: true\npersons: all\nstate: state\nbase_url: https://vi-du.vn/\n",
            "documents/a.txt": wrap[0],
            "documents/a.txt.meta.yml": "title: Về đơn của ông Lò Văn Páo, CCCD 010061001234\n",
            "documents/b.md": wrap[1],
            "documents/c.txt": wrap[2],
            "documents/d.docx": (folder / "word.docx").read_bytes(),
            "documents/e.html": f"<html><body><article>{web}</article></body></html>",
            "documents/f.pdf": pdf,
            "documents/CCCD_010061001234.txt": PAPER.format(number=30, mark="", phone=""),
            "documents/0912345678.dat": "x",
        },
    )


def test_no_byte_of_a_public_portal_holds_any_of_them(tmp_path: Path) -> None:
    content = papers(tmp_path / "content")
    (content / "word.docx").unlink()
    data = sorted({*sought(), "010061001234", "0912345678", "1903123456789"})
    outputs = tmp_path / "out"
    report = rebuild.rebuild(open_content(content), outputs / "site", outputs / "build", lambda *_: None)
    (content / "state").rename(outputs / "state")
    searched, hits = found(outputs, data)
    kinds = {each.message.split(":")[1].split("(")[0] for each in report.diagnostics if each.code == "personal_data"}
    tell(
        "privacy",
        kinds=len(kinds),
        forms=len(FORMS),
        papers=report.documents,
        data=len(data),
        bytes_searched=searched,
        found=len(hits),
    )
    assert hits == [] and len(kinds) == 13 and report.documents >= 6
    assert {each.path for each in report.diagnostics if each.code == "held_back"} == {
        "documents/CCCD_010061001234.txt",
        "documents/0912345678.dat",
    }
    assert {path.suffix for path in (outputs / "site/van-ban/goc").rglob("*.*")} == {".txt"}, (
        "only `usual.txt` is whole"
    )
    assert not [each for each in report.diagnostics if any(word in each.message for word in data)]


def test_the_search_of_this_test_finds(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(unicodedata.normalize("NFD", "Nà Lốc; 0912.345-678; na-loc").encode())
    assert [word for _, word in found(tmp_path, ["Nà Lốc", "0912345678", "Pá Khôm"])[1]] == ["Nà Lốc", "0912345678"]


# --- what a file tells beside its text --------------------------------------------------------------


def _word(author: str) -> bytes:
    file, kept = WordFile(), io.BytesIO()
    file.add_paragraph("Nội dung")
    file.core_properties.author = author
    file.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (_word(NAME), True),
        (_word("Lo Van Pao"), True),
        (_word("Lý Văn Páo"), False),
        (document([line(72, 700, "x")]).replace(b"trailer<<", b"trailer<</Info<</Author(Lo Van Pao)>>"), True),
        (b"\xff\xd8\xff\xe1Exif\0\0" + NAME.encode(), True),
        (b"\xd0\xcf\x11\xe0" + NAME.encode("utf-16-le"), True),
        (b"PK\x03\x04 damaged", False),
        (b"%PDF-1.7 damaged", False),
    ],
)
def test_who_wrote_a_file_is_read_beside_its_text(data: bytes, told: bool) -> None:
    assert names_somebody(data, Names((NAME,))) == told
    assert not names_somebody(data, Names(()))


def test_an_original_that_names_its_writer_unseen_is_not_published(tmp_path: Path, build: Build) -> None:
    file = WordFile()
    for paragraph in PAPER.format(number=40, mark="", phone="").replace(NAME, "Lý A Sở").splitlines():
        file.add_paragraph(paragraph)
    file.core_properties.last_modified_by = NAME
    (tmp_path / "content/documents").mkdir(parents=True)
    file.save(str(tmp_path / "content/documents/word.docx"))
    stated = f"- name: {NAME}\n  reason: Yêu cầu\n  date: 2026-03-02\n"
    content = written(tmp_path / "content", {"portal.yml": "audience: intranet\n", "registry/suppress.yml": stated})
    report, folder = build(content)
    pages = "".join(path.read_text("utf-8") for path in folder.rglob("docs/van-ban/*.md"))
    assert "bc-bdt-2023-40" in pages or "40/BC-BDT" in pages
    assert "van-ban/goc" not in pages and "goc/" not in pages
    assert "documents/word.docx" in {each.path for each in report.diagnostics if each.code == "suppressed"}


DATUM = "CCCD số 010061001234"


def _letter(body: str, **parts: str) -> bytes:
    return docx(f"<w:p><w:r><w:t>Nội dung</w:t></w:r></w:p>{body}", **parts)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (_letter(f"<w:p><w:del><w:r><w:delText>{DATUM}</w:delText></w:r></w:del></w:p>"), True),
        (_letter(f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{DATUM}</w:t></w:r></w:p>"), True),
        (_letter("<w:p><w:r><w:t>CCCD 010061</w:t></w:r><w:r><w:t>001234</w:t></w:r></w:p>"), True),
        (_letter(f'<w:p><w:r><w:drawing><wps:docPr descr="{DATUM}"/></w:drawing></w:r></w:p>'), True),
        (_letter('<w:p><w:r><w:instrText>HYPERLINK "mailto:lovanpao@thu.example"</w:instrText></w:r></w:p>'), True),
        (_letter("", header=f"<w:p><w:r><w:t>{DATUM}</w:t></w:r></w:p>"), True),
        (packed({"word/comments.xml": f"<comment><p><t>{DATUM}</t></p></comment>"}), True),
        (packed({"docProps/core.xml": f"<title>{DATUM}</title>"}), True),
        (packed({"word/embeddings/a.xlsx": packed({"xl/sharedStrings.xml": f"<si><t>{DATUM}</t></si>"})}), True),
        (packed({"word/media/a.png": f"\x89PNG {DATUM}"}), False),
        (xlsx({"A": [["a"]], "B": [[DATUM]]}, hidden=["B"]), True),
        (xlsx({"A": [[("84512345678", 0), ("1", 0)]]}), False),
        (pdf.document([pdf.text(72, 700, "x")], notes=[f"/Subtype/Text/Contents({DATUM.replace('ố', 'o')})"]), True),
        (pdf.document([pdf.text(72, 700, "x")], info="/Title(CCCD 010061001234)"), True),
        (pdf.document([pdf.text(72, 700, "x")], notes=["/Subtype/Link/A<</URI(mailto:pao@thu.example)>>"]), True),
        (pdf.document([pdf.text(72, 700, "x")], info="/Title(Bao cao)/Author(Lo Van Pao)"), False),
        (f"<p>Nội dung</p><!-- {DATUM} -->".encode(), True),
        (b"<p>a</p><a href='mailto:lovanpao@thu.example'>b</a>", True),
        (b"<p>CCCD: 01006<b>1001234</b></p>", True),
        (b"<a href='mailto:sonoivu@lamgiang.gov.vn'>a</a>", False),
        (b"\xd0\xcf\x11\xe0" + DATUM.encode("utf-16-le"), True),
        (b"\xff\xd8\xff\xe1 0912345678 a@b.cd", False),
        (b"PK\x03\x04 damaged", False),
        (b"%PDF-1.7 damaged", False),
    ],
)
def test_what_no_page_shows_of_a_person_keeps_an_original_inside(data: bytes, told: bool) -> None:
    assert tells_of_a_person(data, ()) == told


@pytest.mark.parametrize(("audience", "shown"), [("public", False), ("intranet", True)])
def test_an_original_that_holds_what_is_masked_unseen_is_not_published(
    audience: str, shown: bool, tmp_path: Path, build: Build
) -> None:
    body = "".join(f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in PAPER.splitlines())
    struck = f"<w:p><w:del><w:r><w:delText>{DATUM}</w:delText></w:r></w:del></w:p>"
    content = written(
        tmp_path / "content",
        {
            "portal.yml": f"audience: {audience}\noriginals: true\n",
            "documents/a.docx": docx(body.format(number=40, mark="", phone="") + struck),
        },
    )
    report, folder = build(content)
    pages = "".join(path.read_text("utf-8") for path in folder.rglob("docs/van-ban/*.md"))
    assert bool(re.search(r"goc/[\w-]+\.docx", pages)) == shown
    assert ("personal_data" in {each.code for each in report.diagnostics}) == (not shown)
