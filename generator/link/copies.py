"""Copies (bản trùng): of several files of one paper one is published, and the archivist is told.

The same paper is one that bears the same number, issuer and day, or the same text. What a side file marks `keep: true`
is published, else the one with the most text; two that are kept have a page each, and the second is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from generator.link.entities.cited import WorkIdentity
from generator.link.entities.work_identity import held_identity
from generator.link.scope.scoped_document import Reading
from generator.model import Diagnostic, DiagnosticCode, KnownDocument, Mark, PartialDate
from generator.vocab import Vocab

Paper = tuple[WorkIdentity, PartialDate] | str
"""A paper as two files may share it: the work and its whole date, else the digest of the words."""


def once(
    readings: Sequence[Reading], known: Mapping[str, KnownDocument], vocab: Vocab
) -> tuple[list[Reading], tuple[Diagnostic, ...]]:
    """Return one reading of each paper in their order, and a line for each that was left out."""
    papers: dict[Paper, list[Reading]] = defaultdict(list)
    for reading in readings:
        papers[_paper(reading, vocab)].append(reading)
    kept = {paper: _kept(copies, known) for paper, copies in papers.items()}
    chosen = {id(reading) for copies in kept.values() for reading in copies}
    told = tuple(
        _left_out(copy, kept[paper][0]) for paper, copies in papers.items() for copy in copies if id(copy) not in chosen
    )
    return [reading for reading in readings if id(reading) in chosen], told


def without(
    readings: Sequence[Reading], inside: Sequence[Reading], vocab: Vocab
) -> tuple[list[Reading], tuple[Diagnostic, ...]]:
    """Return the readings without copies of papers that stay inside, and what is told of them."""
    if not inside:
        return list(readings), ()
    secret = {key for reading in inside for key in (_paper(reading, vocab), reading.words)}
    shut = [r for r in readings if {_paper(r, vocab), r.words} & secret]
    left = {id(reading) for reading in shut}
    told = tuple(_shut(reading.document.source.path) for reading in shut)
    return [reading for reading in readings if id(reading) not in left], told


def same_bytes(copies: Iterable[tuple[str, str]], refused: Set[str]) -> Iterator[Diagnostic]:
    """Yield a line for each file that holds the bytes of another one that was read (tệp giống hệt).

    One that was refused is not named: it is told of the copy that it stays inside too.
    """
    for path, first in copies:
        if first in refused:
            yield _shut(path)
        else:
            message = f"Nội dung giống hệt «{first}»; chỉ dùng «{first}». Xóa một trong hai tệp."
            yield Diagnostic(DiagnosticCode.DUPLICATE, message, path, 1)


def _shut(path: str) -> Diagnostic:
    message = "Cùng một văn bản với một tệp không được đưa lên cổng: cũng không đưa lên."
    return Diagnostic(Mark.SECRET.value, message, path, 1)


def _kept(copies: Sequence[Reading], known: Mapping[str, KnownDocument]) -> list[Reading]:
    """Those that the archivist keeps, else the one with the most text.

    Of equally long ones the first by path.
    """
    stated = ((copy, known.get(copy.document.source.path)) for copy in copies)
    wanted = [copy for copy, word in stated if word is not None and word.keep]
    return wanted or [min(copies, key=lambda copy: (-len(copy.document.text), copy.document.source.path))]


def _paper(reading: Reading, vocab: Vocab) -> Paper:
    """What makes two files the same paper: identity and whole date, else the words of the text."""
    issued = reading.document.header.issued
    if issued is None or issued.day is None:
        return reading.words
    identity = held_identity(reading, vocab)
    return reading.words if identity is None else (identity, issued)


def _left_out(copy: Reading, kept: Reading) -> Diagnostic:
    path = kept.document.source.path
    message = (
        f"Cùng một văn bản với «{path}»; chỉ đưa tệp kia lên cổng. "
        "Xóa một tệp, hoặc ghi `keep: true` vào tệp kèm của tệp muốn giữ."
    )
    return Diagnostic(DiagnosticCode.DUPLICATE, message, copy.document.source.path, 1)
