"""A paper whose words are asked for (lời văn): who reads them is noted.

What a page tells of a paper is mostly not its words: number, title, bodies, limits, ties. Where these are as they were,
a page that read no word of it is as it was, too. Nobody says by himself that he reads words, so none can forget to.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from generator.model.basics import SourceText
from generator.model.document import Document
from generator.model.frozen import fields_of

Read = set[int]
"""The `id()` of papers, and of their files, whose words were read."""
_read: Read = set()


@contextlib.contextmanager
def heard(read: Read) -> Iterator[None]:
    """Note in a set whose words are read inside."""
    global _read
    before, _read = _read, read
    try:
        yield
    finally:
        _read = before


def _noted(of: type, field: str) -> property:
    """Return a field that is noted when it is read."""
    value = vars(of)[field].__get__

    def noted(self: object) -> object:
        _read.add(id(self))
        return value(self)

    return property(noted)


class LinkedSource(SourceText):
    """A file of which words and digest are noted when they are read."""

    if not TYPE_CHECKING:
        text = _noted(SourceText, "text")
        digest = _noted(SourceText, "digest")


class LinkedDocument(Document):
    """A document of which words and lines are noted when they are read."""

    if not TYPE_CHECKING:
        text = _noted(Document, "text")
        lines = _noted(Document, "lines")


def linked(document: Document) -> LinkedDocument:
    """Return a document of which it is noted who reads its words."""
    source = LinkedSource(**{name: getattr(document.source, name) for name in fields_of(document.source)})
    return LinkedDocument(**{**{name: getattr(document, name) for name in fields_of(document)}, "source": source})
