"""A compressed file (GZIP) joined of packed pieces: an edit packs anew only what it changed.

Whoever reads it sees one stream, as any program writes it. It is packed in runs of pieces, which end where a piece's
mark says so: what comes before a piece, or leaves, moves no run but its own.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from generator.publish.formats.archive import LAST, packed
from generator.publish.kept.pieces import Joined, Pieced
from generator.text.digests import digest

_LEVEL = 5
"""Of compression: a third faster than the usual one, and a fiftieth larger."""
_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
"""Deflated, of no time and no system: the same content gives the same bytes."""
_RUN, _OFTEN = 1 << 18, 64
"""Bytes that a run has at least; after so many, which marks end it: those that begin with a byte below this."""
_Run = tuple[bytes, int, int]
"""What a run is made of, where it begins and ends."""


def gzipped(how: bytes, laid: Joined, file: BinaryIO) -> Pieced:
    """Return the pieces of a compressed file.

    `laid` tells how the `file` itself is made, which is open while they are.
    """
    runs = ((mark, partial(_packed, file, start, end)) for mark, start, end in _runs(laid))
    return Pieced(digest(how, laid.how), [(b"", lambda: _HEAD), *runs, (laid.mark, partial(_end, file))])


def _runs(laid: Joined) -> Iterator[_Run]:
    marks: list[bytes] = []
    start = end = 0
    for mark, length in zip(laid.marks, laid.lengths, strict=True):
        marks.append(mark)
        end += length
        if end - start >= _RUN and mark[:1] < bytes((_OFTEN,)):
            yield digest(*marks), start, end
            marks, start = [], end
    yield digest(*marks), start, end


def _packed(file: BinaryIO, start: int, end: int) -> bytes:
    file.seek(start)
    return packed(b"", file.read(end - start), _LEVEL).data


def _end(file: BinaryIO) -> bytes:
    checksum = length = 0
    file.seek(0)
    while data := file.read(_RUN):
        checksum, length = zlib.crc32(data, checksum), length + len(data)
    return LAST + checksum.to_bytes(4, "little") + (length & 0xFFFFFFFF).to_bytes(4, "little")
