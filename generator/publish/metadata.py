"""What a file tells beside its text (thông tin kèm tệp): who wrote it, comments, what was struck out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from generator.text.erasure import Names

MOST = 50_000_000
"""Bytes of a packed part that are looked at."""
_TAG = re.compile(r"<[^<>]{0,2000}>")
_UTF_16 = re.compile(rb"(?:[\x00-\xff][\x00\x01\x03\x1e\x20]){4,400}")
"""Letters of Vietnamese names as old Word files and pictures keep them."""


def names_somebody(data: bytes, names: Names) -> bool:
    """Tell whether a file names one of those persons in any part that can be read without its own program."""
    return bool(names.names) and any(names.stand_in(text) for text in _texts(data))


def _texts(data: bytes) -> Iterator[str]:
    yield from _views(data)
    yield " | ".join(match[0].decode("utf-16-le", "replace") for match in _UTF_16.finditer(data[:MOST]))
    if data.startswith(b"PK"):
        yield from _packed(data)
    if data.startswith(b"%PDF"):
        yield from _of_pdf(data)


def _views(data: bytes) -> Iterator[str]:
    """The words of a part with its tags, and without: a name may stand in several runs."""
    text = data[:MOST].decode("utf-8", "replace")
    yield text
    if "<" in text:
        yield _TAG.sub("", text)


def _packed(data: bytes) -> Iterator[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            for part in parts.infolist():
                with parts.open(part) as file:
                    yield part.filename
                    yield from _views(file.read(MOST))
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError):
        return  # what does not open for us has been read by its reader, or was refused


def _of_pdf(data: bytes) -> Iterator[str]:
    import pypdfium2 as pdfium  # a large library, of which few builds have need

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return
    yield " | ".join(document.get_metadata_dict().values())
    document.close()
