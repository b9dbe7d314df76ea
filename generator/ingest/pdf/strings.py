"""Chuỗi chữ trong tệp PDF: marks that a file says outside its pages.

Names of bookmarks, layers, attached files and page labels, words for pictures, captions of fields, properties. All of
them are strings between the streams of a file, or in streams that hold objects; what they belong to does not matter.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from generator.ingest.comments import words_of
from generator.vocab.secrecy import hinted_apart

MOST, UNPACKED = 4_000_000, 30_000_000
"""Bytes outside streams that are looked at, and of streams that hold objects."""
SHORT = 400
"""Bytes of a string that may be a mark."""
_STREAM, _END = re.compile(rb"(?<!end)stream\r?\n"), b"endstream"
_STRING = re.compile(
    rb"(?:/(?P<label>[A-Za-z][\w#.-]{0,60})\s*)?(?:\((?P<shown>(?:[^()\\]|\\.|\([^()\\]{0,200}\)){1,400})\)"
    rb"|<(?P<hex>[0-9A-Fa-f\s]{2,800})>)",
    re.DOTALL,
)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|\r?\n|.)", re.DOTALL)
_FIELD = ("T", "V")
"""Where a field of a form has its name and its value."""
_SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"", b"f": b""}
_XMP, _XMP_END, XMP = re.compile(rb"<(?:x:xmpmeta|rdf:RDF)\b"), b"</rdf:RDF>", 200_000
"""Properties in XML, and how many bytes of one piece of them are looked at."""
_ATTRIBUTE = re.compile(r"""\b(?:\w{1,20}:)?([A-Za-z]\w{0,39})\s*=\s*(?:"([^"<>]{1,200})"|'([^'<>]{1,200})')""")


def marks_of_strings(data: bytes) -> tuple[str, ...]:
    """Return the strings of a file that tell a mark; several levels are a list of these, and none."""
    return hinted_apart(dict.fromkeys((*_strings(data), *_properties(data))))


def _strings(data: bytes) -> Iterator[str]:
    """All short strings by themselves and after their names, fields of a form after theirs."""
    for piece in _between(data):
        field: dict[str, str] = {}
        for match in _STRING.finditer(piece):
            label, words = (match["label"] or b"").decode("latin-1"), _words(match)
            if words:
                yield words
                yield f"{label}: {words}"
            if label in _FIELD:
                field[label] = words
            if len(field) == len(_FIELD):
                yield f"{field['T']}: {field['V']}"
                field = {}


def _between(data: bytes) -> Iterator[bytes]:
    """What stands between the streams of a file, and what streams of objects hold."""
    left, unpacked, at = MOST, UNPACKED, 0
    while at < len(data) and left > 0:
        begin = _STREAM.search(data, at)
        end = begin.start() if begin else len(data)
        piece = data[at : min(end, at + left)]
        left -= len(piece)
        yield piece
        if begin is None:
            return
        end = data.find(_END, begin.end())
        end = len(data) if end < 0 else end
        at = end + len(_END)
        if b"ObjStm" in piece[-1000:] and unpacked > 0:
            objects = _inflated(data[begin.end() : end], unpacked)
            unpacked -= len(objects)
            yield objects


def _inflated(packed: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, most)
    except zlib.error:
        return b""


def _words(match: re.Match[bytes]) -> str:
    """The words of a string: written out or in hexadecimal, in UTF-16, UTF-8 or the letters of PDF."""
    if match["hex"] is not None:
        digits = b"".join(match["hex"].split())
        raw = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    else:
        raw = _ESCAPED.sub(_meant, match["shown"])
    if len(raw) > SHORT:
        return ""
    if raw.startswith((b"\xfe\xff", b"\xff\xfe")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _meant(escaped: re.Match[bytes]) -> bytes:
    code = escaped[1]
    if code.isdigit():
        return bytes((int(code, 8) % 256,))
    return b"" if code.endswith(b"\n") and len(code) < 3 and code != b"n" else _SIGNS.get(code, code)


def _properties(data: bytes) -> Iterator[str]:
    """What the properties in XML (XMP) say, each value by itself and after its name."""
    end = 0
    while begin := _XMP.search(data, end):
        end = data.find(_XMP_END, begin.end())
        if end < 0:
            return
        text = data[begin.start() : min(end, begin.start() + XMP)].decode("utf-8", "replace")
        yield from words_of(text)
        for label, one, other in _ATTRIBUTE.findall(text):
            yield one or other
            yield f"{label}: {one or other}"
