"""The report tells what was measured on this program, and of all else that it was not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.report.__main__ import PARTS, ROWS, UNMEASURED, report
from tests.support import figures


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep figures elsewhere."""
    monkeypatch.setattr(figures, "FOLDER", tmp_path)
    return tmp_path


def test_what_did_not_run_is_not_measured(folder: Path) -> None:
    lines = report(folder).splitlines()
    assert sum(line.endswith(f"| {UNMEASURED} |") for line in lines) == len(ROWS)
    assert lines.count(UNMEASURED) == len(PARTS)


def test_what_ran_is_told_with_all_its_figures(folder: Path) -> None:
    figures.tell("faults", runs=336, survived=335, bytes_compared=1234567, table="a | 1\nb | 2")
    figures.tell("other", seconds=1.5, zero=0)
    made = report(folder)
    assert "| Sự cố đã gây ra khi dựng | 336 |" in made and "| Sự cố đã qua được | 335 |" in made
    assert "| Số byte đã so sau sự cố | 1.234.567 |" in made and "```text\na | 1\nb | 2\n```" in made
    assert "## other" in made and "| seconds | 1,5 |" in made and "| zero | 0 |" in made
    assert "program" not in made


@pytest.mark.parametrize("damage", ["", "[]", "{", '{"runs": 3}', '{"runs": 3, "program": "older"}'])
def test_figures_of_another_program_and_damaged_ones_count_for_nothing(damage: str, folder: Path) -> None:
    (folder / "faults.json").write_text(damage, encoding="utf-8")
    assert f"| Sự cố đã gây ra khi dựng | {UNMEASURED} |" in report(folder)


def test_every_row_has_its_part() -> None:
    assert {part for _, part, _ in ROWS} <= set(PARTS)


def test_figures_are_kept_as_they_were_told(folder: Path) -> None:
    figures.tell("fuzz", attacks=5, slowest_seconds=0.25)
    assert figures.told("fuzz", folder) == {"attacks": 5, "slowest_seconds": 0.25}
    assert json.loads((folder / "fuzz.json").read_text("utf-8"))["program"] == figures.program()
