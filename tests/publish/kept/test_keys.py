"""Keys of pages are kept beside their cards, once; where they are lost, pages are made anew."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from generator import rebuild
from generator.curation.portal import open_content
from generator.publish import pages as sheets
from generator.publish.kept import memory
from generator.publish.writer import Folder
from generator.text.digests import digest

PAPER = "UBND TỈNH LAM GIANG\nBAN DÂN TỘC\nSố: {}/BC-BDT\nLam Giang, ngày 01 tháng 6 năm 2023\n\nBÁO CÁO\nVề việc {}\n"
WORD = "khoilua"


def built(root: Path, folder: str = "build") -> dict[str, bytes]:
    """Return the site of a small portal, brought up to date."""
    content = open_content(root / "content")
    rebuild.rebuild(content, root / f"{folder}-site", root / folder, lambda *_: None, accept_removals=True)
    return dict(Folder(root / f"{folder}-site"))


def write(root: Path, number: int, work: str) -> None:
    """Write a paper."""
    path = root / "content" / "documents" / f"{number}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PAPER.format(number, work), encoding="utf-8")


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a portal that was built, for copies."""
    root = tmp_path_factory.mktemp("keys")
    for number in range(1, 5):
        write(root, number, f"cấp nước {WORD}")
    built(root)
    return root


@pytest.fixture
def place(once: Path, tmp_path: Path) -> Path:
    """Return a folder of one test with that portal."""
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture(scope="module")
def anew(once: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the site of that portal after an edit, when it is built with nothing kept but addresses."""
    root = tmp_path_factory.mktemp("anew")
    shutil.copytree(once / "content", root / "content")
    shutil.copytree(once / "build" / "state", root / "build" / "state")
    (root / "build" / ".vankho-lock").touch()
    write(root, 2, "mở đường")
    return built(root)


def test_keys_are_kept_once_and_by_their_digest(place: Path) -> None:
    with memory.opened(place / "build") as kept:
        cards, keys = kept.all_of(sheets.STAGE), kept.all_of(sheets.KEYS)
        assert not any(b"~^ " in row for _, row in cards.values())
        assert {name: digest(row).hex() for name, (_, row) in keys.items()} == {name: name for name in keys}
        assert any(WORD.encode() in row for _, row in keys.values())


def test_keys_of_pages_that_went_are_forgotten(place: Path) -> None:
    for number in range(1, 5):
        write(place, number, "mở đường")
    built(place)
    with memory.opened(place / "build") as kept:
        assert not any(WORD.encode() in row for _, row in kept.all_of(sheets.KEYS).values())


HARMS = {
    "damaged": "UPDATE kept SET value=substr(value, 1, length(value) - 3) WHERE stage='keys'",
    "no bytes": "UPDATE kept SET value='x' WHERE stage='keys'",
    "gone": "DELETE FROM kept WHERE stage='keys'",
    "one gone": "DELETE FROM kept WHERE stage='keys' AND name=(SELECT max(name) FROM kept WHERE stage='keys')",
    "one damaged": "UPDATE kept SET value=zeroblob(90) WHERE stage='keys' AND instr(value, 'khoilua')",
}


@pytest.mark.parametrize("index", [True, False])
@pytest.mark.parametrize("harm", list(HARMS))
def test_where_keys_are_lost_pages_are_made_anew(place: Path, anew: dict[str, bytes], harm: str, index: bool) -> None:
    with sqlite3.connect(place / "build" / memory.FILE) as base:
        assert base.execute(HARMS[harm]).rowcount
        base.execute("DELETE FROM kept WHERE stage='beside' AND ?", (not index,))
    base.close()
    write(place, 2, "mở đường")
    assert built(place) == anew


def test_keys_under_the_digest_of_others_are_not_read(place: Path) -> None:
    with memory.opened(place / "build") as kept:
        for name in kept.names(sheets.KEYS):
            kept.put(sheets.KEYS, name, b"", b"khac")
        stage = memory.Stage(kept, sheets.KEYS)
        assert sheets.keys_of(stage, digest(b"khac")) is None
        assert all(sheets.keys_of(stage, bytes.fromhex(name)) is None for name in kept.names(sheets.KEYS))
        kept.put(sheets.KEYS, digest(b"khac").hex(), b"", b"khac")
        assert sheets.keys_of(stage, digest(b"khac")) == b"khac"
