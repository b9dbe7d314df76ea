"""What a run of a program cost: time on the clock and of processors, memory of all its processes, files written."""

from __future__ import annotations

import contextlib
import os
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.support.places import ROOT

QUIET = {"NO_MKDOCS_2_WARNING": "1"}
PAUSE = 0.25
"""Seconds between two looks at the memory."""
SLACK = 20_000_000
"""Nanoseconds by which a disk may date a file before it was written."""


class Cost(NamedTuple):
    """Seconds on the clock, seconds of processors, megabytes at most, files written and their megabytes."""

    seconds: float
    cpu: float
    memory: float
    files: int
    size: float


def run(command: Sequence[str], output: Path) -> Cost:
    """Run a program that writes into a folder, and return what that cost; one that fails ends the benchmark."""
    started_at, begun = time.time_ns(), time.monotonic()
    with tempfile.TemporaryFile() as said:
        started = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said, env={**os.environ, **QUIET})
        with _looked_at(started.pid) as peak:
            _, status, usage = os.wait4(started.pid, 0)
            spent = time.monotonic() - begun
        started.returncode = os.waitstatus_to_exitcode(status)
        if started.returncode:
            said.seek(0)
            raise SystemExit(f"{' '.join(command)}\n{said.read().decode(errors='replace')}")
    sizes = list(written(output, started_at))
    memory = max([usage.ru_maxrss / 1024, *peak])
    return Cost(spent, usage.ru_utime + usage.ru_stime, memory, len(sizes), sum(sizes) / 1e6)


def written(folder: Path, since: int) -> Iterator[int]:
    """Yield the size of each file that was written since then; one that was carried over keeps its time."""
    for path in folder.rglob("*"):
        if path.is_file() and path.stat().st_mtime_ns >= since - SLACK:
            yield path.stat().st_size


@contextlib.contextmanager
def _looked_at(pid: int) -> Iterator[list[float]]:
    """Look now and then at the memory of a process and all that it started; the list holds the most, if any."""
    peak: list[float] = []
    over = threading.Event()

    def look() -> None:
        while not over.wait(PAUSE):
            peak[:] = [max([*peak, sum(map(_megabytes, _tree(pid)))])]

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield peak
    finally:
        over.set()
        looking.join()


def _tree(pid: int) -> Iterator[int]:
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in children.read_text().split():
                yield from _tree(int(child))


def _megabytes(pid: int) -> float:
    """Return the memory of a process; what several share counts once among them. 0 where the system does not say."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


def median(costs: Sequence[Cost]) -> Cost:
    """Return the middle of several runs, the most of their memory."""
    middle = Cost(*(statistics.median(values) for values in zip(*costs, strict=True)))
    return middle._replace(memory=max(cost.memory for cost in costs))
