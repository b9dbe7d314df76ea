"""Words that a paper puts into another one, in quotation marks: they are that paper's."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from generator.model import Span

_NEAR = 4000
"""Characters before a place in which a quotation with curved marks may have opened."""
_OPENS = re.compile(r":[ \t*_]*\n\s*(?P<mark>[“\"])(?=\S)")
"""A new wording begins its own line after a colon: `sửa đổi như sau:` and below it `“Điều 7. …`."""
_CLOSES = {mark: re.compile(rf"{close}[ .;,]{{0,3}}$", re.MULTILINE) for mark, close in (("“", "”"), ('"', '"'))}
"""It ends where a line ends with the closing mark."""
_INNER = re.compile(r"(?<!\n)“")
"""A mark that opens a quotation inside; at the beginning of a line it opens the same one anew."""


def quoted_blocks(text: str) -> tuple[Span, ...]:
    """Return where new wordings of whole lines stand; one that is never closed is none."""
    return tuple(_blocks(text))


def _blocks(text: str) -> Iterator[Span]:
    at = 0
    while opening := _OPENS.search(text, at):
        start = opening.start("mark")
        end = _closed(text, start)
        at = end or opening.end()
        if end:
            yield Span(start, end)


def _closed(text: str, start: int) -> int:
    """Where the words that a mark opens end, 0 where they never do; pairs of marks inside are theirs."""
    mark, at, unclosed = text[start], start, 0
    for end in _CLOSES[mark].finditer(text, start + 1):
        marks = text[at : end.start() + 1]
        unclosed += marks.count(mark) if mark == '"' else len(_INNER.findall(marks)) - marks.count("”")
        at = end.start() + 1
        if unclosed % 2 == 0 if mark == '"' else unclosed <= 0:
            return end.end()
    return 0


def is_quoted(text: str, at: int, blocks: Sequence[Span]) -> bool:
    """Tell whether a place stands inside a new wording, or inside marks of its own line."""
    before = bisect_right(blocks, at, key=lambda each: each.start) - 1
    if before >= 0 and at < blocks[before].end:
        return True
    low = max(0, at - _NEAR, blocks[before].end if before >= 0 else 0)
    if text.count("“", low, at) > text.count("”", low, at):
        return True
    mark = text.rfind('"', max(text.rfind("\n", low, at), low), at)
    return mark > 0 and text[mark - 1] in " (:" and not text[mark + 1].isspace()
