"""Accuracy on the real documents with known answers may not fall below the floor (`bench/floor.json`)."""

from __future__ import annotations

import importlib.util
import json
import shutil
import sys
from types import ModuleType
from typing import Any

import pytest

from generator import pipeline
from generator.curation.portal import open_content
from tests.support.places import ROOT

SHARED = ROOT.parent / "shared"
SCORER, CORPUS = SHARED / "eval" / "score.py", SHARED / "corpus"
SETS = {"seeds": ("gold", "seeds", "floor.json"), "real": ("gold-real", "real", "floor_real.json")}
"""Each set of papers: the folder of its gold, the folder of the papers, the floor below which no figure may fall."""
FLOORS: dict[str, dict[str, float]] = {
    name: json.loads((ROOT / "tests" / "bench" / floor).read_text("utf-8")) for name, (_, _, floor) in SETS.items()
}


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


@pytest.fixture(scope="module", params=SETS)
def scored(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, Any]]:
    """The name of a set of papers, and the scorer's results by task."""
    gold, papers, _ = SETS[request.param]
    missing = [path for path in (SCORER, SHARED / gold, CORPUS / papers) if not path.exists()]
    if missing:
        pytest.skip(f"the real documents and their answers are not here (../shared): {missing[0].name} is missing")
    folder = tmp_path_factory.mktemp(request.param)
    (folder / "documents").mkdir()
    wanted = {path.stem for path in (SHARED / gold).glob("[0-9]*.yml")}
    for path in sorted((CORPUS / papers).iterdir()):
        if path.name.partition("_")[0] in wanted:
            shutil.copy(path, folder / "documents")
    pipeline.export(open_content(folder), folder / "out", lambda stage, done, total: None)
    return request.param, scorer().score(SHARED / gold, folder / "out")[0]


def short(task: str, bar: float, results: dict[str, Any]) -> str:
    """Return what is wrong with a figure, empty where it is as good as the floor; wrong statements are counted."""
    name, _, part = task.rpartition(".")
    result = results.get(task) or results.get(name) or {}
    if "count" in result:
        return f"{task}: {result['count']} > {bar}" if result["count"] > bar else ""
    found = result.get(part if part in ("precision", "recall") else "score")
    return "" if found is not None and found >= bar else f"{task}: {found} < {bar}"


def test_accuracy_is_not_below_the_floor(scored: tuple[str, dict[str, Any]]) -> None:
    name, results = scored
    assert not [wrong for task, bar in FLOORS[name].items() if (wrong := short(task, bar, results))]


@pytest.mark.parametrize(
    ("task", "bar", "wrong"),
    [
        ("tasks", 0.9, ""),
        ("tasks", 0.96, "tasks: 0.95 < 0.96"),
        ("tasks.recall", 0.9, "tasks.recall: 0.8 < 0.9"),
        ("effects.false", 0, "effects.false: 1 > 0"),
        ("effects.false", 1, ""),
        ("unheard of", 0.1, "unheard of: None < 0.1"),
    ],
)
def test_what_falls_short_is_told(task: str, bar: float, wrong: str) -> None:
    results = {"tasks": {"score": 0.95, "precision": 1.0, "recall": 0.8}, "effects.false": {"count": 1}}
    assert short(task, bar, results) == wrong
