"""Số hiệu: who issued it and when, what it is about, what became of it, who cites it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive import statements
from generator.derive.catalog import Catalog
from generator.derive.statements import Statement
from generator.derive.validity import effects, gravest
from generator.model import Work
from generator.pages.answers import evidence, papers
from generator.pages.frame import tables
from generator.pages.frame.links import entity_link
from generator.pages.kinds.work import validity
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc


def sentences(found: Catalog, path: str, work: Work) -> Iterator[str]:
    """Yield the sentences of the answer of a number that is only cited."""
    yield _issued(found, path, work)
    yield " ".join(map(esc, work.conflicts))
    yield _title(found, path, work)
    worst = gravest(effects(found, work.id))
    yield f"{validity.effect(found, path, worst)}." if worst else ""
    citing = [found.records[each] for each in found.citing.get(work.id, ())]
    yield papers(path, citing, "viện dẫn số hiệu này")
    yield "" if work.held_as else "Kho chưa có toàn văn."


def _issued(found: Catalog, path: str, work: Work) -> str:
    who, when = statements.issuer(found, work), statements.date(found, work)
    by = f"{entity_link(found, path, who.value)}{_place(found, path, who)}" if who else ""
    settled = when is not None and (when.basis == "registry" or not work.conflicts)
    day = f"{render.dated(when.value)}{_place(found, path, when)}" if when and settled else ""
    return f"Ban hành: {', '.join(filter(None, (by, day)))}." if by or day else ""


def _title(found: Catalog, path: str, work: Work) -> str:
    stated = statements.title(found, work)
    return f"Trích yếu: {esc(stated.value)}{_place(found, path, stated)}." if stated else ""


def _place(found: Catalog, path: str, stated: Statement) -> str:
    if stated.by is not None:
        return f" <small>({tables.stated_by(stated.by)})</small>"
    if stated.basis == "unstated":
        return " <small><em>(suy ra)</em></small>"
    return evidence(found, path, stated.evidence)
