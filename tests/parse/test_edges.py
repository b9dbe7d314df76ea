"""Lines joined by where they stand between the margins of their page: a table of pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from generator import vocab
from generator.model import Place
from generator.reflow import reflow
from tests.support.views import cases

STEP, HEIGHT = 0.02, 0.016
"""Between the tops of two lines, and how high they are, as shares of the height of the page."""


@pytest.mark.parametrize("case", cases("reflow/edges.yml"))
def test_lines_make_up_paragraphs(case: Mapping[str, Any]) -> None:
    texts: list[str] = []
    places: list[Place | None] = []
    for page, lines in enumerate(case["pages"], 1):
        for at, (left, right, text) in enumerate(lines):
            top = 0.1 + at * STEP
            texts.append(text)
            places.append(Place(page, left, top, right, top + HEIGHT) if text else None)
    found = reflow("\n".join(texts), vocab.load().line_marks, places=places).text.split("\n")
    assert found == case["paragraphs"], case["why"]
