"""Whether anything changed since the last build (không có gì đổi): then nothing is done.

Every file that a build reads is looked at, and every file that it left in the site: names, sizes, times. What the last
build ended with is then said again in numbers, so nothing of a paper is kept for it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import stat
import sys
import time
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import msgspec

from generator import resources
from generator.curation.portal import Content
from generator.disk import FRESH
from generator.model.diagnostics import DiagnosticCode
from generator.model.frozen import Frozen
from generator.publish.kept.memory import Memory
from generator.text.digests import digest

STAGE = "standstill"
_PROGRAMS = ("soffice", "libreoffice", "tesseract")
"""Programs of this machine that readers use."""
_SETTINGS = ("PATH", "TESSDATA_PREFIX")
_PASSING = (
    *(DiagnosticCode.FAULT, DiagnosticCode.NOT_READ, DiagnosticCode.TOO_SLOW),
    *(DiagnosticCode.MISSING_PROGRAM, DiagnosticCode.NO_OCR, DiagnosticCode.HISTORY),
)
"""What may go otherwise at the next build, though nothing changed."""


class Ended(Frozen):
    """How a build ended: its numbers of documents, pages and diagnostics by code."""

    documents: int
    pages: int
    told: Mapping[str, int]


class Look(Frozen):
    """All that a build reads, as it lay at `moment` (nanoseconds), before anything was read."""

    moment: int
    digest: bytes


class _Kept(Frozen):
    moment: str
    """In digits: a clock that jumps to the year 9999 gives a number too large for the memory."""
    inputs: bytes
    outputs: bytes
    ended: Ended


_COMPILED = "__pycache__"
"""Folders in which Python keeps what it made of the program."""


class _Unsure(Exception):
    """A folder does not open, or a link leads to one: nobody can tell what lies there."""


class Ground(Frozen):
    """Where a build works: what it reads, what it leaves, and the memory that it keeps."""

    memory: Memory
    content: Content
    site: Path
    build_dir: Path
    lock: Path
    """The folder of the remembered addresses."""

    def look(self, moment: int | None = None) -> Look | None:
        """Return how all that a build reads lies there, None where that cannot be told.

        It is seen as it would have been at `moment`, by default now.
        """
        moment = time.time_ns() if moment is None else moment
        apart = {os.path.realpath(each) for each in (self.site, self.build_dir, self.lock)}
        try:
            lying = [line for root in (self.content.root, *resources.PARTS) for line in _lying(root, apart, moment)]
            # As it was opened before: its settings may be others by now, and no file tells of an empty folder.
            return Look(moment, digest(*lying, repr(self.content), *_surroundings()))
        except (OSError, _Unsure):
            return None

    def ended(self) -> Ended | None:
        """Return how the last build ended, where all lies as it did then; None where anything changed."""
        row = self.memory.get(STAGE, self._name)
        try:
            kept = msgspec.msgpack.decode(row, type=_Kept) if row else None
        except msgspec.MsgspecError:
            return None
        if kept is None or (now := self.look(int(kept.moment))) is None or now.digest != kept.inputs:
            return None  # most often content was edited: then nobody needs to look at the site
        return kept.ended if kept.outputs == self._outputs() else None

    def remember(self, before: Look | None, end: Ended) -> None:
        """Remember how a build ended, and how all lay there that it read and left."""
        outputs = self._outputs()
        if before is not None and outputs and not any(code in end.told for code in _PASSING):
            kept = _Kept(str(before.moment), before.digest, outputs, end)
            self.memory.put(STAGE, self._name, b"", msgspec.msgpack.encode(kept, order="deterministic"))

    @property
    def _name(self) -> str:
        return digest(os.fsencode(self.content.root), os.fsencode(os.path.realpath(self.site))).hex()

    def _outputs(self) -> bytes:
        """Return a digest of what a build left, as it lies there, empty where that cannot be told.

        A build carries files over to a new folder by links, which changes the time of their last change of state.
        """
        try:
            return digest(
                *(f"{name} {_seal(found)}" for root in (self.site, self.lock) for name, found in _below(root))
            )
        except (OSError, _Unsure):
            return b""


def _lying(root: Path, apart: Collection[str], moment: int) -> Iterator[str]:
    """Yield a line for each file below a folder; one that was changed about that moment is read."""
    for name, found in _below(root, apart):
        words = _words(name) if found.st_ctime_ns > moment - FRESH and stat.S_ISREG(found.st_mode) else ""
        yield f"{name} {_seal(found)} {found.st_ctime_ns} {words}"


def _below(root: Path, apart: Collection[str] = ()) -> Iterator[tuple[str, os.stat_result]]:
    """Yield path and state of each file below a folder, by name; a file by itself is one."""
    if not root.is_dir():
        yield str(root), root.stat()
        return
    folders = [os.path.realpath(root)]
    while folders:
        for each in sorted(os.scandir(folders.pop()), key=lambda entry: entry.name):
            if each.path in apart or (each.name == _COMPILED and root in resources.PARTS):
                continue
            if not each.is_dir():
                yield each.path, each.stat()
            elif each.is_symlink():
                raise _Unsure
            else:
                folders.append(each.path)


def _words(name: str) -> str:
    with open(name, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _seal(found: os.stat_result) -> str:
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ino} {found.st_mode}"


def _surroundings() -> Iterator[str]:
    """Yield what else a build depends on: Python, what is installed, the programs of the machine."""
    yield sys.version
    yield resources.code()  # as it was loaded: a process that stays may be older than what lies there
    for folder in sys.path:
        if os.path.isdir(folder):
            yield from sorted(name for name in os.listdir(folder) if name.endswith(".dist-info"))
    for name in _SETTINGS:
        yield f"{name}={os.environ.get(name)}"
    for program in _PROGRAMS:
        if path := shutil.which(program):
            yield f"{path} {_seal(os.stat(path))}"
