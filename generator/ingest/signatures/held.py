"""The signatures that a PDF holds, not yet judged.

What each covers, its CMS container, the day that the file states.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from generator.model.signatures import Reach

MARK = b"/ByteRange"
"""What every signature says openly: where the bytes lie that it covers."""
MOST = 200
"""Signatures of one file that are looked at; a paper with a stamp on each of its pages has some dozens."""
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:Z|([+-])(\d\d)'?(\d\d))?")


@dataclass(frozen=True, slots=True)
class Held:
    """A signature as the file holds it: `ranges` are (start, length) twice, `form` the SubFilter."""

    ranges: tuple[int, ...]
    container: bytes
    form: str
    stated: datetime | None = None


def signatures_of(data: bytes) -> list[Held]:
    """Return the signatures of a file, those that cover less of it first; none where it does not open."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return []
    try:
        return in_order(_listed(document))
    finally:
        document.close()


def reach(signature: Held, data: bytes) -> Reach:
    """Return what a signature covers (`Reach`): `part` where anything but its own container is left out."""
    if len(signature.ranges) != 4:
        return "part"
    start, before, after, rest = signature.ranges
    end = after + rest
    if start != 0 or not 0 <= before < after <= end <= len(data) or rest < 0:
        return "part"
    if not _is_container(data[before:after], signature.container):
        return "part"
    return "revision" if data[end:].strip() else "file"


def _is_container(gap: bytes, container: bytes) -> bool:
    """Tell whether the bytes that are not signed are the signature itself and nothing else."""
    try:
        return gap[:1] == b"<" and gap[-1:] == b">" and bytes.fromhex(gap[1:-1].decode("ascii")) == container
    except ValueError:
        return False


def in_order(signatures: Iterable[Held]) -> list[Held]:
    """Return signatures in the order in which they were made: each covers what the ones before it cover."""
    return sorted(signatures, key=lambda each: sum(each.ranges[-2:]))


def _listed(document: pypdfium2.PdfDocument) -> Iterator[Held]:
    for index in range(min(MOST, pdfium.FPDF_GetSignatureCount(document.raw))):
        raw = pdfium.FPDF_GetSignatureObject(document.raw, index)
        if not raw:
            continue
        container = _bytes(pdfium.FPDFSignatureObj_GetContents, raw)
        form = _bytes(pdfium.FPDFSignatureObj_GetSubFilter, raw).rstrip(b"\0").decode("latin-1")
        stated = _bytes(pdfium.FPDFSignatureObj_GetTime, raw).rstrip(b"\0").decode("latin-1")
        if ranges := _ranges(raw):
            yield Held(ranges, container, form, _time(stated))


def _bytes(get: Callable[..., int], raw: Any) -> bytes:
    buffer = ctypes.create_string_buffer(get(raw, None, 0) or 1)
    get(raw, buffer, len(buffer))
    return buffer.raw


def _ranges(raw: Any) -> tuple[int, ...]:
    count = pdfium.FPDFSignatureObj_GetByteRange(raw, None, 0)
    numbers = (ctypes.c_int * count)()
    pdfium.FPDFSignatureObj_GetByteRange(raw, numbers, count)
    return tuple(numbers)


def _time(stated: str) -> datetime | None:
    """Return the time that a PDF writes as `D:20250219091500+07'00'`, None where it is none."""
    match = _DATE.match(stated)
    if match is None:
        return None
    sign, hours, minutes = match[7], int(match[8] or 0), int(match[9] or 0)
    offset = timedelta(hours=hours, minutes=minutes) * (-1 if sign == "-" else 1)
    try:
        zone = timezone(offset) if sign else UTC
        return datetime(*map(int, match.groups()[:6]), tzinfo=zone)  # type: ignore[arg-type, misc]
    except ValueError:
        return None
