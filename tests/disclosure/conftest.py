"""A build up to what MkDocs would be given."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator import pipeline, rebuild
from generator.curation.portal import open_content
from generator.publish.writer import Changes
from generator.report import Report

Build = Callable[[Path], tuple[Report, Path]]


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """What builds a content folder up to what MkDocs would be given, and returns report and build folder."""
    monkeypatch.setattr(pipeline, "_render", lambda *_: Changes())

    def made(content: Path) -> tuple[Report, Path]:
        folder = tmp_path / "build"
        return rebuild.rebuild(open_content(content), tmp_path / "site", folder, lambda *_: None), folder

    return made
