"""What the system refuses: room on the disk, rights, descriptors; and a clock that lies."""

from __future__ import annotations

import contextlib
import ctypes
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.faults.ground import Place

_CAPABILITIES = 0x20080522
"""Version 3 of `capset`."""
EXTREMES = (0, 1, 315_532_800, 2**31 - 1, 2**31, 4_102_444_800, 253_402_300_799)
"""1970, 1980, 2038, 2100, 9999."""


def without_rights() -> None:
    """Let root, too, be bound by the rights of files; of others nothing is taken."""
    header, none = (ctypes.c_uint32 * 2)(_CAPABILITIES, 0), (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None, use_errno=True).capset(header, none) != 0:
        raise OSError(ctypes.get_errno(), "capset")


def can_mount() -> str:
    """Return why no small disk can be mounted here, empty where one can."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "a small disk needs root on Linux"
    tried = subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True)
    return "" if tried.returncode == 0 else "this machine lets nobody mount a disk"


def disk_full(place: Place, chance: random.Random) -> list[int]:
    """Build on a disk of its own that has room for a part of what is to be written."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "none", str(place.root)], check=True)
    place.ground.trial(place.root)
    filler, room = place.root / "filler", chance.randrange(0, 2_000_000)
    free = os.statvfs(place.root).f_bavail * os.statvfs(place.root).f_frsize
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, free - room))
    place.log.symlink_to(os.path.relpath(place.root.with_name(f"{place.root.name}.log"), place.root))
    code = place.build()
    filler.unlink()
    return [code]


def let_go(place: Place) -> None:
    """Unmount the disk of a place that has one of its own."""
    if os.path.ismount(place.root):
        subprocess.run(["umount", str(place.root)], check=True)


def files_limited(place: Place, chance: random.Random) -> list[int]:
    """Build where no file may grow beyond a size (`RLIMIT_FSIZE`): the large ones cannot be written."""
    size = int(10 ** chance.uniform(1, 6))
    return [place.build(prepare=partial(resource.setrlimit, resource.RLIMIT_FSIZE, (size, size)))]


def descriptors_limited(place: Place, chance: random.Random) -> list[int]:
    """Build with few files open at once."""
    most = chance.randrange(4, 24)
    return [place.build(prepare=partial(resource.setrlimit, resource.RLIMIT_NOFILE, (most, most)))]


UNREADABLE = (
    *("content/documents", "content/documents/cu", "content/documents/cu/1.txt", "content/documents/moi/3.pdf"),
    *("content/documents/moi/2.txt.meta.yml", "content/portal.yml", "content/registry", "content/pages"),
    *("content/registry/agencies.yml", "content/pages/gioi-thieu.md", "content/state/slugs.json", "content"),
    *(".build/site/papers.json", ".build/site/memory.sqlite", ".build/site/docs", ".build/site/cache"),
)
UNWRITABLE = (
    *("site", "site/van-ban", "site/assets", "content/state", ".build", ".build/site", ".build/site/docs"),
    *(".build/site/html", ".build/site/papers", ".build/site/cache", "site/.vankho-lock", ".build/site/.vankho-lock"),
    ".",
)


def _with_mode(paths: tuple[str, ...], taken: int) -> Callable[[Place, random.Random], list[int]]:
    def run(place: Place, chance: random.Random) -> list[int]:
        path = place.root / chance.choice(paths)
        mode = path.stat().st_mode & 0o777
        place.log.touch()
        path.chmod(mode & ~taken)
        try:
            code = place.build(prepare=without_rights)
        finally:
            path.chmod(mode)
        with place.log.open("a") as log:
            log.write(f"mode of {path.relative_to(place.root)} was {mode & ~taken:o}\n")
        return [code]

    return run


unreadable = _with_mode(UNREADABLE, 0o777)
unwritable = _with_mode(UNWRITABLE, 0o222)


def times_of_files(place: Place, chance: random.Random) -> list[int]:
    """Build where files were changed in 1970 or will be in the year 9999."""
    for path in sorted(place.root.rglob("*")):
        if chance.random() < 0.5 and not path.is_symlink():
            with contextlib.suppress(OSError):  # this disk knows no such year
                os.utime(path, (chance.choice(EXTREMES),) * 2)
    return [place.build()]


def clock_jumps(place: Place, chance: random.Random) -> list[int]:
    """Build twice, the second time years before or after the first, as the program sees it."""
    codes: list[int] = []
    for _ in range(2):
        now = chance.choice(EXTREMES)
        codes.append(place.build(*(["--full"] if codes else []), prepare=partial(_let_it_be, now)))
    return codes


def _let_it_be(now: int) -> None:
    time.time = lambda: float(now)
    time.time_ns = lambda: now * 10**9


def other_surroundings(place: Place, chance: random.Random) -> list[int]:
    """Build with another umask, zone, locale and folder than the last time."""

    def prepare() -> None:
        os.umask(chance.choice((0, 0o022, 0o077, 0o777 & ~0o700)))
        os.environ |= {"TZ": chance.choice(("UTC", "Pacific/Kiritimati", "x")), "LC_ALL": chance.choice(("C", "tr_TR"))}
        time.tzset()
        os.chdir(chance.choice((Path("/"), place.root)))

    return [place.build(prepare=prepare)]
