"""What is read, file by file and folder by folder."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator import ingest
from generator.ingest import contract, folder
from generator.ingest.contract import USUAL, Tools
from generator.link import copies
from generator.model import (
    Cell,
    Citation,
    Diagnostic,
    DiagnosticCode,
    Document,
    EntityKind,
    Figure,
    Header,
    Mention,
    Relation,
    Section,
    SourceText,
    Span,
    Table,
    Zones,
)
from tests.support.places import CASES

DIGEST = "0" * 64


def cases(name: str) -> list[Any]:
    """Return the cases of a table, each called by its `why`."""
    table = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["why"]) for case in table]


def bytes_of(case: dict[str, Any]) -> bytes:
    """Return a case's bytes: `text` in UTF-8, or `bytes` with `\\xNN` written out."""
    if "bytes" in case:
        return str(case["bytes"]).encode("latin-1").decode("unicode_escape").encode("latin-1")
    return str(case["text"]).encode() * int(case.get("repeat", 1))


def a_document(digest: str = DIGEST) -> Document:
    """Return a small parsed document of 20 characters."""
    text = "Ban Dân tộc báo cáo."
    zones = Zones(*(Span(0, 0) for _ in range(6)))
    return Document(
        source=SourceText("documents/goc.txt", digest, text, (0,), (), "txt"),
        text=text,
        lines=((0, 1),),
        zones=zones,
        header=Header(title="Báo cáo"),
        signature=None,
        chair=None,
        recipients=(),
        archive_line=None,
        sections=(Section("1", None, 1, None, "muc-1", Span(0, 3), Span(0, 20)),),
        citations=(Citation(Span(12, 19), None, None, None, None, Relation.BASIS, name="báo cáo"),),
        mentions=(Mention(EntityKind.AGENCY, Span(0, 9), "Ban Dân tộc"),),
        tasks=(),
        figures=(Figure(Span(0, 3), "muc-1", 1.0, "xã", "số xã"),),
        warnings=(Diagnostic(DiagnosticCode.SYMBOL, "Ký hiệu hỏng", "documents/goc.txt", 1),),
        tables=(Table((Cell(Span(0, 3), 0, 0), Cell(Span(4, 7), 0, 1, 2), Cell(Span(7, 7), 1, 0)), 2, 2, Span(0, 3)),),
    )


@pytest.mark.parametrize("case", cases("ingest/ingest.yml"))
def test_file(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / case["file"]
    path.write_bytes(bytes_of(case))
    outcome = ingest.read(path, case["file"])
    if "told" in case:
        assert str(outcome) == case["told"]
        return
    assert isinstance(outcome, SourceText)
    assert outcome.text == case["reads"]
    assert outcome.format == case["file"].rpartition(".")[2].lower()
    assert list(outcome.lines) == case.get("lines", list(outcome.lines))
    assert list(outcome.pages) == case.get("pages", list(outcome.pages))


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = contract.clean(text)
    assert contract.clean(once) == once


@given(st.binary())
def test_any_bytes_are_read_or_told(data: bytes) -> None:
    for reader in ingest.READERS.values():
        outcome = reader(data, "a.txt", USUAL)
        if isinstance(outcome, SourceText):
            assert len(outcome.lines) == outcome.text.count("\n") + 1
            assert list(outcome.lines) == sorted(outcome.lines)


@pytest.mark.parametrize("case", cases("ingest/parsed.yml"))
def test_parsed_document(case: dict[str, Any], tmp_path: Path) -> None:
    value = msgspec.json.decode(msgspec.json.encode(a_document()))
    *way, last = [int(step) if step.isdigit() else step for step in case["path"].split(".")]
    holder = value
    for step in way:
        holder = holder[step]
    holder[last] = case["value"]
    path = tmp_path / "a.json"
    path.write_bytes(msgspec.json.encode(value))
    outcome = ingest.read(path, "documents/a.json")
    if case["told"] is None:
        assert isinstance(outcome, Document)
        assert outcome.source.path == outcome.warnings[0].path == "documents/a.json"
    else:
        assert isinstance(outcome, Diagnostic)
        assert outcome.message == (
            f"Không phải văn bản đã phân tích đúng mẫu: {case['told']}. So với kết quả của `vankho parse`."
        )


def test_folder_is_read_by_path_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b/Số 2.txt", "a.txt", "b/Á.md", ".git/x.txt", ".DS_Store", "~$a.txt", "b/Thumbs.db", "c.dat"):
        write(tmp_path / "documents" / name, name)
    intake = folder.read_folder(tmp_path / "documents", tmp_path)
    assert paths(intake) == ["documents/a.txt", "documents/b/Số 2.txt", "documents/b/Á.md"]
    assert [str(told).split(": ")[:2] for told in intake.diagnostics] == [["documents/c.dat:1", "skipped"]]


def test_names_are_shown_composed_and_printable(tmp_path: Path) -> None:
    write(tmp_path / "Báo\ncáo.txt", "một")
    (Path(os.fsdecode(os.fsencode(tmp_path) + b"/c\xf2.txt"))).write_text("hai", encoding="utf-8")
    assert paths(folder.read_folder(tmp_path, tmp_path)) == ["Báo\ufffdcáo.txt", "c\ufffd.txt"]


def test_copies_are_told_and_the_first_is_kept(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c/a.txt"):
        write(tmp_path / name, "giống nhau")
    intake = folder.read_folder(tmp_path, tmp_path)
    assert paths(intake) == ["a.txt"]
    assert not intake.diagnostics and intake.copies == (("b.txt", "a.txt"), ("c/a.txt", "a.txt"))
    assert [str(told) for told in copies.same_bytes(intake.copies, set())] == [
        f"{copy}:1: duplicate: Nội dung giống hệt «a.txt»; chỉ dùng «a.txt». Xóa một trong hai tệp."
        for copy in ("b.txt", "c/a.txt")
    ]
    assert not any("a.txt" in told.message for told in copies.same_bytes(intake.copies, {"a.txt"}))


def test_a_corrected_parse_stands_in_for_its_text(tmp_path: Path) -> None:
    text = write(tmp_path / "a.txt", "Ban Dân tộc báo cáo.")
    read = ingest.read(text, "a.txt")
    assert isinstance(read, SourceText)
    (tmp_path / "a.json").write_bytes(msgspec.json.encode(a_document(read.digest)))
    intake = folder.read_folder(tmp_path, tmp_path)
    assert intake.diagnostics == ()
    (document,) = intake.sources
    assert isinstance(document, Document)
    assert document.source.path == document.warnings[0].path == "a.txt"


def test_linked_folders_are_read_once(tmp_path: Path) -> None:
    write(tmp_path / "outside" / "x.txt", "ngoài")
    write(tmp_path / "content" / "documents" / "z" / "a.txt", "trong")
    documents = tmp_path / "content" / "documents"
    links = {"b": "z", "z/loop": "../", "up": "../..", "o": "../../outside", "p": "o", "q": "q"}
    for link, target in links.items():
        (documents / link).symlink_to(target)
    (documents / "x.txt").symlink_to("../../outside/x.txt")
    followed = folder.read_folder(documents, tmp_path / "content", tools=Tools(follow_links=True))
    assert paths(followed) == ["documents/o/x.txt", "documents/z/a.txt"]
    intake = folder.read_folder(documents, tmp_path / "content")
    assert paths(intake) == ["documents/z/a.txt"]
    told = {each.path for each in intake.diagnostics if "dẫn ra ngoài" in each.message}
    assert told == {"documents/o", "documents/p", "documents/up", "documents/x.txt"}


def test_files_whose_names_look_alike_are_all_read(tmp_path: Path) -> None:
    names = ("báo.txt".encode(), unicodedata.normalize("NFD", "báo.txt").encode(), b"a\xff.txt", b"a\xfe.txt")
    for number, name in enumerate(names):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(f"văn bản {number}", encoding="utf-8")
    intake = folder.read_folder(tmp_path, tmp_path)
    assert sorted(paths(intake)) == ["a\ufffd.txt", "a\ufffd⟨2⟩.txt", "báo.txt", "báo⟨2⟩.txt"]
    assert [each.code for each in intake.diagnostics] == ["same_name", "same_name"]


def test_what_is_no_ordinary_file_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere.txt")
    assert [str(told) for told in folder.read_folder(tmp_path, tmp_path).diagnostics] == [
        "gone.txt:1: unreadable: Không đọc được: không tìm thấy. Kiểm tra tệp và quyền đọc.",
        "pipe.txt:1: unreadable: Không đọc được: đây không phải tệp thường.",
    ]


def test_files_and_folders_without_permission_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "khóa.txt", "cấm/b.txt"):
        write(tmp_path / name, name)
    real_open, real_list = Path.open, os.listdir

    def opened(path: Path, *how: Any, **more: Any) -> Any:
        if path.name == "khóa.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return real_open(path, *how, **more)

    def listdir(path: Path) -> list[str]:
        if path.name == "cấm":
            raise PermissionError(13, "Permission denied", str(path))
        return real_list(path)

    monkeypatch.setattr(Path, "open", opened)
    monkeypatch.setattr(os, "listdir", listdir)
    intake = folder.read_folder(tmp_path, tmp_path)
    assert paths(intake) == ["a.txt"]
    assert [str(told) for told in intake.diagnostics] == [
        "cấm:1: unreadable: Không đọc được: không có quyền truy cập. Kiểm tra tệp và quyền đọc.",
        "khóa.txt:1: unreadable: Không đọc được: không có quyền truy cập. Kiểm tra tệp và quyền đọc.",
    ]


def write(path: Path, text: str) -> Path:
    """Write a file and the folders on its way."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def paths(intake: folder.Intake) -> list[str]:
    """Return the paths of what was read."""
    return [ingest.original(source).path for source in intake.sources]
