"""Each paper by itself (từng văn bản): cleaned of what must not be told, then parsed, on every core.

What comes of a paper depends on its text, on the names and kinds of data that the portal takes out, and on the program.
Under the digest of these it is remembered, so that an edit costs one paper.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import msgspec

from generator import cluster, ingest, parse, privacy, resources, vocab
from generator.cores import spread
from generator.defence import guarded
from generator.derive.blocks import Cut, cut
from generator.ingest import Source
from generator.link import admission
from generator.link.alone import Alone, alone
from generator.model import Diagnostic, Document, Portal, SourceText
from generator.model.frozen import Frozen, replace
from generator.papers.sharing import share
from generator.recall import Recall
from generator.text.digests import digest
from generator.text.erasure import Names

_AT_HAND = SourceText("", "", "", (), (), "")
"""Stands for the source itself."""


class Paper(Frozen):
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
    cut: Cut | None = None
    """The document cut up."""

    @property
    def source(self) -> Source | None:
        """The paper as it was read, without what was taken out of it."""
        return self.document.source if self.document and self.is_text else self.document


def papers(
    sources: Sequence[Source], names: Names, portal: Portal, recall: Recall, scheduler: str = ""
) -> Iterator[Paper]:
    """Yield what comes of each paper, in the order of the sources.

    The scheduler of a cluster shares out what must be made anew; without one that is done here.
    """
    faceless = replace(portal, color="", color_dark="", logo=None, favicon=None, footer=())
    settings = digest(repr(names), repr(faceless), resources.code())
    keys = [digest(settings, msgspec.msgpack.encode(source)) for source in sources]
    known = [recall.has(_path(source), key) for source, key in zip(sources, keys, strict=True)]
    todo = [source for source, there in zip(sources, known, strict=True) if not there]
    made = _spread(names, portal, todo, scheduler)
    for source, key, there in zip(sources, keys, known, strict=True):
        kept = recall.get(_path(source), key) if there else None
        value = kept or (_made(names, portal, source) if there else next(made))
        paper = _unpacked(value, source)
        if kept is None and not (paper.alone and paper.alone.marks):  # which may have to stay inside
            recall.put(_path(source), key, value)
        yield paper


def _packed(paper: Paper, source: Source) -> bytes:
    """What came of a paper, in bytes; where its text was not touched, without the source: that is at hand."""
    if paper.document and paper.is_text and paper.document.source == source:
        paper = replace(paper, document=replace(paper.document, source=_AT_HAND))
    return msgspec.msgpack.encode(paper)


def _unpacked(value: bytes, source: Source) -> Paper:
    paper = msgspec.msgpack.decode(value, type=Paper)
    share(paper.document, paper.cut, paper.alone)
    if paper.document and isinstance(source, SourceText) and paper.document.source == _AT_HAND:
        return replace(paper, document=replace(paper.document, source=source))
    return paper


def _spread(names: Names, portal: Portal, todo: Sequence[Source], scheduler: str) -> Iterator[bytes]:
    if scheduler:
        settings = msgspec.msgpack.encode((names, portal))
        return cluster.spread(scheduler, made_elsewhere, (settings,), map(_carried, todo))
    vocab.load()  # before the work is spread, so that it is loaded once
    return spread(partial(_made, names, portal), todo)


def _carried(source: Source) -> bytes:
    is_text = isinstance(source, SourceText)
    return msgspec.msgpack.encode((source, None) if is_text else (None, source))


def made_elsewhere(settings: bytes, carried: bytes) -> bytes:
    """Return what comes of a paper under some settings, all of them bytes that a cluster can carry."""
    names, portal = msgspec.msgpack.decode(settings, type=tuple[Names, Portal])
    text, parsed = msgspec.msgpack.decode(carried, type=tuple[SourceText | None, Document | None])
    source = parsed if text is None else text
    assert source is not None
    return _made(names, portal, source)


def _made(names: Names, portal: Portal, source: Source) -> bytes:
    return _packed(_paper(names, portal, source), source)


def _paper(names: Names, portal: Portal, source: Source) -> Paper:
    path, is_text = _path(source), isinstance(source, SourceText)
    clean = guarded(partial(privacy.cleaned, source, names, portal), path)
    if isinstance(clean, Diagnostic):
        return Paper(path, None, (clean,), is_text)
    if clean.source is None:
        return Paper(path, None, clean.told, is_text)
    parsed = guarded(partial(_parsed, clean.source, portal), path)
    if isinstance(parsed, Diagnostic):
        return Paper(path, None, (*clean.told, parsed), is_text)
    return Paper(path, parsed[0], clean.told, is_text, *parsed[1:])


def _parsed(source: Source, portal: Portal) -> tuple[Document, Alone, Cut]:
    document = parse.parse(source, vocab.load()) if isinstance(source, SourceText) else source
    return document, alone(document, portal, vocab.load()), cut(document)


def _path(source: Source) -> str:
    return ingest.original(source).path


def is_paper(path: Path, name: str) -> bool:
    """Tell whether a file is a paper: it has a number, or bears a mark that a gate judges."""
    source = ingest.read(path, name)
    if isinstance(source, Diagnostic):
        return False
    document = parse.parse(source, vocab.load()) if isinstance(source, SourceText) else source
    return document.header.number is not None or bool(admission.found(document))
