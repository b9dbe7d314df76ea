"""Where things are: the project, its cases, and what stands beside it on a developer's machine."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
ROOT = TESTS.parent
CASES = TESTS / "cases"
SHARED = ROOT.parent / "shared"
