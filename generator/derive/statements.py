"""Ai nêu: what states date, issuer and title of a work, and how citing documents differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Literal

from generator.derive.catalog import Catalog, Passage
from generator.model import AgencyOccurrence, Evidence, PersonOccurrence, Record, Span, StatedBy, Work, WorkOccurrence
from generator.model.frozen import Frozen

Basis = Literal["registry", "own", "told", "unstated"]


class Statement(Frozen):
    """A fact of a work (`value`) and what states it.

    `registry`: the archivist (`by`); `own`: the text of the work itself, whose head or signature is the evidence;
    `told`: a passage that cites it; `unstated`: no held document, so the fact comes from the work's symbol or from the
    context.
    """

    value: str
    basis: Basis
    evidence: Evidence | None = None
    by: StatedBy | None = None


class Way(Frozen):
    """How documents cite a work in one way: with this date and issuer, None where they give none."""

    date: str | None
    issuer: str | None
    paragraphs: int
    evidence: Evidence
    """The newest passage that does so."""


def date(found: Catalog, work: Work) -> Statement | None:
    """Return the date of a work as it is stated, None where it is not known."""
    record = _held(found, work)
    if (stated := _stated(work, "date", work.date)) is not None:
        return stated
    if record is not None and work.date and str(record.document.header.issued) == work.date:
        return _own(record, work.date)
    return _told(found, work, work.date, lambda row: str(row.occurrence.citation.date or "") == work.date)


def kind(work: Work) -> Statement | None:
    """Return the type of a work (tên loại) as it is stated, None where it is not known."""
    if not work.type:
        return None
    return _stated(work, "type", work.type) or Statement(work.type, "unstated")


def issuer(found: Catalog, work: Work) -> Statement | None:
    """Return who issued a work (an id) as it is stated, None where that is not known."""
    record = _held(found, work)
    if (stated := _stated(work, "issuer", work.issuer)) is not None:
        return stated
    if record is not None and work.issuer and record.issuer == work.issuer:
        return _own(record, work.issuer, record.issuer_basis == "signature")

    return _told(found, work, work.issuer, lambda row: _names_issuer(row, work))


def office(found: Catalog, work: Work) -> str:
    """Return the office that issued a work as all passages print it: `Chủ tịch`, `` where they differ.

    An office stands for its body; who quotes must write whose paper it is.
    """
    said = ""
    for row in found.citations_of.get(work.id, ()):
        if _names_issuer(row, work):
            words = _office(row, work.issuer)
            if not words or words != (said or words):  # most say none: no other passage is looked at
                return ""
            said = words
    return said


def _names_issuer(row: Passage[WorkOccurrence], work: Work) -> bool:
    return row.occurrence.issuer == work.issuer and row.occurrence.citation.issuer is not None


def _office(row: Passage[WorkOccurrence], issuer: str | None) -> str:
    """What a passage prints between `của` and the body; where a person is named there, nothing."""
    stated, text, others = row.occurrence.citation.issuer, row.record.document.text, row.record.occurrences
    bodies = (each.span for each in others if isinstance(each, AgencyOccurrence) and each.entity == issuer)
    body = next((each for each in bodies if stated is not None and stated.start <= each.start < stated.end), None)
    if stated is None or body is None:
        return ""
    words = " ".join(text[stated.start : body.start].split())
    if not words[:1].isupper():
        return ""
    named = any(isinstance(each, PersonOccurrence) and stated.start <= each.span.start < body.start for each in others)
    return "" if named else words


def title(found: Catalog, work: Work) -> Statement | None:
    """Return the trích yếu of a work as it is stated, None where it is not known."""
    record = _held(found, work)
    if (stated := _stated(work, "title", work.title)) is not None:
        return stated
    printed = found.printed.get(work.id, work.title)
    if record is not None and work.title and record.document.header.title == printed:
        return _own(record, work.title)
    return _told(found, work, work.title, lambda row: row.occurrence.citation.title == printed)


def ways(found: Catalog, work: Work) -> tuple[Way, ...]:
    """Return the ways in which documents give date and issuer of a work, the most frequent first."""
    groups: dict[tuple[str, str], list[Passage[WorkOccurrence]]] = defaultdict(list)
    for row in found.citations_of.get(work.id, ()):
        groups[str(row.occurrence.citation.date or ""), row.occurrence.issuer or ""].append(row)
    order = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Way(day or None, who or None, len(rows), rows[0].evidence) for (day, who), rows in order)


def _stated(work: Work, field: str, value: str | None) -> Statement | None:
    """The fact as the archivist states it."""
    by = dict(work.stated).get(field)
    return Statement(value, "registry", by=by) if by is not None and value else None


def _held(found: Catalog, work: Work) -> Record | None:
    return found.records.get(work.held_as or "")


def _own(record: Record, value: str, signed: bool = False) -> Statement:
    zones = record.document.zones
    return Statement(value, "own", Evidence(record.id, zones.signature if signed else Span(0, zones.header.end)))


def _told(
    found: Catalog, work: Work, value: str | None, says: Callable[[Passage[WorkOccurrence]], bool]
) -> Statement | None:
    """The fact with the newest passage that says so."""
    if not value:
        return None
    row = next((each for each in found.citations_of.get(work.id, ()) if says(each)), None)
    return Statement(value, "told", row.evidence) if row else Statement(value, "unstated")
