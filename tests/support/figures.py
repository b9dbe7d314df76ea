"""Figures that tests see with their own eyes, kept as `.build/report/PART.json` until `make report` lays them out."""

from __future__ import annotations

import json

from tests.support.places import ROOT

FOLDER = ROOT / ".build/report"


def tell(part: str, **figures: int | float | str) -> None:
    """Keep the figures of one campaign (`marks`, `faults` …), in place of those of its last run."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{part}.json").write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
