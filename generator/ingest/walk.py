"""The files of a documents folder: which ones, in which order, and what they are called."""

from __future__ import annotations

import os
import unicodedata
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path


class LeadsOut(OSError):
    """A link (liên kết) that leads out of the content folder."""


_NOT_DOCUMENTS = ("thumbs.db", "desktop.ini", "__macosx")


def files(
    top: Path, apart: Collection[Path], refused: Callable[[Path, OSError], None], within: Path | None = None
) -> Iterator[Path]:
    """Yield the visible files below `top`, without those in `apart`.

    `refused` is told of folders that do not open, and of links that lead out of `within`: these are not followed.

    Each real folder is read once, by its own path rather than by a link to it.
    """
    # A link to a folder above the documents would read the whole disk; one to the site, what was made of them.
    seen = set(top.resolve().parents)
    shut = [Path(os.path.realpath(each)) for each in apart]
    inside = (top.resolve(), *([within.resolve()] if within else []))
    folders, linked = deque([top]), deque[Path]()
    while folders or linked:
        folder = (folders or linked).popleft()
        if (real := folder.resolve()) in seen or any(real.is_relative_to(each) for each in shut):
            continue
        seen.add(real)
        for path in _visible(folder, refused):
            if path in apart:
                continue
            if (
                within
                and path.is_symlink()
                and not any(Path(os.path.realpath(path)).is_relative_to(each) for each in inside)
            ):
                refused(path, LeadsOut())
            elif os.path.isdir(path):
                (linked if path.is_symlink() else folders).append(path)
            else:
                yield path


def shown_name(path: Path, root: Path) -> str:
    """Return the path relative to `root` with `/`, in NFC; bytes that are no characters become `�`."""
    name = os.fsencode(path.relative_to(root).as_posix()).decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "\ufffd" for c in unicodedata.normalize("NFC", name))


def named(paths: Iterable[Path], root: Path) -> Iterator[tuple[str, Path]]:
    """Yield each file with its shown name; a name that another file shows too is numbered: `báo⟨2⟩.txt`."""
    counts = Counter[str]()
    for path in paths:
        name = shown_name(path, root)
        counts[name] += 1
        stem, dot, suffix = name.rpartition(".")
        yield (name if counts[name] == 1 else f"{stem}⟨{counts[name]}⟩{dot}{suffix}"), path


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
