"""Encodings (bảng mã): what a file's bytes are read as, and what is told of it."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.ingest import encodings, plain_text
from generator.model import Diagnostic, SourceText
from generator.vocab import tables
from generator.vocab.entries import Encoding
from tests.support.places import CASES, TESTS

TABLE: list[dict[str, Any]] = yaml.safe_load((CASES / "ingest/encodings.yml").read_text("utf-8"))
DATA = tables.encodings()
SAMPLES = sorted(path for path in (TESTS / "corpus" / "golden").iterdir() if path.suffix in (".txt", ".md"))
TONES = "\u0300\u0301\u0303\u0309\u0323"


def bytes_of(case: dict[str, Any]) -> bytes:
    """Return the file of a case."""
    if "bytes" in case:
        return str(case["bytes"]).encode("latin-1").decode("unicode_escape").encode("latin-1")
    return str(case["written"]).encode(case.get("charset", "utf-8"))


def written_in(text: str, encoding: str) -> str:
    """Return the text as an old program wrote it, each character one byte of Windows-1252."""
    entry = next(each for each in DATA.tables if each.id == encoding)
    codes = dict(entry.codes)
    if entry.capitals:
        codes |= {letter.upper(): code.upper() for letter, code in entry.codes.items()}
    return "".join(codes.get(char, char) for char in text)


def windows_1258(text: str) -> bytes:
    """Return the text in Windows-1258: a letter with its hook or roof, then its tone."""
    out = ""
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
        out += letter + "".join(part for part in parts if part in TONES)
    return out.encode("cp1258")


@pytest.mark.parametrize("case", TABLE, ids=[case["why"] for case in TABLE])
def test_bytes(case: dict[str, Any]) -> None:
    found = encodings.decode(bytes_of(case))
    if "encoding" not in case:
        assert found is None
        return
    assert found is not None
    assert (found.encoding, found.text, found.damaged) == (case["encoding"], case["reads"], case.get("damaged", 0))
    assert 0 < found.certainty <= 1 and found.evidence


@pytest.mark.parametrize("entry", DATA.tables, ids=[entry.id for entry in DATA.tables])
def test_an_encoding_reads_its_examples(entry: Encoding) -> None:
    for written, reads in zip(entry.examples, entry.reads, strict=True):
        for data in (written.encode(), written.encode("cp1252")):
            found = encodings.decode(data)
            assert found is not None
            assert (found.encoding, found.text) == (entry.id, reads)


def test_every_letter_has_a_code_of_its_own() -> None:
    for entry in DATA.tables:
        letters = [letter for letter in entry.codes if letter.islower()]
        assert len(letters) == 67, entry.id
        assert len(set(entry.codes.values())) == len(entry.codes), entry.id


def test_a_dot_of_viqr_is_a_full_stop_after_some_words() -> None:
    for row in DATA.full_stop_after:
        for written, reads in zip(row.examples, row.reads, strict=True):
            assert encodings.convert(written, encodings.VIQR) == reads


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_whole_paper_is_read_in_each_encoding(path: Path) -> None:
    text = unicodedata.normalize("NFC", path.read_text("utf-8"))
    for encoding in (encodings.TCVN3, encodings.VNI):
        # TCVN3 has no capitals with a tone: no paper written in it had them.
        meant = "".join(c if c in "ĂÂĐÊÔƠƯ" else c.lower() for c in text) if encoding == encodings.TCVN3 else text
        for data in (written := written_in(meant, encoding)).encode(), written.encode("cp1252", "ignore"):
            found = encodings.decode(data)
            assert found is not None and found.encoding == encoding
        assert encodings.convert(written, encoding) == meant
    found = encodings.decode(windows_1258(text))
    assert found is not None and (found.encoding, found.text) == (encodings.CP1258, text)
    found = encodings.decode(written_in(text, encodings.VIQR).encode())
    assert found is not None and found.encoding == encodings.VIQR
    wrong = [(a, b) for a, b in zip(text.split(), found.text.split(), strict=True) if a != b]
    assert len(wrong) <= len(text.split()) / 100, wrong
    for data in (text.encode(), unicodedata.normalize("NFD", text).encode(), text.encode("utf-16-le")):
        found = encodings.decode(data)
        assert found is not None and found.text == text


def test_an_old_encoding_is_told_with_its_evidence() -> None:
    outcome = plain_text.read("Uû ban nh©n d©n x· Hßa B×nh häp th¸ng 6\n".encode("cp1252"), "cu.txt")
    assert isinstance(outcome, SourceText)
    assert outcome.text == "Uỷ ban nhân dân xã Hòa Bình họp tháng 6\n"
    assert (outcome.extraction.encoding, outcome.extraction.certainty) == ("TCVN3 (ABC)", 1.0)
    (note,) = outcome.extraction.notes
    assert str(note).startswith(
        "cu.txt:1: encoding: Đọc theo bảng mã TCVN3 (ABC): 100 % của 8 từ có dấu đọc ra tiếng Việt ("
    )
    assert note.message.endswith("). Nếu chữ sai, lưu lại tệp với bảng mã UTF-8.")


def test_damage_is_told_with_its_line() -> None:
    outcome = plain_text.read("Báo cáo kết quả\nxã Hòa Bình ".encode() + b"\xff\n", "hong.txt")
    assert isinstance(outcome, SourceText)
    assert outcome.text == "Báo cáo kết quả\nxã Hòa Bình \ufffd\n"
    assert [str(note) for note in outcome.extraction.notes] == [
        "hong.txt:2: damaged: Có 1 chỗ byte hỏng, hiện thành «\ufffd», chỗ đầu ở dòng 2. "
        "Sửa các chỗ này hoặc lấy lại tệp gốc."
    ]


def test_utf_8_is_told_without_a_note() -> None:
    outcome = plain_text.read("Báo cáo".encode(), "a.txt")
    assert isinstance(outcome, SourceText)
    assert (outcome.extraction.encoding, outcome.extraction.certainty, outcome.extraction.notes) == ("UTF-8", 1.0, ())


def test_a_file_in_no_encoding_is_told() -> None:
    outcome = plain_text.read(b"S\xe8", "x.txt")
    assert isinstance(outcome, Diagnostic)
    assert outcome.code == "not_utf8"


@given(st.binary())
def test_any_bytes_are_decoded_or_not(data: bytes) -> None:
    found = encodings.decode(data)
    if found is not None:
        assert unicodedata.is_normalized("NFC", found.text)
        assert 0 <= found.certainty <= 1


@given(st.text(alphabet="aăâeêioôơuưyđbcdghklmnpqrstvxáàảãạ '`?~.^(+\n"))
def test_vietnamese_letters_in_utf_8_are_never_read_as_another_8_bit_encoding(text: str) -> None:
    found = encodings.decode(text.encode())
    assert found is not None
    assert found.encoding in ("UTF-8", encodings.VIQR)
