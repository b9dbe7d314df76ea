"""A site that is whole at every moment.

The new one is made beside the old one, then takes its place in one step. Files that stay are
hard-linked, so a build costs what it changes. What others put into the site's folder goes along.
Beside the site lie, during a build, `.vankho-NAME-new` and `.vankho-NAME-old`; the next run clears what a killed one
left. Where nothing can be made beside the site or moved into its place (the parent is closed, the site is a mounted
disk or holds one, other people's files can be neither linked nor copied with their owner), the files are changed one
after the other, each whole.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
from collections import deque
from collections.abc import Callable, Container, Iterator, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType

from generator.cores import spread
from generator.disk import States, seal_of
from generator.model.frozen import Frozen
from generator.publish.kept import spare as spares
from generator.publish.kept.cache import seal, sealed
from generator.publish.kept.seals import Seals, states_of
from generator.publish.writer import (
    FILE_MODE,
    FOLDER_MODE,
    MANIFEST,
    TEMPORARY,
    Changes,
    Folder,
    Plan,
    Together,
    clear,
    folders_of,
    list_is_whole,
    list_of,
    listed,
    make_folder,
    make_readable,
    plan,
    refusals,
    write_own_file,
    write_tree,
)
from generator.recall import NOTHING, Recall

_MANY = 500
"""Files that a process puts at a time."""
_HERE, _EXCHANGE = -100, 2
"""`AT_FDCWD` and `RENAME_EXCHANGE` of Linux."""


class _NotBeside(Exception):
    """This site cannot be switched: its files are changed one by one."""


def mirror(
    source: Path,
    site: Path,
    beside: Mapping[str, bytes] = MappingProxyType({}),
    copy: Path | None = None,
    recall: Recall = NOTHING,
    spare: Path | None = None,
    marks: Mapping[str, bytes] | None = None,
    made_of: Mapping[str, bytes] = MappingProxyType({}),
) -> Changes:
    """Make the files below `source`, and those beside them, the own files of a site; tell what changed.

    `copy` keeps the list of these files: where that of the site was lost, it tells which are ours. `recall` remembers
    how they lie: a file that is as it was left, made of one that is as it was, is not read again. `spare` is where a
    second tree of links to them may lie. `marks` are the seals of the files below `source`, where they are known;
    `made_of` are digests of what those beside are made of.
    """
    site = Path(os.path.realpath(site))
    restore(site)
    ours = _copied(copy, site) if copy and not list_is_whole(site) else frozenset()
    seals = Seals(recall, "site", site)
    if marks is None:
        marks = {name: seal_of(state) for name, state in states_of(str(source), Folder(source)).items()}
    files, marks = Together(Folder(source, marks), beside), {**made_of, **marks}
    before = states_of(str(site), marks)
    same = {name: before[name] for name, mark in seals.whole(before).items() if mark and marks.get(name) == mark}
    changes = switch_tree(site, files, ours, same, spare)
    if copy:
        write_own_file(copy, seal(_way(copy, site), list_of(listed(site))))
    seals.keep(marks, _now(site, before, changes))
    return changes


def _now(site: Path, before: States, changes: Changes) -> States:
    """Return how the files lie after a switch; where one that stays was linked, all that stay were."""
    one = changes.unchanged[:1]
    linked = all(seal_of(state) == seal_of(before.get(name)) for name, state in states_of(str(site), one).items())
    return {**before, **states_of(str(site), changes.written)} if linked else states_of(str(site), before)


def _way(copy: Path, site: Path) -> str:
    """Return the way from the copy of a list to its site, which stays when both are moved."""
    return os.path.relpath(site, os.path.realpath(copy.parent))


def _copied(copy: Path, site: Path) -> frozenset[str]:
    try:
        kept = sealed(_way(copy, site), copy.read_bytes())
    except OSError:
        return frozenset()
    return frozenset(kept.decode().split("\n")[1:]) - {""} if kept else frozenset()


def switch_tree(
    site: Path,
    files: Mapping[str, bytes],
    ours: frozenset[str] = frozenset(),
    left: States = MappingProxyType({}),
    spare: Path | None = None,
) -> Changes:
    """Make `files` (path below `site` → bytes) the own files of a site in one step, and tell what changed.

    `ours` are own files besides those on the site's list; what lies there as it was `left` is not read. A new site is
    made of the `spare`, if there is one, and the old one left as that.
    """
    site = Path(os.path.realpath(site))
    with refusals(site):
        restore(site)
        make_folder(site)
        _clear(site)
        if ours or (site / MANIFEST).is_dir():
            clear(site / MANIFEST)
        todo = plan(site, files, ours, left.__contains__)
        if not todo.changed and not todo.removed and todo.own == frozenset(todo.names) and list_is_whole(site):
            make_readable(site, folders_of(todo.names), todo.judged)
            return todo.changes
        try:
            _switch(site, todo, files, left, spare)
        except _NotBeside:
            return write_tree(site, files)
    return todo.changes


def restore(site: Path) -> None:
    """Bring the old site back where a run was killed before the new one took its place."""
    site = Path(os.path.realpath(site))
    _, old = beside(site)
    if _is_folder(old) and not os.path.lexists(site):
        old.rename(site)


def _clear(site: Path) -> None:
    """Clear away what a killed run left beside a site, and whatever else bears the names that a run needs."""
    new, old = beside(site)
    for each in (new, old):
        if each is old and _is_folder(old):
            _discard(old, site, listed(old) if list_is_whole(old) else None)
        elif _is_folder(each):
            delete(each)
        else:
            clear(each)


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def beside(site: Path) -> tuple[Path, Path]:
    """Return where the new one of a folder is made, and where the old one lies till it is removed."""
    return site.with_name(f".vankho-{site.name}-new"), site.with_name(f".vankho-{site.name}-old")


# --- the new site ----------------------------------------------------------------------------------


class _Strangers(Frozen):
    """What others put into a site, by path: folders, the upper first, and all else."""

    folders: tuple[str, ...]
    files: tuple[str, ...]


def _switch(site: Path, todo: Plan, files: Mapping[str, bytes], left: States, spare: Path | None) -> None:
    new, old = beside(site)
    try:
        if not spares.taken(spare, new):
            new.mkdir()
    except OSError:
        raise _NotBeside from None
    try:
        _make(site, new, todo, files, left)
        _put_in_place(site, new, old)
    except BaseException:
        delete(new)
        raise
    _discard(old, site, todo.own, lambda tree: spares.kept(tree, site, todo.changes, spare))


def _make(site: Path, new: Path, todo: Plan, files: Mapping[str, bytes], left: States) -> None:
    """Make the new site beside the old one."""
    strangers = _strangers(site, todo.own | frozenset(todo.names))
    changed, folders = frozenset(todo.changed), folders_of(todo.names)
    if any(_is_mounted(site / name) for name in changed):
        raise _NotBeside
    carried = (*(name for name in todo.names if name not in changed), *strangers.files)
    there = spares.cleared(new, site, carried, left, {*folders, *strangers.folders})
    _write(new / MANIFEST, list_of(todo.names))
    for name in strangers.folders:
        (new / name).mkdir(exist_ok=True, parents=True)
    for name in sorted(folders - {"."}):
        make_folder(new / name)
    lacking = [name for name in todo.names if name not in there]
    deque(spread(partial(_put, site, new, changed, files), lacking, _MANY, here=True), maxlen=0)
    for name in frozenset(strangers.files) - there:
        make_folder((new / name).parent)
        _carry(f"{site}/{name}", f"{new}/{name}")
    make_readable(new, folders, todo.judged)
    for name in (*reversed(strangers.folders), "."):
        _like(site / name, new / name)


def _put(site: Path, new: Path, changed: Container[str], files: Mapping[str, bytes], name: str) -> None:
    """Put a file of ours into the new site: written where it changed, else let it be there too."""
    if name in changed:
        _write(new / name, files[name])
    else:
        _carry(f"{site}/{name}", f"{new}/{name}")


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    path.chmod(FILE_MODE)


def _strangers(site: Path, own: frozenset[str]) -> _Strangers:
    """Return what others put into a site.

    A folder that cannot be listed, or is another disk, cannot be carried over.
    """
    ours = {*folders_of(own), "."}
    folders, files = [], []
    disk = site.stat().st_dev
    for folder, names in _below(site):
        if os.lstat(f"{site}/{folder}").st_dev != disk:
            raise _NotBeside
        folders += [] if folder in ours else [folder]
        before = "" if folder == "." else f"{folder}/"
        files += [name for each in names if (name := before + each) not in own and name not in (MANIFEST, TEMPORARY)]
    return _Strangers(tuple(folders), tuple(files))


def _below(root: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield a folder and all below it, the upper first, each with the names of its files."""
    folders = ["."]
    while folders:
        folder = folders.pop()
        files, below = list[str](), list[str]()
        try:
            with os.scandir(root / folder) as found:
                for each in found:
                    (below if each.is_dir(follow_symlinks=False) else files).append(each.name)
        except OSError:
            raise _NotBeside from None
        yield folder, sorted(files)
        folders += [name if folder == "." else f"{folder}/{name}" for name in sorted(below, reverse=True)]


def _is_mounted(path: Path) -> bool:
    """Tell whether a file is another disk's than its folder."""
    return os.path.lexists(path) and path.lstat().st_dev != path.parent.stat().st_dev


def _carry(path: str, place: str) -> None:
    """Let a file be in the new site too: linked, or where the disk knows no links copied with its owner."""
    try:
        os.link(path, place, follow_symlinks=False)
    except OSError as problem:
        if problem.errno == errno.EXDEV or not (os.path.islink(path) or os.path.isfile(path)):
            raise _NotBeside from None
        shutil.copy2(path, place, follow_symlinks=False)
        _owned_like(path, place)


def _like(folder: Path, place: Path) -> None:
    """Give a folder the rights, owner and times of the one whose place it takes."""
    _owned_like(folder, place)
    shutil.copystat(folder, place)


def _owned_like(path: Path | str, place: Path | str) -> None:
    had, has = os.lstat(path), os.lstat(place)
    if (had.st_uid, had.st_gid) != (has.st_uid, has.st_gid):
        try:
            os.chown(place, had.st_uid, had.st_gid, follow_symlinks=False)
        except OSError:
            raise _NotBeside from None


# --- the step --------------------------------------------------------------------------------------


def _put_in_place(site: Path, new: Path, old: Path) -> None:
    """Let the new site take the place of the old one, which is then called `old`."""
    if old.exists():
        raise _NotBeside
    if _exchange(new, site):
        new.rename(old)
        return
    try:
        try:
            site.rename(old)
        except OSError:
            raise _NotBeside from None
        new.rename(site)
    except BaseException:
        if old.is_dir() and not os.path.lexists(site):
            old.rename(site)
        raise


def take_place(folder: Path, new: Path) -> bool:
    """Let `new`, made beside a folder, take its place; return whether it could.

    The old one is removed.
    """
    _, old = beside(folder)
    delete(old)
    try:
        if os.path.lexists(folder):
            _put_in_place(folder, new, old)
        else:
            new.rename(folder)
    except _NotBeside:
        return False
    delete(old)
    return True


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change their names in one step; return whether this system and disk can do that."""
    try:
        call = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return bool(call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


def _discard(
    old: Path, site: Path, own: frozenset[str] | None, of_use: Callable[[Path], bool] = lambda tree: False
) -> None:
    """Remove the old site, unless it is `of_use` without what others put into it.

    What they put there while the new one was made goes into the new one. Where nobody knows which files are its own,
    none is a stranger's: a page that was withdrawn must not come back. So that no half of it is ever taken for an old
    site, it bears the other name from then on.
    """
    if own is not None:
        with contextlib.suppress(OSError, _NotBeside):
            for name in _strangers(old, own).files:
                if not os.path.lexists(site / name):
                    make_folder((site / name).parent)
                    (old / name).rename(site / name)
                else:
                    (old / name).unlink()
    new, _ = beside(site)
    with contextlib.suppress(OSError):
        old = old.rename(new)
    if not of_use(old):
        delete(old)


def delete(folder: Path) -> None:
    """Remove a folder and all below it, closed ones too, as far as the system lets us."""
    for path, _, _ in os.walk(folder):
        with contextlib.suppress(OSError):
            os.chmod(path, FOLDER_MODE)
    shutil.rmtree(folder, ignore_errors=True)
