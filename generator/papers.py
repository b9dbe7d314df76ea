"""Each paper by itself (từng văn bản): cleaned of what must not be told, then parsed, on every core.

What comes of a paper depends on its text, on the names and kinds of data that the portal takes out, and on the program.
Under the digest of these it is remembered, so that an edit costs one paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import msgspec

from generator import ingest, parse, privacy, resources, vocab
from generator.cores import spread
from generator.defence import guarded
from generator.ingest import Source
from generator.link.alone import Alone, alone
from generator.model import Diagnostic, Document, Portal, SourceText
from generator.text.digests import digest
from generator.text.erasure import Names


@dataclass(frozen=True, slots=True)
class Paper:
    """What came of a paper.

    No document where it must not be read further, or the program failed on it.
    """

    path: str
    document: Document | None
    told: tuple[Diagnostic, ...] = ()
    is_text: bool = True
    """It came as a text, and not parsed already."""
    alone: Alone | None = None
    """What the document tells by itself."""

    @property
    def source(self) -> Source | None:
        """The paper as it was read, without what was taken out of it."""
        return self.document.source if self.document and self.is_text else self.document


class Recall(Protocol):
    """What is remembered of papers by their paths, each under the digest of all that it was made of."""

    def get(self, name: str, key: bytes) -> bytes | None:
        """Return what was kept of a paper, None where it was made of something else."""

    def put(self, name: str, key: bytes, value: bytes) -> None:
        """Keep what came of a paper."""


class Nothing:
    """The memory of those who keep none."""

    def get(self, name: str, key: bytes) -> bytes | None:
        """Return None."""

    def put(self, name: str, key: bytes, value: bytes) -> None:
        """Keep nothing."""


NOTHING = Nothing()


def papers(sources: Sequence[Source], names: Names, portal: Portal, recall: Recall) -> Iterator[Paper]:
    """Yield what comes of each paper, in the order of the sources."""
    settings = digest(repr(names), repr(portal), resources.code())
    keys = [digest(settings, msgspec.msgpack.encode(source)) for source in sources]
    kept = [recall.get(_path(source), key) for source, key in zip(sources, keys, strict=True)]
    todo = [source for source, value in zip(sources, kept, strict=True) if value is None]
    vocab.load()  # before the work is spread, so that it is loaded once
    made = spread(partial(_made, names, portal), todo)
    for source, key, value in zip(sources, keys, kept, strict=True):
        if value is None:
            value = next(made)
            recall.put(_path(source), key, value)
        yield msgspec.msgpack.decode(value, type=Paper)


def _made(names: Names, portal: Portal, source: Source) -> bytes:
    return msgspec.msgpack.encode(_paper(names, portal, source))


def _paper(names: Names, portal: Portal, source: Source) -> Paper:
    path, is_text = _path(source), isinstance(source, SourceText)
    clean = guarded(partial(privacy.cleaned, source, names, portal), path)
    if isinstance(clean, Diagnostic):
        return Paper(path, None, (clean,), is_text)
    if clean.source is None:
        return Paper(path, None, clean.told, is_text)
    parsed = guarded(partial(_parsed, clean.source), path)
    if isinstance(parsed, Diagnostic):
        return Paper(path, None, (*clean.told, parsed), is_text)
    document, told_alone = parsed
    return Paper(path, document, clean.told, is_text, told_alone)


def _parsed(source: Source) -> tuple[Document, Alone]:
    document = parse.parse(source, vocab.load()) if isinstance(source, SourceText) else source
    return document, alone(document)


def _path(source: Source) -> str:
    return ingest.original(source).path
