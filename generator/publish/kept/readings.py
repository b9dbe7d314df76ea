"""Files as they were read (bản đã đọc), kept between builds.

Only papers are kept that were published as they are. Nothing is put there before it was judged, so that not even a
killed build leaves a word of a paper that stays inside.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from generator.ingest import reading
from generator.ingest.contract import Cache, NoCache
from generator.ingest.folder import Intake
from generator.papers import Paper
from generator.publish.kept.cache import Consulted, FolderCache
from generator.publish.kept.memory import Memory

STAGE = "read"
CACHE = "cache"
"""Folder, below the build folder, of what was recognised and converted."""


def keep(kept: Memory, intake: Intake, papers: Sequence[Paper], published: Collection[str]) -> None:
    """Keep what was read anew of published papers, unless anything was taken out of it; forget all others."""
    read = {
        paper.path: source
        for source, paper in zip(intake.sources, papers, strict=True)
        if paper.path in published and paper.source == source
    }
    for path in sorted(read.keys() & intake.fresh.keys()):
        kept.put(STAGE, path, intake.fresh[path], reading.kept(read[path]))
    kept.keep_only(STAGE, read)


def consulted(build_dir: Path | None) -> Cache:
    """Return what builds recognised and converted, read and left as it is; nothing without a folder."""
    return Consulted(FolderCache(build_dir / CACHE)) if build_dir else NoCache()
