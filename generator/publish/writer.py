"""Files written so that only changes are touched and a killed build can be completed.

Each written folder holds a list of its own files (`.vankho-files`). Only files on that list are ever replaced
or removed: what someone else put there stays. While a folder is being written, its list names the old files,
the new ones and the temporary one, so the next run knows all that may be there, and that it is half written. The list
begins with a checksum of itself.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path, PurePosixPath

from generator.errors import ConfigurationError, reason
from generator.model.frozen import Frozen

MANIFEST = ".vankho-files"
TEMPORARY = ".vankho-tmp"
FILE_MODE, FOLDER_MODE = 0o644, 0o755
_SUM = "#sha256:"
_REMEDY = "Kiểm tra quyền ghi và dung lượng ổ đĩa, rồi chạy lại."


class Changes(Frozen):
    """What a run did to a folder, by path."""

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


class Plan(Frozen):
    """What is to be done to a folder: the names that its list has and shall have, and what differs."""

    own: frozenset[str]
    names: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    judged: tuple[str, ...]
    """What is not known to lie as it was left: it was read, or is not there."""

    @property
    def changes(self) -> Changes:
        """The same, as it is told."""
        rewritten = frozenset(self.changed)
        return Changes(self.changed, tuple(name for name in self.names if name not in rewritten), self.removed)


def plan(
    root: Path,
    files: Mapping[str, bytes],
    ours: frozenset[str] = frozenset(),
    is_as_left: Callable[[str], bool] = lambda name: False,
) -> Plan:
    """Return what makes `files` (path below `root` → bytes) the own files of `root`.

    Nothing is written yet. A path that leads out of `root`, or to a file of someone else with other bytes, raises
    ConfigurationError. `ours` are own files besides those on the list; a file that `is_as_left` is not read.
    """
    names = tuple(sorted(files))
    own = listed(root) | ours
    check_paths(root, names)
    judged = tuple(name for name in names if not is_as_left(name))
    changed = tuple(name for name in judged if not _same(root / name, partial(files.__getitem__, name)))
    _check_strangers(root, (name for name in changed if name not in own))
    removed = tuple(name for name in sorted(own.difference(names, [TEMPORARY])) if _is_own_path(root, name))
    return Plan(own, names, changed, removed, judged)


def write_tree(root: Path, files: Mapping[str, bytes]) -> Changes:
    """Make `files` the own files of `root`, one after the other, and tell what changed."""
    with refusals(root):
        make_folder(root)
        clear(root / TEMPORARY)
        todo = plan(root, files)
        _check_rights(root, (*todo.changed, *todo.removed))
        if todo.changed or todo.removed:
            _write_manifest(root, todo.own.union(todo.names, [TEMPORARY]), todo.own)
        for name in _in_the_way(todo.removed, todo.changed):
            remove(root, name)
        for name in todo.changed:
            replace_file(root, name, files[name], FILE_MODE)
        for name in todo.removed:
            remove(root, name)
        _write_manifest(root, frozenset(todo.names), listed(root))
        make_readable(root, folders_of(todo.names), todo.names)
    return todo.changes


def write_own_file(path: Path, data: bytes, *, lasting: bool = False) -> bool:
    """Write a file as `write_file` does, where nobody else writes: whatever stands in its place goes."""
    with refusals(path):
        if path.is_dir():
            clear(path)
        if os.path.lexists(path.parent) and not path.parent.is_dir():
            clear(path.parent)
    return write_file(path, data, lasting=lasting)


def clear(path: Path) -> None:
    """Remove what stands at a path, if anything: a file, a link or a folder with all that it holds."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it that lack, readable for a web server whatever the umask."""
    if folder.is_dir():  # it is asked for with each file
        return
    lacking = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for each in lacking:
        with contextlib.suppress(PermissionError):  # a disk that knows no modes
            each.chmod(FOLDER_MODE)


def make_readable(root: Path, folders: Iterable[str], files: Iterable[str]) -> None:
    """Let a web server read own files and their folders, as an earlier build may have left them closed."""
    for mode, paths in ((FOLDER_MODE, sorted(set(folders) - {"."})), (FILE_MODE, files)):
        for name in paths:
            if os.stat(f"{root}/{name}").st_mode & mode & 0o555 != mode & 0o555:
                with contextlib.suppress(PermissionError):
                    (root / name).chmod(mode)


def folders_of(names: Iterable[str]) -> set[str]:
    """Return the folders in which files of these paths lie, `.` too, if there is any file."""
    nearest = {name.rpartition("/")[0] for name in names}
    return {str(folder) for each in nearest for folder in (PurePosixPath(each), *PurePosixPath(each).parents)}


class Together(Mapping[str, bytes]):
    """Two sets of files as one, each read when it is asked for; of one path the first is taken."""

    def __init__(self, one: Mapping[str, bytes], other: Mapping[str, bytes]) -> None:
        self._one, self._other = one, other

    def __getitem__(self, name: str) -> bytes:
        return self._one[name] if name in self._one else self._other[name]

    def __iter__(self) -> Iterator[str]:
        yield from self._one
        yield from (name for name in self._other if name not in self._one)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Folder(Mapping[str, bytes]):
    """The files below a folder, path → bytes, each read when it is asked for; hidden files are left out.

    Who knows the `names` of all of them need not have them looked for.
    """

    def __init__(self, root: Path, names: Iterable[str] | None = None) -> None:
        self._root = root
        self._names = dict.fromkeys(sorted(_visible(root) if names is None else names))

    def __getitem__(self, name: str) -> bytes:
        return (self._root / name).read_bytes()

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _visible(folder: Path | str, before: str = "") -> Iterator[str]:
    with contextlib.suppress(FileNotFoundError, NotADirectoryError), os.scandir(folder) as found:
        for each in found:
            if each.name.startswith("."):
                continue
            if each.is_dir(follow_symlinks=False):
                yield from _visible(each.path, f"{before}{each.name}/")
            elif each.is_file():
                yield before + each.name


def is_hidden(name: str) -> bool:
    """Tell whether a file, or a folder on the way to it, is hidden."""
    return name.startswith(".") or "/." in name


def write_file(path: Path, data: bytes, *, lasting: bool = False) -> bool:
    """Give the file `path` the bytes `data`; return whether that changed it.

    What is `lasting` is on the disk before it takes the place of the old file: a power cut leaves one of them whole.
    """
    with refusals(path):
        if _same(path, lambda: data):
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path.parent, path.name, data, lasting=lasting)
        return True


@contextlib.contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Turn the system's refusal to write below `path` into one clear sentence."""
    try:
        yield
    except OSError as problem:
        where = problem.filename2 or problem.filename or path  # of a copy the second is what was written
        raise ConfigurationError(f"{where}: không ghi được ({reason(problem)}). {_REMEDY}") from None


def check_paths(root: Path, names: Iterable[str]) -> None:
    """Do for each path what `check_path` does; of paths in one folder the way there is looked at once."""
    seen: set[str] = set()
    for name in names:
        folder, _, file = name.rpartition("/")
        if folder not in seen or not _is_plain(file):
            check_path(root, name)
            seen.add(folder)


def _is_plain(file: str) -> bool:
    return file.isprintable() and "\\" not in file and file not in ("", ".", "..", MANIFEST, TEMPORARY)


def check_path(root: Path, name: str) -> None:
    """Raise ConfigurationError where a path leads out of a folder, or to what is not its file."""
    if not name.isprintable() or "\\" in name or any(part in ("", ".", "..") for part in name.split("/")):
        raise ConfigurationError(f"{root}: từ chối ghi «{name}»: đường dẫn ra ngoài thư mục.")
    if name in (MANIFEST, TEMPORARY):
        raise ConfigurationError(f"{root}: từ chối ghi «{name}»: tên dành riêng.")
    if not _is_own_path(root, name):
        raise ConfigurationError(f"{root}: từ chối ghi «{name}»: thư mục chứa nó là liên kết. Xóa liên kết đó.")


def _is_own_path(root: Path, name: str) -> bool:
    """Tell whether `name` stays below `root`: no step up, no link on the way."""
    path = PurePosixPath(name)
    if not path.name or path.is_absolute() or ".." in path.parts:
        return False
    return not any((root / folder).is_symlink() for folder in path.parents)


def _check_strangers(root: Path, names: Iterable[str]) -> None:
    for name in names:
        if os.path.lexists(root / name) and not (root / name).is_dir():
            raise ConfigurationError(
                f"{root / name}: đã có và không do vankho tạo ra, nên không ghi đè. "
                "Chuyển tệp này đi chỗ khác hoặc chọn thư mục khác."
            )


def _check_rights(root: Path, names: Iterable[str]) -> None:
    """Raise PermissionError where a folder does not let us change it, before anything is written."""
    for folder in {(root / name).parent for name in names}:
        there = next(each for each in (folder, *folder.parents) if os.path.lexists(each))
        if there.is_dir() and not os.access(there, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(there))


def _in_the_way(removed: Iterable[str], coming: Iterable[str]) -> list[str]:
    """Return the old files that stand where a new one needs a folder, or below where a new one will be."""
    files = frozenset(coming)
    folders = frozenset(str(folder) for name in files for folder in PurePosixPath(name).parents)
    return [name for name in removed if name in folders or any(str(f) in files for f in PurePosixPath(name).parents)]


def _same(path: Path, told: Callable[[], bytes]) -> bool:
    """Tell whether a file has the bytes that it is to have; they are asked for only where there is one."""
    if path.is_symlink() or not path.is_file():
        return False
    data = told()
    return path.stat().st_size == len(data) and path.read_bytes() == data


def replace_file(root: Path, name: str, data: bytes, mode: int | None = None, *, lasting: bool = False) -> None:
    """Write a file beside its place and move it there, so that no half of it is ever seen."""
    temporary, path = root / TEMPORARY, root / name
    make_folder(path.parent)
    clear(temporary)
    temporary.write_bytes(data)
    if mode is not None:
        temporary.chmod(mode)
    if lasting:
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
    os.replace(temporary, path)


def remove(root: Path, name: str) -> None:
    """Remove a file and the folders that it leaves empty."""
    with contextlib.suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
        (root / name).unlink()
    for folder in PurePosixPath(name).parents[:-1]:
        with contextlib.suppress(OSError):
            (root / folder).rmdir()


def remove_empty(root: Path, but: Container[str] = ()) -> None:
    """Remove the folders below one that hold no file, save those of `but`."""
    below, empty = [""], list[str]()
    for folder in below:  # it grows: the upper stand before those that they hold
        with os.scandir(f"{root}/{folder}") as found:
            is_folder = {each.name: each.is_dir(follow_symlinks=False) for each in found}
        below += [f"{folder}{name}/" for name, holds in is_folder.items() if holds]
        if folder and all(is_folder.values()) and folder[:-1] not in but:
            empty.append(folder)
    for folder in reversed(empty):
        with contextlib.suppress(OSError):  # one below it stays
            os.rmdir(f"{root}/{folder}")


def listed(root: Path) -> frozenset[str]:
    """Return the names on the list of a folder's own files, none where there is no list."""
    lines = _list(root).decode(errors="replace").split("\n")
    return frozenset(lines[1:] if lines[0].startswith(_SUM) else lines) - {""}


def list_is_whole(root: Path) -> bool:
    """Tell whether the list of a folder's own files is there, as it was written."""
    sealed = _list(root)
    return sealed.startswith(_SUM.encode()) and sealed == _sealed(sealed.partition(b"\n")[2])


def _list(root: Path) -> bytes:
    try:
        return (root / MANIFEST).read_bytes()
    except (FileNotFoundError, IsADirectoryError):
        return b""


def _write_manifest(root: Path, names: frozenset[str], before: frozenset[str]) -> None:
    if names != before or not list_is_whole(root):
        replace_file(root, MANIFEST, list_of(names), FILE_MODE)


def list_of(names: Iterable[str]) -> bytes:
    """Return the list of a folder's own files, as it is kept."""
    return _sealed("".join(f"{name}\n" for name in sorted(names)).encode())


def _sealed(names: bytes) -> bytes:
    return f"{_SUM}{hashlib.sha256(names).hexdigest()}\n".encode() + names
