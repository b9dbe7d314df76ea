"""What is kept between builds (bộ nhớ của các lần dựng): results of stages in one SQLite file of the build folder.

A stage is a function of named inputs. Its result is kept under the name of what it was made for (a page, a paper)
beside the digest of all that it was made of, its key: with another key it counts as absent, and so does whatever is
not as it was put there. A killed build leaves the results that it had committed.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.publish.cache import seal, sealed

FILE = "memory.sqlite"
_SCHEMA = "CREATE TABLE IF NOT EXISTS kept (stage TEXT, name TEXT, key BLOB, value BLOB, PRIMARY KEY (stage, name))"
_COLUMNS = ["stage", "name", "key", "value"]
BATCH = 500
"""Results after which they are committed."""


class Memory:
    """Results by stage and name."""

    def __init__(self, base: sqlite3.Connection, renewed: bool) -> None:
        self._base = base
        self._waiting = 0
        self.renewed = renewed
        """What was there was damaged or of another program, and was set aside."""

    def get(self, stage: str, name: str, key: bytes = b"") -> bytes | None:
        """Return what was kept for a name, None where it was made of something else or is damaged."""
        row = self._base.execute("SELECT key, value FROM kept WHERE stage=? AND name=?", (stage, name)).fetchone()
        return sealed(f"{stage} {name}", row[1]) if row and row[0] == key else None

    def names(self, stage: str) -> set[str]:
        """Return the names of all that is kept of a stage."""
        return {name for (name,) in self._base.execute("SELECT name FROM kept WHERE stage=?", (stage,))}

    def put(self, stage: str, name: str, key: bytes, value: bytes) -> None:
        """Keep a result in place of an older one of that name."""
        sum_and_value = seal(f"{stage} {name}", value)
        self._base.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", (stage, name, key, sum_and_value))
        self._waiting += 1
        if self._waiting >= BATCH:
            self.commit()

    def every(self, stage: str) -> Iterator[tuple[str, bytes]]:
        """Yield name and value of all that is kept of a stage, whatever it was made of."""
        for name, value in self._base.execute("SELECT name, value FROM kept WHERE stage=? ORDER BY name", (stage,)):
            if (whole := sealed(f"{stage} {name}", value)) is not None:
                yield name, whole

    def forget(self, stage: str, names: Iterable[str]) -> None:
        """Keep nothing of these names."""
        self._base.executemany("DELETE FROM kept WHERE stage=? AND name=?", ((stage, name) for name in names))
        self.commit()

    def keep_only(self, stage: str, names: Iterable[str]) -> None:
        """Keep nothing of a stage but of these names."""
        self.forget(stage, self.names(stage).difference(names))

    def commit(self) -> None:
        """Let what was put last a kill."""
        self._base.commit()
        self._waiting = 0


@dataclass(frozen=True, slots=True)
class Stage:
    """What is kept of one stage."""

    memory: Memory
    stage: str

    def get(self, name: str, key: bytes) -> bytes | None:
        """Return what was kept for a name, None where it was made of something else or is damaged."""
        return self.memory.get(self.stage, name, key)

    def put(self, name: str, key: bytes, value: bytes) -> None:
        """Keep a result in place of an older one of that name."""
        self.memory.put(self.stage, name, key, value)


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[Memory]:
    """Open the memory of a build folder; one that is damaged or not ours is made anew."""
    path = folder / FILE
    folder.mkdir(parents=True, exist_ok=True)
    base, renewed = _connected(path), False
    if base is None:
        _remove(path)
        base, renewed = _connected(path), True
    if base is None:
        raise sqlite3.OperationalError(str(path))
    try:
        yield Memory(base, renewed)
        base.commit()
    finally:
        base.close()


def _connected(path: Path) -> sqlite3.Connection | None:
    base = sqlite3.connect(path, isolation_level="DEFERRED")
    try:
        base.execute("PRAGMA secure_delete=ON")  # what is forgotten leaves no byte
        base.execute("PRAGMA synchronous=OFF")  # a kill harms nothing; after a power cut the checksums tell
        base.execute(_SCHEMA)
        columns = [row[1] for row in base.execute("PRAGMA table_info(kept)")]
        if columns == _COLUMNS and base.execute("PRAGMA quick_check(1)").fetchone() == ("ok",):
            return base
    except sqlite3.DatabaseError:
        pass
    base.close()
    return None


def _remove(path: Path) -> None:
    for each in (path, path.with_name(f"{path.name}-journal")):
        each.unlink(missing_ok=True)
