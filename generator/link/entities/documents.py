"""Addresses of documents: made of type, issuer and day or number, else of the file's name.

Never of the content.

A file is known by its path, so that an edit moves no page. A numbered paper is known by its number and day, too: it
keeps its address where the file is moved or another copy of it is published.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from generator.link.entities.slugs import assign, locked_as, remembered
from generator.link.entities.work_identity import held_identity
from generator.link.scope.scoped_document import Reading
from generator.model import APPENDIX
from generator.model.frozen import Frozen, replace
from generator.text.fold import slugify
from generator.vocab import Vocab

FOLDER = "van-ban"
FILE, PAPER = "document", "paper"
"""What the lock calls a file, and a numbered paper."""
_HEAD, _TAIL = 60, 40
_LIKE_AN_APPENDIX = re.compile(rf"(?:-{APPENDIX})(?=(?:-\d+)?$)")
"""A slug that ends so is the address of another document's appendix, or its number makes it one."""


class Addressed(Frozen):
    """The readings with their ids, sorted by id, and what the slug lock remembers of them."""

    readings: tuple[Reading, ...]
    locked: tuple[tuple[str, str], ...]

    def identities(self) -> tuple[tuple[str, str], ...]:
        """Return what the slug lock remembers."""
        return self.locked


def address(readings: Sequence[Reading], vocab: Vocab, locked: Mapping[str, str]) -> Addressed:
    """Return each reading with its id: the one that the lock remembers, else a new one."""
    files = dict(zip(_files(readings), readings, strict=True))
    papers = {file: paper for file, reading in files.items() if (paper := _paper(reading, vocab)) is not None}
    ids = assign(files, lambda file: _slugs(files[file], vocab), _moved(papers, files, locked), FILE, FOLDER)
    by_paper: dict[str, str] = {}
    for file in files:
        if file in papers:
            by_paper.setdefault(papers[file], ids[file])
    named = (replace(reading, id=ids[file].removeprefix(f"{FOLDER}/")) for file, reading in files.items())
    ordered = sorted(named, key=lambda reading: (reading.id, reading.document.source.path))
    return Addressed(tuple(ordered), (*remembered(ids, FILE), *remembered(by_paper, PAPER)))


def _files(readings: Sequence[Reading]) -> Iterator[str]:
    """What each file is known by: its path; parses that name one path are counted."""
    seen: Counter[str] = Counter()
    for reading in readings:
        path = reading.document.source.path
        seen[path] += 1
        yield path if seen[path] == 1 else f"{path}#{seen[path]}"


def _paper(reading: Reading, vocab: Vocab) -> str | None:
    """What a numbered paper is known by: whose number it is, and its day."""
    identity, issued = held_identity(reading, vocab), reading.document.header.issued
    known = identity is not None and not identity.issuer.startswith("?")
    return f"{identity}|{issued}" if known and issued is not None and issued.day is not None else None


def _moved(papers: Mapping[str, str], files: Mapping[str, Reading], locked: Mapping[str, str]) -> dict[str, str]:
    """Return the lock with the ids of papers whose file was moved.

    A file that is still there keeps its own.
    """
    held = {id_ for file in files if (id_ := locked.get(locked_as(file, FILE))) is not None}
    found = dict(locked)
    for file, paper in papers.items():
        id_ = locked.get(locked_as(paper, PAPER))
        if id_ is not None and id_ not in held:
            found.setdefault(locked_as(file, FILE), id_)
    return found


def _slugs(reading: Reading, vocab: Vocab) -> Iterator[str]:
    """Yield `tb-ban-dan-toc-dong-nai-2021-01-22`, then what tells apart: the number, the file's name."""
    header = reading.document.header
    kind = vocab.doc_type(header.type)
    code = kind.codes[0] if kind and kind.codes else "cv" if header.type == vocab.untyped else "vb"
    issuer = reading.scope.issuer
    name = issuer.name.replace(" tỉnh ", " ").replace(",", " ") if issuer else ""
    head = slugify(f"{code} {name}", _HEAD)
    number = header.number.key if header.number else ""
    whole = header.issued is not None and header.issued.day is not None
    day, file = str(header.issued or ""), PurePosixPath(reading.document.source.path).stem
    tails = ((day,) if whole else ()), ((number, day) if number else ()), (day, file), (number, day, file)
    for tail in filter(None, tails):
        slug = "-".join(filter(None, (head, *(slugify(part, _TAIL) for part in tail))))
        yield _LIKE_AN_APPENDIX.sub(f"-tep-{APPENDIX}-kem", slug)
