"""What a file tells beside its text (thông tin kèm tệp): who wrote it, comments, what is hidden."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from collections.abc import Callable, Collection, Iterator
from functools import partial
from html import unescape

from generator.ingest.sandbox import TooMuch, bounded
from generator.text.erasure import Names
from generator.vocab.personal_data import find_personal_data

MOST = 50_000_000
"""Bytes of a packed part that are looked at."""
SECONDS, PAGES = 10, 2_000
"""How long and how far a PDF is looked through; one that takes longer is taken to tell of somebody."""
DEPTH = 3
"""Packed files within packed files that are opened: a workbook within a letter, say."""
_TAG = re.compile(r"<[^<>]{0,2000}>")
_PARAGRAPH = re.compile(r"</(?:\w{1,20}:)?(?:p|si|c|tr|h|row|comment|li|div|h[1-6]|td|title)>|<br")
_NUMBER = re.compile(r"<v>[\d.E+-]{1,30}</v>")
"""A number in a cell of Excel: a telephone number or an identity is words there, for it begins with 0."""
_LINKED = re.compile(rb"/URI\s?\(([^()]{4,400})\)")
_VALUE = re.compile(r"""=\s?(?:"([^"<>]{4,2000})"|'([^'<>]{4,2000})')""")
_WORDS = re.compile(r"\.(?:xml|rels|txt|csv|html?|mht(?:ml)?|md|vml|eml|rtf)$", re.IGNORECASE)
_PACKED, _PDF, _OLD = b"PK", b"%PDF", b"\xd0\xcf\x11\xe0"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"II*\x00", b"MM\x00*")
_OPENED = (_PACKED, _PDF, _OLD, *_PICTURES)
_EIGHT_BIT = re.compile(rb"[ -~]{8,400}")
"""Letters of an old Word file whose every sign is in the first code page, numbers above all."""
_END_OF_FILE = b"%%EOF"
REVISIONS = 8
"""States of a PDF before the last that are looked through; each signature may add one."""
_ABOUT = (b"<x:xmpmeta", b"</x:xmpmeta>")
"""Between these a program says what it knows of a file (XMP)."""
_GPS, _CAMERA = 0x8825, 0x8769
"""Parts of what a camera notes: where it was, and how the picture was taken."""
_LATITUDE = 2
_BINARY = re.compile(rb"\x00|^\xff\xd8|^\x89PNG|^II\*|^MM\x00")
_UTF_16 = re.compile(rb"(?:[\x00-\xff][\x00\x01\x03\x1e\x20]){4,400}")
"""Letters of Vietnamese names as old Word files and pictures keep them."""


class _Located(Exception):
    """A picture says where it was taken (nơi chụp)."""


def names_somebody(data: bytes, names: Names) -> bool:
    """Tell whether a file names one of those persons in any part that can be read without its own program."""
    return bool(names.names) and _any(names.stand_in, _texts(data))


def tells_of_a_person(data: bytes, contacts: Collection[str]) -> bool:
    """Tell whether a file holds personal data in any part with words, those that no page shows too.

    What is struck out, hidden, noted or said of a picture goes along with a file that is handed on.
    """
    return _any(lambda text: bool(find_personal_data(text, contacts)), _said(data, DEPTH))


def _any(asked: Callable[[str], bool], texts: Iterator[str]) -> bool:
    """Tell whether one of the texts answers yes; what cannot be looked through may."""
    try:
        return any(map(asked, texts))
    except (TooMuch, _Located):
        return True


def _said(data: bytes, depth: int) -> Iterator[str]:
    """The words of a file; letters that stand by chance among other bytes are none."""
    if data.startswith(_PACKED):
        for name, part in _parts(data) if depth else ():
            yield name.replace("_", " ")
            if _WORDS.search(name) or part.startswith(_OPENED):
                yield from _said(part, depth - 1)
    elif data.startswith(_PDF):
        yield from _of_pdf(data)
    elif data.startswith(_OLD):
        yield " | ".join(match[0].decode("utf-16-le", "replace") for match in _UTF_16.finditer(data[:MOST]))
        yield " | ".join(match[0].decode("ascii") for match in _EIGHT_BIT.finditer(data[:MOST]))
    elif data.startswith(_PICTURES):
        yield from _of_picture(data)
    elif not _BINARY.search(data[:4096]):
        yield from _marked_up(data[:MOST].decode("utf-8", "replace"))


def _marked_up(text: str) -> Iterator[str]:
    """What a text says between its tags, and what it says within them; runs of a paragraph are one."""
    yield unescape(_TAG.sub("", _PARAGRAPH.sub(r"\n\g<0>", _NUMBER.sub("", text))))
    if "<" in text:
        yield "\n".join(unescape(match[1] or match[2]) for match in _VALUE.finditer(text))
        yield "\n".join(re.findall(r"<!--(.{4,2000}?)-->", text, re.DOTALL))


def _texts(data: bytes) -> Iterator[str]:
    yield from _views(data)
    yield " | ".join(match[0].decode("utf-16-le", "replace") for match in _UTF_16.finditer(data[:MOST]))
    for name, part in _parts(data) if data.startswith(_PACKED) else ():
        yield name
        yield from _views(part)
    if data.startswith(_PDF):
        yield from _of_pdf(data)


def _views(data: bytes) -> Iterator[str]:
    """The words of a part with its tags, and without: a name may stand in several runs."""
    text = data[:MOST].decode("utf-8", "replace")
    yield text
    if "<" in text:
        yield _TAG.sub("", text)


def _parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The parts of a packed file with their names."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            for part in parts.infolist():
                with parts.open(part) as file:
                    yield part.filename, file.read(MOST)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError):
        return  # what does not open for us has been read by its reader, or was refused


def _of_picture(data: bytes) -> Iterator[str]:
    """What a camera, a scanner or a program noted in a picture; raises _Located where that is a place."""
    from PIL import Image, UnidentifiedImageError  # of which few builds have need

    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "TIFF")) as file:
            noted = file.getexif()
            if _LATITUDE in noted.get_ifd(_GPS):
                raise _Located
            said = (*noted.values(), *noted.get_ifd(_CAMERA).values(), *file.info.values())
            yield "\n".join(filter(None, map(_words, said)))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, TypeError):
        return  # what does not open for us has been refused by its reader


def _words(noted: object) -> str:
    if isinstance(noted, bytes):
        text = noted.decode("utf-8", "ignore")
        return _TAG.sub(" ", f"{text} {noted[8:].decode('utf-16', 'ignore')}" if noted[:7] == b"UNICODE" else text)
    return _TAG.sub(" ", noted) if isinstance(noted, str) else ""


def _of_pdf(data: bytes) -> Iterator[str]:
    """What a PDF says of itself, over its pages, in files that it carries and in earlier states."""
    yield from (unescape(_TAG.sub("\n", about.decode("utf-8", "replace"))) for about in _abouts(data[:MOST]))
    yield "\n".join(link.decode("latin-1") for link in _LINKED.findall(data[:MOST]))
    yield from bounded(SECONDS, partial(_laid_over, data))


def _abouts(data: bytes) -> Iterator[bytes]:
    """What stands between the marks of XMP; each byte is looked at once, whatever never ends."""
    opens, ends = _ABOUT
    start = data.find(opens)
    while start >= 0 and (end := data.find(ends, start)) >= 0:
        yield data[start:end]
        start = data.find(opens, end)


def _laid_over(data: bytes) -> list[str]:
    import pypdfium2 as pdfium  # a large library, of which few builds have need

    from generator.ingest.pdf import beside

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return []
    told = [" | ".join(document.get_metadata_dict().values())]
    told += (mark.get_title() for mark in document.get_toc())
    for index in range(min(len(document), PAGES)):
        with contextlib.suppress(pdfium.PdfiumError):  # a page that does not open shows nothing
            page = document[index]
            told.append("\n".join(beside.words_of_notes(page)))
            page.close()
    for index in range(document.count_attachments()):
        carried = document.get_attachment(index)
        told += (carried.get_name().replace("_", " "), *_said(bytes(carried.get_data()), DEPTH - 1))
    return [*told, *_before(data)]


def _before(data: bytes) -> Iterator[str]:
    """The words of a PDF as it was before it was added to: what was struck out then is in the file still."""
    import pypdfium2 as pdfium

    ends = [match.end() for match in re.finditer(_END_OF_FILE, data)]
    for end in [each for each in ends if data[each:].strip()][-REVISIONS:]:
        with contextlib.suppress(pdfium.PdfiumError):  # the first part of a file that is laid out for the web
            for page in pdfium.PdfDocument(data[:end]):
                yield page.get_textpage().get_text_bounded()
