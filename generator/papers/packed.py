"""Papers as they were read, packed (bản đọc, gói lại)."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from generator.ingest import Source, original
from generator.ingest.reading import kept, recalled


class Packed(NamedTuple):
    """Sources in bytes, with the paths of their files."""

    paths: tuple[str, ...]
    rows: tuple[bytes, ...]

    @classmethod
    def of(cls, sources: Sequence[Source]) -> Packed:
        """Return sources, packed."""
        return cls(tuple(original(each).path for each in sources), tuple(map(kept, sources)))

    def at(self, paths: Container[str]) -> Iterator[tuple[str, bytes]]:
        """Yield those at some paths, each with its own."""
        return ((path, row) for path, row in zip(self.paths, self.rows, strict=True) if path in paths)


def unpacked(row: bytes) -> Source:
    """Return a source that was packed here."""
    source = recalled(row)
    assert source is not None
    return source
