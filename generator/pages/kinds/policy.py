"""Chính sách: the page of a policy or programme."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from generator.derive.catalog import Catalog, issued_year
from generator.derive.cooccurrence import bonds, figures_about
from generator.model import EntityKind, Facets, Page, PageKind, Policy, Record
from generator.pages.answers import answer
from generator.pages.answers.policy import sentences
from generator.pages.drawings.chart import bars, by_year
from generator.pages.drawings.timeline import timeline
from generator.pages.frame import folds, subscriptions, tables, urls
from generator.pages.frame.links import entity_link
from generator.pages.frame.page import Drawn, Own, framed, mentions
from generator.pages.frame.related import agencies_of, approval, figures_of
from generator.pages.lists.by_year import Laid, Listing, lay_out, passage_listing
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc
from generator.text.collate import sort_key


def pages(found: Catalog, policy: Policy) -> Iterator[Drawn]:
    """Yield the page of a policy, and the further pages of its long lists."""
    path = urls.entity_path(policy.id)
    records = list({row.record.id: row.record for row in found.passages.get(policy.id, ())}.values())
    laid = lay_out(found, path, policy.name, (_documents(records), passage_listing(found, policy.id)))
    yield Own(path, partial(_page, found, path, policy, records, laid))
    yield from laid.further


def _page(found: Catalog, path: str, policy: Policy, records: list[Record], laid: Laid[Any]) -> Page:
    sections = laid.sections
    values, undated = by_year(issued_year(each) for each in records)
    note = f"Ngoài ra có {undated} văn bản không rõ năm." if undated else ""
    drawings = (
        bars(values, "Số văn bản nhắc đến chính sách này, theo năm", note, "theo-nam"),
        timeline(path, records, "Văn bản nhắc đến chính sách này theo thời gian"),
    )
    agencies, figures = bonds(found, policy.id, EntityKind.AGENCY), figures_about(found, policy.id)
    parts = (
        answer(sentences(found, path, policy, records, agencies, figures)),
        render.section("Dự án, phần của chính sách này", "du-an", _below(found, path, policy.id)),
        render.section("Thông tin chung", "thong-tin", _facts(found, path, policy)),
        render.section("Văn bản theo năm", "theo-nam", *drawings),
        sections.get("van-ban", ""),
        render.section("Cơ quan thực hiện", "co-quan", agencies_of(found, path, agencies)),
        render.section("Số liệu", "so-lieu", figures_of(found, path, figures)),
        sections.get("nhac-den", ""),
    )
    sub = " · ".join(each for each in (render.sentence(policy.policy_kind), policy.period) if each)
    return framed(
        found,
        path,
        policy.name,
        parts,
        facets=Facets(PageKind.POLICY, sub, aliases=policy.aliases, mentions=mentions(found, policy.id)),
        feed=subscriptions.feed(policy.id, subscriptions.of_policy(found, policy.id)),
    )


def _documents(records: list[Record]) -> Listing[Any]:
    return Listing(
        "van-ban",
        "Văn bản",
        "Văn bản nhắc đến chính sách này, mới nhất trước",
        records,
        issued_year,
        tables.documents,
        open=folds.OPEN,
        what="văn bản",
    )


def _below(found: Catalog, path: str, policy: str) -> str:
    """The projects of a programme and their parts, nested; a circle of wholes is left where it closes."""
    return "\n".join(_branch(found, path, policy, (policy,)))


def _branch(found: Catalog, path: str, policy: str, above: tuple[str, ...]) -> Iterator[str]:
    for each in sorted(found.parts_of.get(policy, ()), key=lambda each: sort_key(each.name)):
        if each.id not in above:
            yield f"{'    ' * (len(above) - 1)}- {entity_link(found, path, each.id)}"
            yield from _branch(found, path, each.id, (*above, each.id))


def _facts(found: Catalog, path: str, policy: Policy) -> str:
    rows = (
        ("Loại", esc(render.sentence(policy.policy_kind))),
        ("Thuộc", entity_link(found, path, policy.parent) if policy.parent else ""),
        ("Giai đoạn", esc(policy.period or "")),
        ("Văn bản phê duyệt", approval(found, path, policy)),
        ("Các tên gọi", "<br>".join(map(esc, policy.aliases))),
        ("Theo dõi", subscriptions.link(path, policy.id, subscriptions.of_policy(found, policy.id))),
    )
    return render.facts("Thông tin chung về chính sách", rows)
