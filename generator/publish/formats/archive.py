"""An archive (ZIP) of entries that are joined of packed pieces.

A piece is packed by itself, so that one that is as it was can be taken out of the archive as it lies and put into
the next one. What an entry needs beside (its length, its checksum) is read from the pieces.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_LEVEL = 6
_RAW = -zlib.MAX_WBITS
"""A stream with no head of its own: the archive has it."""
LAST = b"\x03\x00"
"""An empty block that ends a stream."""
_LOCAL, _CENTRAL, _END = struct.Struct("<4s5H3L2H"), struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s4H2LH")
_VERSION, _UTF8, _DEFLATED = 20, 1 << 11, 8
"""Of the format; how names are written; the method."""
_MIDNIGHT, _DAY = 0, 0x21
"""1980-01-01, the first day that the format knows: the same content gives the same bytes."""


class Packed(NamedTuple):
    """A piece of an entry."""

    mark: bytes
    """The digest of what it is made of, empty where it is made anew each time."""
    data: bytes

    @property
    def raw(self) -> bytes:
        """What was packed."""
        return zlib.decompressobj(_RAW).decompress(self.data)


def packed(mark: bytes, raw: bytes, level: int = _LEVEL) -> Packed:
    """Return a piece, packed at a level of zlib."""
    packing = zlib.compressobj(level, zlib.DEFLATED, _RAW)
    return Packed(mark, packing.compress(raw) + packing.flush(zlib.Z_FULL_FLUSH))


class Entry(NamedTuple):
    """A file of an archive."""

    name: str
    pieces: Sequence[Packed]


def archive(entries: Iterable[Entry]) -> Iterator[Packed]:
    """Yield the parts of an archive: joined they are its bytes.

    Those with a mark are pieces of its entries.
    """
    listed: list[bytes] = []
    place = 0
    for entry in entries:
        parts = _parts(entry)
        listed.append(_central(entry.name, parts, place))
        place += sum(len(each.data) for each in parts)
        yield from parts
    central = b"".join(listed)
    yield Packed(b"", central + _END.pack(b"PK\5\6", 0, 0, len(listed), len(listed), len(central), place, 0))


def _parts(entry: Entry) -> tuple[Packed, ...]:
    name = entry.name.encode()
    head = _LOCAL.pack(b"PK\3\4", _VERSION, _UTF8, *_told(entry.pieces), len(name), 0) + name
    return (Packed(b"", head), *entry.pieces, Packed(b"", LAST))


def _told(pieces: Iterable[Packed]) -> tuple[int, ...]:
    """Return method, time, day, checksum, length as it is packed and as it was."""
    checksum, size, length = 0, len(LAST), 0
    for piece in pieces:
        raw = piece.raw
        checksum, size, length = zlib.crc32(raw, checksum), size + len(piece.data), length + len(raw)
    return _DEFLATED, _MIDNIGHT, _DAY, checksum, size, length


def _central(name: str, parts: Sequence[Packed], place: int) -> bytes:
    told = _LOCAL.unpack_from(parts[0].data)
    fixed = (b"PK\1\2", _VERSION, *told[1:9], len(name.encode()), 0, 0, 0, 0, 0, place)
    return _CENTRAL.pack(*fixed) + name.encode()
