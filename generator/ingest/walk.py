"""The files of a documents folder: which ones, in which order, and what they are called."""

from __future__ import annotations

import os
import unicodedata
from collections import deque
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

_NOT_DOCUMENTS = ("thumbs.db", "desktop.ini", "__macosx")


def files(top: Path, apart: Collection[Path], refused: Callable[[Path, OSError], None]) -> Iterator[Path]:
    """Yield the visible files below `top`, without those in `apart`.

    `refused` is told of folders that do not open.

    Each real folder is read once, by its own path rather than by a link to it.
    """
    # A link to a folder above the documents would read the whole disk.
    seen = set(top.resolve().parents)
    folders, linked = deque([top]), deque[Path]()
    while folders or linked:
        folder = (folders or linked).popleft()
        if (real := folder.resolve()) in seen:
            continue
        seen.add(real)
        for path in _visible(folder, refused):
            if path in apart:
                continue
            if os.path.isdir(path):
                (linked if path.is_symlink() else folders).append(path)
            else:
                yield path


def shown_name(path: Path, root: Path) -> str:
    """Return the path relative to `root` with `/`, in NFC; bytes that are no characters become `�`."""
    name = os.fsencode(path.relative_to(root).as_posix()).decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "\ufffd" for c in unicodedata.normalize("NFC", name))


def _visible(folder: Path, refused: Callable[[Path, OSError], None]) -> list[Path]:
    """Return what a folder shows, by name; hidden files and leavings of the system are no documents."""
    try:
        names = sorted(os.listdir(folder))
    except OSError as problem:
        refused(folder, problem)
        return []
    return [folder / name for name in names if is_shown(name)]


def is_shown(name: str) -> bool:
    """Tell whether a name may be that of a document: not hidden, no leaving of a system."""
    return not name.startswith((".", "~$")) and name.lower() not in _NOT_DOCUMENTS
