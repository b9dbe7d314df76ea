"""A portal in a ZIP: the same bytes wherever it is packed, and nothing that a reader's machine could not unpack."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
import time
import zipfile
from pathlib import Path

import pytest

from generator.errors import ConfigurationError
from generator.publish.releases.pack import START, folder_name, pack
from generator.publish.writer import Folder, write_tree
from tests.releases.sites import everything, files, page, site


def unpacked(path: Path, folder: Path) -> dict[str, bytes]:
    """Return the files of a ZIP as `unzip` writes them, where it is there; each is read to its end."""
    if shutil.which("unzip"):
        subprocess.run(["unzip", "-q", path, "-d", folder], check=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    else:
        with zipfile.ZipFile(path) as packed:
            assert packed.testzip() is None
            packed.extractall(folder)
    return dict(Folder(folder))


def test_it_holds_the_site_and_a_file_to_click(tmp_path: Path) -> None:
    made = site(tmp_path / "site", "chữ")
    (made / "ghi-chu.txt").write_bytes(b"mine")
    done = pack(made, tmp_path / "out" / "kho.zip")
    found = unpacked(tmp_path / "out" / "kho.zip", tmp_path / "stick")
    start = found.pop(f"Kho thử/{START}").decode()
    assert found == {f"Kho thử/site/{name}": data for name, data in files("chữ").items()}
    assert "location.replace('site/index.html')" in start and "<title>Kho thử</title>" in start
    assert (done.files, done.strangers, done.long) == (len(files("")), ("ghi-chu.txt",), ())
    packed = (tmp_path / "out" / "kho.zip").read_bytes()
    assert (done.size, done.sum) == (len(packed), hashlib.sha256(packed).hexdigest())
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["kho.zip"]


@pytest.mark.parametrize(("mask", "zone"), [(0o077, "Asia/Ho_Chi_Minh"), (0o002, "America/Lima")])
def test_the_same_site_gives_the_same_bytes(
    mask: int, zone: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack(site(tmp_path / "site", "chữ"), tmp_path / "kho.zip")
    other = tmp_path / "another place" / "trang"
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    before = os.umask(mask)
    try:
        write_tree(other, dict(reversed(files("chữ").items())))
        for number, name in enumerate(files("")):
            os.utime(other / name, (number, 10**9))
            (other / name).chmod(0o600)
        pack(other, tmp_path / "another.zip")
    finally:
        os.umask(before)
        monkeypatch.undo()
        time.tzset()
    assert (tmp_path / "kho.zip").read_bytes() == (tmp_path / "another.zip").read_bytes()
    assert (tmp_path / "another.zip").stat().st_mode & 0o777 == 0o644


def test_entries_tell_nothing_of_the_machine(tmp_path: Path) -> None:
    pack(site(tmp_path / "site", "chữ", **{"anh.png": bytes(5000)}), tmp_path / "kho.zip")
    with zipfile.ZipFile(tmp_path / "kho.zip") as packed:
        entries = packed.infolist()
    names = [each.filename for each in entries]
    assert names == [names[0], *sorted(names[1:])] and names[0].endswith(START)
    assert {each.date_time for each in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {(each.create_system, each.external_attr >> 16, each.extra) for each in entries} == {(3, 0o100644, b"")}
    stored = {each.filename for each in entries if each.compress_type == zipfile.ZIP_STORED}
    assert stored == {"Kho thử/site/anh.png"}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Kho văn bản: tỉnh Lam Giang / 2026", "Kho văn bản tỉnh Lam Giang 2026"),
        ("../../etc", "etc"),
        ('a\\b<c>|d?*"', "a b c d"),
        ("Kho. ", "Kho"),
        ("COM1", "Cổng tra cứu"),
        ("nul.txt", "Cổng tra cứu"),
        ("", "Cổng tra cứu"),
        ("...", "Cổng tra cứu"),
        ("Kho " * 40, ("Kho " * 15).strip()),
        ("Va\u0306n Kho\u0302\u0301", "Văn Khố"),
    ],
)
def test_the_folder_has_a_name_that_windows_takes(title: str, name: str) -> None:
    assert folder_name(title) == name


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("nguoi/con.html", "tên «con.html»"),
        ("nguoi/LPT1", "tên «LPT1»"),
        ("aux/a.html", "tên «aux»"),
        ("a:b.html", "tên «a:b.html»"),
        ("a ", "tên «a »"),
        ("a./b", "tên «a.»"),
        ("Van-Ban/vb-1.html", "trùng tên"),
    ],
)
def test_what_windows_would_not_unpack_is_refused(name: str, told: str, tmp_path: Path) -> None:
    made = site(tmp_path / "site", "chữ", **{name: page("x")})
    with pytest.raises(ConfigurationError, match=told):
        pack(made, tmp_path / "kho.zip")
    assert not (tmp_path / "kho.zip").exists()


def test_a_long_path_is_told(tmp_path: Path) -> None:
    name = f"van-ban/{'a' * 160}.html"
    done = pack(site(tmp_path / "site", "chữ", **{name: page("x")}), tmp_path / "kho.zip")
    assert done.long == (f"Kho thử/site/{name}",)
    name = f"van-ban/{'a' * 150}.html"
    assert pack(site(tmp_path / "other", "chữ", **{name: page("x")}), tmp_path / "kho.zip").long == ()


@pytest.mark.parametrize("out", ["kho.rar", "kho", "site/kho.zip", "site/van-ban/../kho.zip", "folder.zip"])
def test_it_is_written_nowhere_else(out: str, tmp_path: Path) -> None:
    made = site(tmp_path / "site", "chữ")
    (tmp_path / "folder.zip").mkdir()
    before = everything(tmp_path)
    with pytest.raises(ConfigurationError, match="--out"):
        pack(made, tmp_path / out)
    assert everything(tmp_path) == before


def test_what_may_not_be_published_is_not_packed(tmp_path: Path) -> None:
    made = site(tmp_path / "site", "chữ", **{"x.html": page("x", '<img src="https://cdn.example/a.png">')})
    with pytest.raises(ConfigurationError, match="liên kết hỏng hoặc địa chỉ tải từ nơi khác"):
        pack(made, tmp_path / "kho.zip")


def test_a_full_disk_leaves_the_old_one(small_disk: Path, tmp_path: Path) -> None:
    made = site(tmp_path / "site", "chữ")
    pack(made, small_disk / "kho.zip")
    before = (small_disk / "kho.zip").read_bytes()
    site(made, "hai", **{"lon.bin": random.Random(1).randbytes(400_000)})
    with pytest.raises(ConfigurationError, match="ổ đĩa đã đầy"):
        pack(made, small_disk / "kho.zip")
    assert everything(small_disk) == {"kho.zip": before}


def test_large_files_and_many_are_packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if 64 KB were four gigabytes and nine files 65,535; `PACK_LARGE=1` makes them so large and so many."""
    many, size = 0, 100_000
    if os.environ.get("PACK_LARGE"):
        many, size = 66_000, 4_400_000_000
    else:
        monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 65_536)
        monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 5)
    made = site(tmp_path / "site", "chữ", **{f"nho/{number}.txt": b"x" for number in range(many)}, **{"lon.pdf": b""})
    with (made / "lon.pdf").open("wb") as large:
        large.truncate(size)
    pack(made, tmp_path / "kho.zip")
    monkeypatch.undo()
    subprocess.run(["unzip", "-q", "-t", tmp_path / "kho.zip"], check=True) if shutil.which("unzip") else None
    with zipfile.ZipFile(tmp_path / "kho.zip") as packed:
        assert len(packed.infolist()) == len(files("")) + many + 2
        assert packed.getinfo("Kho thử/site/lon.pdf").file_size == size
