"""What every reader is given besides the file, and the text that it returns."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Protocol

from generator.ingest.geometry.doubts import carried
from generator.ingest.geometry.shapes import Line, Sheet
from generator.ingest.geometry.tables import tables
from generator.model import DiagnosticCode, Doubt, Extraction, Limits, Place, SourceText, Span
from generator.model.frozen import replace
from generator.text.invisible import without_invisible

MB = 1_000_000
OCR = "nhận dạng chữ (OCR)"
"""How a text came about that was read off a picture, in the words of the interface."""
_BREAKS = "\v\x85\u2028\u2029"


class Refused(Exception):
    """A file that is not read: the code and the message of its diagnostic."""

    def __init__(self, code: DiagnosticCode, message: str) -> None:
        super().__init__(message)
        self.code = code


class Cache(Protocol):
    """Results by a key.

    SHA-256 of the file, what was done with it and the doer's version, with blanks between.
    By the first word is known of which paper a result is, so that nothing is kept of one that may not be told.
    """

    def get(self, key: str) -> bytes | None:
        """Return what was put under the key, None where there is nothing."""

    def put(self, key: str, value: bytes) -> None:
        """Keep the value under the key."""

    def use(self, papers: Iterable[str]) -> None:
        """Take note that results of these papers (first words of keys) were asked for by another process."""


class NoCache:
    """A cache that keeps nothing."""

    def get(self, key: str) -> bytes | None:
        """Return None."""
        return None

    def put(self, key: str, value: bytes) -> None:
        """Forget the value."""

    def use(self, papers: Iterable[str]) -> None:
        """Forget the papers."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What a reader may use."""

    limits: Limits = field(default_factory=Limits)
    cache: Cache = field(default_factory=NoCache)
    follow_links: bool = False
    """Links that lead out of the content folder are followed."""
    trusted: tuple[bytes, ...] = ()
    """Certificates (DER) that the content folder trusts to vouch for signers."""


USUAL = Tools()
"""The limits that `portal.yml` does not change, and no cache."""


def source_text(
    data: bytes, name: str, kind: str, pages: Sequence[str], extraction: Extraction, *, paged: bool = True
) -> SourceText:
    """Return the text of a file from the texts of its pages, in NFC, a newline between.

    `paged` is False for formats without pages (Word, web): `pages` is then one text, and no page starts are kept.
    """
    texts = [unicodedata.normalize("NFC", page) for page in pages]
    text = "\n".join(texts)
    starts = tuple(accumulate((len(page) + 1 for page in texts[:-1]), initial=0))
    lines = (0, *(i + 1 for i, char in enumerate(text) if char == "\n"))
    digest = hashlib.sha256(data).hexdigest()
    return SourceText(name, digest, text, lines, starts if paged else (), kind, extraction)


def source_of_sheets(
    data: bytes, name: str, kind: str, sheets: Sequence[Sheet], extraction: Extraction, *, paged: bool = True
) -> SourceText:
    """Return the text of a file from its pages as read, with their tables, places and doubts beside it."""
    sheets = [replace(sheet, lines=tuple(map(_composed, sheet.lines))) for sheet in sheets]
    source = source_text(data, name, kind, [sheet.text for sheet in sheets], extraction, paged=paged)
    places: list[Place | None] = []
    doubts: list[Doubt] = []
    for number, sheet in enumerate(sheets, 1):
        for line in sheet.lines or (Line(""),):
            start = source.lines[len(places)]
            places.append(Place(number, *line.box) if line.box else None)
            doubts += (Doubt(Span(start + a, start + b), certainty) for a, b, certainty in line.doubts)
    marks, hints = (_once(getattr(sheet, of) for sheet in sheets) for of in ("marks", "hints"))
    laid_out = replace(source, tables=tables(sheets, source.text), places=tuple(places), doubts=tuple(doubts))
    return replace(laid_out, marks=marks, hints=hints)


def _once(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(unicodedata.normalize("NFC", each) for part in parts for each in part))


def _composed(line: Line) -> Line:
    """The line in NFC."""
    text = unicodedata.normalize("NFC", line.text)
    return line if text == line.text else replace(line, text=text, doubts=carried(line.doubts, line.text, text))


def clean(text: str) -> str:
    """Return `text` in NFC with `\\n` as line end, without control and invisible characters.

    Line and paragraph separators inside a line (a Word line break) become a space, so no line is added.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for separator in _BREAKS:
        text = text.replace(separator, " ")
    return unicodedata.normalize("NFC", without_invisible(text))
