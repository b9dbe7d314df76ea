"""Chính sách: programmes that many papers name, and names that may be one programme's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from generator.derive.catalog import Catalog
from generator.derive.suggestions.likeness import alike
from generator.derive.suggestions.suggestion import OFTEN, filled, papers, passages, slug
from generator.model import Policy, Registry, Suggestion
from generator.text.fold import fold_words
from generator.vocab import Vocab

FILE = "registry/policies.yml"


def suggested(found: Catalog, registry: Registry, vocab: Vocab) -> Iterator[Suggestion]:
    """Yield entries of programmes: other names of one, then those that are found often."""
    stated = {fold_words(name): each for each in registry.policies for name in (each.name, *each.aliases)}
    national = {fold_words(name) for each in vocab.policies.known for name in (each.name, *each.aliases)}
    own = [each for each in found.graph.policies if fold_words(each.name) not in national and not each.parent]
    taken: set[str] = set()
    for one, other, how in _pairs(own):
        stays, goes = sorted((one, other), key=lambda each: _rank(found, each, stated))
        if fold_words(goes.name) in stated or taken & {stays.id, goes.id}:
            continue
        taken |= {stays.id, goes.id}
        yield _other_name(found, stays, goes, how, stated.get(fold_words(stays.name)))
    for each in own:
        count = len(papers(found, each.id))
        if fold_words(each.name) not in stated and each.id not in taken and count >= OFTEN:
            why = f"{count} văn bản nhắc đến, danh bạ chưa có."
            changes = "Ghi nhận tên, loại và địa chỉ trang như đang có; dữ liệu không đổi."
            yield Suggestion(FILE, _as_found(each), why, changes, count, passages(found, each.id))


def _pairs(policies: list[Policy]) -> Iterator[tuple[Policy, Policy, str]]:
    """Programmes of one kind and period with names that may be one."""
    groups: dict[tuple[str, str | None], list[Policy]] = defaultdict(list)
    for each in policies:
        groups[each.policy_kind, each.period].append(each)
    for group in groups.values():
        yield from alike(group, lambda each: each.name)


def _rank(found: Catalog, each: Policy, stated: Mapping[str, Policy]) -> tuple[bool, int, int, str]:
    return fold_words(each.name) not in stated, -len(papers(found, each.id)), -len(each.name), each.id


def _other_name(found: Catalog, stays: Policy, goes: Policy, how: str, stated: Policy | None) -> Suggestion:
    entry = _as_stated(stated) if stated else _as_found(stays)
    aliases = list(dict.fromkeys((*entry.get("aliases", ()), goes.name)))
    count = len(papers(found, goes.id))
    return Suggestion(
        FILE,
        {**entry, "aliases": aliases},
        f"«{goes.name}» ({count} văn bản) và «{stays.name}» ({len(papers(found, stays.id))} văn bản) {how}.",
        f"«{goes.name}» không còn là chính sách riêng: mọi chỗ nhắc thành của «{stays.name}».",
        len(papers(found, goes.id, stays.id)),
        passages(found, goes.id, stays.id),
        ((goes.id, stays.id),),
        stated.name if stated else "",
    )


def _as_found(each: Policy) -> dict[str, Any]:
    return filled((("name", each.name), ("id", slug(each.id)), ("kind", each.policy_kind), ("period", each.period)))


def _as_stated(each: Policy) -> dict[str, Any]:
    told = (("kind", each.policy_kind), ("approved_by", each.approved_by), ("period", each.period))
    head = (("name", each.name), ("id", slug(each.id)), ("aliases", list(each.aliases)))
    return filled((*head, *told, ("parent", each.parent)))
