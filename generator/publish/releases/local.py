"""Releases in a folder of this machine, or in one that is mounted."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.errors import ConfigurationError
from generator.publish import whole
from generator.publish.kept import state
from generator.publish.releases.destination import CURRENT, HELD, LOCK, MARK, NEW, NEW_LINK, RELEASES, Base, Kept, Shelf
from generator.publish.releases.release import NAME, SUMS, Release, sum_of
from generator.publish.writer import (
    FILE_MODE,
    FOLDER_MODE,
    MANIFEST,
    TEMPORARY,
    folders_of,
    make_folder,
    make_readable,
    refusals,
)

_NO_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL})
"""How a disk that knows no links answers."""

_STRANGE = "đã có và không do vankho tạo ra. Chọn nơi nhận khác hoặc chuyển nó đi."


class LocalPlace:
    """A folder that this machine can write."""

    def __init__(self, root: Path) -> None:
        self._root = Path(os.path.realpath(root))
        self._releases = self._root / RELEASES

    def __str__(self) -> str:
        return str(self._root)

    def reached(self) -> contextlib.AbstractContextManager[object]:
        """A folder of this machine is always there."""
        return contextlib.nullcontext()

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the folder for one publisher, made where it lacked, cleared of what a killed run left."""
        self._check()
        with refusals(self._root):
            if not self._root.exists():
                self._root.mkdir()
                _readable(self._root, FOLDER_MODE)
            make_folder(self._releases)
            lock = (self._root / LOCK).open("ab")
        with lock, refusals(self._root):
            state.take(lock.fileno(), f"{self._root}: {HELD}")
            whole.restore(self._root / CURRENT)
            self._clear()
            yield

    def shelf(self) -> Shelf:
        """Return what is kept there; asking changes nothing."""
        self._check()
        with refusals(self._root):
            found = [path for path in self._releases.glob(f"*{SUMS}") if NAME.fullmatch(path.name.removesuffix(SUMS))]
            kept = [
                Kept(path.name.removesuffix(SUMS), int(path.stat().st_mtime), path.read_bytes().count(b"\n"))
                for path in found
            ]
            return Shelf(tuple(sorted(kept, key=lambda each: (-each.time, each.name))), self._current())

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file, None where it is not there."""
        with refusals(self._root):
            try:
                return (self._root / path).read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                return None

    def has(self, folder: str) -> bool:
        """Tell whether a folder is there."""
        return (self._root / folder).is_dir()

    def fill(self, folder: str, site: Path, names: Sequence[str], base: Base | None) -> int:
        """Give a folder files of a site, each moved in whole; return how many were copied.

        What `base` has in common may be linked.
        """
        place, copied = self._root / folder, []
        make_folder(place)
        for name in names:
            make_folder((place / name).parent)
            if not base or name not in base.same or not _linked(self._releases / base.name / name, place / name):
                self._copy(site / name, place / name)
                copied.append(name)
        make_readable(place, folders_of(names), names)
        _settle(place, copied)
        return len(copied)

    def bad(self, folder: str, release: Release) -> list[str]:
        """Read every file of a release in a folder back; return those that are not as they should be."""
        return [name for name, want in release.sums.items() if _sum(self._root / folder / name) != want]

    def keep(self, release: Release, time: int) -> None:
        """Give the new folder its name, where it has none yet, and put the sums beside it."""
        new, sums = self._releases / NEW, self._releases / f"{NEW}{SUMS}"
        if new.is_dir():
            new.rename(self._releases / release.name)
        sums.write_bytes(release.manifest)
        _readable(sums, FILE_MODE)
        _to_disk(sums)
        _to_disk(self._releases)
        os.utime(sums, (time, time))
        os.replace(sums, self._releases / f"{release.name}{SUMS}")
        _to_disk(self._releases)

    def switch(self, release: Release) -> None:
        """Serve a release from now on, in one step."""
        current = self._root / CURRENT
        if current.is_symlink() and self._current() == release.name:
            return
        if (current.is_symlink() or not current.is_dir()) and self._link(release.name):
            return
        if self._current() != release.name or self.bad(CURRENT, release):
            self._copy_to_current(release)

    def remove(self, name: str) -> None:
        """Remove a release and its sums: without them it is nothing but what a killed run left."""
        with refusals(self._releases):
            (self._releases / f"{name}{SUMS}").unlink(missing_ok=True)
            if (self._releases / name).is_dir():
                shutil.rmtree(self._releases / name)

    def _check(self) -> None:
        """Refuse a folder that is something else."""
        current = self._root / CURRENT
        if (self._root / MANIFEST).exists():
            raise ConfigurationError(f"{self._root}: đây là thư mục trang, không phải nơi nhận. Chọn thư mục khác.")
        if os.path.lexists(current) and self._current() is None:
            raise ConfigurationError(f"{current}: {_STRANGE}")
        if self._releases.exists() and not (self._root / LOCK).exists():
            raise ConfigurationError(f"{self._releases}: {_STRANGE}")

    def _current(self) -> str | None:
        current = self._root / CURRENT
        if current.is_symlink():
            folder, _, name = os.readlink(current).rpartition("/")
            return name if folder == RELEASES and NAME.fullmatch(name) else None
        try:
            name = (current / MARK).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return None
        return name if NAME.fullmatch(name) else None

    def _clear(self) -> None:
        """Remove what a killed run left: all that no sums vouch for, but for what is served."""
        for path in (self._root / NEW_LINK, self._releases / f"{NEW}{SUMS}", self._releases / TEMPORARY):
            path.unlink(missing_ok=True)
        current = self._current()
        left = [path for path in self._releases.iterdir() if path.name == NEW or NAME.fullmatch(path.name)]
        left = [path for path in left if path.name != current and not path.with_name(f"{path.name}{SUMS}").exists()]
        for path in (*left, *whole.beside(self._root / CURRENT)):
            whole.delete(path)

    def _copy(self, source: Path, target: Path) -> None:
        temporary = self._releases / TEMPORARY
        shutil.copyfile(source, temporary)
        _readable(temporary, FILE_MODE)
        os.replace(temporary, target)

    def _link(self, name: str) -> bool:
        """Point the link at a release; return whether this disk knows links."""
        link, aim = self._root / NEW_LINK, f"{RELEASES}/{name}"
        try:
            os.symlink(aim, link)
        except OSError as problem:
            if problem.errno in _NO_LINKS:
                return False
            raise
        os.replace(link, self._root / CURRENT)
        _to_disk(self._root)
        return True

    def _copy_to_current(self, release: Release) -> None:
        new, _ = whole.beside(self._root / CURRENT)
        whole.delete(new)
        self.fill(
            new.name, self._releases / release.name, tuple(release.sums), Base(release.name, frozenset(release.sums))
        )
        (new / MARK).write_text(f"{release.name}\n", encoding="utf-8")
        _to_disk(new / MARK)
        if wrong := self.bad(new.name, release):
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(new / wrong[0]))
        if not whole.take_place(self._root / CURRENT, new):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self._root / CURRENT))
        _to_disk(self._root)


def _linked(path: Path, place: Path) -> bool:
    """Let a file that is there already be in the new folder too; return whether that could be done."""
    try:
        os.link(path, place, follow_symlinks=False)
    except OSError as problem:
        if problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO):
            raise
        return False
    return True


def _readable(path: Path, mode: int) -> None:
    """Give a file its mode, where the disk knows modes and lets us."""
    with contextlib.suppress(PermissionError):
        path.chmod(mode)


def _sum(path: Path) -> str | None:
    try:
        return None if path.is_symlink() else sum_of(path)
    except OSError:
        return None


def _settle(place: Path, names: Sequence[str]) -> None:
    """Bring files and all folders of a folder to the disk."""
    for name in names:
        _to_disk(place / name)
    for folder, _, _ in os.walk(place):
        _readable(Path(folder), FOLDER_MODE)
        _to_disk(Path(folder))


def _to_disk(path: Path) -> None:
    """Wait till a file or folder is on the disk; a share may know no such wish for folders."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as problem:
        if problem.errno not in _NO_LINKS or not path.is_dir():
            raise
    finally:
        os.close(handle)
