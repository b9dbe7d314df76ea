"""Dự thảo: what a draft would do to other works is proposed; none of it is done."""

from __future__ import annotations

from generator.model import Document, Relation
from generator.model.frozen import replace
from generator.parse.effects import RELATION


def proposed(document: Document) -> Document:
    """Return a draft without its own deeds: the works that it would change are only spoken of.

    What it tells of other papers' deeds stays told.
    """
    own = frozenset(each.target.span for each in document.effects if each.basis == "own")
    changes = frozenset(RELATION.values()) - {Relation.MENTION}
    if not own and not any(each.relation in changes for each in document.citations):
        return document
    citations = tuple(
        replace(each, relation=Relation.MENTION, unsettled=each.unsettled or each.span in own)
        if each.relation in changes or each.span in own
        else each
        for each in document.citations
    )
    return replace(document, citations=citations, effects=tuple(e for e in document.effects if e.basis != "own"))
