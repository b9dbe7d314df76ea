"""How a file lies on the disk (thế nằm của tệp): what tells unread that nobody touched it."""

from __future__ import annotations

import errno
import os
import stat
import struct
from collections.abc import Mapping
from pathlib import Path

States = Mapping[str, bytes]
"""By name: how a file lies on the disk, its seal and the time of its last change of state; empty for no plain file."""
FRESH = 2_000_000_000
"""Nanoseconds within which a disk may give two states of a file one time."""
_STATE = struct.Struct(">QqQIq")
_SEAL = struct.calcsize(">QqQI")
_PLACES = (1 << 64) - 1
"""Some disks number their files with more bits."""


def state(found: os.stat_result) -> bytes:
    """Return the state of a file of which the system told so much."""
    if not stat.S_ISREG(found.st_mode):
        return b""
    place = found.st_ino & _PLACES
    return _STATE.pack(found.st_size, found.st_mtime_ns, place, found.st_mode, found.st_ctime_ns)


def state_of(path: str) -> bytes | None:
    """Return the state of a file, None where there is none; a link is no plain file."""
    try:
        return state(os.lstat(path))
    except OSError:
        return None


def seal_of(state: bytes | None) -> bytes:
    """Return the seal of a file in that state, empty where there is none.

    Of two trees on one disk, files with the same seal are one file. The time of its last change of state is left out:
    a build that links a file into the new site changes that.
    """
    return state[:_SEAL] if state else b""


def size_of(state: bytes) -> int:
    """Return how many bytes a file in that state has."""
    size: int = _STATE.unpack(state)[0]
    return size


def is_settled(state: bytes, moment: int) -> bool:
    """Tell whether a file seen in that state, at a moment or later, will have another one once it changes.

    Each change sets the time of the last change of state, and nobody can set that back.
    """
    changed: int = _STATE.unpack(state)[-1]
    return changed <= moment - FRESH


def plain_bytes(path: Path, most: int) -> bytes:
    """Return what a plain file holds; a pipe, a device or a file of more than `most` bytes raises OSError.

    To open a pipe would wait for ever; a file may grow while it is read.
    """
    if path.exists() and not path.is_dir() and not path.is_file():
        raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return data
