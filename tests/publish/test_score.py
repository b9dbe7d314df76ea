"""Accuracy on the real documents with known answers may not fall below the floor (`bench/floor.json`)."""

from __future__ import annotations

import importlib.util
import json
import sys
from types import ModuleType
from typing import Any

import pytest

from generator import pipeline
from generator.curation.portal import open_content
from tests.support.places import ROOT

SHARED = ROOT.parent / "shared"
FLOOR: dict[str, float] = json.loads((ROOT / "tests" / "bench" / "floor.json").read_text("utf-8"))
SCORER, GOLD, SEEDS = SHARED / "eval" / "score.py", SHARED / "gold", SHARED / "corpus" / "seeds"


def scorer() -> ModuleType:
    """Return the scorer, a program that stands beside the project."""
    spec = importlib.util.spec_from_file_location("vankho_score", SCORER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    written, sys.dont_write_bytecode = sys.dont_write_bytecode, True  # it may lie in a folder that is only read
    try:
        spec.loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = written
    return module


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], dict[str, Any]]:
    """The results by task, and what went wrong in each."""
    missing = [path for path in (SCORER, GOLD, SEEDS) if not path.exists()]
    if missing:
        pytest.skip(f"the real documents and their answers are not here (../shared): {missing[0].name} is missing")
    out = tmp_path_factory.mktemp("score")
    pipeline.export(open_content(SEEDS), out, lambda stage, done, total: None)
    results, tallies = scorer().score(GOLD, out)
    return results, {task: tally.errors for task, tally in tallies.items()}


@pytest.mark.parametrize("task", sorted(FLOOR))
def test_accuracy_is_not_below_the_floor(task: str, scored: tuple[dict[str, Any], dict[str, Any]]) -> None:
    results, errors = scored
    found = (results.get(task) or {}).get("score") or 0.0
    assert found >= FLOOR[task], "\n".join([f"{task}: {found:.3f} < {FLOOR[task]}", *errors.get(task, ())[:20]])


def test_the_floor_names_known_tasks(scored: tuple[dict[str, Any], dict[str, Any]]) -> None:
    assert set(FLOOR) <= set(scored[0]), "a task of the floor that the scorer does not know"
