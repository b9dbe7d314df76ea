"""Hostile and odd files: bounded in time and memory, a clear line each, and nothing else lost."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import ingest
from generator.ingest.contract import USUAL
from generator.ingest.folder import read_folder
from generator.ingest.kinds import kind_of
from generator.model import Diagnostic

GOOD = "BÁO CÁO\nKết quả công tác dân tộc\nTình hình ổn định."


def folder(path: Path, **files: bytes) -> Path:
    """Return a folder with a good document and the given files (`_` for the dot of the suffix)."""
    (path / "tot.txt").write_text(GOOD, encoding="utf-8")
    for name, data in files.items():
        (path / name.replace("_", ".")).write_bytes(data)
    return path


@pytest.mark.parametrize("suffix", sorted(ingest.READERS))
def test_an_empty_file_is_told_and_nothing_else_lost(tmp_path: Path, suffix: str) -> None:
    intake = read_folder(folder(tmp_path, **{f"a{suffix.replace('.', '_')}": b""}), tmp_path)
    assert [ingest.original(source).path for source in intake.sources] == ["tot.txt"]
    assert [told.path for told in intake.diagnostics] == [f"a{suffix}"] and len(intake.diagnostics[0].message) > 20


def test_two_hundred_megabytes_are_refused_unread(tmp_path: Path) -> None:
    with (folder(tmp_path) / "to.txt").open("wb") as file:
        file.truncate(200_000_000)
    begun = time.process_time()
    intake = read_folder(tmp_path, tmp_path)
    assert time.process_time() - begun < 1
    assert [(told.path, told.code) for told in intake.diagnostics] == [("to.txt", "too_large")]
    assert "file_mb" in intake.diagnostics[0].message and len(intake.sources) == 1


def test_a_text_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    intake = read_folder(folder(tmp_path, dai_txt="Dân tộc. ".encode() * 2_000_000), tmp_path)
    assert [(told.path, told.code) for told in intake.diagnostics] == [("dai.txt", "too_large")]
    assert "text_mb" in intake.diagnostics[0].message


def test_names_of_all_kinds(tmp_path: Path) -> None:
    names = ["Báo cáo tháng 6.txt", "a b\tc.txt", "xuống\ndòng.txt", "$(rm -rf).txt", "'\";--.txt", "..txt.txt"]
    for number, name in enumerate(names):
        (tmp_path / name).write_text(f"{GOOD} Lần {number}.", encoding="utf-8")
    found = [ingest.original(source).path for source in read_folder(tmp_path, tmp_path).sources]
    assert len(found) == len([name for name in names if not name.startswith(".")])
    assert not any(char in name for name in found for char in "\n\t")


def test_a_folder_that_leads_to_itself_is_read_once(tmp_path: Path) -> None:
    inner = tmp_path / "trong"
    inner.mkdir()
    os.symlink(tmp_path, inner / "vong")
    assert len(read_folder(folder(tmp_path), tmp_path).sources) == 1


@given(st.binary(max_size=2000), st.sampled_from(sorted(ingest.READERS)))
def test_any_bytes_under_any_name_are_read_or_told(data: bytes, suffix: str) -> None:
    found = ingest.READERS[kind_of(data, suffix)](data, f"a{suffix}", USUAL)
    assert not isinstance(found, Diagnostic) or found.message
