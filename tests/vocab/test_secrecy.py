"""Which lines of a paper are marks of secrecy, of internal use, of a draft."""

from __future__ import annotations

from typing import Any

import pytest

from generator.vocab.secrecy import mark_of, upright
from tests.support.views import cases


@pytest.mark.parametrize("case", cases("vocab/secrecy.yml"))
def test_marks(case: dict[str, Any]) -> None:
    found = {line: mark_of(line) for line in case["lines"]}
    told = {line: borne and (borne.mark.name.lower() if borne.sure else "doubtful") for line, borne in found.items()}
    assert told == case["lines"]


def test_a_word_from_top_to_bottom_is_a_line() -> None:
    assert list(upright(["M", "Ậ", "T", "BÁO CÁO", "a", "1"])) == ["MẬT"]
