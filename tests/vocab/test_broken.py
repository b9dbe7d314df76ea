"""A slip in a table is told in one sentence: where, what was expected, what was found, what is near."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from generator.errors import VocabularyError
from generator.vocab import schema, tables
from tests.support.places import CASES

TABLE: list[dict[str, str]] = yaml.safe_load((CASES / "vocab/broken.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", TABLE, ids=[case["why"] for case in TABLE])
def test_a_slip_is_told(case: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for whole in (tables.document_types, tables.provinces, tables.common_fragments):
        whole()
    (tmp_path / f"{case.get('file', case['table'])}.yml").write_text(case["text"], "utf-8")
    monkeypatch.setattr(tables, "DATA", tmp_path)
    with pytest.raises(VocabularyError) as caught:
        getattr(tables, case["table"]).__wrapped__()
    if "told" in case:
        assert str(caught.value) == case["told"]
    else:
        assert str(caught.value).startswith(case["told_begins"])


BAD_PATTERNS = [
    "(a",
    "a)",
    "[a",
    "[b-a]",
    "*a",
    "a**",
    "a{2,1}",
    "(?<=a+)b",
    "(?P<x>a)(?P<x>b)",
    "\\",
    "(?Qa)",
    "a(?i)b",
]


@pytest.mark.parametrize("pattern", BAD_PATTERNS)
def test_each_mistake_of_a_pattern_is_told_in_vietnamese(pattern: str) -> None:
    with pytest.raises(re.error) as caught:
        re.compile(pattern)
    assert any(sign in caught.value.msg for sign, _ in schema.MISTAKES), caught.value.msg
