"""What several test modules share: the sample's site and the browser that reads it."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, expect

from generator import rebuild
from generator.curation.portal import open_content
from tests.bench.corpus import documents
from tests.support.browser import launched
from tests.support.places import ROOT

SEEDS = ROOT.parent / "shared" / "corpus" / "seeds"

# A busy machine must not fail a law, and the same run must find the same examples everywhere.
settings.register_profile("vankho", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("vankho")
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of this run of pytest, which its worker processes share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def sample_site(run_folder: Path) -> Path:
    """The site of `content/`, built once; a copy is built, so that the sample's state stays as it is."""
    return built(ROOT / "content", run_folder / "sample")


@pytest.fixture(scope="session")
def seeds_site(run_folder: Path) -> Path:
    """The site of the five real documents, built once; without them its tests are skipped."""
    if not SEEDS.is_dir():
        pytest.skip("the real documents are not here (../shared/corpus/seeds): nothing to look at")
    return built(SEEDS, run_folder / "seeds")


def built(content: Path, folder: Path) -> Path:
    """Return the site of a copy of a content folder, built in a folder once for all workers."""
    return _built(folder, lambda copy: shutil.copytree(content, copy))


def built_of(files: Mapping[str, bytes], folder: Path) -> Path:
    """Return the site of a content folder of these files, built in a folder once for all workers."""

    def write(content: Path) -> None:
        for name, data in files.items():
            (content / name).parent.mkdir(parents=True, exist_ok=True)
            (content / name).write_bytes(data)

    return _built(folder, write)


def built_of_papers(count: int, run_folder: Path) -> Path:
    """Return the site of so many generated papers, built once for all workers."""
    files = {paper.path: paper.text.encode() for paper in documents(count, 1)}
    files["portal.yml"] = "name: Kho thử\nhome_province: Lam Giang\n".encode()
    return built_of(files, run_folder / f"generated-{count}")


def _built(folder: Path, fill: Callable[[Path], object]) -> Path:
    """The worker that comes first builds; the others wait for it."""
    site = folder / "site"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not site.is_dir():
            fill(folder / "content")
            rebuild.rebuild(open_content(folder / "content"), site, folder / "build", lambda stage, done, total: None)
    return site


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
