"""The digests (dấu) of documents, by which one that is as it was is known again.

A document has two: of all that it says, and of all but its words (diện mạo): most of what is told of it is told without
them. For an edit that changes words alone the second stays, whatever moved: places count by their order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

import msgspec

from generator.derive.catalog import Catalog
from generator.model import Record
from generator.model.frozen import Frozen, replace
from generator.model.linked import LinkedDocument
from generator.text.digests import digest

Marks = Mapping[str, bytes]
"""The digest of each document by its id: as it was read, and as it is shown where that is another value."""
_NONE: Mapping[bytes, bytes] = MappingProxyType({})
_SPAN = re.compile(rb'"start":(\d+),"end":(\d+)')
"""A passage in JSON: in a text no quotation mark stands as it is."""


class Told(Frozen):
    """The digests of documents by their ids."""

    whole: Marks
    faces: Marks
    """Of all but their words; where nobody notes who reads these, the whole's."""


def marks(found: Catalog) -> Marks:
    """Return the digest of each document; what is cut of it, blocks and tables, is a function of it."""
    pack = msgspec.msgpack.Encoder(order="deterministic").encode
    return {
        read.id: digest(pack(read)) if (shown := found.records[read.id]) is read else digest(pack(read), pack(shown))
        for read in found.graph.records
    }


def told(found: Catalog, whole: Marks, known: Mapping[bytes, bytes] = _NONE) -> Told:
    """Return both digests of documents; `known` are those without words by those of the whole."""
    pack = msgspec.json.Encoder(order="deterministic").encode

    def face(record: Record) -> bytes:
        mark = whole[record.id]
        if not isinstance(record.document, LinkedDocument):
            return mark
        return known.get(mark) or _face(found, record, pack)

    return Told(whole, {each.id: face(each) for each in found.graph.records})


def _face(found: Catalog, record: Record, pack: Callable[[object], bytes]) -> bytes:
    document, shown = record.document, found.records[record.id]
    wordless = replace(document, text="", lines=(), source=replace(document.source, text="", digest=""))
    own = tuple(replace(each, document=wordless) for each in ((record,) if shown is record else (record, shown)))
    said = _SPAN.split(pack((own, found.blocks[record.id], found.grids[record.id])))
    places = sorted({*said[1::3], *said[2::3]}, key=int)
    order = {place: b"%d" % at for at, place in enumerate(places)}
    for begin in (1, 2):
        said[begin::3] = map(order.__getitem__, said[begin::3])
    return digest(b" ".join(said))
