"""A publisher that is killed: what is served is the old release or the new one, and the next run clears up."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.publish.releases.destination import CURRENT, RELEASES
from generator.publish.releases.local import LocalPlace
from tests.publish.killed import Killed, dying
from tests.releases.sites import PAGES, files, publish, served, site
from tests.support import figures

KILLS = int(os.environ.get("KILLS", "15"))
"""Publishers that are killed; `make faults` kills more."""
STRIDE = 1 if KILLS > 15 else 3
"""Of the steps of a run each is its last once, or each third."""

STEPS = (
    (os, "link"),
    (os, "symlink"),
    (os, "replace"),
    (os, "utime"),
    (shutil, "copyfile"),
    (shutil, "rmtree"),
    (Path, "rename"),
    (Path, "mkdir"),
    (Path, "unlink"),
    (Path, "write_bytes"),
)


def steps_of_a_run(folder: Path) -> int:
    """Return how many steps a run has that finds four releases and removes one."""
    with pytest.MonkeyPatch.context() as patch:
        left = dying(patch, STEPS, 10_000)
        publish(folder, LocalPlace(folder.parent / "web"), keep=2)
        return 10_000 - left()


def test_a_run_killed_at_any_step_leaves_the_old_or_the_new(there: Path, made: Path, tmp_path: Path) -> None:
    place, kept = LocalPlace(there), tmp_path / "kept"
    for words in ("không", "một"):
        publish(site(made, words), place, keep=2)
    site(made, "hai")
    shutil.copytree(there, kept, symlinks=True)
    steps = steps_of_a_run(made)
    assert steps > 20
    seen = []
    for killed_at in range(0, steps, STRIDE):
        shutil.rmtree(there)
        shutil.copytree(kept, there, symlinks=True)
        with pytest.MonkeyPatch.context() as patch:
            dying(patch, STEPS, killed_at)
            with pytest.raises(Killed):
                publish(made, place, keep=2)
        gone = not (there / CURRENT).exists()
        assert not gone or os.symlink.__name__ == "cannot"  # between two renames, where there are no links
        seen.append(served(there))
        assert gone or seen[-1] in (files("một"), files("hai"))
        publish(made, place, keep=2)
        assert served(there) == files("hai")
        assert {path.name.partition(".")[0] for path in (there / RELEASES).iterdir()} == set(place.shelf().names)
        assert len(place.shelf().names) == 2
        assert {path.name for path in there.iterdir()} == {RELEASES, CURRENT, ".vankho-lock"}
    assert files("một") in seen and files("hai") in seen


def forked(made: Path, there: Path) -> int:
    """Publish in a process of its own; return its number."""
    if child := os.fork():
        return child
    try:
        publish(made, LocalPlace(there), keep=3)
    finally:
        os._exit(0)


def views(there: Path, till: float) -> Iterator[set[str]]:
    """Read some pages of what is served, again and again till a time; yield the words that they bear."""
    while time.monotonic() < till:
        folder = os.open(there / CURRENT, os.O_RDONLY | os.O_DIRECTORY)
        try:
            yield {_words(folder, name) for name in PAGES[::2]}
        finally:
            os.close(folder)
        time.sleep(0.0005)  # the publisher works on the same cores


def _words(folder: int, name: str) -> str:
    with os.fdopen(os.open(name, os.O_RDONLY, dir_fd=folder), encoding="utf-8") as file:
        return file.read().partition("<p>")[2].partition("</p>")[0]


def test_no_reader_sees_a_mixed_site_while_publishers_are_killed(tmp_path: Path) -> None:
    chance, there = random.Random(KILLS), tmp_path / "web"
    sites = [site(tmp_path / words, words) for words in ("một", "hai")]
    begun = time.monotonic()
    publish(sites[0], LocalPlace(there))
    lasts = time.monotonic() - begun
    killed, mixed, seen = 0, [], 0
    while killed < KILLS:
        child = forked(sites[chance.randrange(2)], there)
        for view in views(there, time.monotonic() + chance.uniform(0, 1) * lasts):
            seen += 1
            mixed += [view] if len(view) != 1 or not view <= {"một", "hai"} else []
        os.kill(child, signal.SIGKILL)
        killed += os.waitpid(child, 0)[1] == signal.SIGKILL
    verified = 0
    for each in sites:
        done = publish(each, LocalPlace(there))
        verified += done.files
        assert served(there) == files(each.name)
    assert mixed == [] and seen > KILLS
    assert {path.name for path in there.iterdir()} == {RELEASES, CURRENT, ".vankho-lock"}
    kept = len(LocalPlace(there).shelf().kept)
    figures.tell("publish", releases=kept, files_verified=verified, kills=killed, views=seen, mixed=len(mixed))
