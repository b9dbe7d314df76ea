"""Places to publish to, on disks that know links and on disks that know none."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.releases.sites import site


@pytest.fixture(params=["links", "no links"])
def there(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A place on a disk that knows links of both kinds, and on one that knows none (FAT, some shares)."""
    if request.param == "no links":
        no_links(monkeypatch)
    return tmp_path / "web"


def no_links(patch: pytest.MonkeyPatch) -> None:
    """Take links from the system."""

    def cannot(*_: object, **__: object) -> None:
        raise PermissionError(1, os.strerror(1))

    patch.setattr(os, "symlink", cannot)
    patch.setattr(os, "link", cannot)


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A built site."""
    return site(tmp_path / "site", "một")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 256 KB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", folder], capture_output=True).returncode:
        pytest.skip("no right to mount a small disk here: nothing can be full")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)
