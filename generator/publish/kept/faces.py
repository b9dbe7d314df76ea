"""What is kept of the digests of papers without their words (diện mạo).

Each stands under the digest of the whole paper.
"""

from __future__ import annotations

import msgspec

from generator import resources
from generator.derive.catalog import Catalog
from generator.derive.marks import Marks, Told, told
from generator.publish.kept.memory import Memory

STAGE = "faces"


def known(found: Catalog, whole: Marks, kept: Memory) -> Told:
    """Return the digests of papers, and keep them; those of a former build are not worked out again."""
    key = resources.code().encode()
    row = kept.get(STAGE, "", key)
    digests = told(found, whole, _unpacked(row))
    now = msgspec.msgpack.encode({mark: digests.faces[paper] for paper, mark in sorted(whole.items())})
    if now != row:
        kept.put(STAGE, "", key, now)
    return digests


def _unpacked(row: bytes | None) -> dict[bytes, bytes]:
    try:
        return msgspec.msgpack.decode(row, type=dict[bytes, bytes]) if row else {}
    except (msgspec.MsgspecError, UnicodeDecodeError):  # as another version of the program left them
        return {}
