"""What lies in a PDF and belongs to no page any more: objects to which nothing leads.

Programs that rewrite a page may leave the old one in the file. Objects are told by their marks alone, so that what a
damaged table of places leaves out is seen, too. Letters that only a font of the file can tell are not read.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from itertools import pairwise

from generator.model.frozen import Frozen

MOST = 50_000_000
"""Bytes of unpacked objects that are looked at, together."""
EACH = 5_000_000
"""Bytes of one unpacked object that are looked at."""
KERN = 200
"""Thousandths of a letter by which two parts of a line are set apart, where a gap is seen."""
_OBJECT = re.compile(rb"(?<!\d)(\d{1,9})\s{1,4}\d{1,5}\s{1,4}obj\b")
_LINK = re.compile(rb"(?<!\d)(\d{1,9})\s{1,4}\d{1,5}\s{1,4}R\b")
_TRAILER = re.compile(rb"trailer\s{0,9}<<")
_TRAILER_SIZE = 2_000
_PAIR = re.compile(rb"(\d{1,9})\s{1,4}(\d{1,9})\s")
_FIRST = re.compile(rb"/First\s{0,4}(\d{1,9})")
_NO_WORDS = re.compile(rb"/(?:Image|FontFile\d?|Length1|DCTDecode|JPXDecode|CCITTFaxDecode|JBIG2Decode)\b")
_KERNED = re.compile(rb"\)\s{0,9}(-?\d{0,6}(?:\.\d{0,6})?)\s{0,9}\(")
_STRING = re.compile(rb"\(((?:[^()\\]|\\[\s\S]){4,400})\)")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|[\s\S])")
_HEX = re.compile(rb"<([0-9A-Fa-f]{8,1600})>")
_SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"\n": b""}


class _Object(Frozen):
    """An object by its number: what it says of itself, and what it carries as it is packed."""

    number: int
    says: bytes
    carries: bytes = b""


def left_over(data: bytes) -> Iterator[str]:
    """Yield the strings of objects that no page shows, those of one object together."""
    found, roots = _objects(data)
    last = {each.number: each for each in found}
    shown = _reached(last, roots)
    left = MOST
    for each in found:
        if each.number in shown and last[each.number] is each:
            continue
        yield from _strings(each.says)
        unpacked = _unpacked(each, min(EACH, left))
        left -= len(unpacked)
        yield from _strings(unpacked)
        if left <= 0:
            return


def _objects(data: bytes) -> tuple[list[_Object], list[bytes]]:
    """The objects of a file in their order, and what leads to the first of them."""
    opens = [*(each.start() for each in _TRAILER.finditer(data)), len(data)]
    roots = [data[start : min(start + _TRAILER_SIZE, after)] for start, after in pairwise(opens)]
    places = [*_OBJECT.finditer(data)]
    found: list[_Object] = []
    left = MOST
    for place, after in zip(places, [*(each.start() for each in places[1:]), len(data)], strict=True):
        says, _, carries = data[place.end() : after].partition(b"stream")
        each = _Object(int(place[1]), says, carries.rpartition(b"endstream")[0].lstrip(b"\r\n"))
        if b"/XRef" in says:
            roots.append(says)
        elif b"/ObjStm" in says:
            held = _unpacked(each, left)
            left -= len(held)
            found += _held(says, held)
        else:
            found.append(each)
    return found, roots


def _held(says: bytes, unpacked: bytes) -> Iterator[_Object]:
    """The objects that another one holds, packed together: their numbers and places stand before them."""
    first = _FIRST.search(says)
    begin = int(first[1]) if first else 0
    pairs = [(int(pair[1]), begin + int(pair[2])) for pair in _PAIR.finditer(unpacked[:begin])]
    ends = [*(start for _, start in pairs[1:]), len(unpacked)]
    for (number, start), end in zip(pairs, ends, strict=True):
        yield _Object(number, unpacked[start:end])


def _reached(last: dict[int, _Object], roots: list[bytes]) -> set[int]:
    """The numbers of the objects to which something leads that a reader of the file begins with."""
    waiting = [int(link[1]) for root in roots for link in _LINK.finditer(root)]
    reached: set[int] = set()
    while waiting:
        number = waiting.pop()
        if number not in reached and number in last:
            reached.add(number)
            waiting += [int(link[1]) for link in _LINK.finditer(last[number].says)]
    return reached


def _unpacked(each: _Object, most: int) -> bytes:
    if not each.carries or most <= 0 or _NO_WORDS.search(each.says):
        return b""
    if b"FlateDecode" not in each.says:
        return each.carries[:most] if b"/Filter" not in each.says else b""
    try:
        return zlib.decompressobj().decompress(each.carries, most)
    except zlib.error:
        return b""  # what does not unpack says nothing to anybody


def _strings(data: bytes) -> Iterator[str]:
    whole = _KERNED.sub(_kerned, data) if b"TJ" in data else data
    said = [_letters(_ESCAPE.sub(_meant, each[1])) for each in _STRING.finditer(whole)]
    said += [_letters(bytes.fromhex(each[1].decode())) for each in _HEX.finditer(data) if len(each[1]) % 2 == 0]
    if said:
        yield " | ".join(said)


def _kerned(gap: re.Match[bytes]) -> bytes:
    """What stands between two parts of a line: nothing, or blanks where they are far apart."""
    whole = (gap[1] or b"0").strip(b"-").partition(b".")[0]
    return b"  " if int(whole or b"0") >= KERN else b""


def _letters(string: bytes) -> str:
    return string[2:].decode("utf-16-be", "replace") if string[:2] == b"\xfe\xff" else string.decode("latin-1")


def _meant(escape: re.Match[bytes]) -> bytes:
    sign = escape[1]
    return bytes([int(sign, 8) & 0xFF]) if sign[:1] in b"01234567" else _SIGNS.get(sign, sign)
