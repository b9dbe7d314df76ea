"""The parts of a document: where each begins, which one an offset is in, when they are pages of their own."""

from __future__ import annotations

import pytest

from generator.derive.parts import LONG, is_split, part_at, part_of, part_spans, prefix
from generator.model import Document, Section, Span
from generator.model.frozen import replace
from tests.support.factories import document

OWN = 100
"""Characters of the document's own text."""


def attached(appendices: tuple[int, ...], length: int = 2000, label: str = "Phụ lục") -> Document:
    """Return a document with appendices that begin so many characters after its own text."""
    made = document("x" * (OWN + length))
    heads = [Span(OWN + at, OWN + at + 5) for at in appendices]
    found = tuple(Section(f"{label} {n}", None, 1, None, f"k-{n}", head, head) for n, head in enumerate(heads, 1))
    return replace(made, sections=found, zones=replace(made.zones, annex=Span(OWN, OWN + length)))


@pytest.mark.parametrize(
    ("made", "starts"),
    [
        (attached(()), [0]),
        (attached((0, 700)), [0, 700]),
        (attached((700, 0)), [0, 700]),
        (attached((300, 700)), [0, 700]),
        (attached((301, 700)), [0, 301, 700]),
        (attached((0, 1999)), [0, 1999]),
        (attached((0, 2000)), [0]),
        (attached((0, 700), label="PHỤ LỤC SỐ"), [0, 700]),
        (attached((0, 700), label="Chương"), [0]),
        (attached((), 0), []),
    ],
    ids=str,
)
def test_parts_begin_at_their_heads(made: Document, starts: list[int]) -> None:
    spans = part_spans(made)
    assert [span.start - OWN for span in spans] == starts
    assert [span.end for span in spans] == [*(span.start for span in spans[1:]), *([len(made.text)] if spans else [])]


@pytest.mark.parametrize(("offset", "part"), [(0, 0), (99, 0), (100, 1), (799, 1), (800, 2), (2099, 2), (2100, 0)])
def test_an_offset_is_in_one_part(offset: int, part: int) -> None:
    assert part_at(part_spans(attached((0, 700))), offset) == part


@pytest.mark.parametrize("part", [0, 1, 2, 12])
def test_an_anchor_names_its_part(part: int) -> None:
    assert part_of(f"{prefix(part)}p-3") == part


@pytest.mark.parametrize(
    ("made", "split"),
    [
        (attached((0,), LONG - OWN), False),
        (attached((0,), LONG - OWN + 1), True),
        (document("x" * (LONG + 1)), False),
        (attached((0,)), False),
    ],
    ids=["as long as one page holds", "longer", "long, nothing attached", "short"],
)
def test_a_long_document_with_parts_is_split(made: Document, split: bool) -> None:
    assert is_split(made) == split
