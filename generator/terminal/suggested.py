"""Suggestions as YAML to paste: each with what it rests on above it, as comments."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from generator.derive.catalog import Catalog
from generator.derive.suggestions.suggestion import Suggestion
from generator.model import Evidence

_AROUND = 60
"""Characters of the passage on either side of the words."""
_PLAIN = re.compile(r"[^\W\d_](?:[\w ./()“”–-]*[\w.)”])?")
_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
"""What YAML takes for something else than a text."""


def lines(found: Catalog, many: Iterable[Suggestion]) -> Iterator[str]:
    """Yield the lines to print; those of one file lie together, below its name."""
    for file, own in groupby(many, key=lambda each: each.file):
        yield f"# === {file} ==="
        for each in own:
            yield from ("", f"# {each.why}", f"# Chép vào thì: {each.changes}")
            if each.replaces:
                yield f"# Đặt vào chỗ của mục «{each.replaces}» đang có trong tệp này."
            yield from (f"#   {_passage(found, one)}" for one in each.evidence)
            yield from written(each.entry).splitlines()
        yield ""


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
    return value if plain else json.dumps(value, ensure_ascii=not str(value).isprintable())


def _passage(found: Catalog, evidence: Evidence) -> str:
    """Return file, line and words of a passage."""
    document = found.records[evidence.document].document
    text, start, end = document.text, evidence.span.start, evidence.span.end
    low = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    stop = text.find("\n", end)
    high = min(len(text) if stop < 0 else stop, end + _AROUND)
    before, after = text[low:start], text[end:high]
    if low and text[low - 1] != "\n":
        before = f"… {before.partition(' ')[2]}"
    if text[high : high + 1] not in ("", "\n"):
        after = f"{after.rpartition(' ')[0]} …"
    words = " ".join(f"{before}{text[start:end]}{after}".split())
    return f"{document.source.path}:{document.line_of(start)}: «{words}»"
