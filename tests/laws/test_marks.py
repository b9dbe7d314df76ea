"""No paper that bears a mark gets out, whatever its form, however it is printed; none that speaks of one is lost."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from generator import ingest, vocab
from generator.ingest import bundles, original
from generator.ingest.contract import USUAL
from generator.ingest.kinds import kind_of
from generator.ingest.office import convert
from generator.link import admission
from generator.model import Diagnostic, Document, Limits, Mark, SourceText
from generator.parse import blank
from tests.support import figures
from tests.support.marked import Paper, marked, unmarked
from tests.support.marked import bundles as within
from tests.support.marked.office import in_rtf
from tests.support.marked.words import MARKS, NAMES

LEAST_MARKED, LEAST_ABOUT = 400, 60
WHOLE = os.environ.get("MARKS") == "all"
needs_office = pytest.mark.skipif(
    convert.find_program() is None, reason="LibreOffice is not installed: `make test-office` installs it"
)


def borne(paper: Paper) -> frozenset[Mark]:
    """Return the marks that the gate sees on a paper, or on any paper within it."""
    called, suffix, data = paper
    name = f"documents/{called if called in NAMES else 'thu'}.{suffix}"
    found: set[Mark] = set()
    for part in bundles.parts(name, data, kind_of(data, f".{suffix}"), Limits()):
        assert not isinstance(part, Diagnostic), (called, part)
        read = ingest.read_as(part.data, part.kind, part.name, USUAL)
        assert not isinstance(read, Diagnostic), (called, suffix, read)
        found |= admission.marks(_document(read), part.stated)
    return frozenset(found)


def _document(read: SourceText | Document) -> Document:
    return read if isinstance(read, Document) else blank(read, vocab.load())


def let_out(papers: Iterator[Paper], formats: set[str]) -> tuple[int, list[str]]:
    """Return how many papers were tried, and those that nothing keeps inside."""
    count, free = 0, []
    for paper in papers:
        count += 1
        formats.add(paper[1])
        if not borne(paper):
            free.append(f"{paper[0]} ({paper[1]})")
    return count, free


def test_a_marked_paper_stays_inside_and_one_about_marks_does_not() -> None:
    formats: set[str] = set()
    tried, free = let_out(marked(whole=WHOLE), formats)
    named, by_name = let_out(within.named(), formats)
    about = list(unmarked(whole=WHOLE))
    refused = [f"{name} ({suffix}): {found}" for name, suffix, data in about if (found := borne((name, suffix, data)))]
    held = tried + named - len(free) - len(by_name)
    figures.tell(
        "marks",
        marked=tried + named,
        held=held,
        about=len(about),
        refused_wrongly=len(refused),
        formats=", ".join(sorted(formats)),
    )
    assert not [*free, *by_name, *refused]
    assert tried + named >= LEAST_MARKED and len(about) >= LEAST_ABOUT


@needs_office
def test_a_marked_paper_that_is_converted_stays_inside() -> None:
    marks = MARKS if WHOLE else ("MẬT",)
    papers = [(f"{mark}, {place}", data) for mark in marks for place, _, data in in_rtf(mark)]
    made = convert.convert(dict(papers))
    free = []
    for name, data in papers:
        read = convert.read_converted(data, f"{name}.rtf", made[name])
        assert isinstance(read, SourceText), read
        if not admission.marks(blank(read, vocab.load()), None):
            free.append(name)
    assert not free


def test_what_no_page_shows_is_only_in_doubt() -> None:
    papers = {name: (name, suffix, data) for name, suffix, data in marked(("MẬT",), whole=True)}
    assert borne(papers["MẬT, own property"]) == {Mark.DOUBTFUL}
    assert borne(papers["MẬT, top"]) == {Mark.SECRET}


def test_names_are_only_in_doubt() -> None:
    (paper, *_) = within.named()
    read = ingest.read_as(paper[2], ".docx", f"documents/{paper[0]}.docx", USUAL)
    assert not isinstance(read, Diagnostic) and original(read).path.endswith("(MẬT).docx")
    assert borne(paper) == {Mark.DOUBTFUL}
