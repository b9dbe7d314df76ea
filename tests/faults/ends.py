"""Builds that are ended, or that meet one another."""

from __future__ import annotations

import random
import shutil
import signal
import time
from collections.abc import Callable

from tests.faults.ground import NAMES, Place
from tests.faults.reader import Reader

READ: list[int] = [0, 0]
"""Views that readers took while builds were ended, and how many of them mixed two sites."""


def ended_by(number: int) -> Callable[[Place, random.Random], list[int]]:
    """Return what ends a build by a signal at any moment, while somebody reads the site."""

    def run(place: Place, chance: random.Random) -> list[int]:
        build = place.start()
        pages = sorted(path.relative_to(place.site).as_posix() for path in place.site.rglob("*.html"))
        reader = Reader(place.site, pages[::6], NAMES)
        reader.start()
        try:
            time.sleep(chance.uniform(0, 1.1) * place.ground.seconds)
            build.signal(number)
            code = build.wait()
        finally:
            reader.stop()
        READ[0] += len(reader.views)
        READ[1] += len(reader.mixed)
        return [code]

    return run


killed = ended_by(signal.SIGKILL)
terminated = ended_by(signal.SIGTERM)
interrupted = ended_by(signal.SIGINT)
hung_up = ended_by(signal.SIGHUP)


def ended_again_and_again(place: Place, chance: random.Random) -> list[int]:
    """Kill a build, then the one that mends what it left, then the next."""
    return [code for _ in range(3) for code in killed(place, chance)]


def two_at_once(place: Place, chance: random.Random) -> list[int]:
    """Start two builds of one site, of the same content and build folder or each of its own."""
    own = chance.random() < 0.6
    if own:
        shutil.copytree(place.ground.base / "content", place.root / "other")
    other = ("--content", str(place.root / "other"), "--build-dir", str(place.root / ".build/other")) if own else ()
    first, second = (place.start(*each) for each in chance.sample([(), other], 2))
    return [first.wait(), second.wait()]
