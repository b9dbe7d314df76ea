"""A table that was kept is the one that was read, and one of other words or fragments is read anew."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.errors import VocabularyError
from generator.vocab import schema, tables, translated
from generator.vocab.entries import Cue, Phrase
from generator.vocab.ready import ready

FORM = (Phrase(examples=("Số 5",), regex=re.compile(r"Số (?P<n>\d)")), Phrase(examples=("a",), regex=re.compile("a")))


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty place for what is kept."""
    monkeypatch.setattr(translated, "FILE", tmp_path / "x.patterns")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    translated._shelf.cache_clear()
    yield
    translated._shelf.cache_clear()


def again() -> None:
    """Begin the next run."""
    translated.keep()
    translated._shelf.cache_clear()


def never() -> tuple[Phrase, ...]:
    """Read no table."""
    raise AssertionError


def test_what_was_kept_is_what_was_read(shelf: None, tmp_path: Path) -> None:
    table = tmp_path / "t.yml"
    table.write_text("words", "utf-8")
    assert ready(table, tuple[Phrase, ...], {"A": "b"}, lambda: FORM) == FORM
    again()
    assert ready(table, tuple[Phrase, ...], {"A": "b"}, never) == FORM


@pytest.mark.parametrize("other", ["words", "name", "fragment", "program"])
def test_what_is_made_of_something_else_is_read_anew(
    other: str, shelf: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table, known = tmp_path / "t.yml", {"A": "b"}
    table.write_text("words", "utf-8")
    ready(table, tuple[Phrase, ...], known, lambda: FORM)
    again()
    if other == "words":
        table.write_text("other words", "utf-8")
    elif other == "name":
        table = table.rename(tmp_path / "other.yml")
    elif other == "fragment":
        known = {"A": "c"}
    else:
        monkeypatch.setattr("generator.resources.code", lambda: "another one")
    with pytest.raises(AssertionError):
        ready(table, tuple[Phrase, ...], known, never)


def test_a_table_that_is_missing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables.common_fragments()
    monkeypatch.setattr(tables, "DATA", tmp_path)
    with pytest.raises(VocabularyError, match="thiếu tệp"):
        tables.units.__wrapped__()


def test_a_row_is_what_the_schema_reads() -> None:
    assert tables.cues() == schema.rows(tables._file("cues"), Cue, tables.common_fragments())
