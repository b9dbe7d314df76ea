"""Papers that bear a mark of secrecy, internal use or a draft, in every form and place; and papers about such marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.support.marked import bundles, office, pdf, plain
from tests.support.marked.words import DRAFTS, LEVELS, MARKS, TITLES, about

Paper = tuple[str, str, bytes]
"""What it is called, its suffix, its bytes."""
STEP = 5
"""Where there is little time, each mark is tried in one family of forms, and there in one place of so many."""
UNSEEN = frozenset(
    (
        *("comment", "own property", "property", "annotation", "words of a picture", "title of a picture", "popup"),
        *("title of a part", "title of the page", "description", "hidden part", "field of a page", "note that opens"),
        *("field of the page", "in the middle", "second sheet", "table of one cell", "second page of a text"),
        *("struck out", "hidden", "title of a control", "title of an address"),
    )
)
"""Places where a draft is none: what no page shows is older than the paper, and papers bring drafts along."""
MAKERS = (plain.places, office.places, pdf.places, bundles.places)
WRITERS = {**plain.WRITERS, **office.WRITERS, "pdf": pdf.pdf}


def marked(marks: Sequence[str] = MARKS, *, whole: bool = False) -> Iterator[Paper]:
    """Yield papers that bear a mark: all marks in all places, or one in STEP."""
    for m, mark in enumerate(marks):
        makers = MAKERS if whole else (MAKERS[m % len(MAKERS)],)
        for p, (place, suffix, data) in enumerate(made for make in makers for made in make(mark)):
            if (whole or (m // len(MAKERS) + p) % STEP == 0) and not (mark in DRAFTS and place in UNSEEN):
                yield f"{mark}, {place}", suffix, data
    yield from ((f"{place}, number", suffix, data) for place, suffix, data in plain.symbols())
    yield from ((f"stated, {place}", suffix, data) for place, suffix, data in bundles.stated())


def unmarked(*, whole: bool = False) -> Iterator[Paper]:
    """Yield papers that speak of secrecy and bear no mark: all titles in all forms, or each in three."""
    for t, title in enumerate(TITLES):
        for w, (suffix, write) in enumerate(WRITERS.items()):
            if whole or (t + w) % 3 == 0:
                yield title, suffix, write(about(title), LEVELS)
