"""A portal that follows its content (xem ngay): what is edited is built and shown at once.

Three kinds of process, forked from one that has loaded modules and tables: it waits for changes; one answers readers;
each build has one of its own, so that none leaves anything behind and none can harm the others.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import importlib
import importlib.util
import multiprocessing
import os
import secrets
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkContext, ForkProcess
from pathlib import Path
from typing import Any

from generator import ingest, resources, server, vocab
from generator.cores import end_with
from generator.errors import ConfigurationError, VankhoError
from generator.live.answers import Board, LiveHandler, News
from generator.live.changes import changes

_PATIENCE = 5.0
"""Seconds that a build has to clear away what it began when it is asked to stop."""
_ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
_DIED = (
    "Lần dựng này đã dừng đột ngột, thường vì máy thiếu bộ nhớ; trang đang có được giữ nguyên. "
    "Sửa thêm một tệp là dựng lại."
)
_OTHER_PROGRAM = (
    "Chương trình vankho trên máy này vừa đổi, nên từ đây không dựng lại nữa; trang đang có được giữ nguyên. "
    "Dừng (Ctrl+C) rồi chạy lại vankho serve."
)


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a build: whether pages changed, and the sentence that says why it failed."""

    changed: bool = False
    fault: str = ""


def check() -> None:
    """Raise ConfigurationError where nothing can be watched: a library or a way to fork is missing."""
    if importlib.util.find_spec("watchfiles") is None:
        raise ConfigurationError(
            "--content cần thư viện watchfiles, mà máy này chưa có. Cài thêm: pip install 'vankho[watch]', hoặc bỏ "
            "--content để mở trang đã dựng."
        )
    if "fork" not in multiprocessing.get_all_start_methods():
        raise ConfigurationError(
            "--content: hệ điều hành này không cho tách tiến trình (fork). Chạy vankho build mỗi khi sửa, rồi mở trang "
            "bằng vankho serve không có --content."
        )


def follow(content: Path, site: Path, port: int, build: Callable[[], Built], say: Callable[[str], None]) -> None:
    """Serve a site and build it anew at each change of its content, until KeyboardInterrupt.

    `build` does so in a process of its own and tells what it did; `say` is given the address, and what `build` cannot
    tell.
    """
    check()
    forked = multiprocessing.get_context("fork")
    run = secrets.token_hex(4)  # pages of an earlier run are not this one's
    shown = News(run)
    with _answering(forked, site, port, shown, say) as (answers, news):
        _prepare()
        for number, (fresh, paths) in enumerate(changes(content)):
            if not answers.is_alive():
                raise VankhoError("Tiến trình trả lời trình duyệt đã dừng đột ngột. Chạy lại vankho serve.")
            if any(resources.is_code(path) for path in paths):
                say(_OTHER_PROGRAM)
                news.send(News(shown.shown, _OTHER_PROGRAM))
                break
            if not (fresh or paths):
                continue
            built = _built(forked, build, say)
            shown = News(f"{run}-{number}" if built.changed else shown.shown, built.fault)
            news.send(shown)
        answers.join()


def _prepare() -> None:
    """Load what every build needs, and tell the program that is loaded from one that lies here later."""
    importlib.import_module("generator.pipeline")
    vocab.load()
    ingest.prepare()
    resources.code()
    gc.collect()
    gc.freeze()


@contextlib.contextmanager
def _answering(
    forked: ForkContext, site: Path, port: int, news: News, say: Callable[[str], None]
) -> Iterator[tuple[ForkProcess, Connection]]:
    """Answer readers in a process of its own; gives it, and where it is told the news."""
    board = Board(news)
    told, tell = forked.Pipe(duplex=False)
    with server.open_at(site, port, functools.partial(LiveHandler, board)) as opened:
        process = forked.Process(target=_answer, args=(opened, board, told, tell, os.getpid()))
        address = f"http://127.0.0.1:{opened.server_address[1]}/"
        with _begun(process, 0.0):
            opened.server_close()
            told.close()
            say(f"{address} (Ctrl+C để dừng)")
            yield process, tell


def _answer(opened: Any, board: Board, told: Connection, tell: Connection, parent: int) -> None:
    _heed(signal.SIG_DFL)
    end_with(parent)
    tell.close()

    def hear() -> None:
        with contextlib.suppress(EOFError, OSError):
            while True:
                board.hang(told.recv())

    threading.Thread(target=hear, daemon=True).start()
    opened.serve_forever()


def _built(forked: ForkContext, build: Callable[[], Built], say: Callable[[str], None]) -> Built:
    """Run a build in a process of its own; one that ends without a word is told."""
    told, tell = forked.Pipe(duplex=False)
    with told, _begun(forked.Process(target=_run, args=(build, tell, os.getpid())), _PATIENCE):
        tell.close()
        try:
            built: Built = told.recv()
        except EOFError:
            say(_DIED)
            built = Built(fault=_DIED)
    return built


@contextlib.contextmanager
def _begun(process: ForkProcess, patience: float) -> Iterator[None]:
    """Start a process that is over at the end: of itself, asked to stop, or killed after some seconds."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)  # what is raised within a fork would be lost
    try:
        process.start()
        try:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            yield
        except BaseException:
            process.terminate()
            raise
        finally:
            process.join(patience)
            process.kill()
            process.join()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _heed(way: Any) -> None:
    """Leave interrupts to the parent, and meet other signals that end a forked process in some way."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for each in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, way)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)


def _run(build: Callable[[], Built], tell: Connection, parent: int) -> None:
    try:
        with contextlib.suppress(KeyboardInterrupt):
            _heed(signal.default_int_handler)
            end_with(parent, signal.SIGTERM)
            tell.send(build())
    finally:
        os._exit(0)  # all is written; what Python does at its end may wait for forks of this one that wait for it
