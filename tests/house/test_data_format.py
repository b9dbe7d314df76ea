"""The tables of `generator/data` are in house form, and what puts them into it changes no value."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.errors import VocabularyError
from generator.vocab import tables
from tests.house import format_data
from tests.support.places import CASES

FILES = sorted(tables.DATA.glob("*.yml"))
TABLE = yaml.safe_load((CASES / "house/data_format.yml").read_text("utf-8"))


def joined(data: Any) -> Any:
    """Return data with the pieces of its patterns put together, as their reader does."""
    if isinstance(data, dict):
        return {k: "".join(v) if k == "pattern" else joined(v) for k, v in data.items()}
    return [joined(each) for each in data] if isinstance(data, list) else data


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_tables_are_in_house_form(path: Path) -> None:
    assert format_data.difference(path) is None
    long = [n for n, line in enumerate(path.read_text("utf-8").split("\n"), 1) if len(line) > format_data.WIDTH]
    assert not long, f"{path.name}: longer than {format_data.WIDTH} characters: lines {long}"


@pytest.mark.parametrize("case", TABLE, ids=[case["why"] for case in TABLE])
def test_house_form(case: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "table.yml"
    path.write_text(case["text"], "utf-8")
    assert format_data.formatted(path) == case["form"]
    assert joined(yaml.safe_load(case["form"])) == joined(yaml.safe_load(case["text"]))
    path.write_text(case["form"], "utf-8")
    assert format_data.difference(path) is None


def test_what_differs_is_told_by_line(tmp_path: Path) -> None:
    path = tmp_path / "table.yml"
    path.write_text("a: 1\nb: [x]\n", "utf-8")
    assert (
        format_data.difference(path) == "generator/data/table.yml:2: chưa trình bày theo mẫu chung. Chạy `make format`."
    )


def test_an_empty_table_is_told(tmp_path: Path) -> None:
    path = tmp_path / "table.yml"
    path.write_text("# nothing\n", "utf-8")
    with pytest.raises(VocabularyError, match=r"^generator/data/table\.yml: tệp trống"):
        format_data.formatted(path)
