"""Files made of pieces (tệp ghép): of one that lies as it was left, only what changed is made.

What is remembered of a file is of what each piece was made and how long it is, no word of it: the others are cut out
of the file itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

import msgspec

from generator.recall import Recall
from generator.text.digests import digest

Piece = tuple[bytes, Callable[[], bytes]]
"""The digest of all that a piece is made of, and what makes it."""


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

    def cut(self, data: bytes) -> Iterator[tuple[bytes, bytes]]:
        """Yield mark and bytes of each piece of the file, nothing where these are not its bytes."""
        if sum(self.lengths) == len(data) and len(self.lengths) == len(self.marks):
            yield from ((mark, data[start:end]) for mark, start, end in self.places)


Laid = tuple[Joined, bytes | None]
"""What is to be remembered of a file, and its bytes, None where nothing changed."""


def joined(content: Pieced, before: Joined | None, lying: Callable[[], bytes]) -> Laid:
    """Return a file made of its pieces; `before` is how it lies there, with the bytes `lying`."""
    marks = tuple(mark for mark, _ in content.pieces)
    known: dict[bytes, bytes] = {}
    if before and before.how == content.how:
        if before.marks == marks:
            return before, None
        known = dict(before.cut(lying()))
    parts = [known[mark] if mark in known else make() for mark, make in content.pieces]
    data = b"".join(parts)
    return Joined(content.how, digest(data), marks, tuple(map(len, parts))), data


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
