"""The digests (dấu) of documents, by which one that is as it was is known again."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from generator.derive.catalog import Catalog
from generator.text.digests import digest

Marks = Mapping[str, bytes]
"""The digest of each document by its id: as it was read, and as it is shown where that is another value."""


def marks(found: Catalog) -> Marks:
    """Return the digest of each document; what is cut of it, blocks and tables, is a function of it."""
    pack = msgspec.msgpack.Encoder(order="deterministic").encode
    return {
        read.id: digest(pack(read)) if (shown := found.records[read.id]) is read else digest(pack(read), pack(shown))
        for read in found.graph.records
    }
