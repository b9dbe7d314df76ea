"""The program reads its own annotated sample at least as well as the committed floor says."""

from __future__ import annotations

import pytest
import yaml

from tests.bench.accuracy import CORPORA, HERE, Tally, score

FLOORS = yaml.safe_load((HERE / "floor.yml").read_text("utf-8"))


@pytest.mark.parametrize("corpus", [row[0] for row in CORPORA])
def test_no_task_falls_below_its_floor(corpus: str) -> None:
    _, gold, content = next(row for row in CORPORA if row[0] == corpus)
    if not gold.is_dir():
        pytest.skip(f"{gold} is not here: nothing to score")
    totals = score(gold, content)
    short = {name: t.scores(t.near)[2] for name, t in totals.items() if t.scores(t.near)[2] < FLOORS[corpus][name]}
    assert not short


def test_a_reader_that_finds_nothing_scores_nothing() -> None:
    assert Tally(wanted=4).scores(0) == (1.0, 0.0, 0.0)
    assert Tally(wanted=4, extra=2).scores(0) == (0.0, 0.0, 0.0)


def test_false_alarms_cost_precision() -> None:
    assert Tally(wanted=4, exact=2, near=3, extra=1).scores(3) == (0.75, 0.75, 0.75)
