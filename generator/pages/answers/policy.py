"""Chính sách: what approved it, what it is part of, who carries it out, what is counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.derive.catalog import Catalog, issued
from generator.derive.cooccurrence import Bond, FigureAbout
from generator.model import Policy, Record
from generator.pages.answers import evidence, listed, papers
from generator.pages.frame.links import entity_link, shown_date
from generator.pages.frame.related import approval
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc

_NAMED = 3


def sentences(
    found: Catalog,
    path: str,
    policy: Policy,
    records: Sequence[Record],
    agencies: Sequence[Bond],
    figures: Sequence[FigureAbout],
) -> Iterator[str]:
    """Yield the sentences of a policy's answer."""
    yield _approved(found, path, policy)
    yield _carried_out(found, path, agencies)
    yield papers(path, records, "nhắc đến chính sách này")
    yield _figure(found, path, figures)
    yield _parts(found, path, policy)


def _approved(found: Catalog, path: str, policy: Policy) -> str:
    by = approval(found, path, policy)
    whole = entity_link(found, path, policy.parent) if policy.parent else ""
    known = (
        f"giai đoạn {esc(policy.period)}" if policy.period else "",
        f"thuộc {whole}" if whole else "",
        f"phê duyệt tại {by}" if by else "",
    )
    told = ", ".join(filter(None, known))
    return f"{esc(render.sentence(policy.policy_kind))} {told}." if told else ""


def _carried_out(found: Catalog, path: str, agencies: Sequence[Bond]) -> str:
    doing = [each for each in agencies if each.task]
    links = [
        f"{entity_link(found, path, each.entity)}{evidence(found, path, each.evidence)}" for each in doing[:_NAMED]
    ]
    return f"Có nhiệm vụ trong các đoạn nêu chính sách này: {listed(links, len(doing), 'cơ quan')}." if doing else ""


def _figure(found: Catalog, path: str, figures: Sequence[FigureAbout]) -> str:
    known = next((each for each in figures if each.figure.what), None)
    if known is None:
        return ""
    record = found.records[known.evidence.document]
    told = f"{esc(known.figure.what)}: <strong>{esc(known.figure.span.of(record.document.text))}</strong>"
    when = f"Số liệu mới nhất ({shown_date(record)})" if issued(record) else "Số liệu trong văn bản không rõ ngày"
    return f"{when}: {told}{evidence(found, path, known.evidence)}."


def _parts(found: Catalog, path: str, policy: Policy) -> str:
    parts = found.parts_of.get(policy.id, ())
    links = [entity_link(found, path, each.id) for each in parts[:_NAMED]]
    return f"Gồm {len(parts)} dự án, phần được nêu trong kho: {listed(links, len(parts), 'phần')}." if parts else ""
