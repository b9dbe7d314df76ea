"""Work spread over the cores of this machine (chia việc), results in the order of the items.

A forked process sees all that was made before, so nothing but places of items and results is handed over. Where the
system knows no fork, or there is little to do, the same function runs here: parallel is serial, to the byte.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from generator.errors import VankhoError

Item = TypeVar("Item")
Result = TypeVar("Result")
_DEATH_SIGNAL = 1
"""`PR_SET_PDEATHSIG` of Linux."""
_KILL = getattr(signal, "SIGKILL", 9)
_given: tuple[Callable[[Any], Any], Sequence[Any]] | None = None
"""What forked processes find: the function and all items."""


def spread(work: Callable[[Item], Result], items: Sequence[Item], chunk: int = 16) -> Iterator[Result]:
    """Yield `work(item)` for each item, in their order; `chunk` items go to a process at a time.

    A process that dies raises VankhoError, what `work` raises is raised here.
    """
    cores = min(available(), len(items) // chunk)
    if cores < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(work, items)
        return
    global _given
    _given = (work, items)
    gc.freeze()  # what is there is not looked through, and so not copied, by each process
    try:
        pool = _pool(cores)
        if pool is None:
            yield from map(work, items)
            return
        with pool:
            try:
                yield from _results(pool, work, items, chunk)
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)  # who is asked to stop does not wait for the rest
                raise
    except BrokenProcessPool:
        raise VankhoError(
            "Một tiến trình làm việc đã dừng đột ngột, thường vì máy thiếu bộ nhớ; trang đang có được giữ nguyên. "
            "Đóng bớt chương trình khác rồi chạy lại, hoặc đặt VANKHO_CORES=1."
        ) from None
    finally:
        _given = None
        gc.unfreeze()


def _pool(cores: int) -> ProcessPoolExecutor | None:
    """Return processes to work with, None where the system lends them no semaphores (no `/dev/shm`)."""
    try:
        return ProcessPoolExecutor(cores, multiprocessing.get_context("fork"), begin, (os.getpid(),))
    except (ImportError, NotImplementedError, OSError):
        return None


def available() -> int:
    """Return how many cores this process may use; the environment's `VANKHO_CORES` says fewer."""
    here = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    asked = os.environ.get("VANKHO_CORES", "")
    return max(1, min(here, int(asked))) if asked.isdecimal() else here


def _results(pool: ProcessPoolExecutor, work: Callable[[Any], Any], items: Sequence[Any], chunk: int) -> Iterator[Any]:
    starts = range(0, len(items), chunk)
    for start, results in zip(starts, pool.map(_run, starts, [chunk] * len(starts)), strict=True):
        yield from results
        # What failed there is tried again here, where the fault has the frames that tell what was in hand.
        yield from map(work, items[start + len(results) : start + chunk])


def _run(start: int, length: int) -> list[Any]:
    """Return the results of some items, as far as nothing fails."""
    assert _given is not None
    work, items = _given
    results = []
    with contextlib.suppress(Exception):
        for item in items[start : start + length]:
            results.append(work(item))
    return results


def begin(parent: int, end: int = _KILL) -> None:
    """Leave interrupts to the parent, and end with it, even if it is killed: by the signal `end`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, end)
    except (AttributeError, OSError):
        return
    if os.getppid() != parent:
        os._exit(1)
