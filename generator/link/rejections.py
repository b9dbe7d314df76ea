"""Tìm nhầm: what the archivist says is not there is taken out before anything is made of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.errors import RegistryError
from generator.model import (
    Diagnostic,
    DiagnosticCode,
    Document,
    EntityKind,
    Registry,
    RejectedKind,
    Rejection,
    Signature,
    Span,
)
from generator.model.frozen import Frozen, replace

_SHOWN = 5
"""Finds of a line that are named where a rejection means none of them."""
_MENTIONED: dict[EntityKind, RejectedKind] = {
    EntityKind.AGENCY: "agency",
    EntityKind.POLICY: "policy",
    EntityKind.PERSON: "person",
}


class Kept(Frozen):
    """The documents without what is rejected, each path's citations without relation, what is told."""

    documents: tuple[Document, ...]
    unrelated: dict[str, frozenset[Span]]
    told: tuple[Diagnostic, ...]


class _Find(Frozen):
    """Something found in a document: its kind, where it stands, its words and the number that it is."""

    kind: RejectedKind
    span: Span
    words: str
    key: str = ""


def apply(documents: Sequence[Document], registry: Registry) -> Kept:
    """Return the documents as the registry leaves them; a line that no file has raises RegistryError."""
    kept, unrelated, told = [], {}, list[Diagnostic]()
    for document in documents:
        path = document.source.path
        rules = [rule for rule in registry.rejections if path in (rule.file, f"documents/{rule.file}")]
        if not rules:
            kept.append(document)
            continue
        finds = tuple(_finds(document))
        gone: set[tuple[RejectedKind, Span]] = set()
        for rule in rules:
            _require_line(rule, document)
            here = [find for find in finds if find.kind == rule.kind and document.line_of(find.span.start) == rule.line]
            meant = {(find.kind, find.span) for find in here if rule.words is None or _is(find, rule.words)}
            told += [] if meant else [_idle(rule, here)]
            gone |= meant
        kept.append(_without(document, gone))
        unrelated[path] = frozenset(span for kind, span in gone if kind == "relation")
    return Kept(tuple(kept), unrelated, tuple(told))


def _finds(document: Document) -> Iterable[_Find]:
    text = document.text
    for mention in document.mentions:
        if mention.kind in _MENTIONED:
            yield _Find(_MENTIONED[mention.kind], mention.span, _words(text, mention.span))
    for task in document.tasks:
        yield _Find("task", task.span, _words(text, task.span))
    cited = dict.fromkeys((*document.citations, *(effect.target for effect in document.effects)))
    for citation in cited:
        key = citation.number.key if citation.number else ""
        yield _Find("relation", citation.span, _words(text, citation.span), key)


def _words(text: str, span: Span) -> str:
    return " ".join(span.of(text).split())


def _is(find: _Find, words: str) -> bool:
    """A task is told by its first words, a citation by its number, all else by all its words."""
    found, meant = find.words.casefold(), words.casefold()
    if find.kind == "task":
        return found.startswith(meant)
    return meant in (found, find.key.casefold()) or (find.kind == "relation" and meant in found)


def _require_line(rule: Rejection, document: Document) -> None:
    source = document.source
    ended = source.text.endswith("\n")
    last = max(len(source.lines) - ended, document.lines[-1][1] if document.lines else 1)
    if rule.line > last:
        where = dict(rule.origins)["line"]
        raise RegistryError(f"{where}: tệp «{rule.file}» chỉ có {last} dòng, không có dòng {rule.line}. Sửa `line`.")


def _idle(rule: Rejection, here: Sequence[_Find]) -> Diagnostic:
    """What is told of a rule that takes nothing away: the file was edited, or the words are others."""
    origin = dict(rule.origins)[""]
    there = ", ".join(f"«{find.words[:60]}»" for find in here[:_SHOWN])
    meant = f"«{rule.words}»" if rule.words else "mục nào thuộc loại này"
    message = (
        f"Dòng {rule.line} của tệp «{rule.file}» không có {meant}"
        f"{f'; chỉ có: {there}' if there else ''}. Tệp có thể đã sửa: sửa hoặc xóa mục này."
    )
    return Diagnostic(DiagnosticCode.REGISTRY, message, origin.file, origin.line)


def _without(document: Document, gone: set[tuple[RejectedKind, Span]]) -> Document:
    def stays(kind: RejectedKind | None, span: Span) -> bool:
        return kind is None or (kind, span) not in gone

    def signed(signature: Signature | None) -> bool:
        return signature is not None and stays("person", signature.span)

    chair = document.chair
    return replace(
        document,
        mentions=tuple(each for each in document.mentions if stays(_MENTIONED.get(each.kind), each.span)),
        tasks=tuple(each for each in document.tasks if stays("task", each.span)),
        effects=tuple(
            each
            for each in document.effects
            if stays("relation", each.target.span) and (each.by is None or stays("relation", each.by.span))
        ),
        citations=tuple(
            each if stays("relation", each.span) else replace(each, unsettled=False) for each in document.citations
        ),
        signature=document.signature if signed(document.signature) else None,
        co_signatures=tuple(each for each in document.co_signatures if signed(each)),
        chair=chair if chair is not None and stays("person", chair.span) else None,
    )
