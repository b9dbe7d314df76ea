"""Nothing is done where nothing changed; whatever was changed is seen."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import rebuild
from generator.curation.portal import open_content
from generator.errors import ConfigurationError
from generator.ingest import reading
from generator.model import Diagnostic, DiagnosticCode
from generator.publish.kept import memory
from generator.publish.kept.standstill import STAGE, Ended, Ground
from generator.publish.writer import Folder
from generator.report import Report

PAPER = "UBND TỈNH LAM GIANG\nBAN DÂN TỘC\nSố: 7/BC-BDT\nLam Giang, ngày 01 tháng 6 năm 2023\n\nBÁO CÁO\nVề việc {}\n"


def built(root: Path, full: bool = False) -> Report:
    """Bring a small portal up to date."""
    content = open_content(root / "content")
    return rebuild.rebuild(content, root / "site", root / "build", lambda *_: None, full, accept_removals=True)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a folder with a portal that was built."""
    for folder in ("documents", "registry"):
        (tmp_path / "content" / folder).mkdir(parents=True)
    (tmp_path / "content/documents/a.txt").write_text(PAPER.format("cấp nước"), encoding="utf-8")
    (tmp_path / "content/documents/b.txt").write_text(PAPER.format("mở đường").replace("7/", "8/"), encoding="utf-8")
    (tmp_path / "content/portal.yml").write_text("name: Kho\n", encoding="utf-8")
    built(tmp_path)
    return tmp_path


def test_what_the_last_build_said_is_said_again_in_numbers(place: Path) -> None:
    first = built(place, full=True)
    again = built(place)
    assert again.before is not None and sum(again.before.values()) == len(first.diagnostics)
    assert (again.documents, again.pages, again.diagnostics) == (first.documents, first.pages, ())


def same_size(place: Path) -> None:
    """Change a paper, and let its size and time be as they were."""
    path = place / "content/documents/a.txt"
    was = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("cấp", "cập"), encoding="utf-8")
    os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))


def site_file(place: Path) -> None:
    """Change a file of the site."""
    with (place / "site/index.html").open("a", encoding="utf-8") as file:
        file.write(" ")


CHANGES: dict[str, Callable[[Path], object]] = {
    "a paper, its size and time as before": same_size,
    "a new paper": lambda place: (place / "content/documents/c.txt").write_text(PAPER.format("x"), encoding="utf-8"),
    "a paper less": lambda place: (place / "content/documents/b.txt").unlink(),
    "another name": lambda place: (place / "content/documents/c.txt").rename(place / "content/documents/d.txt"),
    "the settings": lambda place: (place / "content/portal.yml").write_text("name: Kho 2\n", encoding="utf-8"),
    "a side file": lambda place: (place / "content/documents/a.txt.meta.yml").write_text("place: Huế\n", "utf-8"),
    "a line of the registry": lambda place: (place / "content/registry/suppress.yml").write_text("[]\n", "utf-8"),
    "a page of the site": site_file,
    "a page less": lambda place: (place / "site/index.html").unlink(),
    "the remembered addresses": lambda place: (place / "build/state/slugs.json").unlink(),
    "the memory": lambda place: (place / "build/memory.sqlite").unlink(),
}


def test_a_change_is_seen(place: Path) -> None:
    for name, change in CHANGES.items():
        assert built(place).before is not None, name
        change(place)
        assert built(place).before is None, name


def test_an_empty_folder_of_papers_is_seen(place: Path) -> None:
    for path in (place / "content/documents").iterdir():
        path.rename(place / "content" / path.name)
    (place / "content/documents").rmdir()
    assert [built(place).before is None for _ in range(2)] == [True, False]
    (place / "content/documents").mkdir()
    with pytest.raises(ConfigurationError, match="chưa có văn bản nào"):
        built(place)


def test_settings_that_change_while_a_build_begins_are_seen(place: Path) -> None:
    content = open_content(place / "content")
    (place / "content/portal.yml").write_text("name: Kho khác\n", encoding="utf-8")
    rebuild.rebuild(content, place / "site", place / "build", lambda *_: None)
    assert [built(place).before is None for _ in range(2)] == [True, False]


def test_what_may_pass_by_itself_is_not_remembered(place: Path) -> None:
    with memory.opened(place / "build") as kept:
        ground = Ground(kept, open_content(place / "content"), place / "site", place / "build", place / "build/state")
        kept.keep_only(STAGE, ())
        ground.remember(ground.look(), Ended(2, 20, {"missing_program": 1}))
        assert ground.ended() is None
        ground.remember(ground.look(), Ended(2, 20, {"spacing": 3}))
        assert ground.ended() == Ended(2, 20, {"spacing": 3})


def test_a_link_to_a_folder_is_no_standstill(place: Path) -> None:
    (place / "elsewhere").mkdir()
    (place / "content/documents/link").symlink_to(place / "elsewhere")
    assert built(place).before is None
    assert built(place).before is None


def test_a_pipe_among_the_papers_is_not_opened(place: Path) -> None:
    os.mkfifo(place / "content/documents/ong.txt")
    assert built(place).before is None
    built(place)


def test_a_folder_whose_name_is_no_text_is_built(place: Path) -> None:
    strange = place / os.fsdecode(b"n\xff")
    try:
        strange.mkdir()
    except OSError:
        pytest.skip("this disk takes no such name")
    (place / "content").rename(strange / "content")
    content = open_content(strange / "content")
    for again in (False, True):
        report = rebuild.rebuild(content, strange / "site", strange / "build", lambda *_: None)
        assert (report.before is not None) == again


def test_what_a_program_gave_up_is_no_standstill(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gives_up = Diagnostic(DiagnosticCode.UNREADABLE, "x", "documents/c.rtf", 1)
    monkeypatch.setattr(reading, "_outcome", lambda *_: gives_up)
    (place / "content/documents/c.rtf").write_bytes(b"{\\rtf1 x}")
    assert built(place).before is built(place).before is None


def test_all_is_compared_by_its_bytes_where_that_is_asked_for(place: Path) -> None:
    page = place / "site/index.html"
    whole, was = page.read_bytes(), page.stat()
    page.write_bytes(whole[:-2] + b"x\n")
    os.utime(page, ns=(was.st_atime_ns, was.st_mtime_ns))
    built(place, full=True)
    assert page.read_bytes() == whole


def test_a_clock_of_another_age_harms_nothing(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time_ns", lambda: 253_402_300_000 * 10**9)
    assert built(place, full=True).before is None
    assert built(place).before is not None


def test_what_another_version_kept_in_another_form_is_made_anew(place: Path) -> None:
    site = dict(Folder(place / "site"))
    with memory.opened(place / "build") as kept:
        for stage in ("pages", "html", "html-links", "seals", "beside"):
            for name, (key, _) in kept.all_of(stage).items():
                kept.put(stage, name, key, b"\x93\x01\x02\x03")
        kept.keep_only(STAGE, ())
    built(place)
    assert dict(Folder(place / "site")) == site
