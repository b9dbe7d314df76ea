"""Publishing (phát hành): a built site goes where readers find it, whole or not at all.

Checked, copied to `releases/HASH`, read back there file by file, then served in one step. What was served stays for a
way back. A run that is killed leaves what was served; the next one clears what it left.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.errors import ConfigurationError
from generator.publish.releases.checks import FRONT, Checked, check_same_portal, checked, front_of
from generator.publish.releases.destination import CURRENT, NEW, RELEASES, Base, Destination, Shelf, place_of
from generator.publish.releases.local import LocalPlace
from generator.publish.releases.release import SUMS, Release, read_release
from generator.publish.releases.remote import RemotePlace

Tell = Callable[[str, int, int], None]
STEP = 2
"""Seconds between two releases at least: some disks count no finer, and the order must not hang on a clock."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What publishing did, or with a trial would do."""

    name: str
    files: int
    copied: int
    removed: tuple[str, ...]
    strangers: tuple[str, ...]
    switched: bool


def place(to: str, ssh: Sequence[str]) -> Destination:
    """Return the place that a DEST names."""
    found = place_of(to)
    return LocalPlace(found) if isinstance(found, Path) else RemotePlace(*found, ssh)


def check_apart(site: Path, to: str) -> None:
    """Refuse to publish a site into itself, or into what holds it."""
    found = place_of(to)
    if isinstance(found, Path):
        one, other = (Path(os.path.realpath(each)) for each in (site, found))
        if one.is_relative_to(other) or other.is_relative_to(one):
            raise ConfigurationError(f"{to}: thư mục trang và nơi nhận không được nằm trong nhau. Chọn nơi nhận khác.")


def publish(site: Path, there: Destination, keep: int, tell: Tell, accept_change: bool = False) -> Outcome:
    """Publish a site and keep the `keep` newest releases; what is served already is only read back."""
    _check_keep(keep)
    tell("Kiểm tra trang", 0, 1)
    with checked(site) as ready, there.alone():
        shelf = _comparable(ready, there, accept_change)
        tell("Kiểm tra trang", 1, 1)
        copied = _settled(ready, there, shelf, tell)
        after = max([int(time.time()), *(each.time + STEP for each in shelf.kept if each.name != ready.release.name)])
        newest = shelf.names[:1] == (ready.release.name,)
        if copied or not newest:
            there.keep(ready.release, after)
        there.switch(ready.release)
        removed = _surplus(there.shelf(), keep)
        for name in removed:
            there.remove(name)
    return _outcome(ready, copied, removed, shelf)


def trial(site: Path, there: Destination, keep: int, accept_change: bool = False) -> Outcome:
    """Return what publishing would do; nothing is written."""
    _check_keep(keep)
    with checked(site) as ready, there.reached():
        shelf = _comparable(ready, there, accept_change)
        base = _base(_release(there, shelf.current), ready.release)
        kept = ready.release.name in shelf.names
        copied = 0 if kept else len(ready.release.sums) - len(base.same if base else ())
        names = [ready.release.name, *(name for name in shelf.names if name != ready.release.name)]
        return _outcome(ready, copied, tuple(names[keep:]), shelf)


def roll_back(there: Destination, name: str) -> str:
    """Serve a release that is kept, without a name the one before; return its name. It is read back first."""
    with _kept_by(there) as shelf:
        wanted = _named(shelf, name, there) if name else _before(shelf, there)
        release = _release(there, wanted)
        wrong = there.bad(f"{RELEASES}/{wanted}", release) if release else [f"{wanted}{SUMS}"]
        if release is None or wrong:
            raise ConfigurationError(
                f"{there}: bản {wanted} đã hỏng ở đích ({len(wrong)} tệp, như «{wrong[0]}»); trang đang phục vụ giữ "
                "nguyên. Chọn bản khác, hoặc phát hành lại."
            )
        there.switch(release)
    return wanted


def purge(there: Destination, name: str) -> tuple[str, ...]:
    """Remove a release for good, without a name all but the one that is served; return their names."""
    with _kept_by(there) as shelf:
        if not name and shelf.current not in shelf.names:
            raise ConfigurationError(
                f"{there}: không rõ bản nào đang được phục vụ, nên không xóa gì. Phát hành lại trước."
            )
        names = (_named(shelf, name, there),) if name else tuple(n for n in shelf.names if n != shelf.current)
        if shelf.current in names:
            raise ConfigurationError(
                f"{there}: bản {shelf.current} đang được phục vụ nên không xóa. Phát hành bản mới trước."
            )
        for each in names:
            there.remove(each)
    return names


# --- steps -------------------------------------------------------------------------------------------


@contextlib.contextmanager
def _kept_by(there: Destination) -> Iterator[Shelf]:
    """Hold a place that keeps something, and tell what; one that does not is not made."""
    with there.reached():
        if not there.shelf().kept:
            raise ConfigurationError(f"{there}: chưa có bản nào ở đây. Phát hành trước, hoặc xem lại --to.")
        with there.alone():
            yield there.shelf()


def _check_keep(keep: int) -> None:
    if keep < 1:
        raise ConfigurationError(f"--keep {keep}: phải giữ ít nhất một bản.")


def _comparable(ready: Checked, there: Destination, accept_change: bool) -> Shelf:
    """What the place keeps, where that is the same portal."""
    shelf = there.shelf()
    served = there.read(f"{CURRENT}/{FRONT}") if shelf.current else None
    if served is not None and not accept_change:
        check_same_portal(front_of(served), ready.front)
    return shelf


def _settled(ready: Checked, there: Destination, shelf: Shelf, tell: Tell) -> int:
    """Bring every file of a release to its place, right to the byte; return how many had to be copied."""
    release, folder = ready.release, f"{RELEASES}/{ready.release.name}"
    if there.has(folder):
        todo, copied = there.bad(folder, release), 0
    else:
        tell("Chép sang đích", 0, 1)
        folder = f"{RELEASES}/{NEW}"
        copied = there.fill(folder, ready.root, tuple(release.sums), _base(_release(there, shelf.current), release))
        tell("Chép sang đích", 1, 1)
        todo = there.bad(folder, release)
    tell("So từng tệp ở đích", 0, 1)
    if todo:
        # What was linked may have been damaged long ago: it is copied, and read back once more.
        copied += there.fill(folder, ready.root, todo, None)
        todo = there.bad(folder, release)
    if todo:
        raise ConfigurationError(
            f"{there}: {len(todo)} tệp ở đích không đúng như tệp gốc (như «{todo[0]}»), nên chưa đổi bản; trang đang "
            "phục vụ giữ nguyên. Kiểm tra ổ đĩa của đích rồi chạy lại."
        )
    tell("So từng tệp ở đích", 1, 1)
    return copied


def _base(before: Release | None, now: Release) -> Base | None:
    """What a new release may take from the one that is served."""
    if before is None:
        return None
    return Base(before.name, frozenset(name for name, each in now.sums.items() if before.sums.get(name) == each))


def _surplus(shelf: Shelf, keep: int) -> tuple[str, ...]:
    return tuple(name for name in shelf.names[keep:] if name != shelf.current)


def _release(there: Destination, name: str | None) -> Release | None:
    manifest = there.read(f"{RELEASES}/{name}{SUMS}") if name else None
    return read_release(name, manifest) if name and manifest is not None else None


def _named(shelf: Shelf, beginning: str, there: Destination) -> str:
    found = [name for name in shelf.names if name.startswith(beginning)]
    if len(found) == 1:
        return found[0]
    what = "không có bản nào" if not found else f"có {len(found)} bản"
    kept = ", ".join(shelf.names) or "chưa có bản nào"
    raise ConfigurationError(f"{there}: {what} tên bắt đầu bằng «{beginning}». Các bản đang giữ: {kept}.")


def _before(shelf: Shelf, there: Destination) -> str:
    older = shelf.names[shelf.names.index(shelf.current) + 1 :] if shelf.current in shelf.names else shelf.names
    if not older:
        raise ConfigurationError(f"{there}: không còn bản nào cũ hơn bản đang phục vụ. Xem các bản bằng --list.")
    return older[0]


def _outcome(ready: Checked, copied: int, removed: tuple[str, ...], shelf: Shelf) -> Outcome:
    name = ready.release.name
    return Outcome(name, len(ready.release.sums), copied, removed, ready.strangers, shelf.current != name)
