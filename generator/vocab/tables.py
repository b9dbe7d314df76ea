"""The one place that reads `generator/data/*.yml`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from generator.errors import VocabularyError

DATA = Path(__file__).resolve().parents[1] / "data"


def read_data(name: str) -> Any:
    """Return the content of `generator/data/<name>.yml`; raises VocabularyError on broken YAML."""
    path = DATA / f"{name}.yml"
    try:
        return yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise VocabularyError(f"generator/data/{name}.yml: {error}") from error
