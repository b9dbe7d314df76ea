"""The last line of defence (hàng rào cuối): a fault on one paper harms that paper alone.

The fault is one of the program that nobody foresaw. What failed and where is told, never the words of the error,
which may hold words of the paper.
"""

from __future__ import annotations

import errno
import traceback
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import PurePath
from typing import TypeVar

from generator.errors import VankhoError
from generator.model import Diagnostic, DiagnosticCode, SourceText
from generator.model.frozen import fields_of

T = TypeVar("T")
MOST = 10
"""Papers that a step for all of them may be done without: one that fails on more is wrong itself."""
_OF_THE_MACHINE = {
    *(errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN),
}
"""No paper's fault: to leave papers out because a disk is full would withdraw them all."""
_WAYS = ("record", "reading", "document", "source")
"""What leads from a passage, a citation, a linked or scoped document to the file it comes from."""


def guarded(run: Callable[[], T], name: str) -> T | Diagnostic:
    """Return what `run` returns, a Diagnostic of that one file where it fails unforeseen."""
    try:
        return run()
    except Exception as fault:
        if not _of_one_paper(fault):
            raise
        return told(fault, name)


def guarded_each(items: Iterator[T], name: str) -> Iterator[T | Diagnostic]:
    """Yield what a file yields, and a Diagnostic of it where that fails unforeseen."""
    try:
        yield from items
    except Exception as fault:
        if not _of_one_paper(fault):
            raise
        yield told(fault, name)


def surviving(step: Callable[[Collection[str], Sequence[Diagnostic]], T], papers: Collection[str]) -> T:
    """Return what a step makes of all papers, told by their paths, without those on which it fails.

    It is given the paths of the others, and a line for each of these.

    A step that fails with no paper in hand raises what it raised.
    """
    faults: list[Diagnostic] = []
    while True:
        try:
            return step(papers, faults)
        except Exception as fault:
            path = in_hand(fault)
            left = [each for each in papers if each != path]
            if not _of_one_paper(fault) or path is None or not 0 < len(left) < len(papers) or len(faults) == MOST:
                raise
            papers, faults = left, [*faults, told(fault, path)]


def in_hand(fault: BaseException) -> str | None:
    """Return the path of the paper that the program had in hand when it failed.

    That is the one that the innermost step held.
    """
    found = None
    for frame, _ in traceback.walk_tb(fault.__traceback__):
        paths = [path for value in list(frame.f_locals.values()) if (path := _path(value))]
        found = paths[-1] if paths else found
    return found


def told(fault: BaseException, name: str) -> Diagnostic:
    """Return what is told of a file on which the program failed."""
    message = (
        f"Chương trình gặp lỗi ngoài dự kiến ở tệp này ({place(fault)}); chỉ bỏ qua tệp này. "
        "Xin báo cho người bảo trì dòng này, đừng kèm văn bản."
    )
    return Diagnostic(DiagnosticCode.FAULT, message, name, 1)


def place(fault: BaseException) -> str:
    """Return kind and place of a fault: `KeyError, works.py:41`."""
    frames = traceback.extract_tb(fault.__traceback__)
    where = f"{PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return f"{type(fault).__name__}, {where}"


def _of_one_paper(fault: Exception) -> bool:
    return not isinstance(fault, VankhoError) and getattr(fault, "errno", None) not in _OF_THE_MACHINE


def _path(value: object) -> str | None:
    for _ in range(len(_WAYS)):
        if isinstance(value, SourceText):
            return value.path
        value = next((getattr(value, way) for way in _WAYS if fields_of(value) and hasattr(value, way)), None)
    return None
