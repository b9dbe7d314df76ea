"""Papers gathered (tập hợp văn bản): all of a folder, before and after they are linked.

What was read of them is held packed, in less than half the room: few ask for it once papers are linked.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from types import MappingProxyType

from generator import ingest, papers, privacy
from generator.curation import registry
from generator.curation.portal import Content
from generator.derive.blocks import Cut
from generator.ingest.folder import Intake
from generator.link.alone import Alone
from generator.link.records import bare
from generator.model import Diagnostic, Document, KnownDocument, Portal, Registry
from generator.model.frozen import Frozen, replace
from generator.model.registry import around
from generator.papers.packed import Packed
from generator.recall import NOTHING, Recall
from generator.text.erasure import Names

_NONE: Mapping[int, Alone] = MappingProxyType({})


class Gathered(Frozen):
    """Papers, what is written by hand of them, and what was told so far."""

    intake: Intake
    """Of its sources no more than where they lie, and what files they are."""
    sources: Packed
    """The same as they were read."""
    cleaned: Mapping[str, bytes]
    """Those from which something was taken out, packed without that, by path."""
    documents: tuple[Document, ...]
    """Those that may be read further; none once they are linked."""
    told_alone: Mapping[int, Alone]
    """What was found with the parse, by the `id()` of the document."""
    cuts: Mapping[str, Cut]
    """Papers cut up, by path."""
    known: Registry
    names: Names
    portal: Portal
    told: tuple[Diagnostic, ...]

    @property
    def linked(self) -> Gathered:
        """The same without what was there to be linked."""
        return replace(self, documents=(), told_alone=_NONE)

    @property
    def digests(self) -> tuple[str, ...]:
        """The digests of the files that were read."""
        return tuple(ingest.original(each).digest for each in self.intake.sources)

    def kept(self, paths: Container[str]) -> dict[str, bytes]:
        """Return the papers at some paths as they may be kept, packed, by path."""
        return {path: self.cleaned.get(path, row) for path, row in self.sources.at(paths)}

    def untouched(self, paths: Container[str]) -> dict[str, bytes]:
        """Return those of which nothing was taken out, packed, by path."""
        return {path: row for path, row in self.sources.at(paths) if path not in self.cleaned}


def shelved(intake: Intake) -> tuple[Intake, Packed]:
    """Return an intake that holds no texts, and its sources, packed."""
    packed = Packed.of(intake.sources)
    return replace(intake, sources=tuple(bare(ingest.original(each)) for each in intake.sources)), packed


def gathered(
    content: Content,
    intake: Intake,
    sources: Packed,
    tell: Callable[[str, int, int], None],
    recall: Recall = NOTHING,
    scheduler: str = "",
) -> Gathered:
    """Return the papers of an intake, each cleaned and parsed, or as `recall` knows it."""
    known = registry.load(content.registry)
    registry.check_files(known, _files(content, intake))
    names = privacy.names_of(known)
    portal = privacy.without(content.portal, names)
    read: list[papers.Paper] = []
    tell("Phân tích", 0, len(sources.rows))
    for paper in papers.papers(sources, names, portal, recall, scheduler):
        tell("Phân tích", len(read), len(sources.rows))
        read.append(paper)
        gc.freeze()  # papers stay until the end: to look for garbage among them took twice as long as to decode them
    tell("Phân tích", len(read), len(read))
    given, of_files = (stated(each, names, portal) for each in (intake.given, intake.known))
    known = privacy.registry_without(replace(known, documents=(*given, *known.documents, *of_files)), names)
    further = [(paper, paper.document) for paper in read if paper.document]
    return Gathered(
        intake=intake,
        sources=sources,
        cleaned={paper.path: paper.cleaned for paper in read if paper.cleaned},
        documents=tuple(document for _, document in further),
        told_alone={id(document): paper.alone for paper, document in further if paper.alone},
        cuts={paper.path: paper.cut for paper in read if paper.cut},
        known=known,
        names=names,
        portal=portal,
        told=(*_without(intake, names, portal), *(line for paper in read for line in paper.told)),
    )


def stated(known: Sequence[KnownDocument], names: Names, portal: Portal) -> tuple[KnownDocument, ...]:
    """Return what side files and bundles state of papers, without what must not be told."""
    return tuple(privacy.stated(each, portal) for each in privacy.without(tuple(known), names))


def _without(intake: Intake, names: Names, portal: Portal) -> Iterator[Diagnostic]:
    """What reading tells, without the names of files that tell what must not be told."""
    for each in intake.diagnostics:
        yield privacy.kept_inside(each.path, names, portal) or each
    yield from (kept for path, _ in intake.copies if (kept := privacy.kept_inside(path, names, portal)))


def _files(content: Content, intake: Intake) -> set[str]:
    """The files that lie in the folder of documents, read or not, by their path below it."""
    folder = content.documents.relative_to(content.root).as_posix()
    return {each.removeprefix(f"{folder}/") for path in named(intake) for each in around(path)}


def named(intake: Intake) -> set[str]:
    """Return the paths of all files that are there, read or not."""
    read = {ingest.original(source).path for source in intake.sources}
    return read | {each.path for each in intake.diagnostics} | {path for path, _ in intake.copies}
