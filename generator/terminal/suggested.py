"""Suggestions as YAML to paste: each with what it rests on above it, as comments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from generator.curation.entries import written
from generator.derive.catalog import Catalog
from generator.model import Evidence, Suggestion

_AROUND = 60
"""Characters of the passage on either side of the words."""


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
