"""Số hiệu của văn bản: what other papers say of a held one, on its own page."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive import statements as stated
from generator.derive import validity as effects
from generator.derive.catalog import Catalog
from generator.derive.citing import cited_by, citing_passages
from generator.model import Record, Work
from generator.pages.frame import folds, urls
from generator.pages.frame.page import Further
from generator.pages.kinds.work import citing, national, statements, validity
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc

_ROOM = 50, 20
"""Passages up to which a paper's page shows all who cite it, and how many it keeps of more: the paper comes first."""


def work_of(found: Catalog, record: Record) -> Work | None:
    """Return the work that a document is, None without a number or where others bear it too."""
    return found.works[record.work] if record.work and record.work in found.papers else None


def told(found: Catalog, path: str, record: Record) -> str:
    """Return as facts what became of a document, how else its number is written, what others state."""
    work = work_of(found, record)
    if work is None:
        return ""
    affected = effects.effects(found, work.id) or effects.unsettled(found, work.id)
    rows = (
        ("Hiệu lực", validity.told(found, path, work.id) if affected else ""),
        ("Cách ghi khác", "<br>".join(map(esc, work.aliases))),
        *_stated_elsewhere(found, path, work),
    )
    return render.facts("Số hiệu này trong các văn bản khác và trong danh bạ", rows)


def _stated_elsewhere(found: Catalog, path: str, work: Work) -> tuple[tuple[str, str], ...]:
    """What is not the paper's own word of itself: the archivist's, or that of those who cite it."""
    kind, issuer = stated.kind(work), stated.issuer(found, work)
    day, title = stated.date(found, work), stated.title(found, work)
    return (
        ("Loại văn bản", statements.kind(found, path, work) if kind and kind.basis == "registry" else ""),
        ("Ngày ban hành", statements.date(found, path, work) if day and day.basis != "own" else ""),
        ("Cơ quan ban hành", statements.issuer(found, path, work) if issuer and issuer.basis != "own" else ""),
        ("Trích yếu", statements.title(found, path, work) if title and title.basis != "own" else ""),
    )


def cited(found: Catalog, path: str, record: Record) -> tuple[str, ...]:
    """Return the sections on how a document is cited: who does, how they differ, what stands beside it."""
    work = work_of(found, record)
    if work is None:
        return ()
    count = cited_by(found, work.id)
    note = f"{render.number(count)} văn bản trong kho viện dẫn văn bản này." if count else ""
    return (
        *citing.listing(found, path, work, _ROOM, note).sections.values(),
        render.section("Các văn bản viện dẫn ghi khác nhau", "mau-thuan", statements.conflicts(found, path, work)),
        render.section("Thường được viện dẫn cùng", "dung-cung-doan", citing.together(found, path, work, folds.FEW)),
    )


def elsewhere(found: Catalog, record: Record) -> str:
    """Return the links to where else a document may be found."""
    work = work_of(found, record)
    return render.section("Tra cứu nơi khác", "tra-cuu", national.searches(found, work)) if work else ""


def sheets(found: Catalog, record: Record) -> Iterator[Further]:
    """Yield the further pages of a long list of those who cite a document."""
    work = work_of(found, record)
    if work is None or len(citing_passages(found, work.id)) <= _ROOM[0]:
        return
    yield from citing.listing(found, urls.document_path(record.id), work, _ROOM).further
