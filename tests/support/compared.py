"""Papers compared as the portal's scripts do it, and how that agrees with what a reader marked."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
import yaml

from tests.support.places import ROOT

MOVED = "↕ "
_MARKED = re.compile(r"\[-(.*?)-\]|\{\+(.*?)\+\}")
_LETTER = re.compile(r"\w")
Words = set[tuple[str, int, int]]
"""Words by their side, paragraph and place in it."""
Pair = tuple[list[str], list[str]]


@dataclass(frozen=True)
class Gold:
    """A pair of papers with the words that differ and the paragraphs that were moved, by side and place."""

    why: str
    texts: Pair
    marked: frozenset[tuple[str, int, int]]
    moved: frozenset[tuple[str, int]]


def pairs() -> list[Gold]:
    """Return the pairs that a reader marked."""
    rows = yaml.safe_load((ROOT / "tests/cases/compare/pairs.yml").read_text("utf-8"))
    return [_gold(row) for row in rows]


def _gold(row: dict[str, str]) -> Gold:
    sides = {side: row[side].splitlines() for side in ("before", "after")}
    moved = frozenset((side, at) for side in sides for at, line in enumerate(sides[side]) if line.startswith(MOVED))
    lines = {side: [line.removeprefix(MOVED) for line in sides[side]] for side in sides}
    marked = {
        (side, at, word)
        for side in lines
        for at, line in enumerate(lines[side])
        for word in _words_of(_plain(line), _spans(line))
    }
    return Gold(row["why"], tuple([*map(_plain, lines[side])] for side in lines), frozenset(marked), moved)  # type: ignore[arg-type]


def _plain(line: str) -> str:
    return _MARKED.sub(lambda match: match[1] or match[2] or "", line)


def _spans(line: str) -> list[tuple[int, int]]:
    """Return where marked words stand in the line without its marks: each mark takes four letters."""
    found = [
        (match.start() - 4 * place, match.end() - 4 * (place + 1)) for place, match in enumerate(_MARKED.finditer(line))
    ]
    return found


def _words_of(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    """Return the places of the words between blanks of which some letter or digit lies in a span."""
    touched = {at for start, end in spans for at in range(start, end) if _LETTER.match(text[at])}
    words = list(re.finditer(r"\S+", text))
    return {place for place, match in enumerate(words) if touched.intersection(range(*match.span()))}


def compared(many: Sequence[Pair]) -> list[dict[str, Any]]:
    """Return what the scripts say of pairs of papers, outside a browser."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not here: papers are compared in the browser's tests alone")
    run = subprocess.run(
        [node, ROOT / "tests/js/compared.mjs"], input=json.dumps(many), capture_output=True, text=True, timeout=300
    )
    assert run.returncode == 0, run.stderr
    found: list[dict[str, Any]] = json.loads(run.stdout)
    return found


def marked(texts: Pair, rows: Iterable[dict[str, Any]]) -> Words:
    """Return the words that rows of a comparison mark."""
    found: Words = set()
    for row in rows:
        for side, key, lines in (("before", "a", texts[0]), ("after", "b", texts[1])):
            if row["kind"] == ("moved" if side == "before" else "away"):
                continue  # what was moved is told twice: its changes at its new place
            spans = [part[key] for part in row["runs"] if not part["same"]]
            if row["kind"] in ("inserted", "deleted"):
                spans = [(0, 10**6)]
            found |= _in_paragraphs(side, row[key], lines, spans)
    for row in rows:
        if row["kind"] == "moved":
            found |= _in_paragraphs(
                "before", row["a"], texts[0], [part["a"] for part in row["runs"] if not part["same"]]
            )
    return found


def _in_paragraphs(side: str, places: Sequence[int], lines: Sequence[str], spans: Iterable[Sequence[int]]) -> Words:
    """Return the words of paragraphs in spans of all of them, joined by line ends."""
    found: Words = set()
    start = 0
    for place in places:
        line = lines[place]
        here = [(max(one - start, 0), min(end - start, len(line))) for one, end in spans]
        found |= {(side, place, word) for word in _words_of(line, here)}
        start += len(line) + 1
    return found


def score(golds: Sequence[Gold], results: Sequence[dict[str, Any]]) -> tuple[float, list[str]]:
    """Return the F1 of all marked words, and a line for each pair that is not marked as it should be."""
    right = wrong = missed = 0
    told = []
    for gold, result in zip(golds, results, strict=True):
        found = marked(gold.texts, result["rows"])
        right += len(found & gold.marked)
        wrong += len(found - gold.marked)
        missed += len(gold.marked - found)
        if found != gold.marked:
            told.append(f"{gold.why}: +{sorted(found - gold.marked)} -{sorted(gold.marked - found)}")
    return 2 * right / (2 * right + wrong + missed), told


def moves(rows: Iterable[dict[str, Any]]) -> frozenset[tuple[str, int]]:
    """Return the paragraphs that a comparison takes for moved, by side and place."""
    sides = (("before", "a"), ("after", "b"))
    return frozenset((side, at) for row in rows if row["kind"] == "moved" for side, key in sides for at in row[key])
