"""A file that lies as it was read is not opened again; whoever touched it, whatever he set back, it is."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from generator import disk, ingest
from generator.ingest import as_read, folder, original, reading
from generator.ingest.as_read import AsRead
from generator.ingest.contract import USUAL, Tools
from generator.ingest.folder import Intake, read_folder
from generator.model import Limits
from tests.support.marked import WRITERS
from tests.support.marked.words import lines
from tests.support.paper_word import packed


def paper(number: int) -> list[str]:
    """Return the lines of a paper of that number."""
    return [line.replace("47/BC", f"{number}/BC") for line in lines()]


class Kept(dict[tuple[str, bytes], bytes]):
    """A memory of readings."""

    def get(self, name: str, key: bytes) -> bytes | None:  # type: ignore[override]
        """Return what was kept."""
        return super().get((name, key))


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of papers that nobody has touched for long, as far as the disk can tell."""
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "a.pdf").write_bytes(WRITERS["pdf"](paper(11), ()))
    (documents / "b.docx").write_bytes(WRITERS["docx"](paper(12), ()))
    (documents / "c.doc").write_bytes(WRITERS["docx"](paper(13), ()))
    (documents / "d.txt").write_text("\n".join(paper(14)), "utf-8")
    (documents / "goi.zip").write_bytes(packed({"trong.txt": "\n".join(paper(15)).encode()}))
    monkeypatch.setattr(disk, "FRESH", 0)
    settle()
    return documents


def settle() -> None:
    """Let the clock of the disk go on."""
    time.sleep(0.03)


class Run:
    """A first reading, and further ones that remember it."""

    def __init__(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.place, self.kept, self.opened = place, Kept(), list[str]()
        self.first = read_folder(place, place)
        self.before = as_read.unpacked(as_read.packed(self.first.as_read))
        for source in self.first.sources:
            if key := self.first.fresh.get(original(source).path):
                self.kept[original(source).path, key] = reading.kept(source)
        real = ingest.opened

        def watched(path: Path, name: str, tools: Tools) -> object:
            self.opened.append(name)
            return real(path, name, tools)

        monkeypatch.setattr(folder, "opened", watched)

    def again(self, tools: Tools = USUAL, before: Mapping[str, AsRead] | None = None) -> Intake:
        """Read the folder with what is remembered; it must be what is read of it without."""
        self.opened.clear()
        intake = read_folder(self.place, self.place, (), tools, self.kept, self.before if before is None else before)
        opened = list(self.opened)
        anew = read_folder(self.place, self.place, (), tools)
        assert (intake.sources, intake.diagnostics, intake.copies) == (anew.sources, anew.diagnostics, anew.copies)
        assert intake.as_read == anew.as_read
        self.opened[:] = opened
        return intake


@pytest.fixture
def run(place: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a folder that was read once."""
    return Run(place, monkeypatch)


def test_only_bundles_are_opened_again(run: Run) -> None:
    assert sorted(run.before) == ["a.pdf", "b.docx", "c.doc", "d.txt"]
    assert run.before["c.doc"].kind == ".docx", "its name lies"
    assert run.again().fresh == {}
    assert run.opened == ["goi.zip"]


def _in_place(place: Path) -> None:
    path = place / "d.txt"
    found = path.stat()
    path.write_text(path.read_text("utf-8").replace("14/BC", "94/BC"), "utf-8")
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (found.st_size, found.st_mtime_ns)


def _other_file(place: Path) -> None:
    (place / "new").write_text("\n".join(paper(94)), "utf-8")
    os.replace(place / "new", place / "d.txt")


def _link(place: Path) -> None:
    (place / "d.txt").unlink()
    (place / "d.txt").symlink_to("b.docx")


def _turned(place: Path) -> None:
    (place / "d.txt").rename(place / "x")
    (place / "b.docx").rename(place / "d.txt")
    (place / "x").rename(place / "b.docx")


def _moved(place: Path) -> None:
    (place / "d.txt").rename(place / "e.txt")


def _twice(place: Path) -> None:
    (place / "d2.txt").write_bytes((place / "d.txt").read_bytes())
    os.link(place / "a.pdf", place / "a2.pdf")


def _pipe(place: Path) -> None:
    (place / "d.txt").unlink()
    os.mkfifo(place / "d.txt")


def _gone(place: Path) -> None:
    (place / "d.txt").unlink()


def _bundle(place: Path) -> None:
    (place / "d.txt").write_bytes((place / "goi.zip").read_bytes())


@pytest.mark.parametrize("touch", [_in_place, _other_file, _link, _turned, _moved, _twice, _pipe, _gone, _bundle])
def test_what_was_touched_is_read_as_it_is_now(touch: Callable[[Path], None], run: Run) -> None:
    settle()
    touch(run.place)
    settle()
    run.again()
    assert "a.pdf" not in run.opened or touch is _twice


def test_a_file_of_this_moment_is_not_trusted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "FRESH", 3_600_000_000_000)
    assert read_folder(run.place, run.place).as_read == {}
    monkeypatch.setattr(disk, "FRESH", 0)
    monkeypatch.setattr("time.time_ns", lambda: 0)
    assert read_folder(run.place, run.place).as_read == {}, "nor is one of a time to come"


def test_a_file_that_changes_while_it_is_read_is_not_trusted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    real = ingest.opened

    def written_to(path: Path, name: str, tools: Tools) -> object:
        loaded = real(path, name, tools)
        path.write_bytes(path.read_bytes())
        return loaded

    monkeypatch.setattr(folder, "opened", written_to)
    assert read_folder(run.place, run.place).as_read == {}


@pytest.mark.parametrize("damage", [b"", b"\xff", b"\x91\xc0", b"not ours"])
def test_what_is_no_list_of_files_is_none(damage: bytes, run: Run) -> None:
    run.again(before=as_read.unpacked(damage))
    assert sorted(run.opened) == ["a.pdf", "b.docx", "c.doc", "d.txt", "goi.zip"]


def test_limits_and_lost_readings_are_judged_anew(run: Run) -> None:
    told = run.again(Tools(Limits(file_mb=0))).diagnostics
    assert {each.path for each in told if each.code == "too_large"} == {*run.before, "goi.zip"}
    run.kept.clear()
    run.again()
    assert len(run.opened) == 5
