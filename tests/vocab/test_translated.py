"""Patterns that an earlier run translated are those that `re` makes, whatever lies in the file that keeps them."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.vocab import translated
from tests.laws.test_robust import PATTERNS

SOME = (r"(?P<so>\d+)/(?P<ky_hieu>[A-ZĐ-]+)", r"(?i:ủy ban) (?:nhân dân)?", r"^Điều \d+\.", "")


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty place for what is kept, and nothing remembered of another one."""
    monkeypatch.setattr(translated, "FILE", tmp_path / "below" / "x.patterns")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    translated._shelf.cache_clear()
    yield tmp_path / "below" / "x.patterns"
    translated._shelf.cache_clear()


def again(patterns: tuple[str, ...] = SOME) -> list[re.Pattern[str]]:
    """Return what the next run makes of some patterns."""
    translated._shelf.cache_clear()
    return [translated.compiled(each, re.MULTILINE) for each in patterns]


def test_each_pattern_of_the_tables_is_what_re_makes_of_it(shelf: Path) -> None:
    asked = {(each.pattern, each.flags & ~re.UNICODE) for _, each in PATTERNS}
    wanted = {each: re.compile(*each) for each in asked}
    for _ in range(2):  # translated, then read back
        assert {each: translated.compiled(*each) for each in asked} == wanted
        translated.keep()
        translated._shelf.cache_clear()
    assert len(translated._shelf()[0]) == len(asked)


def test_what_is_read_back_matches_and_names_its_groups(shelf: Path) -> None:
    again()
    translated.keep()
    number = again()[0]
    found = number.search("Số: 03/KH-UBND")
    assert found is not None
    assert found.groupdict() == {"so": "03", "ky_hieu": "KH-UBND"}
    assert (number.groups, dict(number.groupindex), number.pattern) == (2, {"so": 1, "ky_hieu": 2}, SOME[0])


def test_only_what_a_run_asked_for_is_kept(shelf: Path) -> None:
    again()
    translated.keep()
    again(SOME[:1])
    translated.keep()
    translated._shelf.cache_clear()
    assert [pattern for pattern, _ in translated._shelf()[0]] == [SOME[0]]
    assert [each.name for each in shelf.parent.iterdir()] == [shelf.name]


@pytest.mark.parametrize("wrong", [b"", b"x", b"\0" * 100, "cut", "bit", "version"])
def test_what_is_damaged_or_of_another_python_counts_for_nothing(
    shelf: Path, wrong: bytes | str, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = again()
    translated.keep()
    data = shelf.read_bytes()
    if wrong == "version":
        monkeypatch.setattr(sys, "version", "another one")
    else:
        changed = {"cut": data[:-9], "bit": data[:-9] + bytes([data[-9] ^ 1]) + data[-8:]}
        shelf.write_bytes(changed[wrong] if isinstance(wrong, str) else wrong)
    assert again() == wanted
    assert translated._shelf()[0] == {}
    translated.keep()
    assert len(again()) == len(translated._shelf()[0])


def test_nothing_is_kept_where_python_keeps_nothing(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    again()
    translated.keep()
    assert not shelf.parent.exists()


def test_a_place_that_cannot_be_written_harms_nothing(shelf: Path) -> None:
    shelf.parent.write_text("a file", "utf-8")
    wanted = again()
    translated.keep()
    assert again() == wanted


def test_where_re_is_another_one_patterns_are_compiled_as_ever(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("re._compiler._code")
    monkeypatch.setattr(re, "compile", lambda pattern, flags: f"{pattern} {int(flags)}")
    assert translated.compiled("a|b", re.MULTILINE) == "a|b 8"
    translated.keep()
    assert not shelf.exists()


def test_a_wrong_pattern_is_told_as_ever(shelf: Path) -> None:
    for make in (re.compile, translated.compiled):
        with pytest.raises(re.error, match="missing \\), unterminated subpattern") as told:
            make("ab(c")
        assert told.value.pos == 2
