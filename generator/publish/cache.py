"""The cache (bộ nhớ đệm) of what takes long to read.

Recognised and converted files, kept in the build folder.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from generator.publish.writer import write_file


@dataclass(frozen=True, slots=True)
class FolderCache:
    """Results in files of a folder, named by the hash of their key. What cannot be read counts as absent."""

    folder: Path
    asked: set[str] = field(default_factory=set, compare=False)
    """The keys of this build."""

    def get(self, key: str) -> bytes | None:
        """Return what was put under the key, None where there is nothing."""
        self.asked.add(key)
        try:
            return self._path(key).read_bytes()
        except OSError:
            return None

    def put(self, key: str, value: bytes) -> None:
        """Keep the value under the key."""
        self.asked.add(key)
        write_file(self._path(key), value)

    def forget(self, digests: Collection[str]) -> None:
        """Keep nothing of files with those digests (xóa khỏi bộ nhớ đệm).

        A key names the digest of its file.
        """
        for key in sorted(self.asked):
            if any(digest in key for digest in digests):
                self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        name = hashlib.sha256(key.encode()).hexdigest()
        return self.folder / name[:2] / name[2:]
