"""What changes in a content folder, its settings and the templates (thay đổi), as it happens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator import resources

_QUIET = 50
"""Milliseconds without a change after which those before it are told: a program that saves writes several times."""
_LONGEST = 1600
"""Milliseconds after which they are told even where no quiet comes."""
_LOOK = 200
"""Milliseconds after which nothing is told to have happened."""


def changes(content: Path) -> Iterator[tuple[bool, set[Path]]]:
    """Yield whether something may have happened unseen, and what changed: nothing, now and then.

    The first is so at the beginning, and where a folder or file went or was put in another's place: all is looked at.
    """
    from watchfiles import watch

    roots = (content.resolve(), *resources.PARTS)
    while True:
        there, fresh = _there(roots), True
        for found in watch(
            *there,
            watch_filter=_is_looked_at,
            debounce=_LONGEST,
            step=_QUIET,
            rust_timeout=_LOOK,
            yield_on_timeout=True,
            raise_interrupt=True,
        ):
            paths = {Path(path) for _, path in found}
            yield fresh, paths
            fresh = False
            if not paths.isdisjoint(roots) or _there(roots) != there:
                break


def _is_looked_at(_: object, path: str) -> bool:
    """Tell whether a change counts: the library alone would leave out folders named `.venv`."""
    return not path.endswith((".pyc", ".swp", "~")) and "__pycache__" not in path


def _there(roots: tuple[Path, ...]) -> list[Path]:
    return [root for root in roots if root.exists()]
