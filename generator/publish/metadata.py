"""What a file tells beside its text (thông tin kèm tệp): who wrote it, comments, what is hidden."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from base64 import b64decode
from collections.abc import Callable, Collection, Iterator
from functools import partial
from html import unescape
from typing import TYPE_CHECKING, TypeVar

from generator.ingest.bundles import mail
from generator.ingest.contract import Refused
from generator.ingest.sandbox import TooMuch, bounded
from generator.publish.pdf_objects import left_over
from generator.publish.rich_text import words_of_rtf
from generator.text.erasure import Names
from generator.vocab.personal_data import find_personal_data

if TYPE_CHECKING:
    from PIL import Image

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
_COMMENT = ("<!--", "-->")
_INLINE = re.compile(r";base64,([A-Za-z0-9+/=\s]{24,})")
"""A file within an address (`data:`)."""
_MESSAGE = re.compile(r"^content-(?:transfer-encoding|type)\s?:", re.IGNORECASE | re.MULTILINE)
_HEAD = 20_000
"""Characters of a message among which its head stands."""
_RICH = b"{\\rtf"
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
_GPS, _CAMERA, _SMALL = 0x8825, 0x8769, -1
"""Parts of what a camera notes: where it was, how the picture was taken, and the picture in small."""
_STARTS, _LENGTH = 0x0201, 0x0202
_EXIF_HEAD, _SHOP_SMALL, _SHOP_HEAD = len(b"Exif\0\0"), 1036, 28
_LIKE, _SIDE = 40, 128
"""Shades by which a dot of a picture in small may differ from all dots near it in the picture, and dots of its side."""
_WITHIN = (8, 8, _SIDE - 8, _SIDE - 8)
"""What is compared of them: bars beside a picture blur into its edges."""
_LATITUDE = 2
_PLACE = "\0"
"""Told of a picture that says where it was taken, or carries another one: it names nobody, and is enough."""
_BINARY = re.compile(rb"\x00|^\xff\xd8|^\x89PNG|^II\*|^MM\x00")
_UTF_16 = re.compile(rb"(?:[\x00-\xff][\x00\x01\x03\x1e\x20]){4,400}")
"""Letters of Vietnamese names as old Word files and pictures keep them."""


def names_somebody(data: bytes, names: Names) -> bool:
    """Tell whether a file names one of those persons in any part that can be read without its own program."""
    return bool(names.names) and _any(names.stand_in, _texts(data))


def tells_of_a_person(data: bytes, contacts: Collection[str]) -> bool:
    """Tell whether a file holds personal data in any part with words, those that no page shows too.

    What is struck out, hidden, noted or said of a picture goes along with a file that is handed on.
    """
    return _any(lambda text: text == _PLACE or bool(find_personal_data(text, contacts)), _said(data, DEPTH))


def _any(asked: Callable[[str], bool], texts: Iterator[str]) -> bool:
    """Tell whether one of the texts answers yes; what cannot be looked through may."""
    try:
        return any(map(asked, texts))
    except TooMuch:
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
    elif data.startswith(_RICH):
        yield words_of_rtf(data[:MOST].decode("latin-1"))
    elif not _BINARY.search(data[:4096]):
        text = data[:MOST].decode("utf-8", "replace")
        yield from _marked_up(text)
        for part in _carried(data[:MOST], text) if depth else ():
            yield from _said(part, depth - 1)


def _carried(data: bytes, text: str) -> Iterator[bytes]:
    """Files that a page or a message carries in letters (base64)."""
    for match in _INLINE.finditer(text) if ";base64," in text else ():
        with contextlib.suppress(ValueError):
            yield b64decode(match[1])
    if _MESSAGE.search(text[:_HEAD]):
        try:
            yield from map(mail.content_of, mail.leaves(mail.opened(data)))
        except (Refused, RecursionError):
            raise TooMuch from None


def _marked_up(text: str) -> Iterator[str]:
    """What a text says between its tags, and what it says within them; runs of a paragraph are one."""
    yield unescape(_TAG.sub("", _PARAGRAPH.sub(r"\n\g<0>", _NUMBER.sub("", text))))
    if "<" in text:
        yield "\n".join(unescape(match[1] or match[2]) for match in _VALUE.finditer(text))
        yield "\n".join(_between(text, *_COMMENT))


S = TypeVar("S", str, bytes)


def _between(text: S, opens: S, ends: S) -> Iterator[S]:
    """What stands between two marks; each sign is looked at once, whatever never ends."""
    start = text.find(opens)
    while start >= 0 and (end := text.find(ends, start)) >= 0:
        yield text[start + len(opens) : end]
        start = text.find(opens, end)


def _texts(data: bytes) -> Iterator[str]:
    yield from _views(data)
    yield " | ".join(match[0].decode("utf-16-le", "replace") for match in _UTF_16.finditer(data[:MOST]))
    for name, part in _parts(data) if data.startswith(_PACKED) else ():
        yield name
        yield from _views(part)
    yield from _said(data, DEPTH)


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
    """What a camera, a scanner or a program noted in a picture, a place by its sign."""
    from PIL import Image, UnidentifiedImageError  # of which few builds have need

    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "TIFF")) as file:
            noted = file.getexif()
            if _LATITUDE in noted.get_ifd(_GPS):
                yield _PLACE
            said = (*noted.values(), *noted.get_ifd(_CAMERA).values(), *file.info.values())
            yield "\n".join(filter(None, map(_words, said)))
            for small in _in_small(file, noted):
                if _shows_something_else(file, small):
                    yield _PLACE
                yield from _of_picture(small) if small != data else ()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, TypeError):
        return  # what does not open for us has been refused by its reader


def _in_small(file: Image.Image, noted: Image.Exif) -> Iterator[bytes]:
    """The pictures in small that a picture carries: what was painted over later may be seen there."""
    small, whole = noted.get_ifd(_SMALL), file.info.get("exif")
    starts, length = small.get(_STARTS), small.get(_LENGTH)
    if isinstance(starts, int) and isinstance(length, int) and isinstance(whole, bytes):
        yield whole[_EXIF_HEAD + starts : _EXIF_HEAD + starts + length]
    shop = file.info.get("photoshop")
    held = shop.get(_SHOP_SMALL) if isinstance(shop, dict) else None
    if isinstance(held, bytes):
        yield held[_SHOP_HEAD:]


def _shows_something_else(file: Image.Image, small: bytes) -> bool:
    """Tell whether a picture in small is another one than the picture; one that does not open is none."""
    from PIL import Image, ImageChops, ImageFilter, ImageOps, ImageStat

    try:
        with Image.open(io.BytesIO(small), formats=("JPEG",)) as other:
            # A camera that has one form for all sets bars above and below.
            was = (
                ImageOps.fit(other.convert("L"), _fitting(other.size, file.size))
                .resize((_SIDE, _SIDE))
                .filter(ImageFilter.BoxBlur(1))
            )
        now = file.convert("L").resize((_SIDE, _SIDE)).filter(ImageFilter.BoxBlur(1))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    lighter, darker = (now.filter(near(3)) for near in (ImageFilter.MaxFilter, ImageFilter.MinFilter))
    differs = ImageChops.add(ImageChops.subtract(was, lighter), ImageChops.subtract(darker, was))
    return ImageStat.Stat(differs.crop(_WITHIN)).extrema[0][1] > _LIKE


def _fitting(small: tuple[int, int], whole: tuple[int, int]) -> tuple[int, int]:
    """Return the largest size within a picture in small that has the form of the picture."""
    share = min(small[0] / whole[0], small[1] / whole[1])
    return max(1, round(whole[0] * share)), max(1, round(whole[1] * share))


def _words(noted: object) -> str:
    if isinstance(noted, bytes):
        text = noted.decode("utf-8", "ignore")
        return _TAG.sub(" ", f"{text} {noted[8:].decode('utf-16', 'ignore')}" if noted[:7] == b"UNICODE" else text)
    return _TAG.sub(" ", noted) if isinstance(noted, str) else ""


def _of_pdf(data: bytes) -> Iterator[str]:
    """What a PDF says of itself, over its pages, in files that it carries and in earlier states."""
    yield from (unescape(_TAG.sub("\n", about.decode("utf-8", "replace"))) for about in _between(data[:MOST], *_ABOUT))
    yield "\n".join(link.decode("latin-1") for link in _LINKED.findall(data[:MOST]))
    yield from bounded(SECONDS, partial(_laid_over, data))


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
    return [*told, *_before(data), *left_over(data)]


def _before(data: bytes) -> Iterator[str]:
    """The words of a PDF as it was before it was added to: what was struck out then is in the file still."""
    import pypdfium2 as pdfium

    ends = [match.end() for match in re.finditer(_END_OF_FILE, data)]
    for end in [each for each in ends if data[each:].strip()][-REVISIONS:]:
        with contextlib.suppress(pdfium.PdfiumError):  # the first part of a file that is laid out for the web
            for page in pdfium.PdfDocument(data[:end]):
                yield page.get_textpage().get_text_bounded()
