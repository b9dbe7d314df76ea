"""Of a file made of pieces only those that changed are made, and whatever was remembered, its bytes are right."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publish.kept import memory
from generator.publish.kept.pieces import Joined, Lying, Pieced, parts
from generator.publish.kept.seals import STAGE, OwnFolder
from generator.publish.writer import Folder
from generator.text.digests import digest

ROWS = ("một", "hai", "ba", "hai", "")
NAME = "du-lieu/x.csv"


def laid(root: Path, files: Mapping[str, tuple[str, ...]], how: str = "", finished: bool = True) -> list[str]:
    """Let a folder hold files of these rows; return the rows that were made."""
    made: list[str] = []

    def make(row: str) -> bytes:
        made.append(row)
        return f"{row}{how}\n".encode()

    with memory.opened(root / "build") as kept:
        folder = OwnFolder(root / "docs", memory.Stage(kept, STAGE), "docs")
        for name, rows in files.items():
            content = Pieced(how.encode(), [(digest(row), partial(make, row)) for row in rows])
            folder.add_joined(name, content)
        if finished:
            folder.finish()
    lying = {name: "".join(f"{row}{how}\n" for row in rows).encode() for name, rows in files.items()}
    assert dict(Folder(root / "docs")) == lying
    return made


def test_only_the_piece_that_changed_is_made(tmp_path: Path) -> None:
    assert laid(tmp_path, {NAME: ROWS}) == list(ROWS)
    assert laid(tmp_path, {NAME: ROWS}) == []
    assert laid(tmp_path, {NAME: ("một", "hai", "bốn", "hai", "")}) == ["bốn"]
    assert laid(tmp_path, {NAME: ("hai", "một")}) == []
    assert laid(tmp_path, {NAME: ("hai", "một")}, how="!") == ["hai", "một"]
    assert laid(tmp_path, {"y.csv": ("hai",)}) == ["hai"], "what another file holds is not asked"


def test_a_file_that_was_changed_by_others_is_made_anew(tmp_path: Path) -> None:
    laid(tmp_path, {NAME: ROWS})
    path = tmp_path / "docs" / NAME
    path.write_bytes(path.read_bytes().replace(b"ba", b"xy"))
    assert laid(tmp_path, {NAME: ROWS}) == list(ROWS)
    path.unlink()
    assert laid(tmp_path, {NAME: ROWS[1:]}) == list(ROWS[1:])


def test_what_a_killed_run_left_is_not_cut_up(tmp_path: Path) -> None:
    laid(tmp_path, {NAME: ROWS})
    laid(tmp_path, {NAME: ("năm", *ROWS)}, finished=False)
    assert laid(tmp_path, {NAME: ROWS}) == list(ROWS)


@pytest.mark.parametrize("harm", ["value=x'00ff'", "value=substr(value, 1, length(value) - 3)", "value=zeroblob(90)"])
def test_a_damaged_memory_makes_all_anew(harm: str, tmp_path: Path) -> None:
    laid(tmp_path, {NAME: ROWS})
    with sqlite3.connect(tmp_path / "build" / memory.FILE) as base:
        assert base.execute(f"UPDATE kept SET {harm} WHERE stage=? AND name='docs pieces'", (STAGE,)).rowcount == 1
    base.close()
    assert laid(tmp_path, {NAME: ("bốn", *ROWS)}) == ["bốn", *ROWS]
    assert laid(tmp_path, {NAME: ROWS}) == []


def test_what_is_remembered_of_another_form_is_not_read(tmp_path: Path) -> None:
    laid(tmp_path, {NAME: ROWS})
    with memory.opened(tmp_path / "build") as kept:
        ((_, value),) = [row for name, row in kept.all_of(STAGE).items() if name == "docs pieces"]
        key = kept.all_of(STAGE)["docs pieces"][0]
        assert not any(row.encode() in value for row in ROWS[:3]), "no word of a file is remembered"
        kept.put(STAGE, "docs pieces", key, b"\x93\x01\x02\x03")
    assert laid(tmp_path, {NAME: ("bốn", *ROWS)}) == ["bốn", *ROWS]


@given(st.lists(st.binary(max_size=3)), st.lists(st.binary(max_size=3)), st.binary(max_size=20))
def test_no_bytes_but_its_own_are_cut(old: list[bytes], new: list[bytes], other: bytes) -> None:
    before = Joined(b"", b"", tuple(map(digest, old)), tuple(map(len, old)))
    data, content = b"".join(old), Pieced(b"", [(digest(each), partial(bytes, each)) for each in new])
    assert list(before.cut(BytesIO(data))) == [(digest(each), each) for each in old]
    assert before.of(content) == (old == new)
    assert not Joined(b"other", b"", before.marks, before.lengths).of(content)
    longer = Joined(b"", b"", before.marks, (*before.lengths, 1))
    assert not list(longer.cut(BytesIO(data + b"x")))
    for lying, there in ((data, set(old)), (data + b"x" + other, set())):
        known = Lying(before, BytesIO(lying))
        assert dict(known) == {digest(each): each for each in there}
        assert list(parts(content, known)) == [(digest(each), each) for each in new]


def test_a_file_whose_bytes_are_as_they_were_is_not_written(tmp_path: Path) -> None:
    laid(tmp_path, {NAME: ("một", "", "hai")})
    place = (tmp_path / "docs" / NAME).stat().st_ino
    with memory.opened(tmp_path / "build") as kept:
        folder = OwnFolder(tmp_path / "docs", memory.Stage(kept, STAGE), "docs")
        folder.add_joined(NAME, Pieced(b"", [(b"1", lambda: "một\n\n".encode()), (digest("hai"), bytes)]))
        assert folder.changed == 0
        folder.finish()
    assert (tmp_path / "docs" / NAME).stat().st_ino == place
    assert [each.name for each in (tmp_path / "docs").rglob("*") if each.is_file()] == ["x.csv"]
