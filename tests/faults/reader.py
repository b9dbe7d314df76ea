"""Somebody who reads a site while it is built."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path


class Reader(threading.Thread):
    """Reads a few pages again and again, all of one and the same site, and tells by which names that goes."""

    def __init__(self, site: Path, pages: Sequence[str], names: Sequence[str]) -> None:
        super().__init__()
        self._site, self._pages, self._names, self._done = site, pages, names, threading.Event()
        self.views: list[str] = []
        self.mixed: list[str] = []

    def run(self) -> None:
        """Read till told to stop."""
        while not self._done.is_set():
            self._read()
            time.sleep(0.001)

    def stop(self) -> None:
        """Read no more."""
        self._done.set()
        self.join()

    def _read(self) -> None:
        """Take one view, by one folder, which a build that is done takes away while it is read."""
        folder = os.open(self._site, os.O_RDONLY | os.O_DIRECTORY)
        try:
            seen = ["".join(self._named(folder, page)) for page in self._pages]
            gone = os.fstat(folder).st_ino != self._site.stat().st_ino
        finally:
            os.close(folder)
        whole_view = {each for each in seen if each} if gone else set(seen)
        if len(whole_view) > 1 or "" in whole_view:
            self.mixed.append(" | ".join(seen))
        self.views += whole_view

    def _named(self, folder: int, page: str) -> Iterator[str]:
        try:
            with os.fdopen(os.open(page, os.O_RDONLY, dir_fd=folder), encoding="utf-8") as file:
                text = file.read()
        except FileNotFoundError:
            return
        yield from (name for name in self._names if name in text)
