"""Văn bản: papers without a number that may be a number that others cite."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.catalog import Catalog
from generator.derive.suggestions.suggestion import filled, papers, passages
from generator.model import Registry, Suggestion, Work
from generator.vocab import Vocab

FILE = "registry/documents.yml"


def suggested(found: Catalog, registry: Registry, vocab: Vocab) -> Iterator[Suggestion]:
    """Yield for each cited number an entry for each paper that may bear it."""
    known = {each.file.removeprefix("documents/") for each in registry.documents}
    for work in found.graph.works:
        for candidate in work.candidates:
            if _file(found, candidate) not in known and work.key:
                yield _bears(found, work, candidate)


def _bears(found: Catalog, work: Work, candidate: str) -> Suggestion:
    record = found.records[candidate]
    header, count = record.document.header, len(papers(found, work.id))
    day = work.date if header.issued is None else None
    others = len(work.candidates) - 1
    choice = f" Còn {others} văn bản khác cũng có thể là số này: chỉ chọn một." if others else ""
    return Suggestion(
        FILE,
        filled((("file", _file(found, candidate)), ("number", work.key), ("issued", day))),
        f"{work.name} ({count} văn bản viện dẫn) có thể là văn bản này: cùng cơ quan, cùng loại, ngày phù hợp.{choice}",
        f"Văn bản này mang số {work.key}: mọi chỗ viện dẫn {work.key} dẫn tới nó; địa chỉ trang của nó có thể đổi.",
        count,
        passages(found, work.id),
        ((work.id, candidate),),
        reasons=("văn bản chưa ghi số", "cùng cơ quan", "cùng loại", "ngày phù hợp"),
    )


def _file(found: Catalog, document: str) -> str:
    return found.records[document].document.source.path.removeprefix("documents/")
