"""What is kept between builds (bộ nhớ): results of stages in one SQLite file of the build folder.

A stage is a function of named inputs. Its result is kept under the name of what it was made for (a page, a paper)
beside the digest of all that it was made of, its key: with another key it counts as absent, and so does whatever is
not as it was put there. A killed build leaves the results that it had committed.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from generator.errors import ConfigurationError
from generator.model.frozen import Frozen
from generator.publish.kept.cache import seal, sealed
from generator.publish.writer import clear, refusals

FILE = "memory.sqlite"
_SCHEMA = "CREATE TABLE IF NOT EXISTS kept (stage TEXT, name TEXT, key BLOB, value BLOB, PRIMARY KEY (stage, name))"
_SOUGHT = "SELECT value FROM kept WHERE stage=? AND name=? AND key=?"
_THERE = "SELECT 1 FROM kept WHERE stage=? AND name=? AND key=?"
_COLUMNS = ["stage", "name", "key", "value"]
BATCH = 500
"""Results after which they are committed."""


class Memory:
    """Results by stage and name; a file that turns out to be damaged is made anew, as if it were empty."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._base = _connected(path) or self._renewed()
        self._waiting = 0

    def get(self, stage: str, name: str, key: bytes = b"") -> bytes | None:
        """Return what was kept for a name, None where it was made of something else or is damaged."""
        rows = self._asked(_SOUGHT, stage, name, key)
        return sealed(f"{stage} {name}", rows[0][0]) if rows else None

    def has(self, stage: str, name: str, key: bytes) -> bool:
        """Tell whether something was kept for a name that was made of the same, damaged or not."""
        return bool(self._asked(_THERE, stage, name, key))

    def names(self, stage: str) -> set[str]:
        """Return the names of all that is kept of a stage."""
        return {name for (name,) in self._asked("SELECT name FROM kept WHERE stage=?", stage)}

    def all_of(self, stage: str) -> dict[str, tuple[bytes, bytes]]:
        """Return key and value of all that is kept of a stage, by name: for short values, at one asking."""
        return {name: (key, value) for name, key, value in self.rows(stage)}

    def rows(self, stage: str) -> Iterator[tuple[str, bytes, bytes]]:
        """Yield name, key and value of all that is kept of a stage, one by one: none is held."""
        try:
            for name, key, value in self._base.execute("SELECT name, key, value FROM kept WHERE stage=?", (stage,)):
                if (whole := sealed(f"{stage} {name}", value)) is not None:
                    yield name, key, whole
        except sqlite3.DatabaseError:
            self._base = self._renewed()

    def holding(self, stage: str, words: str) -> set[str]:
        """Return the names of all that is kept of a stage and holds these words."""
        rows = self._asked("SELECT name FROM kept WHERE stage=? AND instr(value, ?)", stage, words.encode())
        return {name for (name,) in rows}

    def put(self, stage: str, name: str, key: bytes, value: bytes) -> None:
        """Keep a result in place of an older one of that name."""
        row = (stage, name, key, seal(f"{stage} {name}", value))
        self._asked("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", *row)
        self._waiting += 1
        if self._waiting >= BATCH:
            self.commit()

    def forget(self, stage: str, names: Iterable[str]) -> None:
        """Keep nothing of these names."""
        for name in names:
            self._asked("DELETE FROM kept WHERE stage=? AND name=?", stage, name)
        self.commit()

    def keep_only(self, stage: str, names: Iterable[str]) -> None:
        """Keep nothing of a stage but of these names."""
        self.forget(stage, self.names(stage).difference(names))

    def commit(self) -> None:
        """Let what was put outlast a kill."""
        try:
            self._base.commit()
        except sqlite3.DatabaseError:
            self._base = self._renewed()
        self._waiting = 0

    def close(self) -> None:
        """Commit, and let go of the file."""
        self.commit()
        self._base.close()

    def _asked(self, question: str, *values: str | bytes) -> list[tuple[Any, ...]]:
        """Return the answers of the file, none where it is damaged."""
        try:
            return self._base.execute(question, values).fetchall()
        except sqlite3.DatabaseError:
            self._base = self._renewed()
            return []

    def _renewed(self) -> sqlite3.Connection:
        if "_base" in vars(self):
            self._base.close()
        with refusals(self.path):
            for path in (self.path, self.path.with_name(f"{self.path.name}-journal")):
                clear(path)
        if (base := _connected(self.path)) is not None:
            return base
        raise ConfigurationError(
            f"{self.path}: không ghi được tệp nhớ của lần dựng. Kiểm tra quyền ghi và dung lượng ổ đĩa, rồi chạy lại."
        )


class Consulted:
    """What builds left in a memory, read and left as it is.

    Whatever does not answer at once counts as absent.
    """

    def __init__(self, path: Path | None) -> None:
        self._base: sqlite3.Connection | None = None
        if path is None:
            return
        with contextlib.suppress(sqlite3.Error):
            self._base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=0)

    def get(self, stage: str, name: str, key: bytes = b"") -> bytes | None:
        """Return what was kept for a name, None where it was made of something else or is damaged."""
        rows = self._asked(_SOUGHT, stage, name, key)
        return sealed(f"{stage} {name}", rows[0][0]) if rows and isinstance(rows[0][0], bytes) else None

    def has(self, stage: str, name: str, key: bytes) -> bool:
        """Tell whether something was kept for a name that was made of the same, damaged or not."""
        return bool(self._asked(_THERE, stage, name, key))

    def _asked(self, question: str, *values: str | bytes) -> list[tuple[Any, ...]]:
        try:
            return self._base.execute(question, values).fetchall() if self._base else []
        except sqlite3.Error:
            return []

    def put(self, stage: str, name: str, key: bytes, value: bytes) -> None:
        """Forget the result."""

    def close(self) -> None:
        """Let go of the file."""
        if self._base is not None:
            self._base.close()


class Stage(Frozen):
    """What is kept of one stage."""

    memory: Memory | Consulted
    stage: str

    def has(self, name: str, key: bytes) -> bool:
        """Tell whether something was kept for a name that was made of the same; it may turn out to be damaged."""
        return self.memory.has(self.stage, name, key)

    def get(self, name: str, key: bytes) -> bytes | None:
        """Return what was kept for a name, None where it was made of something else or is damaged."""
        return self.memory.get(self.stage, name, key)

    def put(self, name: str, key: bytes, value: bytes) -> None:
        """Keep a result in place of an older one of that name."""
        self.memory.put(self.stage, name, key, value)


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[Memory]:
    """Open the memory of a build folder; one that is damaged or not ours is made anew."""
    with refusals(folder):
        folder.mkdir(parents=True, exist_ok=True)
    memory = Memory(folder / FILE)
    try:
        yield memory
    finally:
        memory.close()


@contextlib.contextmanager
def consulted(folder: Path | None) -> Iterator[Consulted]:
    """Open the memory of a build folder to be read; one that is damaged, or not there, holds nothing.

    A build may work there at the same time: a result is right whoever put it there, as its key says what it is of.
    """
    memory = Consulted(folder / FILE if folder else None)
    try:
        yield memory
    finally:
        memory.close()


def _connected(path: Path) -> sqlite3.Connection | None:
    if path.is_symlink():  # to what somebody else keeps
        return None
    try:
        base = sqlite3.connect(path)
    except sqlite3.OperationalError:
        return None
    try:
        base.execute("PRAGMA secure_delete=ON")  # what is forgotten leaves no byte
        base.execute("PRAGMA synchronous=OFF")  # a kill harms nothing; after a power cut the checksums tell
        base.execute(_SCHEMA)
        if [row[1] for row in base.execute("PRAGMA table_info(kept)")] == _COLUMNS:
            return base
    except sqlite3.DatabaseError:
        pass
    base.close()
    return None
