"""Runs `vankho` as it would run on another machine: other rights, other order of directories, one processor.

Called as `python -m tests.reproduce.elsewhere UMASK ORDER CALL …`, each CALL the words of one command joined by `\\n`.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import socket
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import Any

ORDERS = ("as it is", "backwards", "any")
ASKING = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.sendmsg")
"""What Python tells of before anything is asked of another machine, or of a name server."""


class _Listing:
    """What `os.scandir` gives, in another order."""

    def __init__(self, entries: list[Any]) -> None:
        self._entries = iter(entries)

    def __enter__(self) -> _Listing:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[Any]:
        return self._entries

    def __next__(self) -> Any:
        return next(self._entries)

    def close(self) -> None:
        """Do nothing: the folder was read to its end."""


def ordered(found: list[Any], order: str) -> list[Any]:
    """Return what a folder holds as another file system might list it."""
    by_name = sorted(found, key=lambda each: str(getattr(each, "name", each)))
    if order == "any":
        random.Random(len(by_name)).shuffle(by_name)
    return by_name[::-1] if order == "backwards" else by_name


def list_folders(order: str) -> None:
    """Have every folder listed in that order from now on."""
    scandir, listdir = os.scandir, os.listdir

    def scanned(path: Any = ".") -> _Listing:
        with scandir(path) as found:
            return _Listing(ordered([*found], order))

    def listed(path: Any = ".") -> list[Any]:
        return ordered([*listdir(path)], order)

    setattr(os, "scandir", scanned)  # noqa: B010 (typed as the function that it replaces)
    setattr(os, "listdir", listed)  # noqa: B010


def note_what_is_asked(asked: list[str]) -> None:
    """Have everything that asks for the network noted from now on; the processes of readers note nothing of theirs."""

    def heard(event: str, given: tuple[Any, ...]) -> None:
        if event in ASKING:
            asked.append(f"{event} {given[1:] if isinstance(given[0], socket.socket) else given}")

    sys.addaudithook(heard)


def main(umask: str, order: str, *calls: str) -> int:
    """Run the calls one after the other; the first that fails ends it with its exit code."""
    os.umask(int(umask, 8))
    if order != ORDERS[0]:
        list_folders(order)
        with contextlib.suppress(AttributeError, OSError):  # not every system counts processors so
            os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    asked: list[str] = []
    note_what_is_asked(asked)
    from generator import cli

    code = next((code for call in calls if (code := cli.main(call.split("\n")))), 0)
    ways_out = [name for _, name in socket.if_nameindex() if name != "lo"]
    print(json.dumps({"asked": asked, "ways_out": ways_out, "year": datetime.now().year}))
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
