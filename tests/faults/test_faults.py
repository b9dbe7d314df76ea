"""A few faults of each sort: the site stays whole, and the next run makes what a clean build makes (`make faults`)."""

from __future__ import annotations

from pathlib import Path

from tests.faults.campaign import FAULTS, campaign, table

FEW = ("ended (SIGTERM)", "two builds", "unreadable", "unwritable", "inputs change", "build folder", "not mounted")


def test_a_few_faults_are_survived(tmp_path: Path) -> None:
    chosen = [fault for fault in FAULTS if any(words in fault.name for words in FEW)]
    told = campaign(tmp_path, len(FEW), "few", chosen)
    assert (told.runs, len(told.outcomes)) == (len(FEW), len(FEW)), table(told)
    assert not told.wrong, "\n".join(told.wrong)
