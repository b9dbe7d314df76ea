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
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import islice
from multiprocessing.connection import Connection
from typing import Any, NamedTuple, Protocol, TypeVar, cast

from generator.errors import VankhoError

Item = TypeVar("Item")
Result = TypeVar("Result")
AHEAD = 64
"""Chunks that may be done before one that takes long: their results are held until its turn is over."""
_DEATH_SIGNAL = 1
"""`PR_SET_PDEATHSIG` of Linux."""
_PATIENCE = 10
"""Seconds to wait for what others hold for less than a millisecond."""
_KILL = getattr(signal, "SIGKILL", 9)
_given: _Given | None = None
"""What forked processes find."""
_turns: _Turns | None = None
"""What all of them share: as many turns as there are cores."""
_beside: _Beside | None = None
"""What waits for the processes that are forked next, to be done beside their items."""
_aside = 0
"""How many processes work beside this one: each has a core."""
_working = _stopped = False
"""Of a forked process: an item is in hand; it was asked to end."""
Told = Callable[[int, int], None]
"""Told how many items are done, of how many."""


class _Given(NamedTuple):
    """A function and all its items, worked on in chunks."""

    work: Callable[[Any], Any]
    items: Sequence[Any]
    chunk: int
    beside: Callable[[], Any] | None
    """What one of the processes does beside these."""
    begun: Any = None
    """Shared by all of them: one byte a chunk, set by the one that works on it."""

    def claimed(self, place: int) -> bool:
        """Tell whether nobody had begun the chunk at a place: now this process has."""
        lock = self.begun.get_lock()
        if not lock.acquire(timeout=_PATIENCE):
            return False  # whoever held it was killed
        try:
            free = not self.begun[place]
            self.begun[place] = 1
        finally:
            lock.release()
        return free

    def part(self, place: int) -> Sequence[Any]:
        """Return the items of the chunk at a place."""
        return self.items[place * self.chunk : (place + 1) * self.chunk]


class _Turns(Protocol):
    """A semaphore, taken and given back by `with`."""

    def __enter__(self) -> bool:
        """Wait for a turn."""

    def __exit__(self, *_: Any) -> None:
        """Let the next one have it."""


class _Watch(NamedTuple):
    clock: Callable[[], float]
    note: Callable[[Any, Any, float], None]

    def of(self, item: Any, result: Any, seconds: float) -> Any:
        """Note what an item cost, and return its result."""
        self.note(item, result, seconds)
        return result


_watch: _Watch | None = None
"""Who wants to know what each item costs."""


def unheard(done: int, total: int) -> None:
    """Tell nobody."""


@contextlib.contextmanager
def watched(clock: Callable[[], float], note: Callable[[Any, Any, float], None]) -> Iterator[None]:
    """Give `note` each item that is worked on inside, its result, what it took by a clock of its process."""
    global _watch
    _watch = _Watch(clock, note)
    try:
        yield
    finally:
        _watch = None


@contextlib.contextmanager
def lasting() -> Iterator[None]:
    """Make something that stays until the end of the run: nobody looks for garbage among it, now or later."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def spread(
    work: Callable[[Item], Result], items: Sequence[Item], chunk: int = 16, tell: Told = unheard, here: bool = False
) -> Iterator[Result]:
    """Yield `work(item)` for each item, in their order; `chunk` items go to a process at a time.

    Where it may be done `here` as well, this process is one of those that work: each takes as much memory as it looks
    at. What comes from outside is not read here, where it could harm all. A process that dies raises VankhoError, what
    `work` raises is raised here.
    """
    watch = _watch
    made = _spread(partial(_timed, work, watch.clock) if watch else work, items, chunk, here)
    for done, result in enumerate(made):
        tell(done, len(items))
        yield watch.of(items[done], *result) if watch else result


def _timed(work: Callable[[Item], Result], clock: Callable[[], float], item: Item) -> tuple[Result, float]:
    begun = clock()
    return work(item), clock() - begun


def _spread(work: Callable[[Any], Any], items: Sequence[Any], chunk: int, here: bool) -> Iterator[Any]:
    global _given, _turns, _beside
    cores = min(available() - _aside, len(items) // chunk)
    if cores < 2 or _given or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(work, items)
        return
    beside, _beside = _beside, None
    lasts = gc.get_freeze_count() > 0
    gc.freeze()  # what is there is not looked through, and so not copied, by each process
    try:
        pool = _pool(cores - here, _Given(work, items, chunk, beside.work if beside else None))
        if pool is None:
            yield from map(work, items)
            return
        with pool:
            try:
                if beside:
                    beside.begun = pool.submit(_run_beside)
                yield from _results(pool, here)
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)  # who is asked to stop does not wait for the rest
                for process in multiprocessing.active_children():
                    process.terminate()
                raise
    except BrokenProcessPool:
        raise _died() from None
    finally:
        _given = _turns = None
        if not lasts:  # to melt all would have what lasts looked through again
            gc.unfreeze()


@contextlib.contextmanager
def aside(work: Callable[[], Result], among: bool = False) -> Iterator[Callable[[], Result]]:
    """Let `work` run in a process of its own beside what is done inside; yield what waits for its result.

    `among` others it is the first task of the processes that are forked next, so that there is none more: each takes
    as much memory as it looks at. Where the system knows no fork, there is one core or no process was forked, it runs
    here when it is asked for. A process that dies raises VankhoError, what `work` raises is raised where the result is
    asked for.
    """
    if available() < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield work
    elif among:
        with _offered(work) as result:
            yield result
    else:
        with _alone(work) as result:
            yield result


class _Beside:
    """Work that a pool does beside its items, once it has begun."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self.work, self.begun = work, cast("Future[tuple[Any, ...]] | None", None)

    def result(self) -> Any:
        """Return what came of it; what failed there is tried again here, where the fault has its frames."""
        try:
            made = self.begun.result() if self.begun else ()
        except BrokenProcessPool:
            raise _died() from None
        return made[0] if made else self.work()


@contextlib.contextmanager
def _offered(work: Callable[[], Result]) -> Iterator[Callable[[], Result]]:
    global _beside
    _beside = offered = _Beside(work)
    try:
        yield offered.result
    finally:
        _beside = None


def _run_beside() -> tuple[Any, ...]:
    """Return what comes of the work beside the items, nothing where it fails."""
    global _working
    beside = _given.beside if _given else None
    if beside is None or _stopped:
        return ()
    _working = True
    try:
        with contextlib.suppress(Exception):
            return (beside(),)
    finally:
        _working = False
    return ()


@contextlib.contextmanager
def _alone(work: Callable[[], Result]) -> Iterator[Callable[[], Result]]:
    _give_back()
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_hand_over, args=(work, there, os.getpid()))
    global _aside
    with here:
        process.start()
        there.close()
        _aside += 1
        try:
            yield partial(_awaited, here, work)
        except BaseException:
            process.terminate()
            raise
        finally:
            _aside -= 1
            process.join()


def _hand_over(work: Callable[[], Any], there: Connection, parent: int) -> None:
    """Send what comes of work; nothing where it fails."""
    _begin(parent)
    global _working
    _working = True
    with contextlib.suppress(Exception):
        there.send((work(),))
        return
    there.send(())


def _awaited(here: Connection, work: Callable[[], Result]) -> Result:
    """Return what was sent; what failed there is tried again here, where the fault has its frames."""
    try:
        sent = here.recv()
    except EOFError:
        raise _died() from None
    return cast(Result, sent[0]) if sent else work()


def _died() -> VankhoError:
    return VankhoError(
        "Một tiến trình làm việc đã dừng đột ngột, thường vì máy thiếu bộ nhớ; trang đang có được giữ nguyên. "
        "Đóng bớt chương trình khác rồi chạy lại, hoặc đặt VANKHO_CORES=1."
    )


def _pool(cores: int, given: _Given) -> ProcessPoolExecutor | None:
    """Return processes to work with, None where the system lends them no semaphores (no `/dev/shm`)."""
    global _given, _turns
    try:
        _give_back()
        context = multiprocessing.get_context("fork")
        _turns = context.Semaphore(available())
        _given = given._replace(begun=context.Array("b", -(-len(given.items) // given.chunk)))
        return ProcessPoolExecutor(cores, context, _begin, (os.getpid(),))
    except (ImportError, NotImplementedError, OSError):
        return None


def _give_back() -> None:
    """Give the system back what was freed here, where its library lets us: of the rest others take copies."""
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)


def available() -> int:
    """Return how many cores this process may use; the environment's `VANKHO_CORES` says fewer."""
    here = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    asked = os.environ.get("VANKHO_CORES", "")
    return max(1, min(here, int(asked))) if asked.isdecimal() else here


def turn() -> contextlib.AbstractContextManager[object]:
    """Return a turn (lượt) at work that threads do.

    Processes with threads each have together one for each core.
    """
    return _turns or contextlib.nullcontext()


def _results(pool: ProcessPoolExecutor, here: bool) -> Iterator[Any]:
    given = _given
    assert given is not None
    places = iter(range(len(given.begun)))
    begun = deque((place, pool.submit(_run, place)) for place in islice(places, AHEAD))
    while begun:
        while here and not begun[0][1].done() and _helped(given, begun):
            pass
        place, done = begun.popleft()
        results = done.result()
        begun.extend((each, pool.submit(_run, each)) for each in islice(places, 1))
        yield from results
        # What failed there is tried again here, where the fault has the frames that tell what was in hand.
        yield from map(given.work, given.part(place)[len(results) :])


def _helped(given: _Given, begun: deque[tuple[int, Future[list[Any]]]]) -> bool:
    """Do here the first chunk that no process has begun; tell whether there was one."""
    for at, (place, _) in enumerate(begun):
        if given.claimed(place):
            done = Future[list[Any]]()
            done.set_result(_made(given, place))
            begun[at] = (place, done)
            return True
    return False


def _run(place: int) -> list[Any]:
    """Return the results of a chunk, as far as nothing fails; none where another process has it."""
    assert _given is not None
    return _made(_given, place) if not _stopped and _given.claimed(place) else []


def _made(given: _Given, place: int) -> list[Any]:
    global _working
    results: list[Any] = []
    _working = True
    try:
        with contextlib.suppress(Exception):
            for item in given.part(place):
                results.append(given.work(item))
    finally:
        _working = False
    return results


def _begin(parent: int) -> None:
    """Leave interrupts to the parent, and end with it, even if it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _stop)
    end_with(parent)


def end_with(parent: int, by: int = _KILL) -> None:
    """Let this process end with its parent, even if that is killed: by a signal."""
    try:
        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, by)
    except (AttributeError, OSError):
        return
    if os.getppid() != parent:
        os._exit(1)


def _stop(number: int, frame: object) -> None:
    """End what is in hand, so that it clears away what it began: a paper's folder, a program."""
    global _stopped
    _stopped = True
    if _working:
        sys.exit(1)
