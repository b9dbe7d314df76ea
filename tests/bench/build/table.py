"""What was measured, as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tests.bench.build.cost import Cost

OURS, MKDOCS = "Văn Khố, first build", "MkDocs, our menu, each time"
"""Rows that the others are compared with."""
HEAD = ("", "seconds", "of MkDocs", "of our first build", "CPU seconds", "memory, MB", "files written", "MB written")
GROWTH = ("papers", "", "seconds", "ms a paper", "CPU, ms a paper", "memory, MB", "KB a paper", "time, of linear")


class Row(NamedTuple):
    """A program and its task, and what that cost; without a cost it is said why."""

    name: str
    cost: Cost | None
    why: str = ""


class Grown(NamedTuple):
    """What a task cost with a number of papers."""

    papers: int
    task: str
    cost: Cost


def table(rows: Sequence[Row]) -> str:
    """Return the rows with ratios to plain MkDocs and to our first build, where these were measured."""
    seconds = {row.name: row.cost.seconds for row in rows if row.cost}
    return _markdown(HEAD, [_cells(row, seconds.get(MKDOCS), seconds.get(OURS)) for row in rows])


def _cells(row: Row, mkdocs: float | None, ours: float | None) -> Sequence[str]:
    if row.cost is None:
        return (f"{row.name}: {row.why}", *[""] * (len(HEAD) - 1))
    cost = row.cost
    ratios = (f"{cost.seconds / base:.2f}" if base else "" for base in (mkdocs, ours))
    rest = (f"{cost.cpu:.1f}", f"{cost.memory:,.0f}", f"{cost.files:,.0f}", f"{cost.size:,.1f}")
    return (row.name, f"{cost.seconds:.1f}", *ratios, *rest)


def growth(rows: Sequence[Grown]) -> str:
    """Return what tasks cost by number of papers; the last column is 1.00 where time grows as they do."""
    return _markdown(GROWTH, list(_grown(rows)))


def _grown(rows: Sequence[Grown]) -> Iterator[Sequence[str]]:
    smallest = {row.task: row for row in reversed(rows)}
    for row in rows:
        cost, base = row.cost, smallest[row.task]
        times = (cost.seconds / row.papers) / (base.cost.seconds / base.papers)
        yield (
            f"{row.papers:,}",
            row.task,
            f"{cost.seconds:.1f}",
            f"{cost.seconds / row.papers * 1000:.1f}",
            f"{cost.cpu / row.papers * 1000:.1f}",
            f"{cost.memory:,.0f}",
            f"{cost.memory / row.papers * 1024:,.0f}",
            f"{times:.2f}",
        )


def _markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join(f"|{'|'.join(f' {cell} ' if cell else ' ' for cell in cells)}|" for cells in lines)
