"""Measure builds, and print what they cost as tables that README quotes."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.bench import build
from tests.bench.build.cost import Cost, median
from tests.bench.build.programs import FULL_MENU_PAGES, Place
from tests.bench.build.table import MKDOCS, OURS, Grown, Row, growth, table


def _here(place: Place) -> str:
    return ""


def _few_pages(place: Place) -> str:
    pages = place.pages
    return f"left out: {pages:,} pages, each in the menu of each" if pages > FULL_MENU_PAGES else ""


def _has_hugo(place: Place) -> str:
    if not shutil.which("hugo"):
        return "not on this machine"
    return "does not run here" if subprocess.run(["hugo", "version"], capture_output=True).returncode else ""


def _has_zensical(place: Place) -> str:
    return "" if place.zensical else "does not install here"


class Task(NamedTuple):
    """A program by its key, what it does, and whether it can: the reason why not, else nothing."""

    key: str
    name: str
    work: Callable[[Place], Cost]
    hindered: Callable[[Place], str] = _here


TASKS = (
    Task("ours", OURS, Place.first),
    Task("ours", "Văn Khố, nothing changed", Place.again),
    Task("ours", "Văn Khố, words of one paper edited", Place.edited),
    Task("ours", "Văn Khố, one paper added", Place.added),
    Task("mkdocs", MKDOCS, Place.mkdocs),
    Task("mkdocs-full", "MkDocs, every page in its menu", Place.mkdocs_full, _few_pages),
    Task("zensical", "Zensical in its own look, first", Place.zensical_first, _has_zensical),
    Task("zensical", "Zensical in its own look, again", Place.zensical_again, _has_zensical),
    Task("hugo", "Hugo with a bare layout, first", Place.hugo_first, _has_hugo),
    Task("hugo", "Hugo with a bare layout, again", Place.hugo_again, _has_hugo),
)
"""In the order in which they run: the others need the Markdown that ours makes."""
GROWING = TASKS[:3]
KEYS = tuple(dict.fromkeys(task.key for task in TASKS))


def measured(count: int, runs: int, keys: Sequence[str] = KEYS) -> list[Row]:
    """Return what each task costs; all of them run in turn, that what else the machine does harms all alike."""
    costs: dict[str, list[Cost]] = {}
    why: dict[str, str] = {}
    tasks = [task for task in TASKS if task.key in keys]
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder), count)
        if "ours" not in keys:
            place.first()
        for turn in range(runs):
            for task in tasks:
                why.setdefault(task.name, task.hindered(place))
                if not why[task.name]:
                    costs.setdefault(task.name, []).append(task.work(place))
                    print(f"{turn + 1}/{runs} {task.name}: {costs[task.name][-1].seconds:.1f} s", file=sys.stderr)
    return [Row(each.name, median(costs[each.name]) if each.name in costs else None, why[each.name]) for each in tasks]


def grown(counts: Sequence[int], runs: int) -> Iterator[Grown]:
    """Yield what our builds cost with each number of papers."""
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            place = Place(Path(folder), count)
            for task in GROWING:
                yield Grown(count, task.name, median([task.work(place) for _ in range(runs)]))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=build.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=500, help="how many papers")
    parser.add_argument("--runs", type=int, default=3, help="runs of each task, of which the median is told")
    parser.add_argument("--only", default=",".join(KEYS), help=f"of {', '.join(KEYS)}")
    parser.add_argument("--growth", default="", help="numbers of papers: how our builds grow with them")
    call = parser.parse_args()
    keys = call.only.split(",")
    if unknown := set(keys) - set(KEYS):
        parser.error(f"--only: {', '.join(sorted(unknown))}: none of {', '.join(KEYS)}")
    told = f"{os.cpu_count()} cores, medians of {call.runs}"
    if call.growth:
        rows = list(grown([int(count) for count in call.growth.split(",")], call.runs))
        print(f"{told}\n\n{growth(rows)}")
    else:
        found = measured(call.documents, call.runs, keys)
        print(f"{call.documents} papers, {told}\n\n{table(found)}")


if __name__ == "__main__":
    main()
