"""Marks (dấu mật, nội bộ, dự thảo) that a page of a PDF bears beside its lines.

A watermark's letters lie across the lines, and would be torn among them; a note may have no look that is printed.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from math import radians, tau
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from generator.ingest.pdf import page as layer
from generator.vocab.secrecy import UPRIGHT, borne, hinted

LARGE = 20.0
"""Height of a letter's box, in points, from which it is no letter of a text."""
LEANS = 0.03
"""Radians by which a letter leans that is not set straight."""
LONGEST = 120
"""Letters of a line that may be a mark."""
_PRINTED, _NOTED = ("Contents", "V", "DV"), ("Contents", "Subj", "T", "TU", "NM")
"""What of a note shows where it is laid on the page, and what of one that opens with a click."""
_CLICKED = (pdfium.FPDF_ANNOT_TEXT, pdfium.FPDF_ANNOT_POPUP, pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_HIGHLIGHT)
_WORDS = {"TopSecret": "TOP SECRET", "NotForPublicRelease": "NOT FOR PUBLIC RELEASE", "ForComment": ""}
"""Names of stamps that every reader knows, as words."""


class Notes(NamedTuple):
    """Marks that notes on a page show, and those that they only say."""

    marks: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


def notes(page: Any) -> Notes:
    """Return the marks of all that is laid over a page: fields, stamps, notes."""
    shown: list[str] = []
    said: list[str] = []
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), layer.FIELDS)):
        mark = pdfium.FPDFPage_GetAnnot(page, index)
        clicked = pdfium.FPDFAnnot_GetSubtype(mark) in _CLICKED
        (said if clicked else shown).extend(_string(mark, key) for key in _PRINTED)
        said += (_string(mark, key) for key in _NOTED)
        name = _string(mark, "Name")
        (said if clicked else shown).append(_WORDS.get(name, name))
        pdfium.FPDFPage_CloseAnnot(mark)
    return Notes(borne(shown), hinted(said))


def words_of_notes(page: Any) -> Iterator[str]:
    """Yield all that is said in what is laid over a page: fields, stamps, notes."""
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), layer.FIELDS)):
        mark = pdfium.FPDFPage_GetAnnot(page, index)
        yield from filter(None, (_string(mark, key) for key in dict.fromkeys((*_PRINTED, *_NOTED))))
        pdfium.FPDFPage_CloseAnnot(mark)


def across(text: Any, count: int, frame: layer.Frame, lines: Sequence[str]) -> tuple[str, ...]:
    """Return the marks in large, turned or parted letters of a page that are no line by themselves."""
    known = {" ".join(line.split()) for line in lines}
    turned: list[str] = []
    found: list[str] = []
    for start, words in _strings(text, count):
        leans = _leans(text, start, frame)
        turned = [*turned, words] if leans else []
        if " ".join(words.split()) not in known and (leans or _is_apart(text, start, words)):
            found += [words, "".join(turned)]
    return borne(found)


def of_file(document: pypdfium2.PdfDocument) -> tuple[str, ...]:
    """Return the marks that the properties of a file tell."""
    told = document.get_metadata_dict(skip_empty=True)
    return hinted([*told.values(), *(f"{key}: {value}" for key, value in told.items())])


def _strings(text: Any, count: int) -> Iterator[tuple[int, str]]:
    """The lines of a page in the order in which they were printed, and where each begins."""
    codes = layer.codes(text, count)
    start = 0
    for line in "".join(chr(code) if code else " " for code in codes).replace("\r", "\n").split("\n"):
        if 0 < len(line.strip()) <= LONGEST:
            yield start + len(line) - len(line.lstrip()), line.strip()
        start += len(line) + 1


def _leans(text: Any, index: int, frame: layer.Frame) -> bool:
    angle = (pdfium.FPDFText_GetCharAngle(text, index) + radians(frame.turn)) % tau
    return bool(min(angle, tau - angle) > LEANS)


def _is_apart(text: Any, index: int, words: str) -> bool:
    """Tell whether letters are larger than those of a text, or each stands alone."""
    box = pdfium.FS_RECTF()
    tall = pdfium.FPDFText_GetLooseCharBox(text, index, box) and abs(box.top - box.bottom) >= LARGE
    letters = words.split()
    return bool(tall) or (len(letters) >= UPRIGHT and max(map(len, letters)) == 1)


def _string(mark: Any, key: str) -> str:
    name = key.encode()
    size = pdfium.FPDFAnnot_GetStringValue(mark, name, None, 0)
    if not 2 < size <= 4096:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    pdfium.FPDFAnnot_GetStringValue(mark, name, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")
