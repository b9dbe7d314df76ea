"""A cluster gives what one machine gives, whichever of them dies; what is wrong with it is told in a sentence."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from generator import cli, cluster, papers, pipeline
from generator.curation.portal import open_content
from generator.errors import VankhoError
from generator.ingest import Source
from generator.model import Portal
from generator.papers import Paper
from generator.publish.writer import Folder
from generator.recall import NOTHING
from generator.text.erasure import Names
from tests.bench.corpus import documents
from tests.support.places import ROOT

PAPERS, FEW = 64, 3
NOBODY, PORTAL = Names(()), Portal()
if importlib.util.find_spec("distributed") is None:
    pytest.skip("distributed is not here (extra `cluster`): nothing is given to a cluster", allow_module_level=True)


@dataclass
class Engine:
    """A scheduler of this machine, and the workers that were started for it."""

    folder: Path
    ended: ExitStack
    address: str = ""
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, program: str, *options: str) -> subprocess.Popen[bytes]:
        """Start one of the engine's programs, which ends with the test."""
        call = (sys.executable, "-m", f"distributed.cli.{program}", *options, "--no-dashboard")
        log = self.ended.enter_context((self.folder / "log").open("ab"))
        started = subprocess.Popen(call, cwd=ROOT, stdout=log, stderr=log)
        self.ended.callback(started.wait)
        self.ended.callback(started.kill)
        return started

    def add(self) -> None:
        """Start a worker more; it is there when it can be given work."""
        own = ("--nthreads", "1", "--no-nanny", "--local-directory", str(self.folder))
        self.workers.append(self.start("dask_worker", self.address, *own))

    def lose(self) -> None:
        """Kill a worker."""
        worker = self.workers.pop()
        worker.kill()
        worker.wait()


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A scheduler and two workers."""
    with ExitStack() as ended:
        engine = Engine(tmp_path_factory.mktemp("engine"), ended)
        told = engine.folder / "scheduler.json"
        engine.start("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told))
        until = time.monotonic() + 60
        while not (told.is_file() and told.read_text("utf-8")):
            assert time.monotonic() < until, (engine.folder / "log").read_text("utf-8")
            time.sleep(0.05)
        engine.address = json.loads(told.read_text("utf-8"))["address"]
        engine.add()
        engine.add()
        yield engine


def corpus(folder: Path, count: int) -> Path:
    """Write a generated corpus."""
    for paper in documents(count, 3):
        (folder / paper.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / paper.path).write_text(paper.text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> tuple[Source, ...]:
    """The papers of a generated corpus, as they were read."""
    content = corpus(tmp_path_factory.mktemp("content"), PAPERS)
    return pipeline.read(open_content(content), lambda stage, done, total: None).sources


@pytest.fixture(scope="module")
def serial(sources: tuple[Source, ...]) -> list[Paper]:
    """What comes of them on this machine."""
    return list(papers.papers(sources, NOBODY, PORTAL, NOTHING))


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine where other tests run starts slowly."""
    monkeypatch.setattr(cluster, "PATIENCE", 30.0)


def test_a_cluster_gives_the_site_of_one_machine(engine: Engine, tmp_path: Path) -> None:
    build = ["build", "--content", str(corpus(tmp_path / "content", FEW)), "--site"]
    assert cli.main([*build, str(tmp_path / "here")]) == 0
    assert cli.main([*build, str(tmp_path / "there"), "--scheduler", engine.address]) == 0
    assert dict(Folder(tmp_path / "there")) == dict(Folder(tmp_path / "here"))


def test_another_program_gets_no_paper(
    sources: tuple[Source, ...], engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.resources.code", lambda: "another")
    with pytest.raises(VankhoError, match="bản Python khác bản ở đây"):
        next(papers.papers(sources, NOBODY, PORTAL, NOTHING, engine.address))


def test_what_fails_there_fails_here_as_well(engine: Engine) -> None:
    with pytest.raises(ValueError):
        list(cluster.spread(engine.address, json.loads, (), [b"1", b"?"]))


def test_a_worker_that_dies_loses_nothing_and_the_last_one_is_told(
    sources: tuple[Source, ...], serial: list[Paper], engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = papers.papers(sources, NOBODY, PORTAL, NOTHING, engine.address)
    first = next(made)
    engine.lose()
    assert [first, *made] == serial
    made = papers.papers(sources, NOBODY, PORTAL, NOTHING, engine.address)
    next(made)
    monkeypatch.setattr(cluster, "PATIENCE", 0.1)
    engine.lose()
    with pytest.raises(VankhoError, match="đều đã dừng giữa chừng"):
        list(made)
    with pytest.raises(VankhoError, match="chưa có máy nào nhận việc"):
        list(papers.papers(sources, NOBODY, PORTAL, NOTHING, engine.address))


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("10.0.0.5:8786", "không phải địa chỉ của bộ điều phối"),
        ("tcp://máy chủ:8786", "không phải địa chỉ của bộ điều phối"),
        ("tcp://127.0.0.1:99999", "không phải địa chỉ của bộ điều phối"),
        ("tcp://127.0.0.1:9", "không có bộ điều phối nào trả lời"),
    ],
)
def test_a_wrong_address_is_told(address: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 0.5)
    with pytest.raises(VankhoError, match=told):
        list(cluster.spread(address, json.loads, (), [b"1"]))


def test_without_the_engine_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    build = ["build", "--content", str(corpus(tmp_path / "content", 1)), "--site", str(tmp_path / "site")]
    assert cli.main([*build, "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert "pip install 'vankho[cluster]'" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()
