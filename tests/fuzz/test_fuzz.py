"""Some odd inputs of each sort: read or refused, soon, and twice the same (`make fuzz` makes many more)."""

from __future__ import annotations

from pathlib import Path

from tests.fuzz.attacks import ATTACKS
from tests.fuzz.campaign import campaign

FEW = 60


def test_odd_inputs_are_read_or_refused(tmp_path: Path) -> None:
    told = campaign(tmp_path, FEW, "few")
    assert told.attacks.total() == FEW and set(told.attacks) == set(ATTACKS)
    assert not told.wrong, "\n".join(told.wrong)
