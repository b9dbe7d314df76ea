"""How fast documents are parsed on one core, and where the time goes.

    python -m tests.bench.speed

Reads the real documents where ../shared is present, else the sample. Prints MB and documents a second and the
share of each step; absolute figures depend on the machine, the shares and the growth do not.
"""

from __future__ import annotations

from time import perf_counter

from generator import vocab
from generator.ingest.folder import read_folder
from generator.model import SourceText
from generator.parse import STEPS, blank
from tests.support.places import ROOT, SHARED

REPEATS = 3


def main() -> int:
    """Print the figures; always 0."""
    folder = SHARED / "corpus" if (SHARED / "corpus").is_dir() else ROOT / "content" / "documents"
    words = vocab.load()
    sources = [s for s in read_folder(folder, folder).sources if isinstance(s, SourceText)]
    size = sum(len(s.text.encode()) for s in sources)
    spent = dict.fromkeys(["reflow", *(step.__name__ for step in STEPS)], 0.0)
    for _ in range(REPEATS):
        for source in sources:
            start = perf_counter()
            document = blank(source, words)
            spent["reflow"] += perf_counter() - start
            for step in STEPS:
                start = perf_counter()
                document = step(document, words)
                spent[step.__name__] += perf_counter() - start
    total = sum(spent.values()) / REPEATS
    rates = f"{size / 1e6 / total:.2f} MB/s, {len(sources) / total:.0f} documents/s"
    print(f"{len(sources)} documents, {size / 1e6:.2f} MB: {rates}")
    for name, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"  {name:16} {seconds / REPEATS / total:6.1%}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
