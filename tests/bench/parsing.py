"""Load the vocabulary and parse a folder with the program of any checkout; tell the CPU seconds.

    PYTHONPATH=CHECKOUT python -P tests/bench/parsing.py FOLDER

Loading is told at once, then one parsing of all for each line on standard input. Only names that older checkouts have
too are used here.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import process_time

from generator import ingest, parse, vocab
from generator.model import SourceText


def main(folder: Path) -> None:
    """Answer each line with one figure."""
    start = process_time()
    words = vocab.load()
    print(process_time() - start, flush=True)
    sources: list[SourceText] = []
    for _ in sys.stdin:
        sources = sources or _read(folder)
        start = process_time()
        for source in sources:
            parse.parse(source, words)
        print(process_time() - start, flush=True)


def _read(folder: Path) -> list[SourceText]:
    read = (ingest.read(path, path.name) for path in sorted(folder.rglob("*.*")))
    return [source for source in read if isinstance(source, SourceText)]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
