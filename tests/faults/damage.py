"""What is damaged, left over or strange in the folders that the program writes."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.faults.ground import Place

WAYS = ("flipped", "cut", "empty", "zeros", "strange", "grown", "gone", "a folder", "a dangling link", "a link out")


def _flipped(data: bytes, chance: random.Random) -> bytes:
    wrong = bytearray(data or b"\0")
    for _ in range(chance.choice((1, 1, 20))):
        wrong[chance.randrange(len(wrong))] ^= 1 << chance.randrange(8)
    return bytes(wrong)


_BYTES: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "flipped": _flipped,
    "cut": lambda data, chance: data[: chance.randrange(len(data) or 1)],
    "empty": lambda data, chance: b"",
    "zeros": lambda data, chance: bytes(len(data)),
    "strange": lambda data, chance: chance.randbytes(chance.randrange(1, 3000)),
    "grown": lambda data, chance: data + chance.randbytes(chance.randrange(1, 3000)),
}


def harm(path: Path, way: str, chance: random.Random, elsewhere: Path) -> None:
    """Damage a file in one of the ways."""
    if way in _BYTES:
        path.write_bytes(_BYTES[way](path.read_bytes(), chance))
        return
    path.unlink()
    if way == "a folder":
        (path / "x").mkdir(parents=True)
    elif way == "a dangling link":
        path.symlink_to("nowhere/at/all")
    elif way == "a link out":
        elsewhere.mkdir(exist_ok=True)
        (elsewhere / "precious").write_bytes(b"precious")
        path.symlink_to(elsewhere / "precious")


def files_of_the_build(place: Place, chance: random.Random) -> list[int]:
    """Damage what the build folder keeps: cache, memory, Markdown, HTML, stamp, lists."""
    parts = {path for path in place.build_dir.rglob("*") if path.is_file() and path.name != ".vankho-lock"}
    groups: dict[str, list[Path]] = {}
    for path in sorted(parts):
        name = path.name if path.name.startswith(".") else path.relative_to(place.build_dir).parts[0]
        groups.setdefault(name, []).append(path)
    return _harmed(place, groups, chance)


def files_of_the_site(place: Place, chance: random.Random) -> list[int]:
    """Damage a page, a script, a picture or the list of files of the site."""
    files = sorted(path for path in place.site.rglob("*") if path.is_file() and path.name != ".vankho-lock")
    groups = {"list": [place.site / ".vankho-files"], "files": files}
    return _harmed(place, groups, chance)


def remembered_addresses(place: Place, chance: random.Random) -> list[int]:
    """Damage `slugs.json` till nobody can make it out; a letter that is changed counts as an edit."""
    path = place.content / "state/slugs.json"
    harm(path, chance.choice(("cut", "empty", "zeros", "strange", "grown")), chance, place.root / "elsewhere")
    return [place.build()]


def _harmed(place: Place, groups: dict[str, list[Path]], chance: random.Random) -> list[int]:
    told, harmed = [], []
    for _ in range(chance.choice((1, 1, 3))):
        path, way = chance.choice(groups[chance.choice(sorted(groups))]), chance.choice(WAYS)
        if path.is_file() and not path.is_symlink():
            harm(path, way, chance, place.root / "elsewhere")
            told.append(f"{path.relative_to(place.root)}: {way}")
            harmed.append(path)
    place.log.write_text("\n".join(told) + "\n")
    code = place.build()
    if code == 2:  # told, and for a person to clear away
        for path in harmed:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif path.is_symlink():
                path.unlink()
    precious = place.root / "elsewhere/precious"
    if precious.exists() and precious.read_bytes() != b"precious":
        raise AssertionError(f"a file out of the folders was changed: {told}")
    return [code]


LEFT = (
    *("site/.vankho-lock", ".build/site/.vankho-lock", "site/.vankho-tmp", ".build/site/.vankho-tmp"),
    *(".build/site/docs/.vankho-tmp", "content/state/.vankho-tmp", ".build/site/papers/.vankho-tmp"),
    *(".vankho-site-new", ".vankho-site-old"),
)


def leavings(place: Place, chance: random.Random) -> list[int]:
    """Leave behind what killed builds and others leave: old locks, half-written files, folders beside the site."""
    left = [place.root / name for name in chance.sample(LEFT, 3)]
    for path in left:
        if path.is_dir():
            continue
        path.unlink(missing_ok=True)
        way = chance.choice(("file", "file", "folder", "link"))
        if path.name.startswith(".vankho-site"):
            way = chance.choice(("folder", "folder", "file", "link"))
        if way == "folder":
            (path / "deep").mkdir(parents=True)
            (path / "deep/half").write_bytes(chance.randbytes(50))
        elif way == "link":
            (place.root / "mine").mkdir(exist_ok=True)
            (place.root / "mine/kept").write_bytes(b"kept")
            path.symlink_to(place.root / "mine")
        else:
            path.write_bytes(chance.randbytes(20))
    code = place.build()
    if code == 2:
        for path in left:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)
    if (place.site / "deep").exists():
        raise AssertionError("what was left beside the site is now in it")
    if (place.root / "mine").exists() and (place.root / "mine/kept").read_bytes() != b"kept":
        raise AssertionError("what a link beside the site leads to was changed")
    return [code]


def strangers(place: Place, chance: random.Random) -> list[int]:
    """Let others put a file where today's site needs one of its own: it is not overwritten."""
    coming = sorted(place.ground.new.keys() - place.ground.old.keys())
    path = place.site / chance.choice(coming)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"mine")
    code = place.build()
    if path.read_bytes() != b"mine":
        raise AssertionError("a stranger's file was overwritten")
    os.unlink(path)
    return [code]
