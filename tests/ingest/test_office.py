"""Old Word files and RTF through LibreOffice: many in one run, each on its own account, nothing lost with another."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from generator import vocab
from generator.ingest.contract import Tools
from generator.ingest.office import convert, settled
from generator.ingest.office.docx import read as read_docx
from generator.model import Diagnostic, Limits, SourceText
from generator.parse import parse
from tests.support.paper_word import docx, lines_of

needs_office = pytest.mark.skipif(
    convert.find_program() is None, reason="LibreOffice is not installed: `make test-office` installs it"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD = OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le")


def rtf(*paragraphs: str) -> bytes:
    """Return an RTF of paragraphs; a table row has its cells parted by ` | `."""
    out = r"{\rtf1\ansi\uc1\deff0{\fonttbl{\f0 Times New Roman;}}"
    for text in paragraphs:
        cells = escaped(text).split(" | ")
        if len(cells) > 1:
            edges = "".join(rf"\cellx{4000 * at}" for at in range(1, len(cells) + 1))
            out += rf"\trowd{edges}" + "".join(rf"\pard\intbl {cell}\cell" for cell in cells) + r"\row\pard "
        else:
            out += cells[0] + r"\par "
    return (out + "}").encode("ascii")


def escaped(text: str) -> str:
    """Return the text in ASCII; `/` ends a line inside a cell where it stands between blanks."""
    text = text.replace(" / ", "\\line ")
    return re.sub("[^\x00-\x7f]", lambda char: rf"\u{ord(char[0])}?", text)


PAPER = rtf(
    "ỦY BAN NHÂN DÂN / TỈNH LAM GIANG / Số: 27/QĐ-UBND | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM / "
    "Độc lập - Tự do - Hạnh phúc / Lam Giang, ngày 14 tháng 02 năm 2024",
    "QUYẾT ĐỊNH",
    "Về việc giao chỉ tiêu trồng rừng năm 2024",
    "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LAM GIANG",
    "Căn cứ Quyết định số 12/QĐ-UBND ngày 05/01/2024 của Ủy ban nhân dân tỉnh;",
    "QUYẾT ĐỊNH:",
    "Điều 1. Giao chỉ tiêu trồng rừng cho các huyện.",
    "Nơi nhận: / - Như Điều 1; / - Lưu: VT. | KT. CHỦ TỊCH / PHÓ CHỦ TỊCH / Hoàng Văn Thử",
)


@dataclass
class Memory:
    """A cache that remembers, and what was asked of it."""

    kept: dict[str, bytes] = field(default_factory=dict)

    def get(self, key: str) -> bytes | None:
        return self.kept.get(key)

    def put(self, key: str, value: bytes) -> None:
        self.kept[key] = value

    def use(self, papers: Iterable[str]) -> None:
        """Take no note of it."""


def code(outcome: object) -> str:
    """Return the code of a diagnostic, empty where it is none."""
    return outcome.code if isinstance(outcome, Diagnostic) else ""


@needs_office
def test_a_paper_in_rtf() -> None:
    outcome = convert.read(PAPER, "Quyết định số 27.rtf")
    assert isinstance(outcome, SourceText), outcome
    assert (outcome.format, outcome.extraction.how) == ("rtf", "RTF, chuyển đổi bằng LibreOffice")
    document = parse(outcome, vocab.load())
    assert document.header.number is not None and document.header.number.key == "27/QĐ-UBND"
    assert (str(document.header.issued), document.header.type) == ("2024-02-14", "quyết định")
    assert document.header.issuer == "ỦY BAN NHÂN DÂN TỈNH LAM GIANG"
    assert document.signature is not None and document.signature.name == "Hoàng Văn Thử"
    assert document.recipients == ("Như Điều 1",)


@needs_office
def test_many_in_one_run_and_none_lost_with_another(monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[int] = []
    run = convert._run

    def counted(files: list[bytes], program: str, tools: Tools) -> tuple[list[bytes | None], bool]:
        runs.append(len(files))
        return run(files, program, tools)

    monkeypatch.setattr(convert, "_run", counted)
    tools = Tools(cache=Memory())
    names = {f"tệp {at}\n'\".rtf": rtf(f"Xã Thử {at}") for at in range(4)}
    made = convert.convert({**names, "hỏng.doc": WORD, "trống.doc": b"", "khác.doc": b"Ban"}, tools)
    for at, name in enumerate(names):
        assert lines_of(convert.read_converted(names[name], name, made[name], tools)) == [f"Xã Thử {at}"]
    assert [code(made[name]) for name in ("hỏng.doc", "trống.doc", "khác.doc")] == [
        "unreadable",
        "empty",
        "wrong_suffix",
    ]
    assert runs == [5, 1]
    runs.clear()
    assert convert.convert(names, tools) == {name: made[name] for name in names}
    assert not runs


@needs_office
def test_what_a_file_links_to_is_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("NOI DUNG CUA TEP KHAC", "utf-8")
    linked = rf'{{\rtf1 Truoc {{\field{{\*\fldinst {{INCLUDETEXT "{tmp_path}/other.txt"}}}}{{\fldrslt cu}}}} sau\par}}'
    assert lines_of(convert.read(linked.encode(), "a.rtf")) == ["Truoc cu sau"]


def shown(instruction: str, result: str) -> str:
    """Return a field of Word with its result, over several runs."""
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    words = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return f"{marks['begin']}{words}{marks['separate']}<w:r><w:t>{result}</w:t></w:r>{marks['end']}"


@pytest.mark.parametrize(
    ("instruction", "kept"),
    [
        (' DATE \\@ "dd/MM/yyyy"', False),
        ("time", False),
        (" FILENAME ", False),
        (" NUMPAGES", False),
        (" CREATEDATE ", True),
        ("REF DATE", True),
        ("", True),
    ],
)
def test_what_the_converter_says_of_itself_is_left_out(instruction: str, kept: bool) -> None:
    made = docx(f"<w:p><w:r><w:t>Ngày </w:t></w:r>{shown(instruction, '12')}<w:r><w:t>.</w:t></w:r></w:p>")
    assert lines_of(read_docx(made, "a.docx")) == ["Ngày 12."], "Word's own result is the paper's"
    outcome = convert.read_converted(PAPER, "a.rtf", settled.settled(made, Limits()))
    assert lines_of(outcome) == ["Ngày 12." if kept else "Ngày ."]
    assert isinstance(outcome, SourceText)
    assert outcome.extraction.apart == (() if kept else ("ô tự điền (ngày, giờ, tên tệp): 1 ô",))


def test_a_field_within_the_result_of_another() -> None:
    inner = shown("REF so", "12")
    made = docx(f"<w:p>{shown('DATE', '</w:t></w:r>' + inner + '<w:r><w:t>/2024')}<w:r><w:t>.</w:t></w:r></w:p>")
    assert lines_of(convert.read_converted(PAPER, "a.rtf", settled.settled(made, Limits()))) == ["."]


def test_a_converted_file_does_not_tell_when_it_was_converted() -> None:
    def packed_on(day: int) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(docx("<w:p/>"))) as old, zipfile.ZipFile(out, "w") as new:
            for name in old.namelist()[:: 1 if day == 1 else -1]:
                new.writestr(zipfile.ZipInfo(name, (2026, 1, day, 0, 0, 0)), old.read(name))
            new.writestr("word/media/image1.png", bytes([day]))
        return out.getvalue()

    assert packed_on(1) != packed_on(2)
    assert settled.settled(packed_on(1), Limits()) == settled.settled(packed_on(2), Limits())


@needs_office
def test_an_old_file_does_not_bear_the_day_of_the_build() -> None:
    fields = "".join(rf"{{\field{{\*\fldinst {kind}}}{{\fldrslt 12/03/2024}}}}" for kind in ("DATE", "TIME"))
    outcome = convert.read(rf"{{\rtf1 Lam Giang, ngay {fields}\par}}".encode(), "a.rtf")
    assert [line.strip() for line in lines_of(outcome)] == ["Lam Giang, ngay"]


REFUSED = {
    "empty": (b"", "empty"),
    "a text": (b"Ban Dan toc", "wrong_suffix"),
    "a web page": (b"<html><body>a</body></html>", "wrong_suffix"),
    "a newer Word file": (docx("<w:p/>"), "wrong_suffix"),
    "a password": (OLE + b"\0" * 504 + b"\xec\xa5" + b"\0" * 9 + b"\x01" + WORD, "encrypted"),
    "a newer file with a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "another office file": (OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"), "wrong_suffix"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_given_to_the_program(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert, "find_program", lambda: "/nowhere/soffice")
    data, want = REFUSED[case]
    outcome = convert.read(data, "a.doc")
    assert code(outcome) == want, outcome


def test_a_missing_program_is_named_and_the_build_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert, "find_program", lambda: None)
    outcome = convert.read(PAPER, "a.rtf")
    assert isinstance(outcome, Diagnostic) and outcome.code == "missing_program"
    assert "libreoffice-writer" in outcome.message and "Các tệp khác vẫn được dựng" in outcome.message


def a_program(folder: Path, script: str) -> str:
    """Return the path of a program that does what the script says."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.mark.parametrize(
    ("script", "told"),
    [("sleep 60 & sleep 60", "quá 1 giây"), ("exit 1", "tệp hỏng"), ("kill -9 $$", "tệp hỏng")],
    ids=["hangs", "fails", "dies"],
)
def test_a_program_that_goes_wrong(script: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = a_program(tmp_path, f'[ "$1" = --version ] && exit 0\n{script}')
    monkeypatch.setattr(convert, "find_program", lambda: program)
    monkeypatch.setattr(convert, "MORE_SECONDS", 0)
    tools = Tools(Limits(seconds=1))
    made = convert.convert({"a.rtf": PAPER, "b.doc": WORD}, tools)
    assert all(told in str(each) and code(each) == "unreadable" for each in made.values()), made


def test_the_program_sees_names_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = a_program(tmp_path, f'echo "$@" >> {tmp_path}/told')
    monkeypatch.setattr(convert, "find_program", lambda: program)
    convert.convert({"--convert-to; rm -rf ~.rtf": PAPER})
    told = (tmp_path / "told").read_text("utf-8")
    assert "0001.rtf" in told and "rm -rf" not in told
