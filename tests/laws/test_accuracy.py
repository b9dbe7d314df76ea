"""The program reads its own annotated sample at least as well as the committed floor says."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import yaml

from tests.bench import claims
from tests.bench.accuracy import CORPORA, HERE, Export, Row, Tally, score

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


def test_what_a_reader_acts_on_is_right_and_no_more_is_false_than_was_measured() -> None:
    assert not claims.short_of(*claims.score(*claims.OWN))


NUMBERS: dict[str, Row] = {
    "so-hieu/5": {"id": "so-hieu/5", "key": "5/QĐ-UBND", "name": "Quyết định số 5/QĐ-UBND", "effects": []},
    "co-quan/a": {"id": "co-quan/a", "name": "Sở Y tế"},
}
EFFECT: Row = {"kind": "repealed", "extent": "whole", "by": None, "basis": "own", "document": "d", "line": 3}


def said(gold: Row, tasks: Sequence[Row] = (), effects: Sequence[Row] = ()) -> list[claims.Said]:
    """Return what is said of a gold document whose export holds these tasks and effects of one work."""
    numbers: dict[str, Row] = {**NUMBERS, "so-hieu/5": {**NUMBERS["so-hieu/5"], "effects": effects}}
    export = Export((), numbers, (), tuple(tasks), ())
    document = {"id": "d"}
    return [*claims.effects(gold, document, export), *claims.orders(gold, document, export)]


def test_an_effect_that_no_gold_line_supports_is_a_false_claim() -> None:
    assert said({"effects": []}, effects=[EFFECT]) == [("effects", False, True)]
    gold = {"effects": [{**EFFECT, "key": "5/QĐ-UBND"}]}
    assert said(gold, effects=[EFFECT]) == [("effects", True, False)]
    assert said(gold, effects=[{**EFFECT, "extent": "part"}]) == [("effects", False, False), ("effects", False, True)]
    assert said(gold) == [("effects", False, False)]


def test_a_doer_that_the_paper_does_not_name_is_a_false_claim_and_a_missing_one_is_none() -> None:
    task = {"document": "d", "text": "Tổng hợp báo cáo.", "line": 4, "assignees": ["co-quan/a"], "deadline": None}
    gold = {"text": "Tổng hợp báo cáo.", "line": 4, "assignees": ["Sở Tài chính"]}
    assert said({"tasks": [gold]}, [task]) == [("doers", False, True), ("deadlines", True, False)]
    assert said({"tasks": [gold]}, [task | {"assignees": []}])[0] == ("doers", False, False)
    assert said({"tasks": [gold | {"assignees": ["Sở Y tế"]}]}, [task])[0] == ("doers", True, False)


def test_a_deadline_of_another_day_is_a_false_claim() -> None:
    task = {"document": "d", "text": "Tổng hợp báo cáo.", "line": 4, "assignees": []}
    told = task | {"deadline": {"date": "2024-03-31", "phrase": "trước ngày 31/3/2024"}}
    gold = {"text": "Tổng hợp báo cáo.", "line": 4, "assignees": []}
    assert said({"tasks": [gold | {"deadline": "2024-04-30"}]}, [told])[1] == ("deadlines", False, True)
    assert said({"tasks": [gold | {"deadline": "2024-03-31"}]}, [told])[1] == ("deadlines", True, False)
    assert said({"tasks": [gold | {"deadline": "2024-03-31"}]}, [task | {"deadline": None}])[1][1:] == (False, False)
