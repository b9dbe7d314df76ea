"""No paper that bears a mark gets out, whatever its form, however it is printed; none that speaks of one is lost."""

from __future__ import annotations

import pytest

from generator import ingest, vocab
from generator.ingest.contract import USUAL
from generator.link import admission
from generator.model import Mark, SourceText
from generator.parse import blank
from tests.support.marked import MARKS, Paper, about, marked

LEAST_MARKED, LEAST_ABOUT = 400, 60


def borne(paper: Paper) -> frozenset[Mark]:
    """Return the marks that the gate sees on a paper."""
    _, suffix, data = paper
    read = ingest.read_as(data, f".{suffix}", f"thu.{suffix}", USUAL)
    assert isinstance(read, SourceText), read
    return admission.marks(blank(read, vocab.load()), None)


@pytest.mark.parametrize("mark", MARKS)
def test_a_marked_paper_stays_inside(mark: str) -> None:
    assert not [f"{name} ({suffix})" for name, suffix, data in marked(mark) if not borne((name, suffix, data))]


def test_a_paper_that_speaks_of_secrecy_is_published() -> None:
    held = [f"{name} ({suffix}): {found}" for name, suffix, data in about() if (found := borne((name, suffix, data)))]
    assert not held


def test_enough_is_tried() -> None:
    assert sum(1 for mark in MARKS for _ in marked(mark)) >= LEAST_MARKED
    assert sum(1 for _ in about()) >= LEAST_ABOUT
