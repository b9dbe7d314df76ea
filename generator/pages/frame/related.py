"""What stands together in a paragraph, as pages tell it.

Policies, the bodies that work on them, figures, approvals.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.derive.catalog import Catalog, block_of
from generator.derive.cooccurrence import Bond, FigureAbout
from generator.derive.cooccurrence import approval as stated_approval
from generator.model import Policy, StatedBy
from generator.pages.frame import folds, tables, urls
from generator.pages.frame.links import entity_link, shown_date
from generator.pages.markdown import render
from generator.pages.markdown.annotate import quote
from generator.pages.markdown.escape import esc

_MOST = 40
_FIGURES = 60
_TASK = "được giao nhiệm vụ"
_SAME = "nêu cùng đoạn <em>(suy ra)</em>"


def policies_of(found: Catalog, path: str, known: Sequence[Bond]) -> str:
    """Return the policies in whose paragraphs an agency stands."""
    return _table(found, path, known, "Chính sách nêu cùng cơ quan này", "Chính sách")


def agencies_of(found: Catalog, path: str, known: Sequence[Bond]) -> str:
    """Return the agencies that a policy's paragraphs name, those with a task first.

    How it is known is said.
    """
    return _table(found, path, known, "Cơ quan nêu cùng chính sách này", "Cơ quan")


def figures_of(found: Catalog, path: str, every: Sequence[FigureAbout]) -> str:
    """Return the figures of the clauses that name an entity, newest first."""
    more = f", {_FIGURES} dòng mới nhất trong {len(every)}" if len(every) > _FIGURES else ""
    return folds.split(
        every[:_FIGURES],
        folds.FEW,
        f"Số liệu trong các vế câu nhắc đến chính sách này, mới nhất trước{more}",
        lambda rows, caption: render.table(
            caption,
            ("Ngày", "Số liệu", "Về việc", "Đoạn trích"),
            (_figure(found, path, each) for each in rows),
            "vk-figures-about",
        ),
        "số liệu",
    )


def approval(found: Catalog, path: str, policy: Policy) -> str:
    """Return the work that approved a policy, and the paragraph or the line of the registry that says so."""
    if policy.approved_by is None:
        return ""
    evidence = stated_approval(found, policy.id, policy.approved_by)
    place = tables.evidence_link(found, path, evidence, "đoạn nêu") if evidence else "không có đoạn nào trong kho nêu"
    if policy.approval_stated is not None:
        place = tables.stated_by(StatedBy(policy.approval_stated))
    return f"{entity_link(found, path, policy.approved_by)} <small>({place})</small>"


def _table(found: Catalog, path: str, known: Sequence[Bond], caption: str, column: str) -> str:
    shown = f"{caption}, nhiều đoạn nhất trước" + (f" ({_MOST} đầu trong {len(known)})" if len(known) > _MOST else "")
    columns = (column, "Cách biết", "Số đoạn", "Đoạn làm căn cứ")
    return folds.folded(
        known[:_MOST],
        shown,
        lambda rows, words: render.table(words, columns, (_bond(found, path, each) for each in rows), "vk-together"),
        column.lower(),
    )


def _bond(found: Catalog, path: str, each: Bond) -> tuple[str, ...]:
    return (
        entity_link(found, path, each.entity),
        _TASK if each.task else _SAME,
        str(each.paragraphs),
        tables.dated_evidence(found, path, each.evidence),
    )


def _figure(found: Catalog, path: str, row: FigureAbout) -> tuple[str, ...]:
    record, block = found.records[row.evidence.document], block_of(found, row.evidence)
    text = record.document.text
    anchor = block.anchor if block else ""
    words = quote(text, block.span if block else row.figure.span, row.figure.span, 140)
    return (
        shown_date(record),
        esc(row.figure.span.of(text)),
        esc(row.figure.what),
        render.link(words, urls.relative(path, urls.page_of(record, anchor), anchor), "vk-quote"),
    )
