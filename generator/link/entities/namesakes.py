"""Namesakes (người trùng họ tên) in one paper: two rows of one list are two persons.

All mentions of one name in a paper are one person as a rule. Where a list of members gives the name twice, each time
with an office in another body, they are two, and a mention of the name without its office is of nobody known.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from generator.vocab import Vocab

Row = tuple[int, str]
"""Where a name stands, and the body for which its row gives it."""
_MARK = re.compile(r"\s*(?:\d{1,3}[.)]|[-–+•*]|[a-zđ]\))\s")


def are_two(text: str, places: Iterable[Row], vocab: Vocab) -> bool:
    """Tell whether a name stands in two rows of one list with offices in two bodies."""
    lists: dict[int, set[str]] = defaultdict(set)
    begun: dict[int, int] = {}
    for at, body in sorted(places):
        line = text.rfind("\n", 0, at) + 1
        if _MARK.match(text, line, at) and vocab.cues["person.row"].fullmatch(text[line:at]):
            begun[line] = _start(text, line, begun)
            lists[begun[line]].add(body)
    return any(len(bodies) > 1 for bodies in lists.values())


def _start(text: str, line: int, begun: Mapping[int, int]) -> int:
    """Where the list begins in which a row stands: the first of the marked lines before it.

    `begun` tells that of rows before.
    """
    while line and line not in begun:
        before = text.rfind("\n", 0, line - 1) + 1
        if not _MARK.match(text, before, line):
            return line
        line = before
    return begun.get(line, line)
