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
        data = yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise VocabularyError(f"generator/data/{name}.yml: {error}") from error
    return _whole(data, inside=name)


def _whole(data: Any, inside: str) -> Any:
    """Return the data with each pattern that is written as a list of pieces put together."""
    if isinstance(data, dict):
        pieces = {key: v for key, v in data.items() if key in ("pattern", "after") or inside == "fragments"}
        joined = {k: "".join(v) for k, v in pieces.items() if isinstance(v, list) and isinstance(v[0], str)}
        return {key: joined[key] if key in joined else _whole(value, key) for key, value in data.items()}
    return [_whole(each, inside) for each in data] if isinstance(data, list) else data
