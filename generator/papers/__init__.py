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
from generator.ingest import Source, original, reading
from generator.link import admission
from generator.link.alone import Alone, alone
from generator.model import Diagnostic, Document, Portal, SourceText
from generator.model.frozen import Frozen, replace
from generator.papers.packed import Packed, unpacked
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
    cleaned: bytes | None = None
    """The paper as it was read, packed, without what was taken out of it; None where nothing was."""


def papers(
    sources: Sequence[Source] | Packed, names: Names, portal: Portal, recall: Recall, scheduler: str = ""
) -> Iterator[Paper]:
    """Yield what comes of each paper, in the order of the sources.

    The scheduler of a cluster shares out what must be made anew; without one that is done here.
    """
    faceless = replace(portal, color="", color_dark="", logo=None, favicon=None, footer=())
    settings = digest(repr(names), repr(faceless), resources.code())
    packed = sources if isinstance(sources, Packed) else Packed.of(sources)
    asked = [(path, digest(settings, row), row) for path, row in zip(*packed, strict=True)]
    known = [recall.has(path, key) for path, key, _ in asked]
    made = _spread(names, portal, [row for (*_, row), there in zip(asked, known, strict=True) if not there], scheduler)
    for (path, key, row), there in zip(asked, known, strict=True):
        kept = recall.get(path, key) if there else None
        value = kept or (_made(names, portal, row) if there else next(made))
        paper = _unpacked(value, row)
        if kept is None and not (paper.alone and paper.alone.marks):  # which may have to stay inside
            recall.put(path, key, value)
        yield paper


def _packed(paper: Paper) -> bytes:
    """What came of a paper, in bytes; a text stands in them without its source, which is at hand."""
    if paper.document and paper.is_text:
        paper = replace(paper, document=replace(paper.document, source=_AT_HAND))
    return msgspec.msgpack.encode(paper)


def _unpacked(value: bytes, row: bytes) -> Paper:
    paper = msgspec.msgpack.decode(value, type=Paper)
    share(paper.document, paper.cut, paper.alone)
    if paper.document and paper.is_text:
        source = original(unpacked(paper.cleaned or row))
        return replace(paper, document=replace(paper.document, source=source))
    return paper


def _spread(names: Names, portal: Portal, todo: Sequence[bytes], scheduler: str) -> Iterator[bytes]:
    if scheduler:
        settings = msgspec.msgpack.encode((names, portal))
        return cluster.spread(scheduler, made_elsewhere, (settings,), todo)
    vocab.load()  # before the work is spread, so that it is loaded once
    return spread(partial(_made, names, portal), todo)


def made_elsewhere(settings: bytes, row: bytes) -> bytes:
    """Return what comes of a packed paper under some settings, all of them bytes that a cluster can carry."""
    names, portal = msgspec.msgpack.decode(settings, type=tuple[Names, Portal])
    return _made(names, portal, row)


def _made(names: Names, portal: Portal, row: bytes) -> bytes:
    return _packed(_paper(names, portal, unpacked(row)))


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
    cleaned = None if clean.source == source else reading.kept(clean.source)
    return Paper(path, parsed[0], clean.told, is_text, *parsed[1:], cleaned)


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
