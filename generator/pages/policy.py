"""Chính sách: the page of a policy or programme."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Page, Policy, Record
from generator.pages import layout, render, urls
from generator.pages.catalog import Catalog, document_link, entity_link, issued
from generator.pages.escape import esc


def pages(found: Catalog) -> Iterator[Page]:
    """Yield the page of every policy."""
    for policy in found.graph.policies:
        yield page(found, policy)


def page(found: Catalog, policy: Policy) -> Page:
    """Return the page of one policy."""
    path = urls.entity_path(policy.id)
    rows = found.passages.get(policy.id, ())
    parts = (
        render.section("Thông tin chung", "thong-tin", _facts(found, path, policy)),
        render.section("Văn bản theo năm", "theo-nam", _by_year(path, [row.record for row in rows])),
        render.section("Được nhắc đến", "nhac-den", layout.passages(path, rows)),
    )
    sub = " · ".join(each for each in (render.sentence(policy.policy_kind), policy.period) if each)
    return layout.page(
        found,
        path,
        policy.name,
        parts,
        kind="policy",
        facets=(("sub", sub), *layout.aliases(policy.aliases), layout.mentions(found, policy.id)),
    )


def _facts(found: Catalog, path: str, policy: Policy) -> str:
    rows = (
        ("Loại", esc(render.sentence(policy.policy_kind))),
        ("Giai đoạn", esc(policy.period or "")),
        ("Văn bản phê duyệt", entity_link(found, path, policy.approved_by)),
        ("Các tên gọi", "<br>".join(map(esc, policy.aliases))),
    )
    return render.facts("Thông tin chung về chính sách", rows)


def _by_year(path: str, records: list[Record]) -> str:
    """Return the documents that speak of it, a row a year."""
    years: dict[str, dict[str, Record]] = {}
    for record in records:
        years.setdefault(issued(record)[:4] or "không rõ", {})[record.id] = record
    return render.table(
        "Văn bản nhắc đến chính sách này, theo năm",
        ("Năm", "Số văn bản", "Văn bản"),
        (
            (year, str(len(group)), "<br>".join(document_link(path, each) for each in group.values()))
            for year, group in years.items()
        ),
        "vk-years",
    )
