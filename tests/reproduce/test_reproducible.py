"""One content, one result: whatever the path, zone, locale, hash seed, rights, clock, processors, order or cache.

`make reproduce` does it with the whole sample, on more machines, with all programs that read papers.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from generator import pipeline, rebuild
from generator.curation.portal import open_content
from tests.reproduce.elsewhere import ordered
from tests.reproduce.machines import FAR, OLD, different, held, run, shut, without_network
from tests.reproduce.shelf import lay_down, shelf
from tests.support import figures
from tests.support.places import ROOT

WHOLE = "REPRODUCE" in os.environ
MACHINES = (FAR, OLD) if WHOLE else (FAR,)


@dataclass(frozen=True)
class Built:
    """The folder of this machine, that of all machines, and what each of the others told of networks."""

    here: Path
    top: Path
    told: tuple[dict[str, Any], ...]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the same content, built on every machine; here in this process, as it is."""
    top = tmp_path_factory.mktemp("machines")
    top.chmod(0o755)
    files = shelf(WHOLE)
    for number, folder in enumerate(("here", *(machine.folder for machine in MACHINES))):
        lay_down(files, top / folder / "content", number)
    build_here(top / "here")
    pipeline.export(open_content(top / "here/content"), top / "here/data", lambda *_: None)
    return Built(top / "here", top, tuple(run(machine, top) for machine in MACHINES))


def build_here(place: Path, full: bool = False) -> None:
    """Build in this process."""
    rebuild.rebuild(open_content(place / "content"), place / "site", place / "work", lambda *_: None, full)


def test_the_same_bytes_wherever_it_is_built(built: Built) -> None:
    first = held(built.here)
    others = [held(built.top / machine.folder) for machine in MACHINES]
    build_here(built.here, full=True)  # with a warm cache
    others.append(held(built.here))
    if WHOLE:
        shutil.rmtree(built.top / FAR.folder / "work")  # a cold one, beside a site that is there
        run(FAR, built.top)
        others.append(held(built.top / FAR.folder))
    wrong = {name for other in others for name in different(first, other)}
    compared = sum(map(len, first.values())) * len(others)
    figures.tell(
        "reproducible", builds=1 + len(others), files=len(first), bytes_compared=compared, different=len(wrong)
    )
    assert not wrong
    assert {name.split("/")[0] for name in first} == {"site", "work", "data", "content"}


def test_a_web_server_may_read_what_was_built_with_umask_077(built: Built) -> None:
    assert FAR.umask == "077"
    assert not [path for part in ("site", "data") for path in shut(built.top / FAR.folder / part)]


def test_a_build_asks_for_no_network(built: Built) -> None:
    assert [each["asked"] for each in built.told] == [[]] * len(MACHINES)


def test_a_build_needs_no_way_out(built: Built) -> None:
    if not without_network():
        pytest.skip("this system gives no network namespace (unshare): a build without any network was not tried")
    assert [each["ways_out"] for each in built.told] == [[]] * len(MACHINES)


def test_another_day_was_tried(built: Built) -> None:
    if not shutil.which("faketime"):
        pytest.skip("faketime is not installed (`make reproduce` installs it): the clock was the same on each machine")
    assert all(
        abs(each["year"] - int(machine.clock[:4])) <= 1 for each, machine in zip(built.told, MACHINES, strict=True)
    )


def test_what_is_asked_is_noted() -> None:
    code = (
        "import socket; from tests.reproduce.elsewhere import note_what_is_asked; asked = []\n"
        "note_what_is_asked(asked); out = socket.socket(type=socket.SOCK_DGRAM)\n"
        "out.connect_ex(('127.0.0.1', 9)); out.sendto(b'', ('127.0.0.1', 9)); print(len(asked))"
    )
    heard = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert heard.stdout == "2\n"


def test_what_differs_is_seen(tmp_path: Path) -> None:
    assert different({"a": b"1", "b": b"2", "c": b"3"}, {"a": b"1", "b": b"x", "d": b"3"}) == ["b", "c", "d"]
    assert ordered(["b", "a", "c"], "backwards") == ["c", "b", "a"]
    assert ordered([*"abcdef"], "any") != [*"abcdef"]
    (tmp_path / "x").write_bytes(b"")
    for mode, want in ((0o600, [tmp_path / "x"]), (0o644, [])):
        (tmp_path / "x").chmod(mode)
        tmp_path.chmod(0o755)
        assert shut(tmp_path) == want
