"""`python -m tests.mutants`: small faults put into the program, one at a time, and which of them no test notices."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
import yaml

from tests.mutants.mutations import Mutant, drawn, mutants
from tests.mutants.trial import QUICK, ROOMS, Trials, room_of
from tests.support.places import ROOT

HARMLESS = Path(__file__).with_name("harmless.yml")


def harmless() -> dict[str, str]:
    """Return the faults that no test can notice, by their names, each with the reason."""
    return {row["fault"]: row["why"] for row in yaml.safe_load(HARMLESS.read_text("utf-8"))}


def faults(paths: Sequence[str]) -> list[Mutant]:
    """Return every fault that tests could notice in rooms or modules (`parse`, `parse/footer.py`)."""
    places = [ROOT / "generator" / path for path in paths]
    files = [file for place in places for file in ([place] if place.is_file() else sorted(place.rglob("*.py")))]
    known = harmless()
    return [fault for file in files for fault in mutants(file) if fault.key not in known]


def main() -> int:
    """Try faults and print what no test noticed; 1 where the share that was noticed is below the floor."""
    given = _arguments()
    chosen: Sequence[Mutant] = faults(given.paths)
    if given.count:
        chosen = drawn(chosen, given.count, given.seed)
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = partial(_progress, len(chosen)) if given.loud else None
        trials = Trials(chosen, Path(folder), report, given.unchanged)
        tests = [path for room in dict.fromkeys(map(room_of, chosen)) for path in ROOMS[room]]
        if given.quick:
            tests = [path for path in QUICK if path.startswith(tuple(tests))]
        status = pytest.main(["-qq", "-p", "no:cacheprovider", "--assert=plain", *dict.fromkeys(tests)], [trials])
    if trials.broken or status not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        print("These tests fail without any fault:", *trials.broken, sep="\n  ")
        return 1
    share = _told(chosen, trials.survivors, given.keys)
    print(f"{time.monotonic() - start:.0f} s")
    return int(share < given.floor)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.mutants", description=__doc__)
    parser.add_argument("paths", nargs="*", default=list(ROOMS), help="rooms or modules below generator/")
    parser.add_argument("--count", type=int, default=0, help="how many faults are drawn; without it, all are tried")
    parser.add_argument("--seed", default="", help="another word draws others")
    parser.add_argument("--floor", type=float, default=0.0, help="the share that tests must notice, 0 to 1")
    parser.add_argument("--quick", action="store_true", help="ask only the tables of cases")
    parser.add_argument("--unchanged", action="store_true", help="put in no fault: the tester must notice none")
    parser.add_argument("--keys", action="store_true", help=f"print the names that {HARMLESS.name} knows faults by")
    parser.add_argument("--loud", action="store_true", help="tell of each fault as soon as it was tried")
    return parser.parse_args()


def _progress(count: int, place: int, fault: Mutant, survived: bool) -> None:
    print(f"{place}/{count} {'NOT NOTICED' if survived else 'noticed'} {fault}", flush=True)


def _told(chosen: Sequence[Mutant], survivors: Sequence[Mutant], keys: bool) -> float:
    """Print the survivors and the shares, room by room; return the whole share."""
    for fault in sorted(survivors, key=lambda each: (each.path, each.line)):
        print(f"not noticed: {fault.key if keys else fault}")
    tried, left = Counter(map(room_of, chosen)), Counter(map(room_of, survivors))
    for room, count in tried.items():
        print(f"{room}: {count - left[room]} of {count} noticed")
    share = 1 - len(survivors) / len(chosen) if chosen else 1.0
    print(f"{len(chosen) - len(survivors)} of {len(chosen)} faults noticed ({share:.1%})")
    return share


if __name__ == "__main__":
    sys.exit(main())
