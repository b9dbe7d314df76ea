"""How fast documents are parsed on one core, and where the time goes.

    python -m tests.bench.speed [--against CHECKOUT]

Reads the real documents where ../shared is present, else the sample. Prints MB and documents a second and the
share of each step; absolute figures depend on the machine, the shares and the growth do not. With `--against`, another
checkout of this program parses the same documents in turn with this one, and the ratios are printed: what else the
machine does weighs on both alike.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from subprocess import PIPE, Popen
from time import process_time

from generator import vocab
from generator.ingest.folder import read_folder
from generator.model import SourceText
from generator.parse import STEPS, blank
from tests.bench import parsing
from tests.support.places import ROOT, SHARED

REPEATS = 3
ROUNDS = 15
"""Of two checkouts in turn; with fewer the medians of one and the same checkout differ by more than 1 %."""


def main() -> int:
    """Print the figures; always 0."""
    arguments = ArgumentParser()
    arguments.add_argument("--against", type=Path, metavar="CHECKOUT")
    other = arguments.parse_args().against
    folder = SHARED / "corpus" if (SHARED / "corpus").is_dir() else ROOT / "content" / "documents"
    if other is not None:
        _in_turn(folder, other.resolve())
    else:
        _step_by_step(folder)
    return 0


def _step_by_step(folder: Path) -> None:
    words = vocab.load()
    sources = [s for s in read_folder(folder, folder).sources if isinstance(s, SourceText)]
    size = sum(len(s.text.encode()) for s in sources)
    spent = dict.fromkeys(["reflow", *(step.__name__ for step in STEPS)], 0.0)
    for _ in range(REPEATS):
        for source in sources:
            start = process_time()
            document = blank(source, words)
            spent["reflow"] += process_time() - start
            for step in STEPS:
                start = process_time()
                document = step(document, words)
                spent[step.__name__] += process_time() - start
    total = sum(spent.values()) / REPEATS
    rates = f"{size / 1e6 / total:.2f} MB/s, {len(sources) / total:.0f} documents/s"
    print(f"{len(sources)} documents, {size / 1e6:.2f} MB: {rates}")
    for name, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"  {name:16} {seconds / REPEATS / total:6.1%}")


def _in_turn(folder: Path, other: Path) -> None:
    """Print what loading and parsing take here beside what they take there, by median and by least."""
    roots = (other, ROOT)
    loads = [[_loaded(root, folder) for root in roots] for _ in range(ROUNDS)]
    _compare("vocabulary", loads)
    at_work = [_started(root, folder) for root in roots]
    for process in at_work:
        _answer(process)  # of loading, told above
    parses = [[_asked(process) for process in at_work] for _ in range(ROUNDS)]
    _compare("parse", parses)
    for process in at_work:
        process.communicate()


def _compare(what: str, pairs: Sequence[Sequence[float]]) -> None:
    there, here = zip(*pairs, strict=True)
    for told in (median, min):
        before, after = told(there), told(here)
        print(f"{what:10} {told.__name__:6} {before:.3f} s -> {after:.3f} s CPU, {after / before - 1:+.1%}")


def _started(root: Path, folder: Path) -> Popen[str]:
    """A checkout at work, in a process of its own under this one's Python."""
    command = [sys.executable, "-P", parsing.__file__, str(folder)]
    return Popen(command, env={**os.environ, "PYTHONPATH": str(root)}, stdin=PIPE, stdout=PIPE, text=True)


def _loaded(root: Path, folder: Path) -> float:
    with _started(root, folder) as process:
        return float(process.communicate()[0])


def _asked(process: Popen[str]) -> float:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()
    return _answer(process)


def _answer(process: Popen[str]) -> float:
    assert process.stdout is not None
    return float(process.stdout.readline())


if __name__ == "__main__":
    raise SystemExit(main())
