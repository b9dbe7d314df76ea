"""What is taken out of papers stands in no byte that a build writes: personal data, and persons who must go."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordFile
from hypothesis import given
from hypothesis import strategies as st

from generator import pipeline, privacy
from generator.ingest import plain_text
from generator.ingest.contract import USUAL
from generator.model import Portal, SourceText
from generator.publish.kept.cache import FolderCache
from generator.text.erasure import MASK, Names, masked
from generator.text.fold import fold
from tests.disclosure.conftest import Build
from tests.disclosure.test_disclosure import PAPER, naming, written
from tests.support.views import cases

NAME = "Lò Văn Páo"
PAGES, SEARCH, OPEN = "PAGES", "SEARCH", "OPEN_DATA"
CITIZEN = """Hỗ trợ ông Vàng Seo Páo, sinh ngày 15/8/1961, CCCD số 010061001234 cấp ngày 01/02/2022, điện thoại
0912 345 678, thường trú tại số 12, tổ 3, thôn Nà Lốc, xã Suối Vàng, số tài khoản 1903123456789 Ngân hàng Agribank,
email vangseopao@thu.example, bệnh: ung thư phổi. Công dân Nguyễn Thị Mận khiếu nại."""
DATA = ("010061001234", "0912 345 678", "15/8/1961", "1903123456789", "Nà Lốc", "vangseopao", "ung thư")


def source(text: str, name: str = "a.md") -> SourceText:
    """Return a text as its reader gives it."""
    read = plain_text.read(text.encode(), name, USUAL)
    assert isinstance(read, SourceText)
    return read


# --- personal data -----------------------------------------------------------------------------------


@pytest.mark.parametrize("case", cases("disclosure/personal.yml"))
def test_what_is_masked_of_a_person(case: Any) -> None:
    portal = Portal(contacts=tuple(case.get("contacts", ())))
    read = source(case["text"])
    made = privacy.cleaned(read, Names(()), portal)
    assert isinstance(made.source, SourceText)
    assert made.source.text == source(case.get("masked", case["text"])).text
    assert bool(made.told) != case.get("same", False)


@pytest.mark.parametrize("persons", ["off", "officials", "all"])
def test_a_citizen_of_a_decision_stands_in_no_byte_but_by_name(persons: str, tmp_path: Path, build: Build) -> None:
    paper = PAPER.format(number=5, mark="", phone="").replace("Sáu tháng qua", f"{CITIZEN} Sáu tháng qua")
    settings = f'name: Thử\npersons: "{persons}"\nbase_url: https://vi-du.vn/\n'
    report, folder = build(written(tmp_path / "content", {"portal.yml": settings, "documents/a.txt": paper}))
    assert not [data for data in DATA if list(holding(folder, [data]))]
    assert naming(folder, "Vàng Seo Páo") == {PAGES, SEARCH, OPEN} and naming(folder, "Nguyễn Thị Mận")
    named = b"".join((folder / f"docs/du-lieu/{name}.jsonl").read_bytes() for name in ("entities", "mentions"))
    assert (b'"kind":"person"' in named) == (persons != "off")
    if persons != "all":
        assert "Vàng Seo Páo".encode() not in named and not list(folder.rglob("vang-seo-pao*"))
    told = [each for each in report.diagnostics if each.code == "personal_data"]
    assert len(told) == 7 and not [data for data in DATA if data in "".join(map(str, told))]


@given(st.text(alphabet="0123456789 .,/-@\nsinh ngày Páo CCCD tại thôn bệnh:", max_size=400))
def test_masking_moves_no_offset(text: str) -> None:
    read = source(f"a{text}")
    made = privacy.cleaned(read, Names((NAME,)), Portal()).source
    assert isinstance(made, SourceText) and len(made.text) == len(read.text)
    assert [a for a, b in zip(made.text, read.text, strict=True) if a != b and a != MASK] == []
    assert [i for i, char in enumerate(read.text) if char.isspace()] == [
        i for i, char in enumerate(made.text) if char.isspace()
    ]


# --- persons who must go -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ông Lò Văn Páo nói", "ông ██ ███ ███ nói"),
        ("ông LÒ VĂN\n  PÁO nói", "ông ██ ███\n  ███ nói"),
        ("**Lò** Văn Páo", "**████ ███ ███"),
        ("lovanpao@thu.example, /lo-van-pao.html", "████████@thu.example, /██████████.html"),
        ("ông Lò Văn Pào, bà Lò Văn Páong", "ông Lò Văn Pào, bà Lò Văn Páong"),
        ("Chu Văn Hoà, CHU VĂN HÒA", "███ ███ ███, ███ ███ ███"),
        ("Páo Lò Văn; Pao, Lo Van.", "███ ██ ███; ████ ██ ███."),
        ("ông L.V. Páo, L. V. Páo, Lò V. Páo, Lò V.P.", "ông ████ ███, ██ ██ ███, ██ ██ ███, ██ ████"),
        ("ông Lò Văn Páo, Lò Văn Tin", "ông ██ ███ ███, Lò Văn Tin"),
        ("Lò Văn Tin\nLý V. Páo; ông Páo; L.V.P", "Lò Văn Tin\nLý V. Páo; ông Páo; L.V.P"),
    ],
)
def test_a_name_however_it_is_written(text: str, wanted: str) -> None:
    names = Names((NAME, "Chu Văn Hòa"))
    assert masked(text, names.spans(text)) == wanted
    apart = unicodedata.normalize("NFD", text)
    assert masked(apart, names.spans(apart)).count(MASK) >= wanted.count(MASK)
    assert not names.stand_in(masked(apart, names.spans(apart)))


def test_a_text_of_nothing_but_beginnings_of_a_name_takes_no_time() -> None:
    assert not Names((NAME,)).spans("Lò Văn " * 60_000)


def forms(name: str) -> tuple[str, ...]:
    """Return a name as bytes may hold it: composed, decomposed, in capitals, folded, in an address, escaped."""
    shown = [name, name.upper(), unicodedata.normalize("NFD", name), fold(name)]
    glued = [fold(name).replace(" ", each) for each in ("-", "_", "")]
    return (*shown, *glued, json.dumps(name).strip('"'))


def holding(folder: Path, words: Iterable[str]) -> Iterator[Path]:
    """Yield the files below a folder that hold one of the words, or bear it in their name."""
    sought = [word.encode() for word in words]
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes() + str(path.relative_to(folder)).encode()
        if any(word in data for word in sought):
            yield path


def archive(folder: Path) -> Path:
    """Return a content folder that names the person in papers of several forms, in names of files and by hand."""
    paper = PAPER.format(number=6, mark="", phone="").replace("TRƯỞNG BAN\nHoàng Văn Thiện", f"TRƯỞNG BAN\n{NAME}")
    apart = unicodedata.normalize("NFD", PAPER.format(number=7, mark="", phone="").replace("Páo,", "PÁO,"))
    table = "| STT | Họ tên | Xã |\n|---|---|---|\n| 1 | Lò Văn Páo | Suối Vàng |\n| 2 | Lý A Sở | Nà Lốc |\n"
    files: dict[str, bytes | str] = {
        "documents/usual.txt": PAPER.format(number=8, mark="", phone=""),
        "documents/signed.txt": paper,
        "documents/apart.txt": apart,
        "documents/table.md": PAPER.format(number=9, mark="", phone="").replace("Sáu tháng", f"\n{table}\nSáu tháng"),
        "documents/Đơn của Lò Văn Páo.txt": PAPER.format(number=10, mark="", phone=""),
        "documents/lo_van_pao.dat": "x",
        "documents/usual.txt.meta.yml": f"title: Về việc ông {NAME}\n",
        "registry/persons.yml": f"- name: {NAME}\n  official: true\n",
        "pages/gioi-thieu.md": f"# Giới thiệu\n\nDo ông {NAME} lập.\n",
    }
    written(folder, files)
    word = WordFile()
    for line in PAPER.format(number=11, mark="", phone="").splitlines():
        word.add_paragraph(line)
    word.save(str(folder / "documents/word.docx"))
    (folder.parent / "paper.txt").write_text(paper.replace("6/BC", "12/BC"), "utf-8")
    return written(folder, {"documents/parsed.json": pipeline.parse_file(folder.parent / "paper.txt"), **files})


@pytest.mark.parametrize("audience", ["public", "intranet"])
def test_a_person_who_must_go_stands_in_no_byte(audience: str, tmp_path: Path, build: Build) -> None:
    content = archive(tmp_path / "content")
    settings = f"audience: {audience}\npersons: all\noriginals: true\ncontact: {NAME}\nstate: state\n"
    (content / "portal.yml").write_text(settings, "utf-8")
    _, folder = build(content)
    assert {path.suffix for path in holding(folder, forms(NAME))} >= {".md", ".jsonl", ".js"}
    assert list(holding(content / "state", forms(NAME)))
    stated = f"- name: {NAME}\n  agency: UBND xã Suối Vàng\n  reason: Yêu cầu\n  date: 2026-03-02\n"
    written(
        content,
        {"registry/suppress.yml": stated, "documents/usual.txt": (content / "documents/usual.txt").read_bytes()},
    )
    report, folder = build(content)
    assert not list(holding(folder, forms(NAME))) and not list(holding(content / "state", forms(NAME)))
    told = [each for each in report.diagnostics if each.code in ("suppressed", "held_back")]
    assert {each.path for each in told if each.code == "held_back"} == {
        "documents/Đơn của Lò Văn Páo.txt",
        "documents/lo_van_pao.dat",
    }
    assert len(told) == 2 + 6 and not any(NAME in each.message for each in told)
    goc = {path.name for path in folder.rglob("van-ban/*.md")}
    assert len(goc) >= 6 and not re.search("van-ban/goc", "".join(p.read_text("utf-8") for p in folder.rglob("*.md")))


def test_nothing_of_such_a_paper_is_kept_between_builds(tmp_path: Path) -> None:
    keys, cache = ("a1 docx", "a1 ocr 300 0", "b2 docx"), FolderCache(tmp_path)
    for key in keys:
        cache.put(key, b"...")
    cache.forget(privacy.digests([SourceText("a.txt", "a1", "ông Lò Văn Páo", (0,), (), "txt")], Names((NAME,))))
    assert [FolderCache(tmp_path).get(key) for key in keys] == [None, None, b"..."]
