"""Phần đầu tệp Markdown (YAML, TOML, JSON): what it says of the paper below it.

Only what may be a mark is asked of it. It is read line by line, not as YAML: what is broken may have wanted to keep
the paper inside all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.disclosure import counts_unseen
from generator.vocab.stated import mark_in_pair

_FENCES = {"---": ("---", "..."), "+++": ("+++",), ";;;": (";;;",), "{": ("}",)}
LONGEST = 200
"""Lines that it may have; a rule that nothing closes begins a text."""
_LABEL = re.compile(r"\s*-?\s*[\"']?([^\W\d_][^:=\n\"']{0,39}?)[\"']?\s*[:=]\s*(.*)")
_APART = re.compile(r"[,\[\]{}|]")
_QUOTES = "\"'- \t"


def said(text: str) -> tuple[str, ...]:
    """Return what the front matter of a text says: each value by itself, and after its label."""
    lines = text.lstrip("\ufeff\n ").split("\n", LONGEST + 1)
    closing = _FENCES.get(lines[0].strip())
    end = next((i for i, line in enumerate(lines[1 : LONGEST + 1], 1) if closing and line.rstrip() in closing), 0)
    return tuple(dict.fromkeys(_said(lines[1:end])))


def is_draft(told: tuple[str, ...]) -> bool:
    """Tell whether a front matter states that the paper is a draft (dự thảo)."""
    marks = filter(None, map(mark_in_pair, told))
    return not all(map(counts_unseen, marks))


def _said(lines: list[str]) -> Iterator[str]:
    label = ""
    for line in lines:
        pair = _LABEL.match(line)
        label, value = (pair[1], pair[2]) if pair else (label, line)
        for part in (value, *_APART.split(value)):
            words = part.strip(_QUOTES)
            if words:
                yield words
                yield f"{label}: {words}"
