"""Where releases go: a folder of this machine or a mounted one, or a folder of another machine.

DEST/releases/HASH          the files of a release
DEST/releases/HASH.sha256   their sums: it is there when, and only when, all of them were there and right
DEST/current                a link to the release that is served; where links are missing, a copy of it
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from generator.errors import ConfigurationError
from generator.publish.releases.release import Release

RELEASES, CURRENT, LOCK = "releases", "current", ".vankho-lock"
MARK = ".vankho-release"
"""In a copy that is served in place of a link: the name of its release."""
NEW = ".vankho-new"
"""What is being made, below `releases`: the folder, and with a suffix its sums."""
NEW_LINK = ".vankho-current"
HELD = "một lần phát hành khác đang ghi vào đích này. Chờ xong rồi chạy lại."


@dataclass(frozen=True, slots=True)
class Kept:
    """A release that a destination keeps: name, when it was published (seconds), how many files."""

    name: str
    time: int
    files: int


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a destination keeps, the newest first, and which release it serves."""

    kept: tuple[Kept, ...] = ()
    current: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of what is kept."""
        return tuple(each.name for each in self.kept)


@dataclass(frozen=True, slots=True)
class Base:
    """A release that is there already, and the files that it has in common with a new one."""

    name: str
    same: frozenset[str]


class Destination(Protocol):
    """What publishing asks of a place. All paths are below it; each refusal is one ConfigurationError."""

    def __str__(self) -> str: ...
    def reached(self) -> AbstractContextManager[object]:
        """Hold what reaches the place, so that it need not be reached anew for each question."""
        ...

    def alone(self) -> AbstractContextManager[None]:
        """Hold the place for one publisher, made where it lacked, cleared of what a killed run left."""
        ...

    def shelf(self) -> Shelf:
        """Return what is kept there; asking changes nothing."""
        ...

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file, None where it is not there."""
        ...

    def has(self, folder: str) -> bool:
        """Tell whether a folder is there."""
        ...

    def fill(self, folder: str, site: Path, names: Sequence[str], base: Base | None) -> int:
        """Give a folder files of a site, each moved in whole; return how many were copied.

        What `base` has in common may be linked.
        """
        ...

    def bad(self, folder: str, release: Release) -> list[str]:
        """Read every file of a release in a folder back; return those that are not as they should be."""
        ...

    def keep(self, release: Release, time: int) -> None:
        """Give the new folder its name, where it has none yet, and put the sums beside it."""
        ...

    def switch(self, release: Release) -> None:
        """Serve a release from now on, in one step."""
        ...

    def remove(self, name: str) -> None:
        """Remove a release and its sums."""
        ...


_REMOTE = re.compile(
    r"(?P<host>(?:[\w.][\w.-]*@)?(?:[A-Za-z0-9][\w.-]*|\[[0-9A-Fa-f:.]+\])):(?P<path>[^:].*)", re.ASCII
)
_LOOKS_REMOTE = re.compile(r"[^/]*:")


def place_of(to: str) -> Path | tuple[str, str]:
    """Return the folder that a DEST names, or host and path of another machine."""
    if not to or to.startswith("-") or not to.isprintable():
        raise ConfigurationError(f"--to «{to[:100]}»: không phải nơi nhận. {_FORMS}")
    drive = os.name == "nt" and re.match(r"[A-Za-z]:[\\/]", to)
    if drive or not _LOOKS_REMOTE.match(to):
        return Path(to)
    match = _REMOTE.fullmatch(to)
    if not match or match["path"].startswith("//"):
        raise ConfigurationError(f"--to «{to[:100]}»: không phải nơi nhận. {_FORMS}")
    return match["host"], _path(to, match["path"])


def _path(to: str, path: str) -> str:
    """A path of another machine, such that no program there takes it for an option or a pattern."""
    if path == "~" or path.startswith("~/"):
        path = path[2:] or "."
    if path.startswith("~") or re.search(r"[*?\[\]\\]", path):
        raise ConfigurationError(
            f"--to «{to[:100]}»: đường dẫn trên máy đích không được có *, ?, [, ], \\ hay ~tên. Viết rõ đường dẫn."
        )
    return (path if path.startswith("/") else f"./{path}").rstrip("/") or "/"


_FORMS = "Viết một thư mục (/media/web/kho) hoặc người-dùng@máy:đường-dẫn (web@10.0.0.5:/srv/kho)."
