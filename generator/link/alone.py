"""What a paper tells by itself (điều một văn bản tự cho biết), whatever other papers say of it.

It is found with the parse of each paper, on every core, and remembered with it. What the archivist states is laid over
it when all papers are linked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from generator.link import admission
from generator.link.entities import issuers
from generator.link.scope.bodies import Body
from generator.link.scope.scoped_document import Resolved, Told, read
from generator.model import Document, Portal
from generator.model.frozen import Frozen
from generator.text.fold import words_of
from generator.vocab import Vocab


class Alone(Frozen):
    """What a paper tells by itself."""

    marks: tuple[admission.Found, ...]
    """The marks that it bears."""
    words: str
    """The digest of its words, by which a copy of it is known."""
    resolved: Resolved


def alone(document: Document, portal: Portal, vocab: Vocab) -> Alone:
    """Return what a document tells by itself."""
    words = hashlib.sha256(words_of(document.text).encode()).hexdigest()
    return Alone(admission.found(document), words, _resolved(document, words, portal, vocab))


def _resolved(document: Document, words: str, portal: Portal, vocab: Vocab) -> Resolved:
    reading = read(document, words, None, portal, vocab)
    named: dict[Body, int] = {}

    def place(body: Body | None) -> int | None:
        return None if body is None else named.setdefault(body, len(named))

    def told() -> Iterator[Told]:
        places = {id(each): number for number, each in enumerate(issuers.citations_of(document))}
        for each in issuers.of_document(reading, vocab):
            bodies = (place(each.issuer), place(each.symbol_issuer), place(each.series))
            yield places[id(each.citation)], *bodies, each.conflict, each.claimed

    mentions, cited = tuple(map(place, reading.bodies)), tuple(told())
    return Resolved(reading.scope, reading.inferred, tuple(named), mentions, cited)
