"""What is kept between builds is found again whole, or not at all."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publish.kept import memory
from generator.publish.kept.memory import FILE, Stage


def test_a_result_is_found_under_what_it_was_made_of(tmp_path: Path) -> None:
    with memory.opened(tmp_path) as kept:
        kept.put("html", "a.md", b"1", b"one")
        assert kept.get("html", "a.md", b"1") == b"one"
        assert (
            kept.get("html", "a.md", b"2") is kept.get("html", "b.md", b"1") is kept.get("papers", "a.md", b"1") is None
        )
        kept.put("html", "a.md", b"2", b"two")
        assert kept.get("html", "a.md", b"1") is None
    with memory.opened(tmp_path) as kept:
        assert Stage(kept, "html").get("a.md", b"2") == b"two"


def test_all_of_a_stage_is_had_at_one_asking(tmp_path: Path) -> None:
    with memory.opened(tmp_path) as kept:
        for name in ("a.md", "b.md"):
            kept.put("html", name, b"1", name.encode())
        kept.put("papers", "a.md", b"1", b"other")
    with sqlite3.connect(tmp_path / FILE) as base:
        base.execute("UPDATE kept SET value=x'00' WHERE name='b.md'")
    with memory.opened(tmp_path) as kept:
        assert kept.all_of("html") == {"a.md": (b"1", b"a.md")}


def test_what_is_forgotten_leaves_no_byte(tmp_path: Path) -> None:
    with memory.opened(tmp_path) as kept:
        for name in ("a", "b", "c"):
            kept.put("papers", name, b"", f"bí mật của {name} ".encode() * 2000)
        kept.keep_only("papers", ["b"])
        assert kept.names("papers") == {"b"}
    data = (tmp_path / FILE).read_bytes()
    assert "bí mật của b".encode() in data
    assert "bí mật của a".encode() not in data and "bí mật của c".encode() not in data
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize("damage", ["empty", "text", "foreign", "cut", "folder", "link"])
def test_a_damaged_memory_is_made_anew(damage: str, tmp_path: Path) -> None:
    path = tmp_path / FILE
    with memory.opened(tmp_path) as kept:
        for number in range(200):
            kept.put("html", f"{number}.md", b"k", bytes(1000))
    if damage == "empty":
        path.write_bytes(b"")
    elif damage == "text":
        path.write_bytes(b"khong phai co so du lieu\n" * 100)
    elif damage == "cut":
        path.write_bytes(path.read_bytes()[:5000])
    elif damage == "folder":
        path.unlink()
        (path / "x").mkdir(parents=True)
    elif damage == "link":
        theirs = path.rename(tmp_path / "theirs")
        path.symlink_to(theirs)
        held = theirs.read_bytes()
    else:
        path.unlink()
        with sqlite3.connect(path) as base:
            base.execute("CREATE TABLE kept (x INTEGER)")
    with memory.opened(tmp_path) as kept:
        assert kept.names("html") == set()
        kept.put("html", "a.md", b"k", b"new")
    with memory.opened(tmp_path) as kept:
        assert kept.get("html", "a.md", b"k") == b"new"
    assert damage != "link" or theirs.read_bytes() == held


@given(place=st.integers(0, 10**6), bit=st.integers(0, 7))
def test_no_flipped_bit_is_ever_a_result(place: int, bit: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("memory")
    values = {f"{number}.md": bytes([number]) * 300 for number in range(40)}
    with memory.opened(folder) as kept:
        for name, value in values.items():
            kept.put("html", name, b"k", value)
    data = bytearray((folder / FILE).read_bytes())
    data[place % len(data)] ^= 1 << bit
    (folder / FILE).write_bytes(data)
    with memory.opened(folder) as kept:
        for name, value in values.items():
            assert kept.get("html", name, b"k") in (value, None)


def test_a_value_that_is_none_of_ours_counts_as_absent(tmp_path: Path) -> None:
    with memory.opened(tmp_path) as kept:
        kept.put("html", "a.md", b"k", b"one")
    with sqlite3.connect(tmp_path / FILE) as base:
        base.execute("UPDATE kept SET value = NULL")
    base.close()
    with memory.opened(tmp_path) as kept:
        assert kept.get("html", "a.md", b"k") is None
        assert kept.holding("html", "") == set() and kept.all_of("html") == {}
