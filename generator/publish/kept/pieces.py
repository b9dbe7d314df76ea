"""Files made of pieces (tệp ghép): of one that lies as it was left, only what changed is made.

What is remembered of a file is of what each piece was made and how long it is, no word of it: the others are cut out
of the file itself. No file is held: piece by piece it goes from the disk to the disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from io import SEEK_END
from itertools import accumulate
from typing import BinaryIO, NamedTuple

import msgspec

from generator.recall import Recall

Piece = tuple[bytes, Callable[[], bytes]]
"""The digest of all that a piece is made of, and what makes it."""
Part = tuple[bytes, bytes]
"""The digest of all that a piece is made of, and its bytes."""


class Pieced(NamedTuple):
    """What a file is to hold; `how` is the digest of all that every piece of it is made with."""

    how: bytes
    pieces: Sequence[Piece]

    @property
    def data(self) -> bytes:
        """All pieces, made."""
        return b"".join([make() for _, make in self.pieces])


class Joined(NamedTuple):
    """A file as it was made: the digest of its bytes, and of each piece the mark and the length."""

    how: bytes
    mark: bytes
    marks: tuple[bytes, ...]
    lengths: tuple[int, ...]

    @property
    def places(self) -> Iterator[tuple[bytes, int, int]]:
        """Mark, beginning and end of each piece."""
        ends = accumulate(self.lengths)
        return ((mark, end - length, end) for mark, length, end in zip(self.marks, self.lengths, ends, strict=True))

    def of(self, content: Pieced) -> bool:
        """Tell whether the file holds just that."""
        return self.how == content.how and self.marks == tuple(mark for mark, _ in content.pieces)

    def cut(self, lying: BinaryIO) -> Iterator[Part]:
        """Yield the pieces of a file that lies there, one by one, nothing where these are not its bytes."""
        if self.fits(lying):
            lying.seek(0)
            yield from ((mark, lying.read(length)) for mark, length in zip(self.marks, self.lengths, strict=True))

    def fits(self, lying: BinaryIO) -> bool:
        """Tell whether a file that lies there is as long as its pieces."""
        return len(self.marks) == len(self.lengths) and sum(self.lengths) == lying.seek(0, SEEK_END)


class Lying(Mapping[bytes, bytes]):
    """The pieces of a file that lies there, by mark: each is read when it is asked for."""

    def __init__(self, joined: Joined, lying: BinaryIO) -> None:
        self._lying = lying
        self._places = {mark: (start, end) for mark, start, end in joined.places} if joined.fits(lying) else {}

    def __getitem__(self, mark: bytes) -> bytes:
        start, end = self._places[mark]
        self._lying.seek(start)
        return self._lying.read(end - start)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def parts(content: Pieced, known: Mapping[bytes, bytes]) -> Iterator[Part]:
    """Yield the pieces that a file is to hold, one by one: those that are known, and the others made."""
    return ((mark, known[mark] if mark in known else make()) for mark, make in content.pieces)


def kept(recall: Recall, name: str, key: bytes) -> dict[str, Joined]:
    """Return what is remembered of the files of a folder, by their names."""
    row = recall.get(name, key)
    try:
        return msgspec.msgpack.decode(row, type=dict[str, Joined]) if row else {}
    except (msgspec.MsgspecError, UnicodeDecodeError):  # as another version of the program left them
        return {}


def keep(recall: Recall, name: str, key: bytes, files: Mapping[str, Joined]) -> None:
    """Remember the files of a folder."""
    recall.put(name, key, msgspec.msgpack.encode(files))
