"""What stands together in a paragraph: policies and the bodies that work on them, with the paragraph that says it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.derive.blocks import Block
from generator.derive.catalog import Catalog, Given
from generator.model import Agency, EntityKind, Record
from generator.pages.frame import tables
from generator.pages.frame.links import entity_link, shown_date
from generator.pages.markdown import render
from generator.pages.markdown.annotate import quote
from generator.pages.markdown.escape import esc

_MOST = 40
_FIGURES = 60
_TASK = "được giao nhiệm vụ"
_SAME = "nêu cùng đoạn <em>(suy ra)</em>"


@dataclass(slots=True)
class _Bond:
    """Paragraphs that two entities share: how many, the newest, whether one of them gives a task there."""

    record: Record
    block: Block
    count: int = 0
    task: bool = False


def policies_of(found: Catalog, path: str, agency: Agency) -> str:
    """Return the policies in whose paragraphs an agency stands."""
    return _table(found, path, _bonds(found, agency.id, "policy"), "Chính sách nêu cùng cơ quan này", "Chính sách")


def agencies_of(found: Catalog, path: str, policy: str) -> str:
    """Return the agencies that a policy's paragraphs name, those with a task first; how it is known is said."""
    return _table(found, path, _bonds(found, policy, "agency"), "Cơ quan nêu cùng chính sách này", "Cơ quan")


def _bonds(found: Catalog, entity: str, kind: EntityKind) -> dict[str, _Bond]:
    bonds: dict[str, _Bond] = {}
    for record, block in _paragraphs(found, entity):
        place = (record.id, block.anchor)
        doers = {each: None for given in found.tasks_in.get(place, ()) for each in given.task.assignees}
        named = {each.entity: None for each in found.inside.get(place, ()) if each.kind == kind and each.entity}
        for other in named | doers if kind == "agency" else named:
            if other and other != entity:
                bond = bonds.setdefault(other, _Bond(record, block))
                bond.count += 1
                if not bond.task and (other if kind == "agency" else entity) in doers:
                    bond.task, bond.record, bond.block = True, record, block
    return bonds


def _paragraphs(found: Catalog, entity: str) -> Iterator[tuple[Record, Block]]:
    """Yield the paragraphs that name an entity, then those that give it a task without its name (a heading has it)."""
    seen: set[tuple[str, str]] = set()
    for row in found.passages.get(entity, ()):
        seen.add((row.record.id, row.block.anchor))
        yield row.record, row.block
    for given in found.tasks_of.get(entity, ()):
        if given.block and (given.record.id, given.block.anchor) not in seen:
            seen.add((given.record.id, given.block.anchor))
            yield given.record, given.block


def _table(found: Catalog, path: str, bonds: dict[str, _Bond], caption: str, column: str) -> str:
    order = sorted(bonds.items(), key=lambda item: (not item[1].task, -item[1].count, item[0]))
    shown = f"{caption}, nhiều đoạn nhất trước" + (f" ({_MOST} đầu trong {len(order)})" if len(order) > _MOST else "")
    rows = (
        (
            entity_link(found, path, each),
            _TASK if bond.task else _SAME,
            str(bond.count),
            _place(path, bond),
        )
        for each, bond in order[:_MOST]
    )
    return render.table(shown, (column, "Cách biết", "Số đoạn", "Đoạn làm căn cứ"), rows, "vk-together")


def _place(path: str, row: _Bond) -> str:
    return f"{shown_date(row.record)}: {tables.paragraph_link(path, row.record, row.block.anchor)}"


def figures_about(found: Catalog, path: str, entity: str) -> str:
    """Return the figures that stand in the paragraphs of an entity, newest first."""
    every = list(_figures(found, path, entity))
    more = f", {_FIGURES} dòng mới nhất trong {len(every)}" if len(every) > _FIGURES else ""
    return render.table(
        f"Số liệu trong các đoạn nhắc đến chính sách này, mới nhất trước{more}",
        ("Ngày", "Số liệu", "Về việc", "Đoạn trích"),
        every[:_FIGURES],
        "vk-figures-about",
    )


def _figures(found: Catalog, path: str, entity: str) -> Iterator[tuple[str, ...]]:
    for row in found.passages.get(entity, ()):
        for figure in found.figures_in.get((row.record.id, row.block.anchor), ()):
            text = row.record.document.text
            words = quote(text, row.block.span, figure.span, 140)
            yield (
                shown_date(row.record),
                esc(figure.span.of(text)),
                esc(figure.what),
                f"{words} {tables.paragraph_link(path, row.record, row.block.anchor)}",
            )


def approval(found: Catalog, path: str, policy: str, work: str | None) -> str:
    """Return the number that approved a policy and the paragraph that names both, or that the archivist says so."""
    if work is None:
        return ""
    named = entity_link(found, path, work)
    for row in reversed(found.passages.get(policy, ())):
        inside = found.inside.get((row.record.id, row.block.anchor), ())
        if any(each.entity == work for each in inside) or row.record.work == work:
            return f"{named} <small>({tables.paragraph_link(path, row.record, row.block.anchor, 'đoạn nêu')})</small>"
    return f"{named} <small>(không có đoạn nào trong kho nêu)</small>"


def deadline_year(row: Given) -> str:
    """Return the year of a task's deadline, empty where it has no date."""
    limit = row.task.deadline
    return str(limit.date.year) if limit and limit.date else ""


def latest_first(rows: Sequence[Given]) -> list[Given]:
    """Return tasks in the order of `by_deadline` turned round: the latest deadline first, those without last."""
    dated = [row for row in rows if deadline_year(row)]
    return [*reversed(dated), *(row for row in rows if not deadline_year(row))]
