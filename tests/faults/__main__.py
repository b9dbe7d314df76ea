"""`python -m tests.faults`: faults put into builds at random, and a table of what happened."""

from __future__ import annotations

import argparse
import sys
import tempfile
from functools import partial
from pathlib import Path

from tests.faults import ends
from tests.faults.campaign import FAULTS, campaign, table
from tests.support.figures import tell


def main() -> int:
    """Try faults, print what happened and keep the figures; 1 where anything was wrong."""
    parser = argparse.ArgumentParser(prog="tests.faults", description=__doc__)
    parser.add_argument("--count", type=int, default=336, help="how many builds meet a fault")
    parser.add_argument("--seed", default="1", help="another word tries others")
    parser.add_argument("--only", default="", help="only the kinds of fault whose name has these words")
    given = parser.parse_args()
    chosen = [fault for fault in FAULTS if given.only in fault.name]
    with tempfile.TemporaryDirectory(prefix="vankho-faults-") as folder:
        told = campaign(Path(folder), given.count, given.seed, chosen, partial(print, flush=True))
    print(table(told))
    views, mixed = ends.READ
    print(f"{told.runs} faults, {len(told.wrong)} not survived; {views} views, {mixed} mixed")
    if not given.only:
        tell(
            "faults",
            runs=told.runs,
            survived=told.runs - len(told.wrong),
            kinds=len(told.outcomes),
            skipped=len(told.skipped),
            bytes_compared=told.bytes_compared,
            kills=sum(sum(counts.values()) for name, counts in told.outcomes.items() if "reader" in name),
            views=views,
            mixed=mixed,
            table=table(told),
        )
    return int(bool(told.wrong) or mixed > 0)


if __name__ == "__main__":
    sys.exit(main())
