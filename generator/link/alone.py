"""What a paper tells by itself (điều một văn bản tự cho biết), whatever other papers say of it.

It is found with the parse of each paper, on every core, and remembered with it. What the archivist states is laid over
it when all papers are linked.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from generator.link import admission
from generator.model import Document
from generator.text.fold import words_of


@dataclass(frozen=True, slots=True)
class Alone:
    """The marks that a paper bears, and the digest of its words, by which a copy of it is known."""

    marks: tuple[admission.Found, ...]
    words: str


def alone(document: Document) -> Alone:
    """Return what a document tells by itself."""
    return Alone(admission.found(document), hashlib.sha256(words_of(document.text).encode()).hexdigest())
