"""A workbook that is joined of what lies there is the one that is made anew, and little of it is made."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from functools import partial
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.derive.catalog import catalog
from generator.model import Portal
from generator.publish import open_data
from generator.publish.formats import workbook
from generator.publish.formats.archive import Entry, Packed, archive, packed
from generator.text.digests import digest
from tests.support.factories import lam_giang

Lines = dict[str, list[bytes]]
WHOLE = {
    name: data.splitlines(keepends=True) for name, data in open_data.tables(catalog(lam_giang(), Portal())).items()
}


@pytest.fixture(autouse=True)
def _one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "_FEW", 1)
    monkeypatch.setattr(workbook, "_TOGETHER", {"entities": 2})


def parts_of(
    tables: Lines, known: dict[bytes, bytes], address: str = "", old: Lines = WHOLE, salt: bytes = b""
) -> list[Packed]:
    """Return the parts of a workbook of tables in lines; what is `known` is of that of `old` ones."""

    def cut(lines: list[bytes]) -> Iterator[tuple[bytes, bytes]]:
        yield from ((digest(salt, line), line) for line in lines)

    called = workbook.named(tables["entities.jsonl"])
    before = workbook.Before(known, workbook.renamed(workbook.named(old["entities.jsonl"]), called))
    cuts = {name: partial(cut, each) for name, each in tables.items()}
    return list(workbook.workbook(cuts, called, address, before, partial(workbook.frame, name="Kho")))


def kept(parts: list[Packed]) -> dict[bytes, bytes]:
    """Return the parts that can be put into another workbook."""
    return {mark: data for mark, data in parts if mark}


def whole(parts: list[Packed]) -> bytes:
    """Return the bytes of a workbook."""
    return b"".join(data for _, data in parts)


def changed(line: bytes, **fields: Any) -> bytes:
    """Return a line with other values."""
    return json.dumps({**json.loads(line), **fields}, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


CHANGES = st.dictionaries(st.sampled_from(sorted(WHOLE)), st.lists(st.integers(0, 30), max_size=3), max_size=3)


@given(CHANGES, CHANGES, st.sampled_from(["", "https://kho.example/"]))
@settings(max_examples=30, deadline=None)
def test_what_is_joined_is_what_is_made_anew(gone: dict[str, list[int]], twice: dict[str, list[int]], at: str) -> None:
    edited: Lines = {}
    for name, lines in WHOLE.items():
        left = [line for place, line in enumerate(lines) if place not in gone.get(name, ())]
        edited[name] = [
            each for place, line in enumerate(left) for each in [line] * (1 + (place in twice.get(name, ())))
        ]
    before = kept(parts_of(WHOLE, {}))
    assert whole(parts_of(edited, before, at)) == whole(parts_of(edited, {}, at))


def test_a_changed_row_is_all_that_is_packed_anew() -> None:
    before = kept(parts_of(WHOLE, {}))
    lines = WHOLE["tasks.jsonl"]
    edited = {**WHOLE, "tasks.jsonl": [*lines[:-1], changed(lines[-1], text="Việc khác")]}
    parts = parts_of(edited, before)
    assert len([each for each in parts if each.mark and each.mark not in before]) == 3
    shown = openpyxl.load_workbook(io.BytesIO(whole(parts)))["Nhiệm vụ"]
    assert "Việc khác" in [cell.value for cell in list(shown.rows)[-1]]


def test_a_workbook_is_made_of_its_rows_whatever_marks_they_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "_FEW", 3)
    made = whole(parts_of(WHOLE, {}))
    assert whole(parts_of(WHOLE, {}, salt=b"another program")) == made


def test_a_row_more_packs_no_row_below_anew() -> None:
    before = kept(parts_of(WHOLE, {}))
    for name, linked in (("mentions.jsonl", False), ("documents.jsonl", True)):
        lines = WHOLE[name]
        more = {**WHOLE, name: [changed(lines[-1], id="moi", document="moi"), *lines]}
        parts = parts_of(more, before)
        assert whole(parts) == whole(parts_of(more, {}))
        anew = [each.raw for each in parts if each.mark and each.mark not in before]
        rows = [raw for raw in anew if raw.startswith(b"<row>")]
        assert rows and all(b">moi<" in raw for raw in rows), name
        assert (len(anew) > len(lines)) is linked, "links say on which row they stand"


def test_a_name_that_changes_is_another_wherever_it_is_shown() -> None:
    place, line = next((n, each) for n, each in enumerate(WHOLE["entities.jsonl"]) if b'"kind":"agency"' in each)
    id_ = json.loads(line)["id"]
    assert any(id_.encode() in each for each in WHOLE["mentions.jsonl"])
    entities = [*WHOLE["entities.jsonl"]]
    entities[place] = changed(line, name="Cơ quan tên mới")
    parts = parts_of({**WHOLE, "entities.jsonl": entities}, kept(parts_of(WHOLE, {})))
    book = openpyxl.load_workbook(io.BytesIO(whole(parts)))
    assert {"Cơ quan tên mới"} <= {cell.value for row in book["Nhắc đến cơ quan"].rows for cell in row}


def test_others_read_an_archive_of_pieces() -> None:
    entries = [Entry("a/một.xml", (packed(b"1", b"x" * 70_000), packed(b"", b""), packed(b"2", b"y"))), Entry("b", ())]
    parts = list(archive(entries))
    assert parts == list(archive(entries))
    with zipfile.ZipFile(io.BytesIO(b"".join(each.data for each in parts))) as read:
        assert read.testzip() is None
        assert {name: read.read(name) for name in read.namelist()} == {"a/một.xml": b"x" * 70_000 + b"y", "b": b""}
    assert [each.mark for each in parts if each.mark] == [b"1", b"2"]
    assert [each.raw[:1] for each in parts if each.mark] == [b"x", b"y"]
