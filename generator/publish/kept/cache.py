"""The cache (bộ nhớ đệm) of what takes long to read.

Recognised and converted files, kept in the build folder. Whatever is not as it was put there counts as absent.
"""

from __future__ import annotations

import hashlib
import shutil
import threading
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from generator.model.frozen import Frozen
from generator.publish.writer import write_own_file

_SUM = hashlib.sha256().digest_size
_WRITING = threading.Lock()
"""Pages of one paper are read by several threads, and their results lie in one folder."""


@dataclass(frozen=True, slots=True)
class FolderCache:
    """Results in files of a folder.

    Those of one paper, which the first word of their keys names, lie in one folder below it.
    """

    folder: Path
    _used: set[str] = field(default_factory=set)
    """Papers whose results were asked for or kept in this run."""

    def get(self, key: str) -> bytes | None:
        """Return what was put under the key, None where there is nothing, or not just that."""
        try:
            return sealed(key, self._path(key).read_bytes())
        except OSError:
            return None

    def put(self, key: str, value: bytes) -> None:
        """Keep the value under the key."""
        with _WRITING:
            write_own_file(self._path(key), seal(key, value))

    def use(self, papers: Iterable[str]) -> None:
        """Count papers (first words of keys) as used in this run: another process asked for their results."""
        self._used.update(papers)

    def purge(self, published: Collection[str], refused: Collection[str]) -> None:
        """Remove what is kept of papers but those that were published, or used and not refused (SHA-256)."""
        kept = {name_of(paper) for paper in (self._used - set(refused)).union(published)}
        for folder in sorted(self.folder.glob("*")):
            if folder.name not in kept:
                shutil.rmtree(folder, ignore_errors=True)

    def forget(self, papers: Collection[str]) -> None:
        """Keep nothing of papers, by the digests of their files (xóa khỏi bộ nhớ đệm)."""
        for paper in papers:
            shutil.rmtree(self.folder / name_of(paper), ignore_errors=True)

    def _path(self, key: str) -> Path:
        paper = key.partition(" ")[0]
        self._used.add(paper)
        return self.folder / name_of(paper) / name_of(key)


class Consulted(Frozen):
    """What builds left in their cache, read and left as it is."""

    cache: FolderCache

    def get(self, key: str) -> bytes | None:
        """Return what was put under the key, None where there is nothing, or not just that."""
        return self.cache.get(key)

    def put(self, key: str, value: bytes) -> None:
        """Forget the value."""

    def use(self, papers: Iterable[str]) -> None:
        """Forget the papers."""


def seal(key: str, value: bytes) -> bytes:
    """Return a value with the checksum (mã kiểm tra) of itself and its key before it."""
    return _checksum(key, value) + value


def sealed(key: str, kept: object) -> bytes | None:
    """Return the value of `seal`, None where it was damaged, cut short or belongs to another key."""
    if not isinstance(kept, bytes):
        return None
    value = kept[_SUM:]
    return value if kept[:_SUM] == _checksum(key, value) else None


def _checksum(key: str, value: bytes) -> bytes:
    return hashlib.sha256(f"{key}\0".encode() + value).digest()


def name_of(words: str) -> str:
    """Return a name of a file for a key or path, whatever characters that has."""
    return hashlib.sha256(words.encode()).hexdigest()
