"""The cache (bộ nhớ đệm) of what takes long to read.

Recognised and converted files, kept in the build folder.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from generator.publish.writer import write_file


@dataclass(frozen=True, slots=True)
class FolderCache:
    """Results in files of a folder, named by the hash of their key. What cannot be read counts as absent."""

    folder: Path

    def get(self, key: str) -> bytes | None:
        """Return what was put under the key, None where there is nothing."""
        try:
            return self._path(key).read_bytes()
        except OSError:
            return None

    def put(self, key: str, value: bytes) -> None:
        """Keep the value under the key."""
        write_file(self._path(key), value)

    def _path(self, key: str) -> Path:
        name = hashlib.sha256(key.encode()).hexdigest()
        return self.folder / name[:2] / name[2:]
