"""The campaign: which faults there are, what must be true after each, and a table of what happened."""

from __future__ import annotations

import random
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults import damage, ends, inputs, system
from tests.faults.ground import Ground, Place

Run = Callable[[Place, random.Random], list[int]]
WHOLE = frozenset({"old", "new"})
PARTLY = WHOLE | {"partly new"}
"""Also whole, of the papers that could be read."""


@dataclass(frozen=True)
class Fault:
    """A kind of fault: what puts it there and builds, which exit codes are right, which site may stand there then."""

    name: str
    run: Run
    codes: tuple[int, ...]
    views: frozenset[str] = WHOLE
    missing: Callable[[], str] = str
    """Why it cannot be tried here."""


FAULTS = (
    Fault("killed (SIGKILL), with a reader", ends.killed, (-9, 0)),
    Fault("killed three times running", ends.ended_again_and_again, (-9, 0)),
    Fault("ended (SIGTERM), with a reader", ends.terminated, (143, 0)),
    Fault("ended (SIGINT), with a reader", ends.interrupted, (130, 0)),
    Fault("ended (SIGHUP), with a reader", ends.hung_up, (129, 0)),
    Fault("two builds at once", ends.two_at_once, (0, 2)),
    Fault("disk full", system.disk_full, (0, 2), missing=system.can_mount),
    Fault("files limited in size", system.files_limited, (0, 2)),
    Fault("few files open", system.descriptors_limited, (0, 2)),
    Fault("unreadable", system.unreadable, (0, 2, 3), PARTLY),
    Fault("unwritable", system.unwritable, (0, 2)),
    Fault("files of 1970 and 9999", system.times_of_files, (0,)),
    Fault("clock jumps", system.clock_jumps, (0,)),
    Fault("other umask, zone, locale", system.other_surroundings, (0,)),
    Fault("share not mounted", inputs.share_away, (2,)),
    Fault("inputs change meanwhile", inputs.changing, (0, 2, 3), PARTLY),
    Fault("build folder damaged", damage.files_of_the_build, (0, 2)),
    Fault("site damaged", damage.files_of_the_site, (0, 2), PARTLY | {"BROKEN"}),
    Fault("remembered addresses damaged", damage.remembered_addresses, (0,)),
    Fault("leavings and stale locks", damage.leavings, (0, 2)),
    Fault("a stranger's file in the way", damage.strangers, (2,), PARTLY),
)


@dataclass
class Told:
    """What happened: how often each kind of fault had each outcome, and all that was wrong."""

    outcomes: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    wrong: list[str] = field(default_factory=list)
    runs: int = 0
    bytes_compared: int = 0
    skipped: dict[str, str] = field(default_factory=dict)


def campaign(
    folder: Path, runs: int, seed: str, faults: Sequence[Fault] = FAULTS, tell: Callable[[str], None] = lambda _: None
) -> Told:
    """Try faults, each kind in turn, as many as asked for."""
    told = Told()
    told.skipped = {fault.name: why for fault in faults if (why := fault.missing())}
    here = [fault for fault in faults if fault.name not in told.skipped]
    ground = Ground(folder).lay()
    for number in range(runs):
        fault = here[number % len(here)]
        before = len(told.wrong)
        _try(fault, ground, random.Random(f"{seed} {number}"), f"{seed} {number}", told)
        for wrong in told.wrong[before:]:
            tell(f"{number + 1}/{runs} WRONG: {wrong}")
    return told


def _try(fault: Fault, ground: Ground, chance: random.Random, name: str, told: Told) -> None:
    place = ground.trial()
    try:
        codes = fault.run(place, chance)
        wrong = list(_wrong(fault, place, codes))
    except AssertionError as problem:
        codes, wrong = [], [str(problem)]
    view = place.view()
    again = place.build()
    if again != 0 or place.view() != "new":
        wrong.append(f"the next run ends with {again} and leaves the site {place.view()}")
    told.runs += 1
    told.bytes_compared += sum(map(len, ground.new.values()))
    told.outcomes[fault.name][f"exit {' '.join(map(str, sorted(set(codes))))}, site {view}"] += 1
    if wrong:
        log = place.log.read_text("utf-8", "replace") if place.log.exists() else ""
        told.wrong.append(f"{fault.name} (seed «{name}»): {'; '.join(wrong)}\n{log[-1500:]}")
    system.let_go(place)
    shutil.rmtree(place.root, ignore_errors=True)


def _wrong(fault: Fault, place: Place, codes: Sequence[int]) -> list[str]:
    wrong = [f"exit code {code}" for code in codes if code not in fault.codes]
    log = place.log.read_text("utf-8", "replace") if place.log.exists() else ""
    wrong += ["a traceback"] if "Traceback" in log else []
    wrong += ["unforeseen"] if "ngoài dự kiến" in log else []
    wrong += [f"the site is {place.view()}"] if place.view() not in fault.views else []
    return wrong


def table(told: Told) -> str:
    """Return what happened as a table of fault and outcome."""
    wide = max(map(len, (*told.outcomes, *told.skipped)), default=0)
    lines = [
        f"{name:{wide}}  {count:4}  {outcome}"
        for name, counts in told.outcomes.items()
        for outcome, count in sorted(counts.items())
    ]
    lines += [f"{name:{wide}}     -  not tried: {why}" for name, why in told.skipped.items()]
    return "\n".join(lines)
