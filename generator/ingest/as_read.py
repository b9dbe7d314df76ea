"""Files that lie as they did when they were read (tệp chưa ai động tới): these are not opened."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from generator.disk import state
from generator.model.frozen import Frozen


class AsRead(Frozen):
    """How a file lay when it was read, and as what: its true suffix, and the SHA-256 of its bytes."""

    state: bytes
    kind: str
    digest: bytes

    def lies(self, path: Path) -> bool:
        """Tell whether the file at a path is still this one; a link is what it leads to."""
        with contextlib.suppress(OSError):
            return state(os.stat(path)) == self.state
        return False


def packed(files: Mapping[str, AsRead]) -> bytes:
    """Return files, by path, for the memory."""
    return msgspec.msgpack.encode(dict(sorted(files.items())))


def unpacked(value: bytes | None) -> Mapping[str, AsRead]:
    """Return what `packed` was given, nothing where the bytes are something else."""
    try:
        return msgspec.msgpack.decode(value, type=dict[str, AsRead]) if value else {}
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return {}
