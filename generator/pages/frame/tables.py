"""The frame that all pages share, and the tables that several kinds show."""

from __future__ import annotations

from collections.abc import Iterable

from generator.derive.catalog import Catalog, Given, block_of
from generator.derive.citing import cited_by, legal_basis
from generator.model import Evidence, Record, Role, StatedBy, Work, WorkOccurrence
from generator.pages.frame import urls
from generator.pages.frame.labels import LEGAL_BASIS, RELATIONS
from generator.pages.frame.links import document_link, entity_link, entity_links, shown_date
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc


def paragraph_link(path: str, record: Record, anchor: str, words: str = "đến đoạn này") -> str:
    """Return a link to a paragraph of a document's full text."""
    return render.link(esc(words), urls.relative(path, urls.page_of(record, anchor), anchor), "vk-goto")


def evidence_link(found: Catalog, path: str, evidence: Evidence, words: str = "đến đoạn này") -> str:
    """Return a link to the paragraph in which the evidence of a statement stands."""
    block = block_of(found, evidence)
    return paragraph_link(path, found.records[evidence.document], block.anchor if block else "", words)


def stated_by(by: StatedBy) -> str:
    """Return where the archivist states something: `theo danh bạ (registry/decisions.yml:12), Công báo`."""
    source = f", {esc(by.source)}" if by.source else ""
    return f"theo danh bạ ({esc(f'{by.origin.file}:{by.origin.line}')}){source}"


def dated_evidence(found: Catalog, path: str, evidence: Evidence) -> str:
    """Return the date of the document that states something, with the link to the paragraph."""
    return f"{shown_date(found.records[evidence.document])}: {evidence_link(found, path, evidence)}"


def documents(path: str, found: Catalog, rows: Iterable[Record], caption: str, *, with_issuer: bool = True) -> str:
    """Return documents as a table: date, document, issuer."""
    columns = ("Ngày", "Văn bản", *(("Cơ quan",) if with_issuer else ()))
    cells = (
        (shown_date(row), document_link(path, row), *((entity_link(found, path, row.issuer),) if with_issuer else ()))
        for row in rows
    )
    return render.table(caption, columns, cells, "vk-documents")


def works(path: str, found: Catalog, rows: Iterable[Work], caption: str, *, with_issuer: bool = True) -> str:
    """Return works as a table: number, date, issuer, held or not, how many documents cite it."""
    often = found.cited_often
    columns = (
        "Số hiệu",
        "Ngày",
        *(("Cơ quan",) if with_issuer else ()),
        "Trong kho",
        *(("Viện dẫn",) if often else ()),
    )
    cells = (
        (
            entity_link(found, path, row.id),
            render.date(row.date),
            *((entity_link(found, path, row.issuer),) if with_issuer else ()),
            held(row),
            *((str(cited_by(found, row.id)),) if often else ()),
        )
        for row in rows
    )
    return render.table(caption, columns, cells, "vk-decisions")


def held(work: Work | None) -> str:
    """Return whether the text of a work is in the archive; the link of its number leads there."""
    if work is None or work.held_as is None:
        return "chưa có"
    return f"{len(work.bearers)} văn bản cùng số" if work.bearers else "có"


def tasks(
    path: str,
    found: Catalog,
    rows: Iterable[Given],
    caption: str,
    *,
    with_document: bool = True,
) -> str:
    """Return tasks as a table: by when, what, who, with whom, from which paragraph.

    On the document's own page (`with_document` false) the words are short and lead to the paragraph themselves, and a
    body is a link where it stands first: a paper may give a hundred tasks to three bodies.
    """
    columns: tuple[str, ...] = ("Thời hạn", "Nhiệm vụ", "Giao cho", "Phối hợp", "Nguồn")
    linked: set[str] | None = None if with_document else set()
    cells: list[tuple[str, ...]] = [_task(path, found, row, linked) for row in rows]
    empty = {place for place in (3, 4) if not any(row[place] for row in cells)}
    kept = [place for place in range(len(columns)) if place not in empty]
    return render.table(caption, [columns[at] for at in kept], ([row[at] for at in kept] for row in cells), "vk-tasks")


def _task(path: str, found: Catalog, row: Given, linked: set[str] | None) -> tuple[str, ...]:
    with_document = linked is None
    words = render.shorten(row.task.span.of(row.record.document.text), 200 if with_document else 90)
    anchor = row.block.anchor if row.block else ""
    return (
        deadline(row),
        esc(words)
        if with_document
        else render.link(esc(words), urls.relative(path, urls.page_of(row.record, anchor), anchor)),
        doers(_bodies(found, path, row.task.assignees, linked), row.task.group),
        named(_bodies(found, path, row.task.partners, linked), row.task.partner_group),
        document_link(path, row.record, None, anchor) if with_document else "",
    )


def _bodies(found: Catalog, path: str, bodies: Iterable[str], linked: set[str] | None) -> str:
    """Return bodies, one a line; those in `linked` are links no more, the others join it."""
    if linked is None:
        return entity_links(found, path, bodies)
    lines = [esc(found.names.get(each, each)) if each in linked else entity_link(found, path, each) for each in bodies]
    linked.update(bodies)
    return "<br>".join(lines)


NOBODY = "—"
"""Where the paper names nobody who is to do a task."""


def doers(bodies: str, group: str | None) -> str:
    """Return who is told: bodies as links, then the group as printed; a dash where the paper names nobody."""
    return named(bodies, group) or NOBODY


def named(bodies: str, group: str | None) -> str:
    """Return bodies as links, then the group as printed; nothing where neither is named."""
    return "<br>".join(filter(None, (bodies, esc(group or ""))))


def deadline(row: Given) -> str:
    """Return the date of a task and the phrase that states it."""
    limit = row.task.deadline
    if limit is None:
        return ""
    if limit.date is None:
        return esc(limit.phrase)
    day, phrase = render.date(limit.date), esc(limit.phrase)
    if day in phrase:
        return phrase.replace(day, render.due(limit.date), 1)
    return f"{render.due(limit.date)}<br><small>{phrase}</small>"


def relation(one: WorkOccurrence) -> str:
    """Return what a citation does with the cited work, in the interface's words."""
    return LEGAL_BASIS if legal_basis(one) else RELATIONS[one.relation]


def office_stated(role: Role) -> tuple[str, ...]:
    """Return where the archivist states an office, nothing where only papers do."""
    return (stated_by(StatedBy(role.stated)),) if role.stated else ()


def tenure(role: Role) -> str:
    """Return the time of an office: as the archivist states it, else from the first document to the last."""
    if role.stated and not (role.first and role.last):
        said = (("từ", role.first), ("đến", role.last))
        return " ".join(f"{word} {render.date(day)}" for word, day in said if day)
    return period(role.first, role.last)


def period(first: str | None, last: str | None) -> str:
    """Return the time between the first and the last document that state an office."""
    return " – ".join(dict.fromkeys(render.date(each) for each in (first, last) if each))
