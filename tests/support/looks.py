"""What `make test` looks at once, `make looks` (`LOOKS=all`) each way and on each site."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.visit import FOLDERS, kinds

WHOLE = os.environ.get("LOOKS") == "all"
again = pytest.mark.skipif(not WHOLE, reason="the same a second way: `make looks` does it")
"""Marks the parameter of a test that shows nothing new, but where the way itself is broken."""


def looked_at(site: Path, known: Path) -> list[str]:
    """Return a page of each kind, of a second site those pages that the known one does not have."""
    return [path for path in kinds(site) if WHOLE or site == known or not (known / path).exists()]


def of_each_depth(site: Path) -> list[str]:
    """Return the pages on which a way to the site shows: the first, that of errors, and the last of each folder."""
    pages = kinds(site)
    if WHOLE:
        return pages
    last = {path.partition("/")[0]: path for path in pages if path.partition("/")[0] in FOLDERS}
    return ["index.html", "404.html", *last.values()]
