"""How files were left (dấu niêm): one that lies as it was left is neither read nor written again.

A file's seal is its size, its times and its place on the disk; its mark is a digest of what it was made of. Seal and
mark of all files of a folder are remembered together.
"""

from __future__ import annotations

import contextlib
import copy
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import BinaryIO

import msgspec

from generator.disk import States, seal_of, state, state_of
from generator.errors import VankhoError
from generator.model.frozen import Frozen
from generator.publish.kept import pieces
from generator.publish.kept.pieces import Joined, Lying, Part, Pieced
from generator.publish.writer import TEMPORARY, check_path, clear, make_folder, refusals, remove_empty
from generator.recall import Recall
from generator.text.digests import digest

STAGE = "seals"
"""Stage of the memory: marks and seals of the files of each folder."""
_Rows = dict[str, tuple[bytes, bytes]]
"""By name: mark and seal."""


def states(root: str) -> States:
    """Return the states of all files below a folder, each looked at once; a link is a file."""
    found: dict[str, bytes] = {}
    folders = [""]
    while folders:
        before = folders.pop()
        with contextlib.suppress(FileNotFoundError, NotADirectoryError), os.scandir(f"{root}/{before}") as entries:
            for each in entries:
                if each.is_dir(follow_symlinks=False):
                    folders.append(f"{before}{each.name}/")
                else:
                    found[before + each.name] = state(each.stat(follow_symlinks=False))
    return found


def states_of(root: str, names: Iterable[str]) -> States:
    """Return the states of files of these names, as far as they are there."""
    found = ((name, state_of(f"{root}/{name}")) for name in names)
    return {name: lies for name, lies in found if lies is not None}


class Seals:
    """The files of a folder as the last run left them, and as this one leaves them."""

    def __init__(self, recall: Recall, name: str, root: Path) -> None:
        self._recall, self._name, self._key = recall, name, os.fsencode(os.path.realpath(root))
        self._left = b""

    def whole(self, lying: States) -> dict[str, bytes]:
        """Return name and mark of each file that lies as it was left."""
        row = self._recall.get(self._name, self._key)
        self._left, rows = digest(row or b""), _rows(row)
        left = ((name, rows[name]) for name in lying if name in rows)  # none of the names is held twice
        return {name: mark for name, (mark, sealed) in left if sealed and sealed == seal_of(lying[name])}

    def keep(self, marks: Mapping[str, bytes], lying: States) -> None:
        """Remember of what each file of the folder is made now, and how it lies."""
        now = {name: (marks[name], seal_of(lying.get(name))) for name in sorted(marks)}
        row = msgspec.msgpack.encode(now)
        if digest(row) != self._left:
            self._recall.put(self._name, self._key, row)


def _rows(kept: bytes | None) -> _Rows:
    try:
        return msgspec.msgpack.decode(kept, type=_Rows) if kept else {}
    except (msgspec.MsgspecError, UnicodeDecodeError):  # as another version of the program left them
        return {}


class Added(Frozen):
    """What was added to a part of a folder, of which other processes may add to others."""

    marks: Mapping[str, bytes]
    lying: States
    joined: Mapping[str, Joined]


NOTHING_ADDED = Added({}, {}, {})


class OwnFolder:
    """A folder that nobody else writes, brought up to date file by file.

    What a killed run left half done is made good by the next: of that nothing is remembered.
    """

    def __init__(self, root: Path, recall: Recall, name: str) -> None:
        self._root, self._marks, self.changed = root, dict[str, bytes](), 0
        self._temporary = f"{root}/{TEMPORARY}"
        with refusals(root):
            if root.is_symlink() or not root.is_dir():
                clear(root)
            make_folder(root)
            clear(root / TEMPORARY)
            self._lying = dict(_plain(root, states(str(root))))
        self._ready = set[str]()
        """Folders in which files may be put."""
        self._seals = Seals(recall, name, root)
        self.whole = self._seals.whole(self._lying)
        """Name and mark of each file that lies as it was left."""
        self._recalled = recall, f"{name} pieces", os.fsencode(os.path.realpath(root))
        self._before, self._joined = pieces.kept(*self._recalled), dict[str, Joined]()
        """The files that are made of pieces, as they were and as they are."""

    def part(self, name: str) -> OwnFolder:
        """Return the folder as it is for a process that adds files beside others: nobody else has its name."""
        part = copy.copy(self)
        part._marks, part._joined, part._lying = {}, {}, {}
        part._temporary = f"{self._temporary}-{name}"
        return part

    @property
    def added(self) -> Added:
        """What was added to this part."""
        return Added(self._marks, self._lying, self._joined)

    def take(self, added: Added) -> None:
        """Let what was added to a part of this folder be added to it."""
        for name in added.marks:
            self._refuse_twice(name)
        self._marks.update(added.marks)
        self._lying.update(added.lying)
        self._joined.update(added.joined)
        self.changed += len(added.lying)

    def _refuse_twice(self, name: str) -> None:
        if name in self._marks:
            raise VankhoError(f"Hai trang cùng một địa chỉ: {name}. Đây là lỗi của chương trình.")

    def add(self, name: str, mark: bytes, data: bytes | None) -> None:
        """Let a file made of `mark` have these bytes; of one that is whole they need not be given."""
        self._refuse_twice(name)
        self._marks[name] = mark
        if self.whole.get(name) == mark:
            return
        assert data is not None, name
        with refusals(self._root):
            self._lying[name] = self._write(name, data)
        self.changed += 1

    def _write(self, name: str, data: bytes) -> bytes:
        with open(self._temporary, "wb") as written:
            written.write(data)
        return self._put(name)

    def _put(self, name: str) -> bytes:
        """Put what was written in its place, and return how it lies.

        It is a new file: the old may be linked into the site.
        """
        folder, place, temporary = name.rpartition("/")[0], f"{self._root}/{name}", self._temporary
        if folder not in self._ready:
            check_path(self._root, name)
            _make_way(self._root, folder)
            make_folder(self._root / folder)
            self._ready.add(folder)
        try:
            os.replace(temporary, place)
        except IsADirectoryError:
            clear(Path(place))
            os.replace(temporary, place)
        return state(os.lstat(place))

    def add_made(self, name: str, mark: bytes, make: Callable[[], bytes]) -> None:
        """Let a file have what is made of `mark`; one that is whole is not made again."""
        self.add(name, mark, None if self.whole.get(name) == mark else make())

    @property
    def marks(self) -> Mapping[str, bytes]:
        """Path of each file that was added, and of what it is made."""
        return self._marks

    def lying(self, name: str) -> Joined | None:
        """Return of what pieces a file was made, None where it does not lie as it was left."""
        before = self._before.get(name)
        return before if before and self.whole.get(name) == before.mark else None

    def laid(self, name: str) -> Joined | None:
        """Return of what pieces a file was made that was added, None for one that is not made of any."""
        return self._joined.get(name)

    def add_joined(self, name: str, content: Pieced) -> Joined:
        """Let a file be made of pieces; what of them lies there is copied."""
        before = self.lying(name)
        if before and before.of(content):
            return self.add_as_it_lies(name, before)
        with self.known(name, before if before and before.how == content.how else None) as known:
            return self.add_parts(name, content.how, pieces.parts(content, known))

    def add_as_it_lies(self, name: str, before: Joined) -> Joined:
        """Let a file be the one that lies there."""
        self._joined[name] = before
        self.add(name, before.mark, None)
        return before

    @contextlib.contextmanager
    def known(self, name: str, before: Joined | None) -> Iterator[Mapping[bytes, bytes]]:
        """Give the pieces of a file as it lies there by mark, none where nothing is known of it."""
        if before is None:
            yield {}
            return
        with self.opened(name) as lying:
            yield Lying(before, lying)

    def add_parts(self, name: str, how: bytes, parts: Iterable[Part], mark: bytes = b"") -> Joined:
        """Let a file be made of parts, written as they come, none held.

        `mark` is a digest of what all of it is made of, where one is known before: else it is that of its bytes.
        """
        self._refuse_twice(name)
        total, marks, lengths = hashlib.sha256(), list[bytes](), list[int]()
        with refusals(self._root):
            with open(self._temporary, "wb") as written:
                for made_of, data in parts:
                    written.write(data)
                    total.update(data)
                    marks.append(made_of)
                    lengths.append(len(data))
            made = Joined(how, mark or total.digest(), tuple(marks), tuple(lengths))
            if self.whole.get(name) == made.mark:
                os.unlink(self._temporary)
            else:
                self._lying[name] = self._put(name)
                self.changed += 1
        self._marks[name], self._joined[name] = made.mark, made
        return made

    def data(self, name: str) -> bytes:
        """Return the bytes of a file of the folder."""
        return (self._root / name).read_bytes()

    def opened(self, name: str) -> BinaryIO:
        """Return a file of the folder, open to be read."""
        return (self._root / name).open("rb")

    def size(self, name: str) -> int:
        """Return how many bytes a file of the folder has."""
        return (self._root / name).stat().st_size

    def text(self, name: str) -> str:
        """Return a file of the folder as text."""
        return (self._root / name).read_text(encoding="utf-8")

    def finish(self) -> None:
        """Remove what was not added, and remember the rest."""
        with refusals(self._root):
            for name in self._lying.keys() - self._marks.keys():
                with contextlib.suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
                    (self._root / name).unlink()
            remove_empty(self._root)
        self._seals.keep(self._marks, self._lying)
        if self._joined != self._before:
            pieces.keep(*self._recalled, self._joined)


def _plain(root: Path, lying: States) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a folder, and remove whatever is none: a link, a pipe."""
    for name, lies in lying.items():
        if lies:
            yield name, lies
        else:
            (root / name).unlink()


def _make_way(root: Path, folder: str) -> None:
    """Remove old files that stand where a folder is to be, or one above it."""
    for each in (PurePosixPath(folder), *PurePosixPath(folder).parents[:-1]):
        if (root / each).is_file():
            (root / each).unlink(missing_ok=True)  # another process may have done so
