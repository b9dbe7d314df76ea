"""Refused papers leave nothing behind: not a word in site, build folder, state, temporary files or in what is told."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.ingest.ocr import tesseract
from generator.model import Diagnostic
from generator.text.fold import fold
from tests.support.made.sheets import xlsx
from tests.support.marked import WRITERS, bundles, scans
from tests.support.marked.pdf import document, laid_out, text
from tests.support.marked.words import HEAD, lines
from tests.support.paper_word import packed
from tests.support.places import ROOT

SECRET, NUMBER = "Chuyện kín bản Tẻo Nhạn", "8147/BC-BDT"
SCANNED = "Tẻo Nhạn"
FREE = "\n".join(["UBND TỈNH LAM GIANG", "Số: 3/BC-BDT", "Lam Giang, ngày 05 tháng 6 năm 2023", *lines()[4:]])


def told(mark: str = "") -> list[str]:
    """Return the lines of a paper that tells the secret; a mark stands on top."""
    own = [line.replace("47/BC-BDT", NUMBER) for line in lines(mark, "top" if mark else "")]
    return [*own[:6], f"{SECRET}: {SECRET.lower()}, {SECRET.upper()}.", *own[6:]]


def papers(scan: bytes) -> Mapping[str, bytes]:
    """Return papers that are refused, one for each way in which a build may get hold of their words."""
    plain = "\n".join(told()).encode()
    watermark = document(laid_out(told(), text(150, 300, "MẬT", 60, angle=45, grey=0.85)))
    return {
        "a.txt": "\n".join(told("MẬT")).encode(),
        "b.md": WRITERS["md"](told("TỐI MẬT"), ()),
        "c.html": WRITERS["html"](told("LƯU HÀNH NỘI BỘ"), ()),
        "d.docx": WRITERS["docx"](told("TUYỆT MẬT"), ()),
        "e.odt": WRITERS["odt"](told("MÂT"), ()),
        "f.xlsx": xlsx({"MẬT": [[line] for line in told()]}),
        "g.pdf": watermark,
        "h.zip": packed({"trong/bc (MẬT).txt": plain, "trong/khac.txt": WRITERS["txt"](told("DỰ THẢO"), ())}),
        "i.eml": bundles.message("[MẬT] Báo cáo", "\n".join(told()), plain),
        "k.txt": plain.replace(b"BC-BDT", b"KH-BDT"),
        "k.txt.META.YML": "secrecy: mật\n".encode(),
        "l.txt": plain.replace(b"BC-BDT", b"CV-BDT"),
        "l.yml": "secrecy: mật\n".encode(),
        "m.png": scan,
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> tuple[Path, str]:
    """A portal of one free paper and many that are refused, built by the command; what it said."""
    if isinstance(tesseract.engine(), Diagnostic):
        pytest.skip("install the packages tesseract-ocr and tesseract-ocr-vie")
    top = tmp_path_factory.mktemp("refused")
    documents = top / "content/documents"
    documents.mkdir(parents=True)
    (top / "content/portal.yml").write_text('name: Thử\nbase_url: https://vi-du.vn/\nstate: "state"\n', "utf-8")
    (documents / "free.txt").write_text(FREE, "utf-8")
    scan = scans.page(browser, "MẬT", 12, body=[*HEAD, f"Kể {SECRET.lower()} và {SECRET}.", *lines()[4:8]])
    for name, data in papers(scan).items():
        (documents / name).write_bytes(data)
    (top / "tmp").mkdir()
    options = ("--content", top / "content", "--site", top / "site", "--build-dir", top / "build")
    done = subprocess.run(
        [sys.executable, "-m", "generator", "build", *options],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(top / "tmp"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=False,
    )
    return top, (done.stdout + done.stderr).decode()


def test_the_free_paper_alone_is_published(built: tuple[Path, str]) -> None:
    top, said = built
    rows = (top / "site/du-lieu/documents.jsonl").read_text("utf-8").splitlines()
    assert len(rows) == 1 and "free.txt" in rows[0], said


def test_nothing_of_a_refused_paper_is_left(built: tuple[Path, str]) -> None:
    top, said = built
    sought = [form.encode(code) for word in (SECRET, SCANNED, NUMBER, "8147/KH") for form, code in shapes(word)]
    every = list(contents(top))
    kept = [(name, data) for name, data in every if not name.startswith("content/documents/")]
    held = [name for name, data in every if any(word in data.lower() for word in sought)]
    assert kept and {"content/documents/a.txt", "content/documents/d.docx/word/document.xml"} <= set(held)
    left = {name for name, data in [*kept, ("output", said.encode())] for word in sought if word in data.lower()}
    assert not left


def test_refused_papers_are_counted_and_check_names_them(built: tuple[Path, str]) -> None:
    top, told = built
    assert re.search(r"\d+ tệp: 1 vào cổng, \d+ không", told) and "vankho check --content" in told
    command = [
        sys.executable,
        "-m",
        "generator",
        "check",
        "--content",
        str(top / "content"),
        "--build-dir",
        str(top / "none"),
    ]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    said = (checked.stdout + checked.stderr).decode()
    names = [name for name in papers(b"") if not name.lower().endswith((".yml", "h.zip", "i.eml"))]
    inside = ["h.zip/trong/bc (MẬT).txt", "h.zip/trong/khac.txt", "i.eml/noi-dung.txt"]
    assert not [name for name in (*names, *inside) if f"documents/{name}" not in said]


def test_folders_that_hold_papers_between_builds_are_the_owners_own(built: tuple[Path, str]) -> None:
    top, _ = built
    folders = [path for path in top.iterdir() if path == top / "build"]
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o700 for path in folders)
    assert not list((top / "tmp").iterdir())


def shapes(word: str) -> Iterator[tuple[str, str]]:
    """Yield a word in small letters in each form that bytes may hold it in, with their encoding."""
    small = word.lower()
    for form in (small, unicodedata.normalize("NFD", small), fold(small), fold(small).replace(" ", "-")):
        yield form, "utf-8"
        yield form, "utf-16-le"
    yield small.encode("unicode_escape").decode(), "utf-8"


def contents(top: Path) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of all files below a folder, and of all that is packed in them."""
    for path in sorted(path for path in top.rglob("*") if path.is_file()):
        name, data = str(path.relative_to(top)), path.read_bytes()
        yield name, name.encode() + data + data.decode("utf-8", "ignore").lower().encode()
        if zipfile.is_zipfile(BytesIO(data)):
            with zipfile.ZipFile(BytesIO(data)) as archive:
                yield from ((f"{name}/{each}", archive.read(each)) for each in archive.namelist())
