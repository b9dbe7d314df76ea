"""Gập lại: the first rows of a list stand open, the others are folded below them, still on the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TypeVar

from generator.pages.markdown import html, render
from generator.pages.markdown.escape import esc

T = TypeVar("T")

OPEN = 10
"""Documents of a list, or papers of a list of passages, that stand open."""
FEW = 4
"""Rows of all other lists that stand open: their rows are high on a narrow screen, or few come for them."""
FEWEST = 3
"""Tasks that stand open: their words are long."""


def folded(rows: Sequence[T], caption: str, draw: Callable[[Sequence[T], str], str], what: str = "dòng") -> str:
    """Return a list as Markdown: its first rows as a table, all others as a table in a fold."""
    return split(rows, FEW, caption, draw, what)


def split(rows: Sequence[T], at: int, caption: str, draw: Callable[[Sequence[T], str], str], what: str = "dòng") -> str:
    """Return a list whose rows from a place on are folded; `what` they are called."""
    first, rest = rows[:at], rows[at:]
    more = f"Xem tiếp {render.number(len(rest))} {what}"
    below = fold(more, draw(rest, f"{caption} (tiếp theo)")) if rest else ""
    return "\n\n".join(filter(None, (draw(first, caption) if first else "", below)))


def fold(words: str, table: str) -> str:
    """Return a table of Markdown behind a line that opens it."""
    return fold_html(words, html.table(table))


def fold_list(words: str, items: Sequence[str]) -> str:
    """Return items of Markdown behind a line that opens them, empty for none."""
    return fold_html(words, f"<ul>{''.join(f'<li>{html.html(each)}</li>' for each in items)}</ul>") if items else ""


def fold_html(words: str, inside: str) -> str:
    """Return HTML behind a line that opens it, empty for none."""
    if not inside:
        return ""
    return f'<details class="vk-fold"><summary>{esc(words)}</summary>{inside}</details>'


def end_of_groups(rows: Sequence[T], key: Callable[[T], object], most: int = OPEN) -> int:
    """Return where the first groups of neighbouring rows end: the newest ten papers among passages."""
    end = 0
    for place, (_, group) in enumerate(groupby(rows, key)):
        if place == most:
            break
        end += sum(1 for _ in group)
    return end
