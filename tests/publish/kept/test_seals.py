"""A folder that nobody else writes is as it was asked for, whatever happened to it meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cores import aside
from generator.errors import VankhoError
from generator.publish.kept import memory
from generator.publish.kept.seals import STAGE, Added, OwnFolder
from generator.publish.writer import Folder
from generator.text.digests import digest

ONE = {"a.md": b"1", "b/c.md": b"2", "b/d.md": b"3"}


def laid(root: Path, files: Mapping[str, bytes], finished: bool = True) -> int:
    """Let a folder hold these files; return how many were written."""
    with memory.opened(root / "build") as kept:
        folder = OwnFolder(root / "docs", memory.Stage(kept, STAGE), "docs")
        for name, data in files.items():
            folder.add(name, digest(data), data)
        if finished:
            folder.finish()
        return folder.changed


def test_what_lies_as_it_was_left_is_not_written_again(tmp_path: Path) -> None:
    assert laid(tmp_path, ONE) == 3
    assert laid(tmp_path, ONE) == 0
    assert laid(tmp_path, {**ONE, "a.md": b"4"}) == 1
    assert dict(Folder(tmp_path / "docs")) == {**ONE, "a.md": b"4"}


@pytest.mark.parametrize("other", [{"b": b"1"}, {"a.md/x": b"1"}, {}, {"b/c.md": b"22", "e/f/g": b"5"}])
def test_nothing_old_stands_in_the_way(other: Mapping[str, bytes], tmp_path: Path) -> None:
    laid(tmp_path, ONE)
    laid(tmp_path, other)
    assert dict(Folder(tmp_path / "docs")) == other
    laid(tmp_path, ONE)
    assert dict(Folder(tmp_path / "docs")) == ONE


def test_what_others_did_to_it_is_undone(tmp_path: Path) -> None:
    laid(tmp_path, ONE)
    docs = tmp_path / "docs"
    (docs / "a.md").write_bytes(b"changed")
    (docs / "b/c.md").unlink()
    (docs / "b/c.md").symlink_to(tmp_path / "elsewhere")
    (docs / "b/stranger").write_bytes(b"x")
    (tmp_path / "elsewhere").write_bytes(b"kept")
    (docs / "out").symlink_to(tmp_path)
    assert laid(tmp_path, ONE) == 2
    assert dict(Folder(docs)) == ONE and not (docs / "out").is_symlink()
    assert (tmp_path / "elsewhere").read_bytes() == b"kept"


NAMES = st.sampled_from(["a", "a/b", "b", "b/c", "b/d/e", "f.md"])
FILES = st.dictionaries(NAMES, st.binary(max_size=3)).filter(
    lambda files: not any(f"{one}/" in other for one in files for other in files)
)


@given(steps=st.lists(st.tuples(FILES, st.booleans()), max_size=4), last=FILES)
@settings(max_examples=40)
def test_a_run_that_did_not_finish_harms_nothing(
    steps: list[tuple[dict[str, bytes], bool]], last: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("own")
    for files, finished in steps:
        laid(root, files, finished)
    laid(root, last)
    assert dict(Folder(root / "docs")) == last


@pytest.mark.parametrize("elsewhere", [False, True])
def test_two_files_of_one_path_are_a_fault(elsewhere: bool, tmp_path: Path) -> None:
    with memory.opened(tmp_path / "build") as kept:
        folder = OwnFolder(tmp_path / "docs", memory.Stage(kept, STAGE), "docs")
        folder.add("a", b"1", b"1")
        with pytest.raises(VankhoError, match="Hai trang cùng một địa chỉ: a"):
            if elsewhere:
                folder.take(added(folder, "a", b"1"))
            else:
                folder.add("a", b"1", b"1")


def test_files_that_processes_add_beside_each_other_are_the_folders(tmp_path: Path) -> None:
    for files, changed in ((ONE, 3), (ONE, 0), ({**ONE, "b/d.md": b"5"}, 1)):
        with memory.opened(tmp_path / "build") as kept:
            folder = OwnFolder(tmp_path / "docs", memory.Stage(kept, STAGE), "docs")
            last = "b/d.md"
            with aside(partial(added, folder, last, files[last])) as other:
                for name in files.keys() - {last}:
                    folder.add(name, digest(files[name]), files[name])
                folder.take(other())
            folder.finish()
            assert folder.changed == changed
        assert dict(Folder(tmp_path / "docs")) == files


def added(folder: OwnFolder, name: str, data: bytes) -> Added:
    """Add a file to a part of a folder."""
    part = folder.part("one")
    part.add(name, digest(data), data)
    return part.added
