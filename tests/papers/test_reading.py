"""What is read of a folder is the same on one core and on many, read or remembered."""

from __future__ import annotations

import json
import multiprocessing
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from generator import cores, pipeline
from generator.ingest import original, reading
from generator.ingest.bundles import Part
from generator.ingest.contract import USUAL, Tools
from generator.ingest.folder import Intake, read_folder
from generator.ingest.office import convert
from generator.model import DigitalSignature, Limits, SourceText
from generator.model.frozen import replace
from generator.publish.kept.cache import FolderCache
from tests.support.made.sheets import xlsx
from tests.support.marked import WRITERS, bundles
from tests.support.marked.words import lines
from tests.support.paper_word import packed

DUMP = {"so_hieu": "47/BC-BDT", "trich_yeu": "Báo cáo", "noi_dung": "\n".join(lines()[5:])}


def paper(number: int) -> list[str]:
    """Return the lines of a paper of that number."""
    return [line.replace("47/BC", f"{number}/BC") for line in lines()]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a paper of each form, copies, side files, and files that cannot be read."""
    folder = tmp_path_factory.mktemp("documents")
    for at, (suffix, write) in enumerate(sorted(WRITERS.items())):
        (folder / f"{suffix}.{suffix}").write_bytes(write(paper(at + 100), ()))
    text = "\n".join(paper(1)).encode()
    for name, data in {
        "a.txt": text,
        "copy of a.txt": text,
        "copy with a side file.txt": text,
        "copy with a side file.txt.meta.yml": b"keep: true\n",
        "bundle.zip": packed({"one.txt": "\n".join(paper(2)).encode(), "two.docx": WRITERS["docx"](paper(3), ())}),
        "mail.eml": bundles.message("Báo cáo", "\n".join(paper(4)), "\n".join(paper(5)).encode()),
        "packet.edxml": bundles.packet(WRITERS["docx"](paper(6), ())),
        "dump.json": json.dumps([DUMP]).encode(),
        "sheet.xlsx": xlsx({"Bảng": [["Huyện", "Số xã"], ["Suối Vàng", "12"]]}),
        "empty.txt": b"",
        "broken.docx": b"PK\x03\x04 no archive",
        "broken.pdf": b"%PDF-1.4 nothing",
        "strange.xyz": b"abc",
        "held.txt": "\n".join(paper(7)).encode(),
        "held.txt.meta.yml": b"secrecy: [1\n",
        "old.rtf": b"{\\rtf1 a}",
    }.items():
        (folder / name).write_bytes(data)
    return folder


@dataclass
class Kept:
    """A memory that is given what may be remembered, and counts what it knew."""

    rows: dict[tuple[str, bytes], bytes] = field(default_factory=dict)
    known: list[str] = field(default_factory=list)

    def get(self, name: str, key: bytes) -> bytes | None:
        """Return what was kept."""
        value = self.rows.get((name, key))
        self.known += [name] if value is not None else []
        return value

    def learn(self, intake: Intake) -> None:
        """Keep what an intake says may be."""
        for source in intake.sources:
            if key := intake.fresh.get(original(source).path):
                self.rows[original(source).path, key] = reading.kept(source)


def same(one: Intake, other: Intake) -> bool:
    """Tell whether two intakes hold the same, whatever of it was remembered."""
    return replace(one, fresh={}) == replace(other, fresh={}) and one.sources == other.sources


def test_what_is_remembered_is_what_is_read(place: Path) -> None:
    kept, first = Kept(), read_folder(place, place)
    assert len(first.sources) > 15 and len(first.diagnostics) > 5
    kept.learn(first)
    again = read_folder(place, place, recall=kept)
    assert same(again, first)
    assert len(kept.known) == len(kept.rows) == len(first.sources)
    assert again.fresh == {}
    for source, before in zip(again.sources, first.sources, strict=True):
        assert source == before and type(source) is type(before)


def test_many_cores_read_what_one_reads(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "UNIT", 1)  # each file by itself
    monkeypatch.setattr("generator.cores.available", lambda: 3)
    many = read_folder(place, place)
    monkeypatch.setattr("generator.cores.available", lambda: 1)
    one = read_folder(place, place)
    assert many == one
    monkeypatch.setattr(reading, "BATCH_MB", 0)  # and each batch
    assert read_folder(place, place) == one


def test_another_byte_name_or_setting_is_another_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n".join(paper(1)), encoding="utf-8")
    kept = Kept()
    kept.learn(read_folder(tmp_path, tmp_path))

    def remembered(tools: Tools = USUAL) -> bool:
        kept.known.clear()
        intake = read_folder(tmp_path, tmp_path, tools=tools, recall=kept)
        assert bool(intake.fresh) != bool(kept.known)
        return bool(kept.known)

    assert remembered()
    assert remembered(Tools(follow_links=True)), "no reader asks that"
    assert not remembered(Tools(Limits(seconds=119)))
    assert not remembered(Tools(trusted=(b"authority",)))
    with monkeypatch.context() as patch:
        patch.setattr("generator.resources.code", lambda: "another program")
        assert not remembered()
    with monkeypatch.context() as patch:
        patch.setattr(reading, "version", lambda library: "another library")
        assert not remembered()
    path.rename(tmp_path / "b.txt")
    assert not remembered()
    (tmp_path / "b.txt").rename(path)
    assert remembered()
    path.write_bytes(path.read_bytes() + b" ")
    assert not remembered()


@pytest.mark.parametrize(("suffix", "program"), [("png", "_tesseract"), ("pdf", "_tesseract"), ("rtf", "_libreoffice")])
def test_another_program_of_the_machine_is_another_result(
    suffix: str, program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = Part(f"a.{suffix}", b"data", f".{suffix}")
    keys = set()
    for answer in ("version 1", "version 2", "version 1"):
        asked = {kind: lambda answer=answer: answer for kind in reading._ASKED}
        assert reading._ASKED[part.kind] is getattr(reading, program)
        with monkeypatch.context() as patch:
            patch.setattr(reading, "_ASKED", asked)
            keys.add(reading._keys(Tools())(part.name, part.kind, b"digest"))
    assert len(keys) == 2


@pytest.mark.parametrize("damage", [b"", b"\xff", b"\x91\xc0", b"not ours"])
def test_what_is_no_reading_is_absent(damage: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\n".join(paper(1)), encoding="utf-8")
    first = read_folder(tmp_path, tmp_path)
    kept = Kept(dict.fromkeys(first.fresh.items(), damage))
    assert read_folder(tmp_path, tmp_path, recall=kept) == first


def test_a_parse_in_the_place_of_its_text_is_not_remembered_as_that(tmp_path: Path) -> None:
    text = "\n".join(paper(1))
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "z.json").write_bytes(pipeline.parse_file(tmp_path / "a.txt"))
    kept, first = Kept(), read_folder(tmp_path, tmp_path)
    assert [original(source).path for source in first.sources] == ["a.txt"]
    kept.learn(first)
    assert kept.rows == {}
    (tmp_path / "z.json").unlink()
    (source,) = read_folder(tmp_path, tmp_path, recall=kept).sources
    assert isinstance(source, SourceText)


def test_what_was_given_up_is_not_remembered(tmp_path: Path) -> None:
    watched = reading._Watched(FolderCache(tmp_path))
    source = SourceText("a.pdf", "0" * 64, "Chữ", (0,), (), "pdf")
    assert reading._packed(source, watched)[1]
    assert watched.get("paper page 1") is None
    assert not reading._packed(source, watched)[1], "a page that was looked for and not made"
    watched.put("paper page 1", b"page")
    assert reading._packed(source, watched)[1]
    unclear = replace(source, signatures=(DigitalSignature("unclear", "part"),))
    assert not reading._packed(unclear, watched)[1]


def test_a_time_of_signing_comes_back_as_it_was() -> None:
    signed = datetime(2024, 5, 31, 3, 0, tzinfo=timezone(timedelta(hours=7)))
    source = SourceText("a.pdf", "0" * 64, "Chữ", (0,), (), "pdf")
    source = replace(source, signatures=(DigitalSignature("whole", "file", signed=signed, clock="signer"),))
    back = reading.recalled(reading.kept(source))
    assert isinstance(back, SourceText)
    assert (back.signatures[0].day, back.signatures[0].signed.isoformat()) == (  # type: ignore[union-attr]
        "2024-05-31",
        "2024-05-31T03:00:00+07:00",
    )


# --- the cache, from several processes -----------------------------------------------------------------------------


def _converted(files: dict[str, bytes], tools: Tools) -> dict[str, bytes]:
    """Convert as LibreOffice would, through the cache."""
    made = {}
    for name, data in files.items():
        key = f"{data.hex()} docx"
        if tools.cache.get(key) is None:
            tools.cache.put(key, WRITERS["docx"]([data.decode(), *paper(1)], ()))
        made[name] = tools.cache.get(key)
    return made  # type: ignore[return-value]


def test_what_other_processes_ask_of_the_cache_is_known_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    papers = [f"{{\\rtf1 {number % 4}}}".encode() for number in range(8)]
    for number, data in enumerate(papers):
        (documents / f"{number}.rtf").write_bytes(data)
    monkeypatch.setattr(convert, "convert", _converted)
    monkeypatch.setattr("generator.cores.available", lambda: 3)
    cache = FolderCache(tmp_path / "cache")
    many = read_folder(documents, documents, tools=Tools(cache=cache))
    assert cache._used == {data.hex() for data in papers}
    assert len(list((tmp_path / "cache").iterdir())) == 4
    cache.purge([papers[0].hex()], [papers[1].hex()])
    assert len(list((tmp_path / "cache").iterdir())) == 3, "what was used and not refused stays"
    monkeypatch.setattr("generator.cores.available", lambda: 1)
    assert read_folder(documents, documents, tools=Tools(cache=FolderCache(tmp_path / "other"))) == many


def test_one_paper_is_in_one_process_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.cores.available", lambda: 4)
    monkeypatch.setattr(reading, "UNIT", 1)
    parts = [Part(f"{n}.{kind}", b"%d" % (n % 5), f".{kind}") for n in range(20) for kind in ("txt", "rtf")]
    units = reading._units(parts)
    assert sorted(part.name for unit in units for part in unit) == sorted(part.name for part in parts)
    for unit in units:
        for other in units:
            if other is not unit and {part.kind for part in unit} == {part.kind for part in other}:
                assert {part.data for part in unit}.isdisjoint(part.data for part in other)


def test_who_is_stopped_clears_away_what_was_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a conversion does with the folder that it hands to the program."""
    monkeypatch.setattr("generator.cores.available", lambda: 2)

    def work(item: int) -> int:
        begun = tmp_path / str(item)
        try:  # who is stopped right after the folder is made has it to clear away, too
            begun.mkdir()
            time.sleep(30 if item else 0.2)
        finally:
            shutil.rmtree(begun, ignore_errors=True)
        return item

    def ends() -> Iterator[int]:
        for done in cores.spread(work, [0, 1, 2, 3], 1):
            yield done
            raise KeyboardInterrupt

    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        list(ends())
    while multiprocessing.active_children() and time.monotonic() < begun + 20:
        time.sleep(0.05)
    assert time.monotonic() < begun + 20
    assert list(tmp_path.iterdir()) == []
