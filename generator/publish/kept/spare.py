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

from generator.disk import States, seal_of, state_of
from generator.publish.kept.seals import states
from generator.publish.writer import MANIFEST, Changes, clear, folders_of, make_folder, remove_empty


def taken(spare: Path | None, new: Path) -> bool:
    """Let the spare be the beginning of a new site; return whether there was one on this disk."""
    with contextlib.suppress(OSError):
        if spare and spare.is_dir() and not spare.is_symlink():
            spare.rename(new)
            return True
        if spare:
            clear(spare)
    return False


def cleared(new: Path, site: Path, carried: Iterable[str], left: States, folders: Container[str]) -> frozenset[str]:
    """Leave in a new site that was begun which of the site's files `carried` are there; return these.

    How some of them lie in the site is known (`left`). Of its folders, those of `folders` stay.
    """
    lying = states(str(new))
    known = ((name, left.get(name) or state_of(f"{site}/{name}")) for name in carried if name in lying)
    there = frozenset(name for name, state in known if _is_one(lying[name], state))
    for name in lying.keys() - there:
        os.unlink(f"{new}/{name}")
    remove_empty(new, folders)
    return there


def kept(tree: Path, site: Path, changes: Changes, spare: Path | None) -> bool:
    """Let a tree that was the site be its spare, as the site is now; return whether it is."""
    if spare is None or not _linked(tree, site, changes.unchanged[:1]):
        return False
    with contextlib.suppress(OSError):
        for name in (*changes.removed, MANIFEST):
            (tree / name).unlink(missing_ok=True)
        remove_empty(tree)
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


def _is_one(file: bytes | None, other: bytes | None) -> bool:
    return bool(file) and seal_of(file) == seal_of(other)
