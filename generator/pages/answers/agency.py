"""Cơ quan: what it is, what became of it, what it issued, what it was told to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.derive.catalog import Catalog, Given
from generator.derive.cooccurrence import Bond
from generator.derive.deadlines import latest_first
from generator.derive.succession import ended
from generator.model import Agency
from generator.pages.answers import evidence, papers
from generator.pages.frame import tables
from generator.pages.frame.labels import LEVELS, label
from generator.pages.frame.links import entity_link, entity_links
from generator.pages.kinds.agency import succession
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc


def sentences(found: Catalog, path: str, agency: Agency, policies: Sequence[Bond]) -> Iterator[str]:
    """Yield the sentences of an agency's answer, the gravest first."""
    yield _end(found, path, agency)
    yield _place(found, path, agency)
    yield papers(path, found.issued_by.get(agency.id, ()), "do cơ quan này ban hành")
    yield _tasks(found, path, found.tasks_of.get(agency.id, ()))
    yield _signer(found, path, agency)
    yield _policy(found, path, policies)


def _end(found: Catalog, path: str, agency: Agency) -> str:
    step = ended(found, agency)
    if step is None:
        return ""
    after = entity_links(found, path, step.after).replace("<br>", ", ")
    source = f" <small>(căn cứ: {succession.source(found, path, step.source)})</small>" if step.source else ""
    return f"Hoạt động đến {render.date(step.until)}{f'; kế tục là {after}' if after else ''}{source}."


def _place(found: Catalog, path: str, agency: Agency) -> str:
    above = entity_link(found, path, agency.parent)
    known = (
        esc(label(LEVELS, agency.level).lower()) if agency.level not in (None, "unit") else "",
        f"địa bàn {esc(agency.place)}" if agency.place else "",
        f"trực thuộc {above}" if above else "",
    )
    told = ", ".join(filter(None, known))
    first = next(iter(found.passages.get(agency.id, ())), None)
    return f"Theo tên gọi và danh bạ: {told}{evidence(found, path, first.evidence if first else None)}." if told else ""


def _tasks(found: Catalog, path: str, given: Sequence[Given]) -> str:
    if not given:
        return ""
    of_papers = len({row.record.id for row in given})
    count = f"Được giao hoặc phối hợp {render.number(len(given))} nhiệm vụ trong {of_papers} văn bản"
    last = next((row for row in latest_first(given) if row.task.deadline and row.task.deadline.date), None)
    if last is None or last.task.deadline is None or last.block is None:
        return f"{count}."
    place = tables.paragraph_link(path, last.record, last.block.anchor, "đoạn giao")
    return f"{count}, thời hạn muộn nhất là {render.date(last.task.deadline.date)} <small>({place})</small>."


def _signer(found: Catalog, path: str, agency: Agency) -> str:
    for record in found.issued_by.get(agency.id, ()):
        if record.signer in found.names:
            when = render.date(record.document.header.issued)
            signed = f"ký văn bản ngày {when}" if when else "ký văn bản không ghi ngày"
            place = record.document.signature.span.start if record.document.signature else None
            return f"Người {signed}: {entity_link(found, path, record.signer)}{_signed(found, path, record.id, place)}."
    return ""


def _signed(found: Catalog, path: str, record: str, start: int | None) -> str:
    block = next((each for each in found.blocks[record] if start is not None and each.span.end > start), None)
    if block is None:
        return ""
    return f" <small>({tables.paragraph_link(path, found.records[record], block.anchor, 'phần ký')})</small>"


def _policy(found: Catalog, path: str, policies: Sequence[Bond]) -> str:
    if not policies:
        return ""
    bond = policies[0]
    how = "Được giao nhiệm vụ thuộc" if bond.task else "Thường được nêu cùng"
    return f"{how} {entity_link(found, path, bond.entity)}{evidence(found, path, bond.evidence)}."
