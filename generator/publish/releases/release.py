"""A release (bản phát hành): a site's files by their sums, named after what it holds."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

NAME = re.compile(r"[0-9a-f]{16}")
SUMS = ".sha256"
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


@dataclass(frozen=True)
class Release:
    """The files of a site, path → SHA-256: the same files are the same release."""

    sums: Mapping[str, str]

    @cached_property
    def manifest(self) -> bytes:
        """The sums as `sha256sum` writes and checks them, sorted by path."""
        return "".join(f"{self.sums[name]}  {name}\n" for name in sorted(self.sums)).encode()

    @cached_property
    def name(self) -> str:
        """The name of the release: it proves the manifest, which proves the files."""
        return hashlib.sha256(self.manifest).hexdigest()[:16]


def release_of(folder: Path, names: Iterable[str]) -> Release:
    """Return the release that some files of a folder make."""
    return Release({name: sum_of(folder / name) for name in names})


def read_release(name: str, manifest: bytes) -> Release | None:
    """Return the release of a manifest, None where that is not the one of this name."""
    rows = [_LINE.fullmatch(line) for line in manifest.decode(errors="replace").splitlines()]
    found = Release({row[2]: row[1] for row in rows if row})
    return found if found.manifest == manifest and found.name == name else None


def sum_of(path: Path) -> str:
    """Return the SHA-256 of a file; of one just written, as the disk has it, not as memory remembers it."""
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return hashlib.file_digest(file, "sha256").hexdigest()
