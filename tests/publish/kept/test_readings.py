"""What is read is kept of published papers alone; `check` and `export` look into it and touch nothing."""

from __future__ import annotations

import fcntl
import hashlib
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator import cli, disk, ingest, pipeline
from generator.curation.portal import open_content
from generator.ingest import folder
from generator.publish.kept import memory, readings, state
from generator.publish.kept.memory import FILE, Memory
from generator.publish.writer import Folder

HEAD = "UBND TỈNH LAM GIANG\nBAN DÂN TỘC\nSố: {number}/BC-BDT\nLam Giang, ngày {number} tháng 3 năm 2021\n\nBÁO CÁO\n"
SECRETS = {
    "mat.txt": ("MẬT\n", "Chuyện kín bản Tẻo Nhạn"),
    "nhap.txt": ("DỰ THẢO\n", "Chuyện nháp bản Tẻo Nhạn"),
    "kem.txt": ("", "Chuyện có tệp kèm bản Tẻo Nhạn"),
    "rieng.txt": ("", "Người vay có CCCD số 012345678901"),
    "ten.txt": ("", "Bà Vàng Thị Xuến trình bày ý kiến"),
    "goi.eml": ("", ""),
}
"""Files whose words must not be kept, each with a mark on top and what it tells."""
SUPPRESSED = "- name: {}\n  reason: Yêu cầu\n  date: 2026-03-02\n"
WORDS = ("Tẻo Nhạn", "012345678901", "Xuến")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with papers that are published and papers of which nothing, or not all, may be told."""
    documents = tmp_path / "content/documents"
    documents.mkdir(parents=True)
    for number in (11, 12, 13):
        write(documents / f"{number}.txt", number, f"Việc thứ {number} đã làm xong")
    for number, (name, (mark, words)) in enumerate(SECRETS.items(), 21):
        write(documents / name, number, words, mark)
    (documents / "kem.txt.meta.yml").write_text("secrecy: mật\n", encoding="utf-8")
    inside = (documents / "mat.txt").read_text("utf-8")
    mail = f"From: a@lamgiang.example\nSubject: Bao cao\nContent-Type: text/plain; charset=utf-8\n\n{inside}"
    (documents / "goi.eml").write_text(mail, encoding="utf-8")
    (tmp_path / "content/registry").mkdir()
    (tmp_path / "content/registry/suppress.yml").write_text(SUPPRESSED.format("Vàng Thị Xuến"), encoding="utf-8")
    (tmp_path / "content/portal.yml").write_text("name: Kho\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: Path, number: int, words: str, mark: str = "") -> None:
    """Write a paper."""
    path.write_text(f"{mark}{HEAD.format(number=number)}Việc của bản\n\n1. {words}.\n", encoding="utf-8")


def kept(place: Path) -> set[str]:
    """Return the names of the files whose reading is kept."""
    with memory.opened(place / ".build/site") as found:
        return {name.removeprefix("documents/") for name in found.names(readings.STAGE)}


def asked(place: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that will have the names of all files that readers are given."""
    names: list[str] = []
    real = ingest.READERS

    def watched(kind: str) -> object:
        return lambda data, name, tools: names.append(name) or real[kind](data, name, tools)  # type: ignore[func-returns-value]

    monkeypatch.setattr(ingest, "READERS", {kind: watched(kind) for kind in real})
    monkeypatch.setenv("VANKHO_CORES", "1")
    return names


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return what was told of documents."""
    found = [line for line in capsys.readouterr().err.splitlines() if "documents/" in line]
    assert any("3 có dấu chỉ mức độ mật" in line for line in found)
    return found


def test_nothing_is_kept_of_what_may_not_be_told(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put: list[str] = []
    real = Memory.put

    def watched(self: Memory, stage: str, name: str, key: bytes, value: bytes) -> None:
        put.append(name) if stage == readings.STAGE else None
        real(self, stage, name, key, value)

    monkeypatch.setattr(Memory, "put", watched)
    for last in (13, 14):
        write(place / f"content/documents/{last}.txt", last, f"Việc thứ {last} đã làm xong")
        assert cli.main(["build"]) == 0
        assert kept(place) == {f"{number}.txt" for number in range(11, last + 1)}
    assert sorted(put) == [f"documents/{number}.txt" for number in (11, 12, 13, 14)], "not even for a moment"
    files = [path for root in (".build", "site") for path in (place / root).rglob("*") if path.is_file()]
    assert files and not [path for path in files for word in WORDS if word.encode() in path.read_bytes()]


def test_only_what_changed_is_read_again_and_all_is_told(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["build"])
    first, names = told(capsys), asked(place, monkeypatch)
    cli.main(["build", "--full"])
    inside = {*SECRETS, "goi.eml/noi-dung.txt"} - {"goi.eml"}
    assert {name.removeprefix("documents/") for name in names} == inside
    assert told(capsys) == first
    names.clear()
    write(place / "content/documents/12.txt", 12, "Việc thứ mười hai chưa xong")
    cli.main(["build"])
    assert {name.removeprefix("documents/") for name in names} == {*inside, "12.txt"}
    assert told(capsys) == first


def test_how_files_lay_is_kept_of_published_papers_alone(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lay() -> set[str]:
        with memory.opened(place / ".build/site") as found:
            return {name.removeprefix("documents/") for name in readings.files(found)}

    assert cli.main(["build"]) == 0
    assert lay() == set(), "they were written just now"
    monkeypatch.setattr(disk, "FRESH", 0)
    time.sleep(0.03)
    opened: list[str] = []
    real = ingest.opened
    monkeypatch.setattr(folder, "opened", lambda path, *given: opened.append(path.name) or real(path, *given))  # type: ignore[func-returns-value]
    documents, all_of_them = place / "content/documents", sorted(["11.txt", "12.txt", "13.txt", *SECRETS])
    for command in (["build", "--full"], ["build"]):  # what was compared whole is known at the next build
        assert cli.main(command) == 0
        assert lay() == kept(place) == {"11.txt", "12.txt", "13.txt"}
    assert sorted(opened) == all_of_them, "and where nothing changed nothing is read at all"
    digests = [hashlib.sha256((documents / name).read_bytes()).digest() for name in SECRETS]
    memory_file = place / ".build/site" / FILE
    assert not [each for each in digests if each in memory_file.read_bytes()]
    gone = hashlib.sha256((documents / "12.txt").read_bytes()).digest()
    assert gone in memory_file.read_bytes()
    (documents / "12.txt.meta.yml").write_text("secrecy: mật\n", encoding="utf-8")
    opened.clear()
    assert cli.main(["build", "--accept-removals"]) == 0
    assert sorted(opened) == sorted(SECRETS), "of those nothing is known, so each is read and judged again"
    assert lay() == {"11.txt", "13.txt"} and gone not in memory_file.read_bytes()


def test_what_may_be_told_no_more_is_forgotten(place: Path) -> None:
    assert cli.main(["build"]) == 0
    documents = place / "content/documents"
    (documents / "11.txt.meta.yml").write_text("secrecy: mật\n", encoding="utf-8")
    write(documents / "12.txt", 12, "Việc thứ 12 đã làm xong", "MẬT\n")
    (place / "content/registry/suppress.yml").write_text(SUPPRESSED.format("Việc thứ 13"), encoding="utf-8")
    assert cli.main(["build", "--accept-removals"]) == 0
    assert kept(place) == {"ten.txt"}
    memory_file = (place / ".build/site" / FILE).read_bytes()
    assert not [number for number in (11, 12, 13) if f"Việc thứ {number}".encode() in memory_file]


# --- check and export ------------------------------------------------------------------------------


def _damaged(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9000])


def _foreign(path: Path) -> None:
    path.write_bytes(b"no base at all" * 1000)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _whole(path: Path) -> None:
    assert path.is_file()


def test_check_and_export_say_the_same_with_a_memory(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    names = asked(place, monkeypatch)
    assert cli.main(["build"]) == 0
    memory_file = place / ".build/site" / FILE
    whole = memory_file.read_bytes()

    def said(build_dir: str) -> tuple[object, ...]:
        capsys.readouterr()
        names.clear()
        assert cli.main(["check", "--build-dir", build_dir]) == 1
        assert cli.main(["export", "--out", "out", "--build-dir", build_dir]) == 0
        return capsys.readouterr().out, dict(Folder(place / "out"))

    expected = said("none")
    assert "documents/11.txt" in names and not (place / "none").exists()
    for harm in (_whole, Path.unlink, _damaged, _foreign, _folder):
        memory_file.write_bytes(whole)
        harm(memory_file)
        before = _lying(place / ".build")
        assert said(".build/site") == expected
        assert ("documents/11.txt" in names) == (harm is not _whole)
        assert _lying(place / ".build") == before, "nothing is changed there"


def _lying(folder: Path) -> Mapping[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_check_works_beside_a_build(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cli.main(["build"]) == 0
    alone = pipeline.check(open_content(place / "content"), lambda *_: None)
    folder = place / ".build/site"
    with memory.opened(folder) as writing, (folder / state.LOCK).open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        writing.put("html", "a.md", b"", bytes(100))  # not yet committed
        assert pipeline.check(open_content(place / "content"), lambda *_: None, folder) == alone
        writing._base.execute("PRAGMA locking_mode=EXCLUSIVE")
        writing._base.execute("DELETE FROM kept WHERE stage='none'")
        writing.commit()
        assert pipeline.check(open_content(place / "content"), lambda *_: None, folder) == alone
        writing.put("html", "a.md", b"", bytes(100))
    with memory.opened(folder) as found:
        assert found.names(readings.STAGE) and found.get("html", "a.md") == bytes(100)
