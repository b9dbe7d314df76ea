"""The spare of a site (cây dự phòng): a second tree of links to the site's own files.

The next new site is made of it, so that it costs what changed: to link all files of a large site anew, and to remove
the links of the old one, takes seconds. It holds nothing that the site does not, and is a beginning that nobody trusts:
what is not the very file of the site is linked again.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Container, Iterable
from pathlib import Path

from generator.publish.kept.seals import state_of, states
from generator.publish.writer import MANIFEST, Changes, clear, folders_of, make_folder


def taken(spare: Path | None, new: Path) -> bool:
    """Let the spare be the beginning of a new site; return whether there was one on this disk."""
    with contextlib.suppress(OSError):
        if spare and spare.is_dir() and not spare.is_symlink():
            spare.rename(new)
            return True
        if spare:
            clear(spare)
    return False


def cleared(new: Path, site: Path, carried: Iterable[str], folders: Container[str]) -> frozenset[str]:
    """Leave in a new site that was begun which of the site's files `carried` are there; return these.

    Of its folders, those of `folders` stay.
    """
    lying = states(str(new))
    there = frozenset(name for name in carried if name in lying and _is_one(lying[name], state_of(f"{site}/{name}")))
    for name in lying.keys() - there:
        os.unlink(f"{new}/{name}")
    _remove_empty(new, folders)
    return there


def kept(tree: Path, site: Path, changes: Changes, spare: Path | None) -> bool:
    """Let a tree that was the site be its spare, as the site is now; return whether it is."""
    if spare is None or not _linked(tree, site, changes.unchanged[:1]):
        return False
    with contextlib.suppress(OSError):
        for name in (*changes.removed, MANIFEST):
            (tree / name).unlink(missing_ok=True)
        _remove_empty(tree, ())
        for folder in folders_of(changes.written):
            make_folder(tree / folder)
        for name in changes.written:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(f"{tree}/{name}")
            os.link(f"{site}/{name}", f"{tree}/{name}")
        clear(spare)
        tree.rename(spare)
        return True
    return False


def _linked(tree: Path, site: Path, names: Iterable[str]) -> bool:
    """Tell whether files are one in both trees: a disk that knows no links would hold all of them twice."""
    return all(_is_one(state_of(f"{tree}/{name}"), state_of(f"{site}/{name}")) for name in names)


def _is_one(file: os.stat_result | None, other: os.stat_result | None) -> bool:
    return file is not None and other is not None and os.path.samestat(file, other)


def _remove_empty(root: Path, but: Container[str]) -> None:
    for folder, _, files in os.walk(root, topdown=False):
        name = os.path.relpath(folder, root)
        if not files and name not in but and name != "." and not os.listdir(folder):
            os.rmdir(folder)
