"""Ai nêu: the date, the issuer and the title of a work with the paragraph that states them.

Ways that differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.derive import statements
from generator.derive.catalog import Catalog
from generator.derive.statements import Statement, Way
from generator.model import Work
from generator.pages.frame import tables
from generator.pages.frame.links import entity_link
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc

_MOST = 20
"""Ways of citing a work that are shown where they differ, the most frequent first."""


def date(found: Catalog, path: str, work: Work) -> str:
    """Return the date of a work as Markdown, with the paragraph that states it.

    `không rõ` where none does.
    """
    stated = statements.date(found, work)
    return render.date(stated.value) + _place(found, path, stated) if stated else "không rõ"


def kind(found: Catalog, path: str, work: Work) -> str:
    """Return the type of a work, with the line of the registry where the archivist states it."""
    stated = statements.kind(work)
    return esc(render.sentence(stated.value)) + _place(found, path, stated) if stated else ""


def issuer(found: Catalog, path: str, work: Work) -> str:
    """Return who issued a work, with the paragraph that states it.

    What no citation states is said to be inferred.
    """
    stated = statements.issuer(found, work)
    if stated is None:
        return "không rõ"
    place = _place(found, path, stated) or " <small><em>(suy ra từ ký hiệu, văn cảnh)</em></small>"
    return entity_link(found, path, stated.value) + place


def title(found: Catalog, path: str, work: Work) -> str:
    """Return the trích yếu of a work, with the paragraph that gives it in these words.

    Empty where none is known.
    """
    stated = statements.title(found, work)
    return esc(stated.value) + _place(found, path, stated) if stated else ""


def conflicts(found: Catalog, path: str, work: Work) -> str:
    """Return what the citing documents state differently, and each way of stating it with a paragraph."""
    if not work.conflicts:
        return ""
    table = render.table(
        "Các cách ghi số hiệu này, nhiều đoạn nhất trước",
        ("Ngày ghi", "Cơ quan", "Số đoạn", "Đoạn làm căn cứ"),
        _rows(found, path, statements.ways(found, work)[:_MOST]),
        "vk-ways",
    )
    return "\n\n".join((render.bullets(map(esc, work.conflicts)), table))


def _place(found: Catalog, path: str, stated: Statement) -> str:
    """The link to what states a fact, empty where nothing does."""
    if stated.by is not None:
        return f" <small>({tables.stated_by(stated.by)})</small>"
    if stated.evidence is None:
        return ""
    return f" <small>({tables.evidence_link(found, path, stated.evidence, 'đoạn nêu')})</small>"


def _rows(found: Catalog, path: str, ways: Iterable[Way]) -> Iterator[tuple[str, ...]]:
    for way in ways:
        yield (
            render.date(way.date) or "không ghi",
            entity_link(found, path, way.issuer) or "không rõ",
            str(way.paragraphs),
            tables.dated_evidence(found, path, way.evidence),
        )
