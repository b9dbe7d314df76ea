"""A signal ends a build in order, and what it has split off with it; nothing holds its lock afterwards."""

from __future__ import annotations

import fcntl
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from generator import cli, pipeline
from generator.ingest.sandbox import bounded

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="this system has other signals")
NUMBERS = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}


@pytest.mark.parametrize(("number", "code"), NUMBERS.items())
def test_a_signal_ends_a_command_in_order(
    number: int, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    cleared: list[int] = []

    def interrupted(*_: object) -> None:
        try:
            os.kill(os.getpid(), number)
            time.sleep(5)
        finally:
            os.kill(os.getpid(), number)  # an impatient second one
            cleared.append(number)

    before = {each: signal.getsignal(each) for each in NUMBERS}
    monkeypatch.setattr(pipeline, "check", interrupted)
    assert cli.main(["check", "--content", str(tmp_path)]) == code
    assert cleared == [number] and {each: signal.getsignal(each) for each in NUMBERS} == before
    assert capsys.readouterr().err.startswith("vankho: đã dừng theo yêu cầu")


def test_what_the_surroundings_ignore_stays_ignored(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def hung_up(*_: object) -> Any:
        os.kill(os.getpid(), signal.SIGHUP)
        raise KeyError("came through")

    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as `nohup` does
    try:
        monkeypatch.setattr(pipeline, "check", hung_up)
        assert cli.main(["check", "--content", str(tmp_path)]) == 2
    finally:
        signal.signal(signal.SIGHUP, before)


def test_bounded_work_holds_no_lock_and_ends_without_a_word(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    lock = (tmp_path / "lock").open("ab")
    fcntl.flock(lock, fcntl.LOCK_EX)
    held = lock.fileno()

    def look() -> tuple[bool, bool]:
        try:
            os.fstat(held)
            return True, False
        except OSError:
            return False, signal.getsignal(signal.SIGTERM) is signal.SIG_DFL

    with lock:
        assert bounded(10, look) == (False, True)
        os.fstat(held)
    assert capfd.readouterr().err == ""
