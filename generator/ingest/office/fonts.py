"""How letters look (phông chữ), and what older fonts mean by theirs.

`.VnTime` shows TCVN3, `VNI-Times` VNI.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.ingest import encodings, symbol_fonts
from generator.ingest.office.sheet import Sheet
from generator.model import Diagnostic, DiagnosticCode
from generator.text.raised import raised

Piece = tuple[str, str]
"""A part of a paragraph: the older encoding of its font (empty: none; with `^`: shown in capitals) and its letters."""
SOFT_HYPHEN = "\u00ad"
SAMPLE = 200_000
"""Characters by which it is judged whether the older fonts of a file mean what their names say."""
_OLD_FONTS = ((".vn", encodings.TCVN3), ("vni-", encodings.VNI))
_NAMED = re.compile(rb"""["'](?:\.vn|vni-)""", re.IGNORECASE)
_UNICODE = re.compile("[\u0102-\u01b0\u0300-\u0323\u1ea0-\u1ef9]")
"""Letters that no older encoding holds, once those of Windows-1252 are left aside."""
_OF_1252 = str.maketrans("", "", "ŒœŠšŸŽžƒ")


@dataclass(frozen=True, slots=True)
class Look:
    """How letters are shown: hidden, in capitals, in which font, raised above the line."""

    hidden: bool = False
    capitals: bool = False
    font: str = ""
    raised: bool = False


PLAIN = Look()
"""Letters that nothing is said of."""


def may_be_old(part: bytes) -> bool:
    """Tell whether a part of a file names a font of an older encoding."""
    return _NAMED.search(part) is not None


def encoding_of(font: str) -> str:
    """Return the older encoding that a font by its name shows, empty where it is one of Unicode."""
    name = font.casefold()
    return next((encoding for start, encoding in _OLD_FONTS if name.startswith(start)), "")


def piece(text: str, look: Look, old: frozenset[str], sheet: Sheet) -> Piece:
    """Return letters with the encoding in which they are meant.

    `old` are those that the file is proven to use.
    """
    if symbol_fonts.PRIVATE.search(text):
        text = symbol_fonts.PRIVATE.sub(lambda char: glyph(ord(char[0]), look.font, sheet), text)
    encoding = encoding_of(look.font)
    if encoding in old and not _UNICODE.search(text.translate(_OF_1252)):
        # Capital fonts print the codes of small letters as capitals.
        capital = look.capitals or (encoding == encodings.TCVN3 and look.font.upper().endswith("H"))
        return f"{encoding}^" if capital else encoding, text
    text = raised(text) if look.raised else text
    return "", text.upper() if look.capitals else text


def glyph(code: int, font: str, sheet: Sheet) -> str:
    """Return what a symbol font shows for a code; what is not known is counted as set apart."""
    shown = symbol_fonts.shown(code, font)
    sheet.set_apart("ký hiệu lạ", int(shown is None))
    return shown or ""


def joined(pieces: Iterable[Piece]) -> str:
    """Return the pieces of a paragraph as one text; a letter of an older encoding may lie in two of them."""
    out: list[str] = []
    for encoding, group in groupby(pieces, key=lambda each: each[0]):
        text = "".join(letters for _, letters in group)
        # U+00AD is the letter ư in TCVN3; only where no such font is shown is it a soft hyphen, which nobody sees.
        text = encodings.convert(text, encoding.rstrip("^")) if encoding else text.replace(SOFT_HYPHEN, "")
        out.append(text.upper() if encoding.endswith("^") else text)
    return "".join(out)


def proven(texts: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Return the older encodings that the texts in their fonts prove.

    Many a file names such a font over Unicode.
    """
    readings = {encoding: encodings.reading("".join(parts)[:SAMPLE]) for encoding, parts in texts.items()}
    return frozenset(encoding for encoding, found in readings.items() if found and found.encoding == encoding)


def told(old: frozenset[str], name: str) -> tuple[Diagnostic, ...]:
    """Return what is told of a file whose letters are in older fonts."""
    message = "Chữ theo phông cũ, đọc theo bảng mã {}. Nếu chữ sai, chuyển tệp sang phông Unicode."
    return tuple(Diagnostic(DiagnosticCode.ENCODING, message.format(each), name, 1) for each in sorted(old))
