"""What may be added to the registry (đề nghị cho danh bạ): offered, never taken over by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.model.entities import Evidence
from generator.model.frozen import Frozen


class Suggestion(Frozen):
    """An entry for a file of the registry (đề nghị), why, and what taking it over changes."""

    file: str
    """`registry/agencies.yml`."""
    entry: Mapping[str, Any]
    """Key → value, as the file has them."""
    why: str
    changes: str
    """In a sentence."""
    papers: int
    """How many papers speak of it."""
    evidence: tuple[Evidence, ...]
    joins: tuple[tuple[str, str], ...] = ()
    """Ids of the open data that go into another one: (goes, stays)."""
    replaces: str = ""
    """Name of the entry of the registry in whose place this one is put."""
    reasons: tuple[str, ...] = ()
    """Of a guess what speaks for it, and what against, in words."""
