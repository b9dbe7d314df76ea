"""What is made of a whole catalog (tệp lập từ cả kho), made again only where it may be something else.

What it is made of is all that is told of anything, and the words of those papers alone that are read for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import msgspec

from generator import resources
from generator.derive.catalog import Catalog
from generator.derive.lookups import Answers, readable
from generator.model.linked import Read, heard
from generator.publish.kept.memory import Memory
from generator.publish.kept.seals import OwnFolder
from generator.text.digests import digest

STAGE = "outputs"
"""Stage of the memory: of each output what it was made of, under the digest of the program and the settings."""
Lay = Callable[[OwnFolder], None]
"""Lays files into a folder."""


class _Made(NamedTuple):
    """Of what an output was made."""

    told: bytes
    """The digest of all but words."""
    words: dict[str, bytes]
    """Those of the papers whose words were read, by their ids."""
    files: dict[str, bytes]
    """Its files, by path below the site, and of what each is made."""


class Outputs:
    """What is remembered of outputs, and what a catalog answers now."""

    def __init__(self, found: Catalog, answers: Answers, kept: Memory) -> None:
        self._key = digest(resources.code(), msgspec.msgpack.encode(found.portal, order="deterministic"))
        self._found, self._answers, self._told = found, answers, answers.everything
        self._before = {name: row for name, key, row in kept.rows(STAGE) if key == self._key}
        self.now: dict[str, bytes] = {}
        """What is to be remembered of those that were laid here."""

    def lay(self, name: str, make: Lay, part: OwnFolder) -> None:
        """Lay the files of an output into a part of a folder: as they lie, or made anew."""
        before = _row(self._before.get(name))
        if before and before.told == self._told and self._lies(before, part):
            for path, mark in before.files.items():
                if joined := part.lying(path):
                    part.add_as_it_lies(path, joined)
                else:
                    part.add(path, mark, None)
            self.now[name] = self._before[name]
            return
        read: Read = set()
        there = frozenset(part.marks)
        with heard(read):
            make(part)
        files = {path: mark for path, mark in part.marks.items() if path not in there}
        copied = any(map(part.laid, files))  # what read words when it was made, and now was not
        made = _Made(self._told, self._words(read, of_all=copied and bool(read)), files)
        self.now[name] = msgspec.msgpack.encode(made)

    def made(self, name: str, made_of: bytes, make: Callable[[], bytes]) -> bytes:
        """Return what is remembered of a name if it was made of the same, else what is made now."""
        before = self._before.get(name, b"")
        value = before.removeprefix(made_of) if before.startswith(made_of) else make()
        self.now[name] = made_of + value
        return value

    def keep(self, rows: Mapping[str, bytes], kept: Memory) -> None:
        """Remember outputs, and no others."""
        for name, row in rows.items():
            if row != self._before.get(name):
                kept.put(STAGE, name, self._key, row)
        kept.keep_only(STAGE, rows)

    def _lies(self, before: _Made, part: OwnFolder) -> bool:
        same = all(part.whole.get(path) == mark for path, mark in before.files.items())
        return same and before.words == self._marks(before.words)

    def _words(self, read: Read, of_all: bool) -> dict[str, bytes]:
        papers = readable(self._found)
        of_all = of_all or not read <= papers.keys()  # of a copy nobody knows whose it is
        return self._marks(sorted(set(papers.values()) if of_all else {papers[each] for each in read}))

    def _marks(self, papers: Iterable[str]) -> dict[str, bytes]:
        ids = tuple(papers)
        return dict(zip(ids, self._answers.under("words", ids), strict=True))


def _row(row: bytes | None) -> _Made | None:
    try:
        return msgspec.msgpack.decode(row, type=_Made) if row else None
    except (msgspec.MsgspecError, UnicodeDecodeError):  # as another version of the program left it
        return None
