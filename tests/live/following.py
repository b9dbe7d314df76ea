"""`vankho serve --content` as a program of its own, and a reader who hears its news."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

from generator.live.answers import NEWS, News
from tests.support.places import ROOT

PATIENCE = 90.0
"""Seconds that anything may take where other tests run."""


@dataclass
class Following:
    """A program that serves and follows a content folder."""

    content: Path
    site: Path
    program: subprocess.Popen[str]
    address: str

    def get(self, path: str = "/index.html") -> tuple[HTTPResponse, str]:
        """Return an answer and its words."""
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=PATIENCE)
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer, answer.read().decode()

    def news(self) -> Iterator[News]:
        """Yield the news as they come."""
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=PATIENCE)
        connection.request("GET", NEWS)
        for line in connection.getresponse():
            if line.startswith(b"data: "):
                yield News(**json.loads(line.removeprefix(b"data: ")))

    def until_built(self, news: Iterator[News]) -> None:
        """Wait for the first pages."""
        until = time.monotonic() + PATIENCE
        while not (self.site / "index.html").is_file():
            assert next(news).fault == "" and time.monotonic() < until

    def kin(self) -> set[int]:
        """Return the program's processes, itself included, by their numbers."""
        found = {self.program.pid}
        for path in sorted(Path("/proc").glob("[0-9]*/stat"), key=lambda path: int(path.parent.name)):
            try:
                parent = int(path.read_text("utf-8").rpartition(")")[2].split()[1])
            except FileNotFoundError:
                continue
            if parent in found:
                found.add(int(path.parent.name))
        return found


@contextmanager
def following(content: Path, site: Path) -> Iterator[Following]:
    """Start the program; end it, if it has not ended."""
    call = ["-m", "generator", "serve", "--content", str(content), "--site", str(site), "--port", "0"]
    options = {"cwd": ROOT, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, "encoding": "utf-8"}
    with subprocess.Popen([sys.executable, *call], **options) as program:  # type: ignore[call-overload]
        try:
            assert program.stdout
            yield Following(content, site, program, program.stdout.readline().split()[0].rstrip("/"))
        finally:
            program.terminate()


def alive(processes: set[int]) -> set[int]:
    """Return which of some processes are there a moment later."""
    until = time.monotonic() + PATIENCE
    while (left := {each for each in processes if _is_there(each)}) and time.monotonic() < until:
        time.sleep(0.05)
    return left


def _is_there(number: int) -> bool:
    try:
        os.kill(number, 0)
        return Path(f"/proc/{number}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
