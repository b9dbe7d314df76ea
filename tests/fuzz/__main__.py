"""`python -m tests.fuzz`: odd inputs made at random, and which of them the program did not stand."""

from __future__ import annotations

import argparse
import contextlib
import resource
import sys
import tempfile
from pathlib import Path

from tests.fuzz.campaign import campaign
from tests.support.figures import tell

MEMORY = 3_000_000_000
"""Bytes that the program may take: what asks for more fails."""


def main() -> int:
    """Attack, print what was not stood and keep the figures; 1 where there was any such."""
    parser = argparse.ArgumentParser(prog="tests.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=20_000, help="how many inputs are made")
    parser.add_argument("--seed", default="1", help="another word makes others")
    parser.add_argument("--only", default="", help="only the kinds of attack whose name has these words")
    given = parser.parse_args()
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with tempfile.TemporaryDirectory(prefix="vankho-fuzz-") as folder:
        told = campaign(Path(folder), given.count, given.seed, given.only)
    for each in told.wrong:
        print(f"NOT STOOD: {each}")
    for kind, count in told.attacks.items():
        print(f"{kind}: {count}")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000
    print(f"{told.attacks.total()} attacks, {len(told.wrong)} not stood, {most} MB at most")
    print(f"the slowest took {told.slowest:.1f} s ({told.slowest_name})")
    if not given.only:
        tell(
            "fuzz",
            attacks=told.attacks.total(),
            faults=len(told.wrong),
            slowest_seconds=round(told.slowest, 1),
            most_megabytes=most,
        )
    return int(bool(told.wrong))


if __name__ == "__main__":
    sys.exit(main())
