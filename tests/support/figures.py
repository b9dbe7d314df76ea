"""Figures that tests see with their own eyes, kept as `.build/report/PART.json` until `make report` lays them out."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from generator.publish.writer import Folder
from tests.support.places import ROOT

FOLDER = ROOT / ".build/report"
_PROGRAM = "program"
Figures = dict[str, int | float | str]


def tell(part: str, **figures: int | float | str) -> None:
    """Keep the figures of one campaign (`marks`, `faults` …), in place of those of its last run."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    told = {**figures, _PROGRAM: program()}
    (FOLDER / f"{part}.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def told(part: str, folder: Path = FOLDER) -> Figures | None:
    """Return the figures of a campaign, None where it did not run, or ran on another state of the program."""
    try:
        found = json.loads((folder / f"{part}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(found, dict) or found.pop(_PROGRAM, None) != program():
        return None
    return found


@cache
def program() -> str:
    """Return a hash of the program as it was when this was loaded: figures of another one are old."""
    total = hashlib.sha256()
    for part in ("generator", "site_templates", "vankho"):
        for name, data in Folder(ROOT / part).items():
            if "__pycache__" not in name:
                total.update(f"{part}/{name} {hashlib.sha256(data).hexdigest()}\n".encode())
    return total.hexdigest()


program()  # now: a campaign may take long, and the files may be changed meanwhile
