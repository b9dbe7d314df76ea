"""Tables ready to use (bảng đã đọc), kept as they were read: most runs need not read the YAML again.

A table is asked for by its words, by the fragments that its patterns may use and by the program, and always comes out
of what is kept, so that the first run has what the next one has. What is wrong in a table is told as it is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from msgspec import msgpack

from generator import resources
from generator.text.digests import digest
from generator.vocab.translated import compiled, kept

T = TypeVar("T")


def ready(path: Path, kind: type[T], known: Mapping[str, str], read: Callable[[], T]) -> T:
    """Return what `read` makes of a table, or made for a run of the same program with the same table."""
    try:
        words = path.read_bytes()
    except OSError:
        return read()  # which tells what is wrong
    fragments = (part for each in known.items() for part in each)
    asked = ("table", path.stem, digest(resources.code(), words, *fragments))
    packed = kept(asked, lambda: msgpack.encode(read(), enc_hook=_plain))
    return msgpack.decode(packed, type=kind, dec_hook=_restored)


def _plain(value: Any) -> object:
    return value.pattern if isinstance(value, re.Pattern) else dict(value)


def _restored(kind: object, written: Any) -> object:
    assert kind == re.Pattern[str]
    return compiled(written)
