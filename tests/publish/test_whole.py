"""A reader sees the old site or the new one, whatever is killed; what others put there goes along."""

from __future__ import annotations

import os
import random
import shutil
import signal
import stat
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import rebuild
from generator.curation.portal import open_content
from generator.errors import ConfigurationError
from generator.publish import whole
from generator.publish.kept import state
from generator.publish.whole import switch_tree
from generator.publish.writer import MANIFEST, Changes, Folder
from tests.faults.ground import NAMES, Build
from tests.faults.reader import Reader
from tests.publish.killed import Killed, dying
from tests.support.figures import tell

KILLS = int(os.environ.get("KILLS", "4"))
"""Builds that are killed; `make faults` kills more."""


def tree(root: Path) -> dict[str, bytes]:
    """Return the visible files of a folder."""
    return dict(Folder(root))


def beside(site: Path) -> list[str]:
    """Return what lies beside a site."""
    return sorted(path.name for path in site.parent.iterdir() if path != site)


@pytest.fixture(params=["exchange", "two renames", "in place"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let a site change in each of the three ways."""
    no_exchange(monkeypatch, request.param)
    return str(request.param)


def no_exchange(patch: pytest.MonkeyPatch, way: str) -> None:
    """Take from the system what the ways after the first do without."""

    def cannot(*_: object) -> None:
        raise whole._NotBeside

    if way != "exchange":
        patch.setattr(whole, "_exchange", lambda one, other: False)
    if way == "in place":
        patch.setattr(whole, "_switch", cannot)


# --- what stays ------------------------------------------------------------------------------------


def test_changes_are_told_and_nothing_lies_beside(way: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    assert switch_tree(site, {"a": b"1", "b": b"2", "x/y/c": b"3"}) == Changes(("a", "b", "x/y/c"))
    kept = (site / "a").stat().st_mtime_ns
    assert switch_tree(site, {"a": b"1", "b": b"22", "d/e": b"4"}) == Changes(("b", "d/e"), ("a",), ("x/y/c",))
    assert tree(site) == {"a": b"1", "b": b"22", "d/e": b"4"}
    assert not (site / "x").exists() and beside(site) == []
    assert (site / "a").stat().st_mtime_ns == kept


def _lasting(path: Path) -> tuple[int, ...]:
    """Return the state of a file without the time of its last reading."""
    found = path.stat()
    return (*found[:7], found.st_mtime_ns, found.st_ctime_ns)


def test_a_second_run_touches_nothing(way: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    switch_tree(site, {"index.html": b"1", "co-quan/a.html": b"2"})
    before = {path: _lasting(path) for path in (site, *site.rglob("*"))}
    assert switch_tree(site, {"index.html": b"1", "co-quan/a.html": b"2"}).written == ()
    assert {path: _lasting(path) for path in (site, *site.rglob("*"))} == before


def test_what_others_put_there_goes_along(way: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    switch_tree(site, {"x/a": b"1"})
    (site / "x" / "notes").write_bytes(b"mine")
    (site / "theirs" / "empty").mkdir(parents=True)
    (site / "theirs").chmod(0o750)
    (site / "theirs" / ".hidden").write_bytes(b"too")
    (site / "link").symlink_to("../elsewhere")
    os.utime(site / "theirs", (1, 1))
    switch_tree(site, {"b": b"2"})
    assert tree(site) == {"b": b"2", "x/notes": b"mine"}
    assert (site / "theirs" / ".hidden").read_bytes() == b"too" and (site / "theirs" / "empty").is_dir()
    assert stat.S_IMODE((site / "theirs").stat().st_mode) == 0o750 and (site / "theirs").stat().st_mtime == 1
    assert os.readlink(site / "link") == "../elsewhere"
    with pytest.raises(ConfigurationError, match="không do vankho tạo ra"):
        switch_tree(site, {"c": b"3", "x/notes": b"ours"})
    assert tree(site) == {"b": b"2", "x/notes": b"mine"} and beside(site) == []


def test_what_others_put_there_meanwhile_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, real = tmp_path / "site", whole._exchange
    switch_tree(site, {"a": b"1"})

    def late(new: Path, old: Path) -> bool:
        (site / "late").mkdir()
        (site / "late" / "notes").write_bytes(b"mine")
        return real(new, old)

    monkeypatch.setattr(whole, "_exchange", late)
    switch_tree(site, {"a": b"2"})
    assert tree(site) == {"a": b"2", "late/notes": b"mine"}


@pytest.mark.parametrize(("old", "new"), [({"a": b"1"}, {"a/b": b"2"}), ({"a/b": b"1"}, {"a": b"2"})])
def test_a_file_may_become_a_folder_and_back(old: dict[str, bytes], new: dict[str, bytes], tmp_path: Path) -> None:
    switch_tree(tmp_path / "site", old)
    switch_tree(tmp_path / "site", new)
    assert tree(tmp_path / "site") == new


def test_a_site_behind_a_link_stays_behind_it(way: str, tmp_path: Path) -> None:
    (tmp_path / "disk" / "real").mkdir(parents=True)
    (tmp_path / "site").symlink_to("disk/real")
    for data in (b"1", b"2"):
        switch_tree(tmp_path / "site", {"a": data})
        assert (tmp_path / "site").is_symlink() and tree(tmp_path / "disk" / "real") == {"a": data}


def test_a_disk_without_links_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    site = tmp_path / "site"
    switch_tree(site, {"a": b"1", "b": b"1"})
    (site / "link").symlink_to("a")
    kept = (site / "a").stat().st_mtime_ns
    switch_tree(site, {"a": b"1", "b": b"2"})
    assert tree(site) == {"a": b"1", "b": b"2", "link": b"1"} and (site / "link").is_symlink()
    assert (site / "a").stat().st_mtime_ns == kept


def test_a_site_that_holds_another_disk_is_changed_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    switch_tree(site, {"a": b"1"})
    (site / "disk").mkdir()
    real, there = os.lstat, site.stat().st_ino

    def lstat(path: str, *, dir_fd: int | None = None) -> os.stat_result:
        status = real(path, dir_fd=dir_fd)
        return os.stat_result((*status[:2], -1, *status[3:])) if path == str(site / "disk") else status

    monkeypatch.setattr(os, "lstat", lstat)
    switch_tree(site, {"a": b"2"})
    assert site.stat().st_ino == there and tree(site) == {"a": b"2"} and beside(site) == []


@pytest.mark.parametrize("umask", [0o077, 0o022, 0o002])
def test_a_web_server_may_read_it_whatever_the_umask(umask: int, way: str, tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    site, before = tmp_path / "up" / "site", os.umask(umask)
    try:
        with state.alone_in(site):
            switch_tree(site, {"a/b": b"1", "c": b"2"})
        (site / "c").chmod(0o600)
        (site / "a").chmod(0o700)
        for data in (b"2", b"3"):
            switch_tree(site, {"a/b": b"1", "c": data})
            files = [path for path in (site, *site.rglob("*")) if not path.name.startswith(".vankho-lock")]
            modes = {stat.S_IMODE(path.stat().st_mode) for path in files}
            assert modes == {0o755, 0o644}
    finally:
        os.umask(before)


# --- kills -----------------------------------------------------------------------------------------

TREES = st.dictionaries(st.sampled_from(["a", "b", "x/a", "x/b", "y/z/a"]), st.binary(max_size=3), min_size=1)
STEPS = ((os, "link"), (os, "replace"), (Path, "rename"), (Path, "mkdir"), (Path, "write_bytes"), (shutil, "rmtree"))


@given(old=TREES, new=TREES, steps=st.integers(0, 30), two=st.booleans())
def test_a_run_killed_at_any_step_leaves_the_old_or_the_new(
    old: dict[str, bytes], new: dict[str, bytes], steps: int, two: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    site = tmp_path_factory.mktemp("place") / "site"
    switch_tree(site, old)
    (site / "notes").write_bytes(b"mine")
    with pytest.MonkeyPatch.context() as patch:
        no_exchange(patch, "two renames" if two else "exchange")
        try:
            dying(patch, STEPS, steps)
            switch_tree(site, new)
        except Killed:
            pass
    with state.alone_in(site):
        found = tree(site)
        assert found in ({**old, "notes": b"mine"}, {**new, "notes": b"mine"})
        switch_tree(site, new)
    assert tree(site) == {**new, "notes": b"mine"}
    assert beside(site) == [] and {path.name for path in site.glob(".*")} <= {MANIFEST, state.LOCK}


PAPER = "BÁO CÁO\nCông tác dân tộc\n\nCăn cứ Quyết định số 414/QĐ-TTg ngày 12/4/2019 của Thủ tướng Chính phủ.\n"


def contents(folder: Path) -> list[Path]:
    """Make two content folders that differ in every page."""
    made = []
    for number, name in enumerate(NAMES):
        root = folder / f"content{number}"
        (root / "documents").mkdir(parents=True)
        (root / "portal.yml").write_text(f"name: {name}\n", encoding="utf-8")
        (root / "documents" / "a.txt").write_text(PAPER, encoding="utf-8")
        made.append(root)
    return made


def start(content: Path, site: Path) -> Build:
    """Start a build; each content has its own build folder."""
    folders = ("--content", str(content), "--site", str(site), "--build-dir", f"{content}-build")
    return Build(folders, content.with_suffix(".log"))


def test_no_reader_sees_a_mixed_site_while_builds_are_killed(tmp_path: Path) -> None:
    chance, site = random.Random(KILLS), tmp_path / "site"
    one, other = contents(tmp_path)
    for each in (other, one):  # in this process: what it loads, those that split off from it have
        rebuild.rebuild(open_content(each), site, Path(f"{each}-build"), lambda *_: None)
    begun = time.monotonic()
    assert start(other, site).wait() == 0
    lasts = time.monotonic() - begun
    reader = Reader(site, sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))[::4], NAMES)
    reader.start()
    codes: list[int] = []
    try:
        while codes.count(-9) < KILLS:
            build = start((one, other)[len(codes) % 2], site)
            time.sleep(chance.uniform(0.3, 1.0) * lasts)
            build.signal(signal.SIGKILL)
            codes.append(build.wait())
            lasts *= 1.05 if codes[-1] else 0.9  # the machine is not always as busy as it was just now
        assert start(one, site).wait() == 0
    finally:
        reader.stop()
    print(f"{len(codes)} builds, {codes.count(-9)} killed, {len(reader.views)} views, {len(reader.mixed)} mixed")
    if "KILLS" in os.environ:
        tell("kills", builds=len(codes), killed=codes.count(-9), views=len(reader.views), mixed=len(reader.mixed))
    assert reader.mixed == [] and set(reader.views) == set(NAMES)
    assert [name for name in beside(site) if name.startswith(".vankho-")] == []
