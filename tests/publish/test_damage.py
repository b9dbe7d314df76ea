"""What is damaged is absent, is made anew and does not stay damaged; what others hold is never touched."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.errors import ConfigurationError
from generator.ingest.contract import Tools
from generator.ingest.office import convert
from generator.model import SourceText
from generator.publish import whole
from generator.publish.kept import memory, state
from generator.publish.kept.cache import FolderCache
from generator.publish.kept.seals import STAGE, OwnFolder
from generator.publish.writer import MANIFEST, TEMPORARY, Folder, list_is_whole, write_tree
from generator.text.digests import digest
from tests.support.paper_word import docx

ADDRESSES = {"agency:ban dan toc": "co-quan/ban-dan-toc", "paper:1|2021": "bc-1"}


def folder(path: Path) -> None:
    """Put a folder with something in it there."""
    path.unlink(missing_ok=True)
    (path / "x").mkdir(parents=True)


def link(path: Path) -> None:
    """Put a link to a file of somebody else there."""
    path.unlink(missing_ok=True)
    (path.parent.parent / "theirs").write_bytes(b"theirs")
    path.symlink_to("../theirs")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-3]),
    "zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "flipped": lambda path: path.write_bytes(path.read_bytes()[:-2] + b"\xff" + path.read_bytes()[-1:]),
    "strange": lambda path: path.write_bytes(b"another file altogether"),
    "grown": lambda path: path.write_bytes(path.read_bytes() * 2),
    "gone": Path.unlink,
    "a folder": folder,
    "a link": link,
}
damaged = pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)


# --- addresses --------------------------------------------------------------------------------------


@pytest.mark.parametrize("damage", [DAMAGES[name] for name in ("empty", "cut", "zeros", "flipped", "strange", "grown")])
def test_damaged_addresses_come_from_their_copy(damage: Callable[[Path], object], tmp_path: Path) -> None:
    memory, build_dir = tmp_path / "state", tmp_path / "build"
    state.write_slugs(memory, ADDRESSES.items(), build_dir=build_dir)
    whole_file = (memory / state.SLUGS).read_bytes()
    damage(memory / state.SLUGS)
    with pytest.raises(ConfigurationError, match="tệp nhớ địa chỉ trang bị hỏng"):
        state.read_slugs(memory)
    assert state.read_slugs(memory, build_dir) == ADDRESSES
    state.write_slugs(memory, (), build_dir=build_dir)
    assert (memory / state.SLUGS).read_bytes() == whole_file
    damage(build_dir / state.COPY)
    damage(memory / state.SLUGS)
    with pytest.raises(ConfigurationError, match="tệp nhớ địa chỉ trang bị hỏng"):
        state.read_slugs(memory, build_dir)


def test_the_copy_forgets_what_must_be_forgotten_and_edits_count(tmp_path: Path) -> None:
    state.write_slugs(tmp_path / "s", ADDRESSES.items(), build_dir=tmp_path / "b")
    edited = (tmp_path / "s" / state.SLUGS).read_text("utf-8").replace("co-quan/ban", "co-quan/cu-ban")
    (tmp_path / "s" / state.SLUGS).write_text(edited, encoding="utf-8")
    state.write_slugs(
        tmp_path / "s", (), forgotten=lambda identity: identity.startswith("paper"), build_dir=tmp_path / "b"
    )
    assert b"bc-1" not in (tmp_path / "b" / state.COPY).read_bytes()
    (tmp_path / "s" / state.SLUGS).write_bytes(b"{")
    assert state.read_slugs(tmp_path / "s", tmp_path / "b") == {"agency:ban dan toc": "co-quan/cu-ban-dan-toc"}
    (tmp_path / "s" / state.SLUGS).unlink()
    assert state.read_slugs(tmp_path / "s", tmp_path / "b") == {}


# --- papers that can be read no more ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("gone", "lost", "stops"),
    [(0, 0, False), (2, 0, False), (3, 0, True), (0, 3, False), (0, 4, True), (2, 3, False), (1, 4, True)],
)
def test_papers_that_are_there_and_unreadable_are_gone_too(gone: int, lost: int, stops: bool, tmp_path: Path) -> None:
    papers = {f"documents/{number}.txt": f"{number}" for number in range(20)}
    state.write_papers(tmp_path, papers)
    names = list(papers)
    unread = names[:lost]
    present = {name: papers[name] for name in names[lost + gone :]}
    seen = {*present, *unread}
    if stops:
        with pytest.raises(ConfigurationError, match=f"{gone + lost} trong 20 văn bản"):
            state.check_gone(tmp_path, present, seen, unread)
    else:
        state.check_gone(tmp_path, present, seen, unread)


# --- the list of a site's own files -----------------------------------------------------------------


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site of three pages, with a stranger's file, whose list is kept twice."""
    html = tmp_path / "html"
    write_tree(html, {"a.html": b"1", "b/c.html": b"2", "d.html": b"3"})
    whole.mirror(html, tmp_path / "top/site", copy=tmp_path / "build/site.files")
    (tmp_path / "top/site/mine").write_bytes(b"mine")
    write_tree(html, {"a.html": b"11", "b/c.html": b"2", "e.html": b"4"})
    return tmp_path / "top/site"


@damaged
def test_a_site_whose_list_was_damaged_is_known_again(damage: Callable[[Path], object], site: Path) -> None:
    damage(site / MANIFEST)
    html, copy = site.parents[1] / "html", site.parents[1] / "build/site.files"
    whole.mirror(html, site, copy=copy)
    assert dict(Folder(site)) == {"a.html": b"11", "b/c.html": b"2", "e.html": b"4", "mine": b"mine"}
    assert list_is_whole(site) and not (site / MANIFEST).is_symlink()
    assert not (site.parent / "theirs").exists() or (site.parent / "theirs").read_bytes() == b"theirs"


@damaged
def test_without_list_and_copy_nothing_is_overwritten(damage: Callable[[Path], object], site: Path) -> None:
    html, copy = site.parents[1] / "html", site.parents[1] / "build/site.files"
    (site / MANIFEST).unlink()
    damage(copy)
    with pytest.raises(ConfigurationError, match="không do vankho tạo ra"):
        whole.mirror(html, site, copy=copy)
    assert dict(Folder(site)) == {"a.html": b"1", "b/c.html": b"2", "d.html": b"3", "mine": b"mine"}


def test_the_list_of_one_site_says_nothing_of_another(site: Path) -> None:
    html, copy = site.parents[1] / "html", site.parents[1] / "build/site.files"
    other = site.with_name("other")
    other.mkdir()
    (other / "a.html").write_bytes(b"theirs")
    with pytest.raises(ConfigurationError, match="không do vankho tạo ra"):
        whole.mirror(html, other, copy=copy)
    moved = site.parents[1] / "moved"
    moved.mkdir()
    for name in ("top", "build"):
        shutil.move(site.parents[1] / name, moved / name)
    (moved / "top/site" / MANIFEST).unlink()
    whole.mirror(html, moved / "top/site", copy=moved / "build/site.files")
    assert (moved / "top/site/a.html").read_bytes() == b"11"


# --- folders of our own -----------------------------------------------------------------------------


@damaged
@pytest.mark.parametrize("name", ["a", "b/c"])
def test_a_folder_of_our_own_is_made_anew(damage: Callable[[Path], object], name: str, tmp_path: Path) -> None:
    root, files = tmp_path / "own/docs", {"a": b"1", "b/c": b"2"}

    def laid() -> None:
        with memory.opened(tmp_path / "build") as kept:
            own = OwnFolder(root, memory.Stage(kept, STAGE), "docs")
            for each, data in files.items():
                own.add(each, digest(data), data)
            own.finish()

    laid()
    damage(root / name)
    (root / "stray").write_bytes(b"stray")
    folder(root / TEMPORARY)
    laid()
    assert dict(Folder(root)) == files
    assert not any(path.is_symlink() for path in root.rglob("*"))


def test_a_link_in_place_of_the_temporary_file_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "theirs").write_bytes(b"theirs")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / TEMPORARY).symlink_to("../theirs")
    write_tree(tmp_path / "site", {"a": b"1"})
    assert (tmp_path / "theirs").read_bytes() == b"theirs" and (tmp_path / "site/a").read_bytes() == b"1"


@pytest.mark.parametrize("name", [".vankho-site-new", ".vankho-site-old"])
def test_links_beside_a_site_lead_nowhere(name: str, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir(mode=0o700)
    (tmp_path / "mine/kept").write_bytes(b"kept")
    (tmp_path / name).symlink_to("mine")
    whole.switch_tree(tmp_path / "site", {"a": b"1"})
    assert (tmp_path / "mine/kept").read_bytes() == b"kept" and (tmp_path / "mine").stat().st_mode & 0o777 == 0o700
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "site"]


def test_a_page_that_was_withdrawn_does_not_come_back_from_half_an_old_site(tmp_path: Path) -> None:
    site, old = tmp_path / "site", tmp_path / ".vankho-site-old"
    whole.switch_tree(site, {"a": b"1", "withdrawn": b"2"})
    shutil.copytree(site, old)
    whole.switch_tree(site, {"a": b"1"})
    shutil.copytree(site, old)
    (old / MANIFEST).unlink()  # as where a run was killed while it removed the old site
    (old / "withdrawn").write_bytes(b"2")
    whole.switch_tree(site, {"a": b"1"})
    assert dict(Folder(site)) == {"a": b"1"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


# --- converted files --------------------------------------------------------------------------------


@damaged
def test_a_damaged_conversion_is_made_anew(
    damage: Callable[[Path], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = docx("<w:p><w:r><w:t>Quyết định về việc trồng rừng của tỉnh Lam Giang</w:t></w:r></w:p>")
    asked: list[str] = []

    def converted(files: dict[str, bytes], *_: object) -> dict[str, bytes]:
        asked.extend(files)
        return dict.fromkeys(files, made)

    monkeypatch.setattr(convert, "find_program", lambda: "soffice")
    monkeypatch.setattr(convert, "program_version", lambda program: "1")
    monkeypatch.setattr(convert, "_converted", converted)
    tools, data = Tools(cache=FolderCache(tmp_path / "cache")), b"{\\rtf1 a}"
    for _ in range(2):
        found = convert.read(data, "a.rtf", tools)
        assert isinstance(found, SourceText) and "trồng rừng" in found.text and asked == ["a.rtf"]
    (kept,) = (path for path in (tmp_path / "cache").rglob("*") if path.is_file())
    assert hashlib.sha256(data).hexdigest() not in os.fspath(kept)
    damage(kept)
    for _ in range(2):
        found = convert.read(data, "a.rtf", tools)
        assert isinstance(found, SourceText) and "trồng rừng" in found.text and asked == ["a.rtf", "a.rtf"]
