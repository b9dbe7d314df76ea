"""Gập lại: the first rows of a list stand open, all of them are folded below, still on the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TypeVar

from generator.pages.markdown import html, render
from generator.pages.markdown.escape import esc

T = TypeVar("T")

OPEN = 10
"""Documents of a list, or papers of a list of passages, that stand open."""
FEW = 3
"""Rows of all other lists that stand open: their rows are high on a narrow screen, or few come for them."""


def folded(rows: Sequence[T], caption: str, draw: Callable[[Sequence[T], str], str], what: str = "dòng") -> str:
    """Return a list as Markdown: its first rows as a table, and all of them in a fold."""
    return split(rows, FEW, caption, draw, what)


def split(rows: Sequence[T], at: int, caption: str, draw: Callable[[Sequence[T], str], str], what: str = "dòng") -> str:
    """Return the rows of a list up to a place, and a fold of all where there are more.

    `what` they are called. The fold takes the place of the table above it when it is opened: what is filtered, sorted
    and saved there are all rows.
    """
    if len(rows) <= at:
        return draw(rows, caption)
    below = fold(f"Xem danh sách {render.number(len(rows))} {what}", draw(rows, caption))
    return "\n\n".join((draw(rows[:at], caption), below))


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
