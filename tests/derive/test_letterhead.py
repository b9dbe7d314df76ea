"""Thể thức: which line of a paper stands where, and that none is lost."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given

from generator import vocab
from generator.derive.blocks import blocks
from generator.derive.layout.letterhead import Area, arranged
from generator.ingest import plain_text
from generator.model import Document, SourceText
from generator.parse import parse
from tests.support.papers import any_text
from tests.support.views import cases, parsed


def columns(document: Document, areas: tuple[Area, ...], kind: str) -> dict[str, list[str]]:
    """Return the columns of the head or the foot by their places, the second signature as `signature 2`."""
    found: dict[str, list[str]] = {}
    for column in (column for area in areas if area.kind == kind for column in area.columns):
        name = column.place if column.place not in found else f"{column.place} 2"
        found[name] = [f"{piece.role} {piece.span.of(document.text)}" for piece in column.pieces]
    return found


@pytest.mark.parametrize("case", cases("derive/letterhead.yml"))
def test_letterhead(case: dict[str, Any]) -> None:
    document = parsed(case["text"])
    areas = arranged(document, blocks(document), vocab.load())
    assert columns(document, areas, "head") == case.get("head", {})
    if "foot" in case:
        assert columns(document, areas, "foot") == case["foot"]
    plain = (piece for area in areas if area.kind == "plain" for column in area.columns for piece in column.pieces)
    roles = {piece.span.of(document.text): piece.role for piece in plain if piece.role}
    assert {words: roles.get(words) for words in case.get("roles", {})} == case.get("roles", {})


@given(any_text)
def test_every_line_is_laid_out_once(text: str) -> None:
    read = plain_text.read(text.encode("utf-8", "replace"), "documents/mau.txt")
    if not isinstance(read, SourceText):
        return
    document = parse(read, vocab.load())
    shown = blocks(document)
    laid = [
        piece for area in arranged(document, shown, vocab.load()) for column in area.columns for piece in column.pieces
    ]
    whole = sorted((each.span.start, each.span.end) for each in laid)
    for block in shown:
        inside = [(start, end) for start, end in whole if block.span.start <= start and end <= block.span.end]
        assert inside[0][0] == block.span.start and inside[-1][1] == block.span.end
        for (_, end), (start, _) in pairwise(inside):
            assert not document.text[end:start].strip() and end <= start
    assert sum(piece.opens for piece in laid) == len(shown), "each line's anchors are given once"
