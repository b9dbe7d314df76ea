"""The spare of a site: the next new site is made of it, and is the one that is made without; it holds nothing else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publish import whole
from generator.publish.whole import switch_tree
from generator.publish.writer import MANIFEST, Folder

NAMES = st.sampled_from(["a", "b", "x/a", "x/y/b", "x", "c/d"])
WORDS = st.binary(max_size=2)


def possible(files: Mapping[str, bytes]) -> bool:
    """Tell whether no file is a folder too."""
    return not any(other.startswith(f"{name}/") for name in files for other in files)


SITES = st.lists(st.dictionaries(NAMES, WORDS, min_size=1).filter(possible), min_size=2, max_size=5)


def everything(root: Path) -> dict[str, bytes]:
    """Return all files below a folder, hidden ones too."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def switched(site: Path, files: Mapping[str, bytes]) -> list[str]:
    """Switch a site with its spare, see that both hold the very same files, and return what was linked for it."""
    linked, real = list[str](), os.link

    def link(one: str, other: str, **how: bool) -> None:
        linked.append(os.path.relpath(one, site))
        real(one, other, **how)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "link", link)
        switch_tree(site, files, spare=site.parent / "spare")
    assert dict(Folder(site)) == files
    return linked


def same(site: Path) -> None:
    """See that a spare holds the site's own files, the very ones, and no folder without any."""
    spare = site.parent / "spare"
    own = {name: data for name, data in everything(site).items() if name != MANIFEST}
    assert everything(spare) == own
    assert all(os.path.samefile(spare / name, site / name) for name in own)
    assert all(any(folder.iterdir()) for folder in spare.rglob("*") if folder.is_dir())


@given(SITES)
def test_any_sites_one_after_the_other(tmp_path_factory: pytest.TempPathFactory, sites: list[dict[str, bytes]]) -> None:
    site = tmp_path_factory.mktemp("sites") / "site"
    for files in sites:
        switched(site, files)
        same(site)
        assert sorted(path.name for path in site.parent.iterdir()) == ["site", "spare"]


def test_only_what_changed_is_linked(tmp_path: Path) -> None:
    site, files = tmp_path / "site", {f"x/{number}": b"1" for number in range(50)}
    switched(site, files)
    assert switched(site, {**files, "x/7": b"2", "y": b"3"}) == ["x/7", "y"], "for the spare, as it was the site"
    same(site)
    assert switched(site, {**files, "x/7": b"2"}) == []
    same(site)


def test_a_site_that_was_read_never_changes(tmp_path: Path) -> None:
    """What a reader has open stays what it was: no file is written where one that is linked lies."""
    site = tmp_path / "site"
    for data in (b"1", b"2", b"3"):
        switched(site, {"a": data, "b": b"same"})
        with (site / "a").open("rb") as read:
            switched(site, {"a": data + b"new", "b": b"same"})
            assert read.read() == data


def strangers_file(site: Path, spare: Path) -> None:
    (spare / "x" / "stranger").write_bytes(b"s")
    (spare / "empty" / "folder").mkdir(parents=True)


def lost(site: Path, spare: Path) -> None:
    (spare / "x" / "b").unlink()


def another_file(site: Path, spare: Path) -> None:
    (spare / "a").unlink()
    (spare / "a").write_bytes(b"false")


def a_folder_for_a_file(site: Path, spare: Path) -> None:
    (spare / "a").unlink()
    (spare / "a" / "below").mkdir(parents=True)
    (spare / "a" / "below" / "c").write_bytes(b"false")


def a_file_for_a_folder(site: Path, spare: Path) -> None:
    shutil.rmtree(spare / "x")
    (spare / "x").write_bytes(b"false")


def a_link(site: Path, spare: Path) -> None:
    shutil.rmtree(spare)
    (site.parent / "elsewhere").mkdir()
    (site.parent / "elsewhere" / "a").write_bytes(b"theirs")
    spare.symlink_to("elsewhere")


def a_file(site: Path, spare: Path) -> None:
    shutil.rmtree(spare)
    spare.write_bytes(b"false")


def closed(site: Path, spare: Path) -> None:
    (spare / "x").chmod(0)


def edited(site: Path, spare: Path) -> None:
    (site / "x" / "b").write_bytes(b"edited in its place")


DAMAGES = (strangers_file, lost, another_file, a_folder_for_a_file, a_file_for_a_folder, a_link, a_file, closed, edited)


@pytest.mark.parametrize("damage", DAMAGES)
def test_nobody_trusts_a_spare(damage: Callable[[Path, Path], None], tmp_path: Path) -> None:
    site, spare, files = tmp_path / "site", tmp_path / "spare", {"a": b"1", "x/b": b"2", "c": b"3"}
    switched(site, files)
    damage(site, spare)
    switched(site, {**files, "c": b"4"})
    same(site)
    assert not list(site.rglob("stranger")) and not (site / "empty").exists()
    theirs = site.parent / "elsewhere" / "a"
    assert not theirs.exists() or theirs.read_bytes() == b"theirs"


def test_what_others_put_into_the_site_is_not_in_the_spare(tmp_path: Path) -> None:
    site = tmp_path / "site"
    switched(site, {"a": b"1"})
    (site / "theirs").mkdir()
    (site / "theirs" / "notes").write_bytes(b"mine")
    for data in (b"2", b"3"):
        switch_tree(site, {"a": data}, spare=tmp_path / "spare")
        assert dict(Folder(site)) == {"a": data, "theirs/notes": b"mine"}
        assert everything(tmp_path / "spare") == {"a": data}
    (site / "theirs" / "notes").unlink()
    switch_tree(site, {"a": b"4"}, spare=tmp_path / "spare")
    assert dict(Folder(site)) == {"a": b"4"}


def test_what_is_withdrawn_is_in_no_spare(tmp_path: Path) -> None:
    site = tmp_path / "site"
    switched(site, {"van-ban/a.html": b"secret", "b": b"1"})
    switched(site, {"b": b"1"})
    assert everything(tmp_path / "spare") == {"b": b"1"} and not (tmp_path / "spare" / "van-ban").exists()


def test_a_disk_without_links_holds_no_spare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    for data in (b"1", b"2"):
        switch_tree(tmp_path / "site", {"a": data, "b": b"0"}, spare=tmp_path / "spare")
        assert dict(Folder(tmp_path / "site")) == {"a": data, "b": b"0"} and not (tmp_path / "spare").exists()


@pytest.mark.parametrize("step", ["taken", "kept"])
def test_a_run_killed_meanwhile_harms_nothing(step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    switched(site, {"a": b"1", "b": b"0", "gone": b"x"})
    with monkeypatch.context() as patch:
        what = "_put_in_place" if step == "taken" else "_discard"
        patch.setattr(whole, what, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        patch.setattr(whole, "delete", lambda *_: None)  # as a kill clears nothing away
        with pytest.raises(KeyboardInterrupt):
            switch_tree(site, {"a": b"2", "b": b"0"}, spare=tmp_path / "spare")
    assert dict(Folder(site)) in ({"a": b"1", "b": b"0", "gone": b"x"}, {"a": b"2", "b": b"0"})
    switched(site, {"a": b"3", "b": b"0"})
    switched(site, {"a": b"4", "b": b"0"})
    same(site)
