"""Inputs that are away, or change while they are read."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

from tests.faults.ground import Place


def share_away(place: Place, chance: random.Random) -> list[int]:
    """Build while a share is not mounted: the folder is empty, or not there."""
    folder = place.content / chance.choice(("documents", "documents/cu", "documents/moi"))
    away = place.root / "away"
    folder.rename(away)
    if chance.random() < 0.7:
        folder.mkdir()
    code = place.build()
    shutil.rmtree(folder, ignore_errors=True)
    away.rename(folder)
    return [code]


def _grows(path: Path, chance: random.Random) -> None:
    with path.open("ab") as file:
        file.write(chance.randbytes(chance.randrange(1, 5000)))


def _shrinks(path: Path, chance: random.Random) -> None:
    os.truncate(path, chance.randrange(path.stat().st_size + 1))


def _vanishes(path: Path, chance: random.Random) -> None:
    path.unlink()


def _becomes_a_folder(path: Path, chance: random.Random) -> None:
    path.unlink()
    path.mkdir()


def _is_replaced(path: Path, chance: random.Random) -> None:
    new = path.with_name(".new")
    new.write_bytes(chance.randbytes(300))
    new.replace(path)


def _becomes_a_link(path: Path, chance: random.Random) -> None:
    path.unlink()
    path.symlink_to(path.name)


def _comes_and_goes(path: Path, chance: random.Random) -> None:
    away = path.with_name(".away")
    path.rename(away)
    time.sleep(0.01)
    away.rename(path)


CHANGES: tuple[Callable[[Path, random.Random], None], ...] = (
    *(_grows, _shrinks, _vanishes, _becomes_a_folder, _is_replaced, _becomes_a_link, _comes_and_goes),
)


def _folder_moves(place: Place, chance: random.Random) -> None:
    folder = place.content / chance.choice(("documents/moi", "documents/cu", "documents", "registry", "pages", "."))
    away = folder.parent / "moved" if folder != place.content else place.root / "moved"
    folder.rename(away)
    if chance.random() < 0.6:
        time.sleep(0.05)
        away.rename(folder)


def changing(place: Place, chance: random.Random) -> list[int]:
    """Build while files grow, shrink, vanish, are replaced, and folders are moved."""
    build = place.start()
    end = time.monotonic() + 20
    wait = chance.uniform(0.001, 0.2) * place.ground.seconds
    time.sleep(chance.uniform(0, 0.8) * place.ground.seconds)
    stop = threading.Event()
    while not build.ended() and time.monotonic() < end and not stop.wait(wait):
        with contextlib.suppress(OSError):
            if chance.random() < 0.2:
                _folder_moves(place, chance)
            else:
                files = sorted(
                    path for path in place.content.rglob("*") if path.is_file() and "state" not in path.parts
                )
                if files:
                    chance.choice(CHANGES)(chance.choice(files), chance)
    code = build.wait()
    shutil.rmtree(place.root / "moved", ignore_errors=True)
    place.restore()
    return [code]
