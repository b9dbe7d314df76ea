"""What several test modules share: the sample's site and the browser that reads it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from generator import pipeline
from generator.curation.portal import open_content
from tests.support.browser import launched
from tests.support.places import ROOT

SEEDS = ROOT.parent / "shared" / "corpus" / "seeds"

# A busy machine must not fail a law, and the same run must find the same examples everywhere.
settings.register_profile("vankho", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("vankho")


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of `content/`, built once; a copy is built, so that the sample's state stays as it is."""
    folder = tmp_path_factory.mktemp("sample")
    shutil.copytree(ROOT / "content", folder / "content")
    pipeline.build(open_content(folder / "content"), folder / "site", folder / "build", lambda stage, done, total: None)
    return folder / "site"


@pytest.fixture(scope="session")
def seeds_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the five real documents, built once; without them its tests are skipped."""
    if not SEEDS.is_dir():
        pytest.skip("the real documents are not here (../shared/corpus/seeds): nothing to look at")
    folder = tmp_path_factory.mktemp("seeds")
    pipeline.build(open_content(SEEDS), folder / "site", folder / "build", lambda stage, done, total: None)
    return folder / "site"


@pytest.fixture(scope="session", params=["sample", "seeds"])
def each_site(request: pytest.FixtureRequest) -> Path:
    """The sample's site, then that of the real documents."""
    site: Path = request.getfixturevalue(f"{request.param}_site")
    return site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, without a window and without a way to any other host."""
    with launched() as chromium:
        yield chromium
