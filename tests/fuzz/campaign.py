"""The campaign: attacks one after the other, each bounded in time, and what they did."""

from __future__ import annotations

import contextlib
import random
import signal
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.fuzz.attacks import ATTACKS, SHARES

SECONDS = 30
"""An attack that takes longer hangs."""


class Hung(BaseException):
    """The program does not come back."""


@dataclass
class Told:
    """What happened: attacks of each kind, the slowest one's seconds, and what went wrong."""

    attacks: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    slowest_name: str = ""
    wrong: list[str] = field(default_factory=list)


def campaign(folder: Path, count: int, seed: str, only: str = "") -> Told:
    """Attack as often as asked for."""
    told = Told()
    kinds = [kind for kind, share in zip(ATTACKS, SHARES, strict=True) for _ in range(share) if only in kind]
    for number in range(count):
        kind = kinds[number % len(kinds)]
        _attack(kind, f"{seed} {number}", folder / "content", told)
    return told


def _attack(kind: str, seed: str, folder: Path, told: Told) -> None:
    begun = time.monotonic()
    try:
        with _bounded():
            ATTACKS[kind](random.Random(seed), folder)
    except (Exception, Hung) as fault:
        where = "".join(traceback.format_exception(fault)[-6:])
        told.wrong.append(f"{kind}, seed «{seed}»: {type(fault).__name__}\n{where}")
    told.attacks[kind] += 1
    took = time.monotonic() - begun
    if took > told.slowest:
        told.slowest, told.slowest_name = took, f"{kind}, seed «{seed}»"


@contextlib.contextmanager
def _bounded() -> Iterator[None]:
    def hung(number: int, frame: object) -> None:
        raise Hung

    before = signal.signal(signal.SIGALRM, hung)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
