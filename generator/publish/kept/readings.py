"""Files as they were read (bản đã đọc), kept between builds.

Only papers are kept that were published as they are. Nothing is put there before it was judged, so that not even a
killed build leaves a word of a paper that stays inside.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator import resources
from generator.ingest import as_read
from generator.ingest.as_read import AsRead
from generator.ingest.contract import Cache, NoCache
from generator.papers.gathering import Gathered
from generator.publish.kept import memory
from generator.publish.kept.cache import Consulted, FolderCache
from generator.publish.kept.memory import Memory

STAGE = "read"
AS_READ = "as-read"
"""Stage of the memory: in one row, how the files lay of which readings are kept, their kinds and digests."""
CACHE = "cache"
"""Folder, below the build folder, of what was recognised and converted."""


def keep(kept: Memory, gathered: Gathered, published: Mapping[str, str]) -> None:
    """Keep what was read anew of published papers (path → digest), and forget all others.

    Not of those out of which anything was taken.
    """
    intake, read = gathered.intake, gathered.untouched(published)
    for path in sorted(read.keys() & intake.fresh.keys()):
        kept.put(STAGE, path, intake.fresh[path], read[path])
    kept.keep_only(STAGE, read)
    lay = {path: was for path, was in intake.as_read.items() if path in read and was.digest.hex() == published[path]}
    row = _row()
    if kept.get(AS_READ, *row) != (packed := as_read.packed(lay)):
        kept.put(AS_READ, *row, packed)


def files(kept: Memory | memory.Consulted) -> Mapping[str, AsRead]:
    """Return how files lay when they were read, by path."""
    return as_read.unpacked(kept.get(AS_READ, *_row()))


def _row() -> tuple[str, bytes]:
    """Name and key of the row: what kind a file is of is for the program to say."""
    return "", resources.code().encode()


def consulted(build_dir: Path | None) -> Cache:
    """Return what builds recognised and converted, read and left as it is; nothing without a folder."""
    return Consulted(FolderCache(build_dir / CACHE)) if build_dir else NoCache()
