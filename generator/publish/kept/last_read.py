"""Papers as they were last read (bản đọc được gần nhất), of those alone that the last build published.

Where a file or folder does not open (a share that is away, a right that was taken), its pages stay as they were.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from functools import partial
from pathlib import Path

import msgspec

from generator import resources
from generator.ingest import original
from generator.ingest.folder import Intake
from generator.model import DiagnosticCode, Document, KnownDocument, Mark, PartialDate, SourceText
from generator.model.basics import Stater
from generator.model.frozen import Frozen, fields_of
from generator.model.registry import around
from generator.papers.gathering import Gathered, stated
from generator.papers.packed import unpacked
from generator.publish.kept import state
from generator.publish.kept.cache import name_of, seal, sealed
from generator.publish.kept.seals import OwnFolder
from generator.recall import Recall
from generator.text.digests import digest

FOLDER = "papers"


class _Paper(Frozen):
    """A paper, as text or as parse, and what its side file and its bundle state."""

    text: SourceText | None
    parse: Document | None
    known: _Stated | None = None
    given: _Stated | None = None


class _Stated(Frozen):
    """A `KnownDocument` in values that JSON has.

    Origins are those of the registry, which is read each time.
    """

    file: str
    number: str | None
    type: str | None
    title: str | None
    issued: PartialDate | None
    place: str | None
    issuer: str | None
    keep: bool
    release: bool
    source: Stater
    mark: str | None
    """The code of its mark, `KnownDocument.secrecy`."""


_SAME = tuple(name for name in fields_of(_Stated) if name != "mark")


def keep(
    build_dir: Path, gathered: Gathered, published: Mapping[str, str], kept: Container[str], recall: Recall
) -> None:
    """Keep those papers of a build that are `kept`, and nothing of any other.

    And which ones it published: path → digest. `recall` tells which of them lie as they were left.
    """
    known, given = (_by_file(each, gathered) for each in (gathered.intake.known, gathered.intake.given))
    folder = OwnFolder(build_dir / FOLDER, recall, FOLDER)
    for path, row in gathered.kept(kept).items():
        told = _stated(known.get(path)), _stated(given.get(path))
        mark = digest(resources.code(), path, row, msgspec.msgpack.encode(told))
        folder.add_made(name_of(path), mark, partial(_kept, path, row, *told))
    folder.finish()
    state.write_papers(build_dir, published)


def _by_file(known: Sequence[KnownDocument], gathered: Gathered) -> dict[str, KnownDocument]:
    return {each.file: each for each in stated(known, gathered.names, gathered.portal)}


def with_closed(intake: Intake, build_dir: Path) -> Intake:
    """Return an intake with the papers of the last build that do not open this time, each told."""
    there = {original(source).path for source in intake.sources}
    digests = {original(source).digest for source in intake.sources}
    papers = [
        (path, paper)
        for path, digest in state.read_papers(build_dir).items()
        if path not in there and digest not in digests and not set(intake.closed).isdisjoint(around(path))
        if (paper := _read(build_dir, path))
    ]
    stated = {each.file for each in intake.known}
    # The side file of a closed file is read; that of a file in a closed folder is not.
    known = (paper.known for path, paper in papers if path not in {*stated, *intake.closed})
    return intake.joined(
        [source for _, paper in papers if (source := paper.text or paper.parse)],
        [_known(each) for each in known if each],
        [_known(paper.given) for _, paper in papers if paper.given],
    )


def _stated(known: KnownDocument | None) -> _Stated | None:
    if known is None:
        return None
    mark = known.secrecy.value.value if known.secrecy else None
    return _Stated(**{name: getattr(known, name) for name in _SAME}, mark=mark)


def _known(stated: _Stated) -> KnownDocument:
    mark = Mark(DiagnosticCode(stated.mark)) if stated.mark else None
    return KnownDocument(**{name: getattr(stated, name) for name in _SAME}, secrecy=mark)


def _kept(path: str, row: bytes, known: _Stated | None, given: _Stated | None) -> bytes:
    source = unpacked(row)
    text, parse = (source, None) if isinstance(source, SourceText) else (None, source)
    return seal(path, msgspec.json.encode(_Paper(text, parse, known, given)))


def _read(build_dir: Path, path: str) -> _Paper | None:
    """The paper as kept; one of another version of the program, or damaged, counts as absent."""
    try:
        kept = sealed(path, (build_dir / FOLDER / name_of(path)).read_bytes())
        return None if kept is None else msgspec.json.decode(kept, type=_Paper)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None
