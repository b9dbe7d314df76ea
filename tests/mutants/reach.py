"""Which tests run which lines of the program: of a fault only those are asked that come by."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from tests.support.places import ROOT

PROGRAM = str(ROOT / "generator")
Lines = dict[str, dict[int, int]]
"""File → line → tests that run it, a bit for each in their order."""


class Watch:
    """Notes the lines that each test runs; as a plugin of pytest also those of shared fixtures."""

    def __init__(self, rooms: Sequence[str], count: int) -> None:
        self.lines: Lines = defaultdict(lambda: defaultdict(int))
        self._everybody = (1 << count) - 1
        self._now = 0
        self._caches = [
            value
            for name, module in list(sys.modules.items())
            if name.startswith(tuple(f"generator.{room}" for room in rooms))
            for value in list(vars(module).values())
            if hasattr(value, "cache_clear")
        ]

    @contextmanager
    def test(self, place: int) -> Iterator[None]:
        """Note what is run inside for the test at a place; what others have left in caches is run again."""
        for each in self._caches:
            each.cache_clear()
        self._now = 1 << place
        sys.settrace(self._called)
        try:
            yield
        finally:
            sys.settrace(None)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Iterator[None]:
        """Note the lines of a fixture that several tests share for all of them."""
        before = self._now
        self._now = before if fixturedef.scope == "function" else self._everybody
        try:
            return (yield)
        finally:
            self._now = before

    def _called(self, frame: FrameType, event: str, arg: object) -> Any:
        return self._passed if frame.f_code.co_filename.startswith(PROGRAM) else None

    def _passed(self, frame: FrameType, event: str, arg: object) -> Any:
        self.lines[frame.f_code.co_filename][frame.f_lineno] |= self._now
        return self._passed


def reaching(lines: Lines, path: str, first: int, last: int) -> int:
    """Return the tests, a bit each, that run one of the lines of a file."""
    found = lines.get(str(Path(ROOT, path)), {})
    bits = 0
    for line in range(first, last + 1):
        bits |= found.get(line, 0)
    return bits
