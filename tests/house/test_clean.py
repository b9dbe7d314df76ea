"""`make clean` removes what can be made again, and keeps what must outlive it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.places import ROOT

KEPT = {"state/slugs.json", "papers/abc", "papers.json", "slugs.copy", "site.files", ".vankho-lock"}
MADE = {"docs/index.md", "html/index.html", "html.stamp", "cache/a/b", "spare/index.html"}
OTHER = {".build/report/faults.json", ".build/.hidden/x", "site/index.html", ".pytest_cache/x"}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a folder with the Makefile, two build folders and what else is made."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    built = {f".build/{site}/{name}" for site in ("site", "b c") for name in KEPT | MADE}
    for name in built | OTHER | {"content/a.txt"}:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    return tmp_path


def made(folder: Path, target: str) -> set[str]:
    """Make a target and return the files that are left."""
    if shutil.which("make") is None:
        pytest.skip("this machine has no make")
    subprocess.run(["make", "-s", target], cwd=folder, check=True)
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_clean_keeps_addresses_and_what_was_published(checkout: Path) -> None:
    kept = {f".build/{site}/{name}" for site in ("site", "b c") for name in KEPT}
    assert made(checkout, "clean") == {"Makefile", "content/a.txt", *kept}
    assert made(checkout, "clean") == {"Makefile", "content/a.txt", *kept}


def test_distclean_keeps_the_content_alone(checkout: Path) -> None:
    assert made(checkout, "distclean") == {"Makefile", "content/a.txt"}
