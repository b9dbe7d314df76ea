"""Work bounded in time and memory.

Done in a process of its own, which is ended when it takes too long.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import TypeVar

T = TypeVar("T")
MEMORY = 4_000_000_000
"""Bytes that the process may take."""
_ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class TooMuch(Exception):
    """The work took longer than it may, or more memory."""


def bounded(seconds: int, work: Callable[[], T]) -> T:
    """Return what `work` returns.

    Raises TooMuch where it is not done in time or its process ends without a result.

    Where the system cannot split a process, the work is done here, unbounded.
    """
    if sys.platform == "win32":
        return work()
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(sender, work), daemon=True)
    with _undisturbed():
        process.start()
    sender.close()
    try:
        if not receiver.poll(seconds):
            raise TooMuch
        done, problem = receiver.recv()
    except EOFError:
        raise TooMuch from None
    finally:
        receiver.close()
        process.kill()
        process.join()
    if problem is not None:
        raise problem
    found: T = done
    return found


def _send(sender: Connection, work: Callable[[], object]) -> None:
    if sys.platform != "win32":
        import resource

        # What the build holds open, its lock above all, must not be held on here when the build is killed.
        os.closerange(3, sender.fileno())
        os.closerange(sender.fileno() + 1, os.sysconf("SC_OPEN_MAX"))
        # A signal to all processes of a build ends this one without a word: the build itself says what is to be said.
        for number in _ENDING:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with contextlib.suppress(MemoryError, BrokenPipeError), sender:  # whoever asked may be gone
        try:
            sender.send((work(), None))
        except (MemoryError, BrokenPipeError):
            raise
        except Exception as problem:  # raised again where the work was asked for
            sender.send((None, problem))


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Let signals wait while a process is split off: an exception in what Python does then would be lost."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
