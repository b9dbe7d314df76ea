"""Patterns translated once for all runs (mẫu đã dịch), kept where Python keeps its translated modules.

To translate the patterns of all tables takes `re` a second, to read what came of it a sixtieth. It is kept, with what
else is worked out from patterns, for one version of Python, and not where Python keeps nothing (`-B`, a closed folder).
`re` has no public way to do this: where its inside is not as expected, and where what was kept is damaged, patterns are
translated as ever.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import os
import re
import sys
from array import array
from collections.abc import Callable, Hashable
from functools import cache
from importlib import import_module
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
_Asked = tuple[Hashable, ...]
"""A pattern and its flags, or what else is asked for."""
_Translated = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""All flags, the words of the machine that matches, how many groups, their places by name and names by place."""
FILE = Path(cache_from_source(__file__)).with_suffix(".patterns")
_SUM = 32
"""Bytes of the checksum with which the file begins."""


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` does, and raise what it does."""
    row = kept((pattern, int(flags)), lambda: _translated(pattern, int(flags)))
    return _restored(pattern, row) if row else re.compile(pattern, flags)


def kept(asked: _Asked, make: Callable[[], T]) -> T:
    """Return what `make` does, of kinds that `marshal` writes, or did for a run that asked the same."""
    before, used = _shelf()
    if made := before.get(asked) or make():
        used[asked] = made
    return made


def keep() -> None:
    """Keep what was asked for in this run, and nothing else, for the next one."""
    before, used = _shelf()
    if sys.dont_write_bytecode or used.keys() == before.keys():
        return
    packed = marshal.dumps(used)
    temporary = FILE.with_name(f"{FILE.name}-{os.getpid()}")
    with contextlib.suppress(OSError):
        FILE.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(_checksum(packed) + packed)
        os.replace(temporary, FILE)


@cache
def _shelf() -> tuple[dict[_Asked, Any], dict[_Asked, Any]]:
    """What an earlier run kept, and what this one used."""
    with contextlib.suppress(OSError):
        data = memoryview(FILE.read_bytes())  # several megabytes, of which parts are looked at and not copied
        if data[:_SUM] == _checksum(data[_SUM:]):
            return marshal.loads(data[_SUM:]), {}
    return {}, {}


def _checksum(packed: bytes | memoryview) -> bytes:
    total = hashlib.sha256(sys.version.encode())
    total.update(packed)
    return total.digest()


def _translated(pattern: str, flags: int) -> _Translated | None:
    """What `re.compile` makes of a pattern, None where this Python does it in another way."""
    try:
        parser, compiler = import_module("re._parser"), import_module("re._compiler")
        parsed = parser.parse(pattern, flags)
        words, state = compiler._code(parsed, flags), parsed.state
        names: list[str | None] = [None] * state.groups
        for name, place in state.groupdict.items():
            names[place] = name
        packed, places = array("I", words).tobytes(), dict(state.groupdict)
        row = int(flags | state.flags), packed, state.groups - 1, places, tuple(names)
        _restored(pattern, row)
    except (ImportError, AttributeError, TypeError, RuntimeError, OverflowError):
        return None
    return row


def _restored(pattern: str, row: _Translated) -> re.Pattern[str]:
    flags, packed, groups, places, names = row
    words = array("I", packed).tolist()
    made: Any = import_module("_sre").compile(pattern, flags, words, groups, places, names)
    return made  # type: ignore[no-any-return]
