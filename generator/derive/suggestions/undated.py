"""Viện dẫn chưa rõ văn bản nào: a number cited without a day, and the works that it may mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.derive.catalog import Catalog
from generator.derive.suggestions.suggestion import filled, slug
from generator.model import Evidence, Record, Registry, Suggestion, Work, WorkOccurrence
from generator.text.fold import fold_words
from generator.vocab import Vocab

FILE = "registry/decisions.yml"


def suggested(found: Catalog, registry: Registry, vocab: Vocab) -> Iterator[Suggestion]:
    """Yield for each paper and ambiguous number an entry for each work that may be meant."""
    stated = {(fold_words(each.number), slug(each.id)) for each in registry.works}
    for record in found.graph.records:
        first: dict[str, WorkOccurrence] = {}
        for one in record.cited:
            if one.entity is None and one.candidates and one.key:
                first.setdefault(one.key, one)
        for one in first.values():
            every = [found.works[each] for each in one.candidates if each in found.works]
            for each in every:
                if stated.isdisjoint((fold_words(each.key or ""), id_) for id_ in ("", slug(each.id))):
                    yield _means(found, record, one, each, len(every))


def entry(found: Catalog, record: Record, work: Work) -> dict[str, Any]:
    """Return the entry that leads a paper's citations of a number without a day to a work."""
    several = len(found.by_key.get(work.key or "", ())) > 1
    file = record.document.source.path.removeprefix("documents/")
    return filled((("number", work.key), ("id", slug(work.id) if several else ""), ("cited_in", file)))


def _means(found: Catalog, record: Record, one: WorkOccurrence, work: Work, count: int) -> Suggestion:
    file = record.document.source.path.removeprefix("documents/")
    day = "/".join(reversed(work.date.split("-"))) if work.date else ""
    dated = f"{work.name} ngày {day}" if day else work.name
    choice = f" Có {count} văn bản có thể là nó: chỉ chọn một." if count > 1 else ""
    return Suggestion(
        FILE,
        entry(found, record, work),
        f"{file} viện dẫn {one.key} mà không ghi ngày; có thể là {dated}.{choice}",
        f"Mọi chỗ viện dẫn {one.key} không ghi ngày ở {file} dẫn tới {dated}.",
        1,
        (Evidence(record.id, one.span),),
        reasons=("cùng số, ký hiệu và cơ quan; chỗ viện dẫn không ghi ngày",),
    )
