"""A program that is killed at one of its steps, within the process that tries it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from generator.publish import whole


class Killed(BaseException):
    """The process is gone: nothing that it would do after is done."""


def dying(patch: pytest.MonkeyPatch, places: Iterable[tuple[object, str]], steps: int) -> Callable[[], int]:
    """Let the program end at a step, and do nothing more; return what tells how many steps were left.

    Steps are calls of the functions at `places` (owner, name), and of the one that exchanges two folders.
    """
    left = steps

    def step(real: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **options: Any) -> Any:
            nonlocal left
            if left <= 0:
                raise Killed
            left -= 1
            return real(*arguments, **options)

        return run

    for owner, name in (*places, (whole, "_exchange")):
        patch.setattr(owner, name, step(getattr(owner, name)))
    return lambda: left
