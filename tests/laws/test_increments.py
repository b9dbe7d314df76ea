"""Whatever was changed, what is made of the memory is what is made anew, to the byte. `EDITS=60` tries more."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from generator import disk, rebuild
from generator.curation.portal import open_content
from generator.publish.writer import Folder

EDITS = int(os.environ.get("EDITS", "6"))
NUMBERS = ("414/QĐ-TTg", "1719/QĐ-TTg", "30/2020/NĐ-CP", "12/KH-UBND", "07-NQ/TU")
PLACES = ("xã Nậm Khao", "huyện Suối Vàng", "xã Tà Mòn", "huyện Đá Trắng")
WORK = ("trồng rừng", "mở đường", "dạy nghề", "cấp nước", "giữ đất")


def paper(chance: Random) -> str:
    """Return a paper of invented words that cites some numbers."""
    number, day = chance.randrange(1, 300), chance.randrange(1, 28)
    cited = chance.sample(NUMBERS, 2)
    return "\n".join(
        (
            "UBND TỈNH LAM GIANG\nBAN DÂN TỘC",
            f"Số: {number}/BC-BDT",
            f"Lam Giang, ngày {day:02} tháng 6 năm 2023\n",
            f"BÁO CÁO\nVề việc {chance.choice(WORK)} tại {chance.choice(PLACES)}\n",
            f"Căn cứ Quyết định số {cited[0]} ngày 12/4/2019 của Thủ tướng Chính phủ;",
            f"1. Giao Phòng Kế hoạch {chance.choice(WORK)} theo số {cited[1]}, xong trước ngày {day:02}/9/2023.",
            f"2. Đã chi {chance.randrange(2, 900)} triệu đồng cho việc {chance.choice(WORK)}.\n",
            "TRƯỞNG BAN\nHoàng Văn Thiện\n",
        )
    )


def add(root: Path, chance: Random) -> None:
    """Add a paper."""
    path = root / "documents" / chance.choice(("", "cu/", "moi/")) / f"bc-{chance.randrange(10**6)}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(paper(chance), encoding="utf-8")


def edit(root: Path, chance: Random) -> None:
    """Change words in the middle of a paper."""
    path = some(root, chance)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("2. Đã chi", f"2. Năm nay đã chi {chance.randrange(9)} lần"), encoding="utf-8")


def slip(root: Path, chance: Random) -> None:
    """Change a digit of a paper, and set its time back."""
    path = some(root, chance)
    found, text = path.stat(), path.read_text(encoding="utf-8")
    path.write_text(text.replace("triệu đồng", chance.choice(("triệu đồng", "nghìn đồng"))), encoding="utf-8")
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


def rewrite(root: Path, chance: Random) -> None:
    """Put another paper in the place of one."""
    some(root, chance).write_text(paper(chance), encoding="utf-8")


def remove(root: Path, chance: Random) -> None:
    """Take a paper away."""
    if len(list((root / "documents").rglob("*.txt"))) > 2:
        some(root, chance).unlink()


def rename(root: Path, chance: Random) -> None:
    """Give a paper another name."""
    path = some(root, chance)
    path.rename(path.with_name(f"doi-ten-{chance.randrange(10**6)}.txt"))


def state(root: Path, chance: Random) -> None:
    """Say something of a paper in its side file."""
    path = some(root, chance)
    path.with_name(f"{path.name}.meta.yml").write_text(f"place: {chance.choice(PLACES)}\n", encoding="utf-8")


def curate(root: Path, chance: Random) -> None:
    """Say something in the registry."""
    row = f'- number: "{chance.choice(NUMBERS[:2])}"\n  title: Về việc {chance.choice(WORK)}\n'
    (root / "registry").mkdir(exist_ok=True)
    (root / "registry" / "decisions.yml").write_text(row, encoding="utf-8")


def settle(root: Path, chance: Random) -> None:
    """Change the settings of the portal."""
    settings = f"name: Kho {chance.randrange(9)}\naudience: {chance.choice(('public', 'intranet'))}\n"
    settings += f"originals: {chance.choice(('true', 'true', 'false'))}\n"
    (root / "portal.yml").write_text(settings, encoding="utf-8")


def write(root: Path, chance: Random) -> None:
    """Write a page by hand."""
    (root / "pages").mkdir(exist_ok=True)
    words = f"# Giới thiệu {chance.randrange(9)}\n\n[Văn bản](van-ban/index.html)\n"
    (root / "pages" / "gioi-thieu.md").write_text(words, encoding="utf-8")


def some(root: Path, chance: Random) -> Path:
    """Return one of the papers."""
    return chance.choice(sorted((root / "documents").rglob("*.txt")))


STEPS: tuple[Callable[[Path, Random], None], ...] = (
    edit,
    add,
    rename,
    state,
    curate,
    write,
    rewrite,
    remove,
    settle,
    slip,
)


def built(root: Path, folder: Path) -> dict[str, bytes]:
    """Return the site of a content, built in a folder."""
    time.sleep(0.02)  # what was written just now is not trusted
    rebuild.rebuild(open_content(root), folder / "site", folder / "build", lambda *_: None, accept_removals=True)
    return dict(Folder(folder / "site"))


def test_an_edit_makes_what_a_first_build_makes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "FRESH", 0)
    chance, root = Random(EDITS), tmp_path / "content"
    for _ in range(4):
        add(root, chance)
    (root / "portal.yml").write_text("originals: true\n", encoding="utf-8")
    built(root, tmp_path / "old")
    steps = STEPS * (1 + EDITS // len(STEPS))
    for number, step in enumerate(steps[:EDITS]):
        for _ in range(chance.choice((1, 1, 2))):
            step(root, chance)
        new = tmp_path / f"new-{number}"
        shutil.copytree(tmp_path / "old" / "build" / "state", new / "build" / "state")
        (new / "build" / ".vankho-lock").touch()
        assert built(root, tmp_path / "old") == built(root, new), step.__name__
        shutil.rmtree(new)
