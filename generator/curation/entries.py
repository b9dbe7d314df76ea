"""Entries of the registry as YAML to paste: a block, as `suggest` prints it, or one line, for pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_PLAIN = re.compile(r"[^\W\d_](?:[\w ./()“”–-]*[\w.)”])?")
_AS_PRINTED = json.JSONEncoder(ensure_ascii=False).encode
_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
"""What YAML takes for something else than a text."""


def written(entry: Mapping[str, Any]) -> str:
    """Return an entry as an item of a YAML list; whatever is in a name stays a name."""
    return "".join(f"{line}\n" for line in _item(entry))


def _item(entry: Mapping[str, Any]) -> Iterator[str]:
    lines = (line for key, value in entry.items() for line in _pair(key, value))
    yield from (f"{'  ' if number else '- '}{line}" for number, line in enumerate(lines))


def _pair(key: str, value: Any) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{key}: {_scalar(value)}"
        return
    yield f"{key}:"
    for each in value:
        yield from (f"  {line}" for line in (_item(each) if isinstance(each, Mapping) else (f"- {_scalar(each)}",)))


def _scalar(value: Any) -> str:
    """A text as it stands where YAML takes it for itself, else in quotes, as JSON and YAML have them."""
    plain = isinstance(value, str) and _PLAIN.fullmatch(value) and value.lower() not in _WORDS
    # What a terminal must not be sent (the end of a line, of whatever kind) stays what it is as an escape alone.
    return value if plain else _quoted(value)


def line(entry: Mapping[str, Any]) -> str:
    """Return an entry as one line: an item of a YAML list whose every text stands in quotes."""
    return f"- {_flow(entry)}"


def item(entry: Mapping[str, Any]) -> str:
    """Return an entry as it stands after the dash of its item: a spreadsheet takes a dash for a formula."""
    return _flow(entry)


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {_flow(each)}' for key, each in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_flow, value))}]"
    return _quoted(value)


def _quoted(value: Any) -> str:
    return _AS_PRINTED(value) if str(value).isprintable() else json.dumps(value)
