"""Parsing, construct by construct: tables of cases (`cases/parse/*.yml`), each with the reason that it is there."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.views import cases, differences, parsed, view


@pytest.mark.parametrize("case", cases("parse/*.yml"))
def test_parse(case: dict[str, Any]) -> None:
    found = view(parsed(case["text"]))
    told = differences(case["expect"], found)
    assert not told, "\n".join([case["why"], *told])
