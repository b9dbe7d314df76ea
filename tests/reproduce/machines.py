"""Machines on which the same content is built: where, with which rights and clock, in which surroundings."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from generator.publish.html import translated, update
from generator.publish.kept import memory, readings, seals, standstill
from tests.support.places import ROOT

PARTS = ("site", "work", "data", "content/state")
PROGRAM = ("generator", "site_templates", "mkdocs.yml", "tests/__init__.py", "tests/reproduce")
NO_NETWORK = ("unshare", "--map-root-user", "--net")


@dataclass(frozen=True)
class Machine:
    """A folder, rights, the order in which folders are listed, surroundings."""

    folder: str
    umask: str
    order: str
    surroundings: Mapping[str, str]
    clock: str
    """What `faketime` is told, where that is there."""
    moved: bool = False
    """The program, too, lies in another folder, and is called from there."""

    def program(self, top: Path) -> Path:
        """Return where the program lies, copied there if it is to be."""
        if not self.moved:
            return ROOT
        place = top / self.folder / "chương trình"
        for part in PROGRAM if not place.exists() else ():
            (place / part).parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if (ROOT / part).is_dir() else shutil.copy2)(ROOT / part, place / part)
        return place


FAR = Machine(
    "Kho lưu trữ «Ủy ban»/& % #1",
    "077",
    "backwards",
    {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "tr_TR.UTF-8",
        "LANG": "vi_VN.UTF-8",
        "PYTHONHASHSEED": "4294967295",
        "SOURCE_DATE_EPOCH": "1893456000",
        "NO_COLOR": "1",
    },
    "2033-12-31 23:59:30",
    moved=True,
)
OLD = Machine(
    "b" * 100,
    "027",
    "any",
    {"TZ": "America/St_Johns", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONHASHSEED": "7"},
    "1999-02-28 12:00:00",
)


@cache
def without_network() -> tuple[str, ...]:
    """Return what starts a program in a network namespace without a route; nothing where this system refuses."""
    works = shutil.which(NO_NETWORK[0]) and not subprocess.run([*NO_NETWORK, "true"], capture_output=True).returncode
    return NO_NETWORK if works else ()


def run(machine: Machine, top: Path, *more: str) -> dict[str, Any]:
    """Build and export the content that lies on a machine, without a network where that can be.

    Return what the run tells of networks (`elsewhere`).
    """
    place, program = top / machine.folder, machine.program(top)
    content = ("--content", str(place / "content"))
    build = ("build", *content, "--site", str(place / "site"), "--build-dir", str(place / "work"), *more)
    calls = ("\n".join(build), "\n".join(("export", *content, "--out", str(place / "data"))))
    clock = ("faketime", "-f", f"@{machine.clock}") if shutil.which("faketime") else ()
    python = (sys.executable, "-m", "tests.reproduce.elsewhere")
    paths = {"PATH": os.environ["PATH"], "HOME": str(top), "PYTHONPATH": str(program)}
    made = subprocess.run(
        [*without_network(), *clock, *python, machine.umask, machine.order, *calls],
        cwd=program if machine.moved else top,
        env={**paths, **machine.surroundings},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert made.returncode == 0, made.stderr
    told: dict[str, Any] = json.loads(made.stdout.splitlines()[-1])
    return told


OF_THIS_MACHINE = (update.FILES, readings.AS_READ, seals.STAGE, standstill.STAGE, translated.STAGE)
"""Stages of a memory that say how files lie on a disk: times, places, paths, those of templates among them."""


def held(place: Path) -> dict[str, bytes]:
    """Return every file that was made in a folder: site, Markdown, cache, memory, state, open data."""
    found = [path for part in PARTS for path in (place / part).rglob("*") if path.is_file()]
    files = {path.relative_to(place).as_posix(): path.read_bytes() for path in found if path.name != memory.FILE}
    return files | {name: data for path in found if path.name == memory.FILE for name, data in results(place, path)}


def results(place: Path, path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield what a memory keeps, but for the times of files; the database's own file counts its changes."""
    with contextlib.closing(sqlite3.connect(path)) as base:
        for stage, name, key, value in base.execute("SELECT stage, name, key, value FROM kept"):
            if stage not in OF_THIS_MACHINE:
                yield f"{path.relative_to(place).as_posix()}/{stage}/{name}", key + value


def different(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """Return the names of files that are not the same in both."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def shut(folder: Path) -> list[Path]:
    """Return what a web server, who is nobody here, may not read of a folder; the lock is nobody's page."""
    below = (path for path in folder.rglob("*") if path.name != ".vankho-lock")
    wanted = {path: 0o005 if path.is_dir() else 0o004 for path in (folder, *below)}
    return [path for path, mode in wanted.items() if path.stat().st_mode & mode != mode]
