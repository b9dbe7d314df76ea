"""What does not open is not gone, what is damaged is absent, and of a refused paper nothing is kept."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest

from generator import cli, pipeline
from generator.publish.kept import history, last_read, memory, state
from generator.publish.kept.cache import FolderCache
from generator.publish.writer import Changes, Folder

HEAD = "UBND TỈNH LAM GIANG\nBAN DÂN TỘC\nSố: {number}/BC-BDT\nLam Giang, ngày {number} tháng 3 năm 2021\n\nBÁO CÁO\n"
TITLES = {11: "Việc trồng rừng", 12: "Việc mở đường", 13: "Việc xây trường", 14: "Việc đào giếng"}
SECRET = "Việc đào giếng"


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with four papers in two folders, built once, for copies."""
    tmp_path = tmp_path_factory.mktemp("read")
    for number, title in TITLES.items():
        path = tmp_path / "content" / "documents" / ("cu" if number < 13 else "moi") / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{HEAD.format(number=number)}{title}\n\n1. Đã làm xong.\n", encoding="utf-8")
    (tmp_path / "content" / "portal.yml").write_text("name: Kho\naudience: intranet\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        assert cli.main(["build"]) == 0
    return tmp_path


@pytest.fixture
def unbuilt(once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of one test with these papers, to be worked in."""
    shutil.copytree(once / "content", tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def place(once: Path, unbuilt: Path) -> Path:
    """Return a folder of one test with these papers, which were built."""
    for name in ("site", ".build"):
        shutil.copytree(once / name, unbuilt / name)
    return unbuilt


def closed(patch: pytest.MonkeyPatch, *names: str) -> None:
    """Let the system refuse to open files and folders of those names."""
    real_open, real_list = Path.open, os.listdir
    for name in names:
        for path in Path("content").rglob(name):
            for each in (path, *path.rglob("*")):
                each.chmod(each.stat().st_mode)  # a right that is taken changes the time of the last change of state

    def opened(path: Path, *how: Any, **more: Any) -> Any:
        if not {path.name, path.parent.name}.isdisjoint(names):
            raise PermissionError(13, "Permission denied", str(path))
        return real_open(path, *how, **more)

    def listdir(path: Path) -> list[str]:
        if Path(path).name in names:
            raise PermissionError(13, "Permission denied", str(path))
        return real_list(path)

    patch.setattr(Path, "open", opened)
    patch.setattr(os, "listdir", listdir)
    access = os.access
    patch.setattr(
        os,
        "access",
        lambda path, mode: {Path(path).name, Path(path).parent.name}.isdisjoint(names) and access(path, mode),
    )


def papers(site: Path) -> dict[str, bytes]:
    """Return the pages of papers, and the papers as they came."""
    return {name: data for name, data in Folder(site).items() if name.startswith("van-ban/")}


@pytest.mark.parametrize("names", [("12.txt",), ("cu",), ("11.txt", "moi")])
def test_what_does_not_open_keeps_its_pages(
    names: tuple[str, ...], place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = papers(place / "site")
    assert len([name for name in before if name.startswith("van-ban/goc/")]) == len(TITLES)
    for _ in range(2):  # what was kept is kept again
        capsys.readouterr()
        with monkeypatch.context() as patch:
            closed(patch, *names)
            assert cli.main(["build"]) == 3
        told = capsys.readouterr()
        lost = {f"{path.parent.name}/{path.name}" for path in (place / "content/documents").glob("*/*.txt")
                if not {path.name, path.parent.name}.isdisjoint(names)}  # fmt: skip
        for name in lost:
            assert f"documents/{name}:1: not_read: Không đọc được lần dựng này" in told.err
        assert papers(place / "site").keys() == before.keys()
        assert told.err.count(": unreadable: ") == len(names)
    assert cli.main(["build"]) == 0
    assert papers(place / "site") == before


def test_a_side_file_in_a_closed_folder_stays_in_force(unbuilt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (unbuilt / "content/documents/cu/11.txt.meta.yml").write_text("title: Tên khác hẳn\n", encoding="utf-8")
    assert cli.main(["build"]) == 0
    before = papers(unbuilt / "site")
    with monkeypatch.context() as patch:
        closed(patch, "cu")
        assert cli.main(["build"]) == 3
    assert any("Tên khác hẳn".encode() in data for data in before.values())
    assert papers(unbuilt / "site").keys() == before.keys()
    assert any("Tên khác hẳn".encode() in data for data in papers(unbuilt / "site").values())


def test_a_closed_paper_may_still_be_held_back(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "content/documents/moi/14.txt.meta.yml").write_text("secrecy: mật\n", encoding="utf-8")
    with monkeypatch.context() as patch:
        closed(patch, "14.txt")
        assert cli.main(["build", "--accept-removals"]) == 3
    assert not holding(SECRET, place / "site")


def test_hand_written_pages_that_do_not_open_stop_the_build(
    unbuilt: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (unbuilt / "content/pages").mkdir()
    real = os.listdir

    def listdir(path: Path) -> list[str]:
        if Path(path) == unbuilt / "content/pages":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "listdir", listdir)
    assert cli.main(["build"]) == 2
    assert "content/pages: không đọc được trang viết tay (không có quyền truy cập)." in capsys.readouterr().err


def test_what_never_opened_has_no_page(unbuilt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed(monkeypatch, "cu")
    assert cli.main(["build"]) == 3
    assert not holding("trồng rừng", unbuilt / "site")


@pytest.mark.parametrize("damage", [b"", b"{}", b"\0" * 40])
def test_a_damaged_memory_counts_as_absent_and_is_mended(
    damage: bytes, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = own(place / ".build/site")
    kept = sorted((place / ".build/site" / last_read.FOLDER).glob("[0-9a-f]*"))
    for path in (*kept, place / ".build/site" / state.PAPERS):
        path.write_bytes(damage)
    with monkeypatch.context() as patch:
        closed(patch, "cu")
        assert cli.main(["build", "--accept-removals"]) == 3
    (place / ".build/site/state" / history.NAME).unlink()  # which tells that papers went and came back
    assert cli.main(["build"]) == 0
    assert own(place / ".build/site") == before


def own(build_dir: Path) -> dict[str, bytes]:
    """Return the files of a build folder, without the one in which a database counts its changes."""
    return {name: data for name, data in Folder(build_dir).items() if name != memory.FILE}


def test_a_list_of_papers_that_was_changed_says_nothing(tmp_path: Path) -> None:
    state.write_papers(tmp_path, {"a": "1", "b": "2"})
    assert state.read_papers(tmp_path) == {"a": "1", "b": "2"}
    path = tmp_path / state.PAPERS
    path.write_bytes(path.read_bytes().replace(b'"2"', b'"3"'))
    assert state.read_papers(tmp_path) == {}


@pytest.mark.parametrize("name", ["portal.yml", "registry"])
def test_what_keeps_things_inside_does_not_go_unnoticed(
    name: str, unbuilt: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(pipeline, "_render", lambda *_: Changes())
    (unbuilt / "content/registry").mkdir()
    suppressed = "- name: Nông Thị Hạnh\n  reason: theo yêu cầu\n  date: 2024-01-01\n"
    (unbuilt / "content/registry/suppress.yml").write_text(suppressed, encoding="utf-8")
    assert cli.main(["build"]) == 0
    before = dict(Folder(unbuilt / ".build/site"))
    (unbuilt / "content" / name).rename(unbuilt / "away")
    for _ in range(2):
        assert cli.main(["build"]) == 2
        assert "có ở lần dựng trước, nay không còn" in capsys.readouterr().err
    assert dict(Folder(unbuilt / ".build/site")) == before
    (unbuilt / "away").rename(unbuilt / "content" / name)
    assert cli.main(["build"]) == 0
    (unbuilt / "content" / name).rename(unbuilt / "away")
    assert [cli.main(["build", *options]) for options in (["--accept-removals"], [])] == [0, 0]


# --- cache -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 100])
def test_a_damaged_result_is_absent_till_it_is_made_anew(damage: bytes, tmp_path: Path) -> None:
    cache = FolderCache(tmp_path)
    cache.put("paper a", b"1")
    (path,) = (each for each in tmp_path.rglob("*") if each.is_file())
    for wrong in (damage, path.read_bytes()[:-1], path.read_bytes() + b"2", path.read_bytes().replace(b"1", b"2")):
        path.write_bytes(wrong)
        assert cache.get("paper a") is None
        cache.put("paper a", b"1")
        assert cache.get("paper a") == b"1"


def test_a_result_in_the_place_of_another_is_absent(tmp_path: Path) -> None:
    cache = FolderCache(tmp_path)
    cache.put("paper a", b"1")
    (one,) = (each for each in tmp_path.rglob("*") if each.is_file())
    cache.put("paper b", b"2")
    (other,) = (each for each in tmp_path.rglob("*") if each.is_file() and each != one)
    other.write_bytes(one.read_bytes())
    assert (cache.get("paper a"), cache.get("paper b")) == (b"1", None)


def test_the_cache_keeps_nothing_of_refused_and_unused_papers(tmp_path: Path) -> None:
    before = FolderCache(tmp_path)
    for paper in ("published", "refused", "damaged", "closed", "gone"):
        before.put(f"{paper} x", paper.encode())
    cache = FolderCache(tmp_path)
    for paper in ("published", "refused", "damaged"):
        cache.get(f"{paper} x")
    cache.purge(published=["published", "closed"], refused=["published", "refused"])
    left = {paper for paper in ("published", "refused", "damaged", "closed", "gone") if cache.get(f"{paper} x")}
    assert left == {"published", "damaged", "closed"}


# --- refused papers --------------------------------------------------------------------------------


def holding(words: str, folder: Path) -> list[str]:
    """Return the files below a folder, hidden ones too, that hold words."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return [path.relative_to(folder).as_posix() for path in files if words.encode() in path.read_bytes()]


def test_nothing_is_kept_of_a_paper_that_is_refused(place: Path) -> None:
    assert holding(SECRET, place / ".build")
    (place / "content/documents/moi/14.txt.meta.yml").write_text("secrecy: mật\n", encoding="utf-8")
    assert cli.main(["build", "--accept-removals"]) == 0
    for words in (SECRET, "14.txt", "giếng"):
        assert (holding(words, place / ".build"), holding(words, place / "site")) == ([], [])


def test_others_do_not_see_what_was_read(place: Path) -> None:
    (place / ".build/site").chmod(0o755)
    assert cli.main(["build"]) == 0
    assert stat.S_IMODE((place / ".build/site").stat().st_mode) == 0o700
    assert stat.S_IMODE((place / "site").stat().st_mode) == 0o755
