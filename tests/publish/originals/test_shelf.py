"""Originals cost what changed: those that lie as they were left are not read, all others are as they must be."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import cli, disk
from generator.ingest.contract import Tools
from generator.model.frozen import replace
from generator.publish import metadata, originals
from generator.publish.kept.memory import FILE
from generator.publish.originals import page_pictures
from tests.publish.test_originals import SHOWN, Kept, paper, shelved
from tests.support.marked import WRITERS
from tests.support.marked.words import lines

OURS = "site/van-ban/goc"
SUPPRESSED = "- name: {}\n  reason: Yêu cầu\n  date: 2026-03-02\n"


class Place:
    """A portal with originals that was built and stands still, and what builds read of them."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root, self.documents, self.asked = root, root / "content/documents", list[str]()
        self.documents.mkdir(parents=True)
        (root / "content/portal.yml").write_text("originals: true\n", "utf-8")
        for number, kind in enumerate(("pdf", "docx", "pdf", "docx"), 11):
            self.put(f"{number}.{kind}", number)
        self.edits = 0
        self.edit()
        monkeypatch.setattr(disk, "FRESH", 0)
        monkeypatch.chdir(root)
        self.watch(monkeypatch)

    def watch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Take note of what is read of originals and pictures."""
        read, picture, names = originals._read, page_pictures.picture, metadata.names_somebody
        note = self.asked.append
        monkeypatch.setattr(originals, "_read", lambda *given: note("read") or read(*given))
        monkeypatch.setattr(page_pictures, "picture", lambda *given: note("picture") or picture(*given))
        monkeypatch.setattr(originals, "names_somebody", lambda *given: note("search") or names(*given))

    def put(self, name: str, number: int) -> None:
        """Write a paper."""
        written = [line.replace("47/BC", f"{number}/BC") for line in lines()]
        (self.documents / name).write_bytes(WRITERS[name.rpartition(".")[2]](written, ()))

    def edit(self) -> None:
        """Change the paper beside those that stay."""
        self.edits += 1
        words = "\n".join(line.replace("47/BC", "10/BC") for line in lines())
        (self.documents / "10.txt").write_text(f"{words}\nViệc làm thêm lần thứ {self.edits}.\n", "utf-8")

    def build(self, *more: str) -> dict[str, bytes]:
        """Edit a paper, build and return the other originals of the site."""
        self.edit()
        time.sleep(0.03)
        self.asked.clear()
        assert cli.main(["build", *more]) == 0
        folder = self.root / OURS
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file() and path.suffix != ".txt"
        }


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Return a portal with originals, built."""
    place = Place(tmp_path, monkeypatch)
    place.build()
    return place


def test_an_edit_beside_them_reads_no_original(place: Place) -> None:
    first = place.build()
    assert len(first) >= 6
    assert sorted(place.asked) == ["read"] * 3 + ["search"], "the edited one, to look through, compare and write it"
    assert place.build("--full") == first
    assert place.asked.count("read") > 4 and place.asked.count("picture") >= 2, "all are compared by their bytes"
    (place.root / ".build/site" / FILE).unlink()
    assert place.build() == first


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _same_size(path: Path) -> None:
    found = path.stat()
    path.write_bytes(bytes(found.st_size))


def _linked(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/null")


@pytest.mark.parametrize("harm", [_emptied, _same_size, Path.unlink, _linked])
def test_what_is_harmed_in_the_site_is_made_good(harm: Callable[[Path], None], place: Place) -> None:
    first = place.build()
    for kind in (".pdf", ".webp", ".docx"):
        harm(next(path for path in sorted((place.root / OURS).rglob("*")) if path.suffix == kind))
    assert place.build() == first
    assert 3 <= len(place.asked) <= 11, "no others are read"


def test_an_original_changed_in_place_is_the_new_one(place: Place) -> None:
    place.build()
    path = place.documents / "12.docx"
    found, new = path.stat(), path.read_bytes() + b" "
    path.write_bytes(new)
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert new in place.build().values()
    path.rename(place.documents / "moi.docx")
    assert list(place.build("--accept-removals").values()).count(new) == 1
    (place.documents / "ban-sao.docx").write_bytes(new)
    assert list(place.build().values()).count(new) == 1


def test_what_is_withdrawn_goes(place: Place) -> None:
    first, secret = place.build(), (place.documents / "11.pdf").read_bytes()
    (place.documents / "11.pdf.meta.yml").write_text("secrecy: mật\n", "utf-8")
    less = place.build("--accept-removals")
    assert secret in first.values() and secret not in less.values() and len(less) < len(first)
    assert hashlib.sha256(secret).digest() not in (place.root / ".build/site" / FILE).read_bytes()
    settings = place.root / "content/portal.yml"
    settings.write_text("originals: false\n", "utf-8")
    assert place.build() == {} and not (place.root / OURS).exists()
    settings.write_text("originals: true\n", "utf-8")
    assert place.build() == less


def test_who_must_go_is_looked_for_once(place: Place) -> None:
    names = place.root / "content/registry/suppress.yml"
    names.parent.mkdir()
    names.write_text(SUPPRESSED.format("Vàng Thị Xuến"), "utf-8")
    first = place.build()
    assert place.asked.count("search") == 5
    assert place.build() == first and place.asked.count("search") == 1, "only in what was edited"
    held = place.documents / "13.pdf"
    held.write_bytes(held.read_bytes() + "% Vàng Thị Xuến\n".encode())
    for _ in range(2):
        assert len(place.build()) < len(first)
        assert place.asked.count("search") == 2, "what names somebody is searched each time"
    names.write_text(SUPPRESSED.format("Lò Văn Tẻo"), "utf-8")
    assert held.read_bytes() in place.build().values()
    assert place.asked.count("search") == 5


def test_another_question_is_asked_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, tools, told = paper(tmp_path, "a.docx", WRITERS["docx"](lines(), ())), Tools(cache=Kept()), list[bool]()
    monkeypatch.setattr(originals, "tells_of_a_person", lambda data, contacts: told.append(True) or bool(contacts))  # type: ignore[func-returns-value]
    for portal, asked in (
        (SHOWN, True),
        (SHOWN, False),
        (replace(SHOWN, audience="intranet"), False),
        (replace(SHOWN, contacts=("02633 822 822",)), True),
        (replace(SHOWN, contacts=("02633 822 822",)), True),  # of what tells of somebody nothing is kept
        (SHOWN, False),
    ):
        told.clear()
        shelf = shelved(tmp_path, made, portal=portal, tools=tools)
        assert bool(told) == asked and ("a" in shelf.originals) == (not portal.contacts)
    monkeypatch.setattr("generator.resources.code", lambda: "another program")
    assert shelved(tmp_path, made, tools=tools).originals and told
