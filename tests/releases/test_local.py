"""Publishing to a folder: the old release or the new one, to the byte, whatever happens on the way."""

from __future__ import annotations

import os
import random
import shutil
import stat
import subprocess
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from generator.errors import ConfigurationError
from generator.model.frozen import replace
from generator.publish import releases
from generator.publish.releases import release
from generator.publish.releases.destination import CURRENT, RELEASES
from generator.publish.releases.local import LocalPlace
from generator.publish.writer import write_tree
from tests.releases.sites import PAGES, everything, files, publish, served, site

# --- what readers get ------------------------------------------------------------------------------


def test_readers_get_the_site_and_nothing_else(there: Path, made: Path) -> None:
    (made / "ghi-chu.txt").write_bytes(b"mine")
    done = publish(made, LocalPlace(there))
    assert served(there) == files("một")
    assert (done.files, done.copied) == (len(files("")), len(files("")))
    assert done.switched and done.strangers == ("ghi-chu.txt",)
    sums = there / RELEASES / f"{done.name}.sha256"
    checked = subprocess.run(["sha256sum", "-c", "--quiet", sums], cwd=there / CURRENT, check=False)
    assert checked.returncode == 0


def test_what_is_published_twice_is_left_as_it_is(there: Path, made: Path) -> None:
    name = publish(made, LocalPlace(there)).name
    before = {path: path.lstat()[:9] for path in (there, *there.rglob("*"))}
    again = publish(made, LocalPlace(there))
    assert (again.name, again.copied, again.switched, again.removed) == (name, 0, False, ())
    assert {path: path.lstat()[:9] for path in (there, *there.rglob("*"))} == before


def test_the_same_files_are_the_same_release_wherever_they_are_made(tmp_path: Path) -> None:
    one, other = site(tmp_path / "a" / "site", "một"), site(tmp_path / "b", "hai")
    write_tree(other, files("một"))
    os.utime(other / "index.html", (1, 1))
    names = {publish(each, LocalPlace(tmp_path / f"web{number}")).name for number, each in enumerate((one, other))}
    assert len(names) == 1


def test_what_stays_is_linked(tmp_path: Path, made: Path) -> None:
    there = LocalPlace(tmp_path / "web")
    first = publish(made, there).name
    second = publish(site(made, "hai"), there)
    assert second.copied == len(PAGES)
    style = [tmp_path / "web" / RELEASES / name / "assets" / "kho.css" for name in (first, second.name)]
    assert style[0].samefile(style[1])


def test_a_web_server_may_read_it_whatever_the_umask(there: Path, made: Path) -> None:
    before = os.umask(0o077)
    try:
        publish(made, LocalPlace(there))
    finally:
        os.umask(before)
    for path in (there, *there.rglob("*")):
        if not path.is_symlink() and not path.name.startswith("."):
            assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644), path


def test_a_disk_that_knows_no_modes_is_published_to(there: Path, made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cannot(*_: object) -> None:
        raise PermissionError(1, os.strerror(1))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "chmod", cannot)
        publish(made, LocalPlace(there))
    assert served(there) == files("một")


def test_the_way_back_gives_the_same_bytes(there: Path, made: Path) -> None:
    place = LocalPlace(there)
    names = [publish(site(made, words), place).name for words in ("một", "hai", "ba")]
    assert place.shelf().names == tuple(reversed(names))
    assert releases.roll_back(place, "") == names[1] and served(there) == files("hai")
    assert releases.roll_back(place, "") == names[0] and served(there) == files("một")
    with pytest.raises(ConfigurationError, match="không còn bản nào cũ hơn"):
        releases.roll_back(place, "")
    assert releases.roll_back(place, names[2][:6]) == names[2] and served(there) == files("ba")
    publish(site(made, "một"), place)
    assert place.shelf().names == (names[0], names[2], names[1])
    for name, told in (("zz", "không có bản nào"), ("0", "không có bản nào|có . bản")):
        with pytest.raises(ConfigurationError, match=told):
            releases.roll_back(place, name)


def test_five_are_kept_and_the_served_one_always(there: Path, made: Path) -> None:
    place = LocalPlace(there)
    names = [publish(site(made, f"lần {number}"), place).name for number in range(7)]
    assert place.shelf().names == tuple(reversed(names[2:]))
    releases.roll_back(place, names[2])
    assert publish(site(made, "lần 7"), place, keep=1).removed == tuple(reversed(names[2:]))
    assert len(list((there / RELEASES).iterdir())) == 2
    with pytest.raises(ConfigurationError, match="ít nhất một"):
        publish(made, place, keep=0)


def test_a_clock_that_goes_back_changes_no_order(there: Path, made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place, names = LocalPlace(there), []
    for now in (2_000_000_000, 1_000_000_000, 1_500_000_000):
        monkeypatch.setattr(time, "time", lambda now=now: now)
        names.append(publish(site(made, f"lúc {now}"), place).name)
    assert place.shelf().names == tuple(reversed(names))


def test_a_trial_touches_nothing(there: Path, made: Path) -> None:
    place = LocalPlace(there)
    assert releases.trial(made, place, 5).copied == len(files("")) and not there.exists()
    publish(made, place)
    site(made, "hai")
    before = {path: path.lstat()[:9] for path in (there, *there.rglob("*"))}
    would = releases.trial(made, place, 1)
    assert (would.copied, len(would.removed), would.switched) == (len(PAGES), 1, True)
    assert {path: path.lstat()[:9] for path in (there, *there.rglob("*"))} == before
    done = publish(made, place, keep=1)
    assert replace(done, copied=0) == replace(would, copied=0)
    assert done.copied == would.copied or done.copied == done.files  # without links every file is copied


# --- what is gone ----------------------------------------------------------------------------------


def test_a_purge_removes_every_byte(there: Path, made: Path) -> None:
    place = LocalPlace(there)
    first = publish(site(made, "Nguyễn Thị Hoa", **{"nguoi/hoa.html": b"<p>Hoa"}), place).name
    second = publish(site(made, "Trần Văn Mẫn"), place).name
    third = publish(site(made, "không có ai"), place).name
    assert releases.purge(place, first) == (first,)
    assert place.shelf().names == (third, second)
    assert releases.purge(place, "") == (second,)
    left = "".join(f"{name} {data!r}" for name, data in everything(there).items())
    assert third in left and not [
        each for each in (first, second, "hoa", "Hoa", repr("Mẫn".encode())[2:-1]) if each in left
    ]
    assert served(there) == files("không có ai")
    with pytest.raises(ConfigurationError, match="đang được phục vụ nên không xóa"):
        releases.purge(place, third)


def test_where_nobody_knows_what_is_served_nothing_is_purged(made: Path, tmp_path: Path) -> None:
    place = LocalPlace(tmp_path / "web")
    name = publish(made, place).name
    (tmp_path / "web" / CURRENT).unlink()
    with pytest.raises(ConfigurationError, match="không rõ bản nào đang được phục vụ"):
        releases.purge(place, "")
    assert place.shelf().names == (name,)


# --- damage ----------------------------------------------------------------------------------------


def test_a_byte_that_changed_on_the_way_is_noticed(made: Path, there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place, real = LocalPlace(there), shutil.copyfile
    publish(made, place)
    site(made, "hai")

    def damaging(source: Any, target: Any) -> None:
        data = Path(source).read_bytes()
        Path(target).write_bytes(data[:-1] + b"?" if str(source).endswith("vb-3.html") else data)

    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfile", damaging)
        with pytest.raises(ConfigurationError, match="1 tệp ở đích không đúng như tệp gốc") as told:
            publish(made, place)
    assert "«van-ban/vb-3.html»" in str(told.value)
    assert served(there) == files("một") and shutil.copyfile is real
    publish(made, place)
    assert served(there) == files("hai")


def test_what_was_damaged_later_is_mended_and_never_served_again(made: Path, there: Path) -> None:
    place = LocalPlace(there)
    first = publish(made, place).name
    second = publish(site(made, "hai"), place).name
    for name in (first, second):
        (there / RELEASES / name / "assets" / "kho.css").write_bytes(b"/* damaged */")
    with pytest.raises(ConfigurationError, match="đã hỏng ở đích"):
        releases.roll_back(place, first)
    assert publish(made, place).copied == 1
    assert dict(served(there)) == files("hai")
    (there / RELEASES / first / "index.html").unlink()
    with pytest.raises(ConfigurationError, match="đã hỏng ở đích"):
        releases.roll_back(place, "")
    (there / RELEASES / f"{first}.sha256").write_text("0" * 64 + "  index.html\n")
    with pytest.raises(ConfigurationError, match="đã hỏng ở đích"):
        releases.roll_back(place, "")
    publish(site(made, "một"), place)
    assert served(there) == files("một")


# --- refusals --------------------------------------------------------------------------------------


def test_two_publishers_do_not_write_at_once(there: Path, made: Path) -> None:
    place = LocalPlace(there)
    publish(made, place)
    with place.alone():
        for run in (partial(publish, made), partial(releases.roll_back, name=""), partial(releases.purge, name="")):
            with pytest.raises(ConfigurationError, match="một lần phát hành khác"):
                run(there=place)
    publish(made, place)


def test_a_full_or_closed_disk_is_told_and_the_old_release_stays(small_disk: Path, made: Path) -> None:
    there = small_disk / "web"
    place = LocalPlace(there)
    publish(made, place)
    site(made, "hai", **{"lon.bin": random.Random(1).randbytes(400_000)})
    for _ in range(2):
        with pytest.raises(ConfigurationError, match="ổ đĩa đã đầy"):
            publish(made, place)
        assert served(there) == files("một")
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(ConfigurationError, match="ổ đĩa chỉ cho đọc"):
        publish(made, place)
    subprocess.run(["mount", "-o", "remount,rw,size=2m", small_disk], check=True)
    publish(made, place)
    assert served(there)["index.html"] == files("hai")["index.html"]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("current", "đã có và không do vankho tạo ra"),
        ("releases", "đã có và không do vankho tạo ra"),
        (".vankho-files", "thư mục trang, không phải nơi nhận"),
    ],
)
def test_what_is_something_else_is_left_alone(name: str, told: str, tmp_path: Path, made: Path) -> None:
    there = tmp_path / "web"
    (there / name).mkdir(parents=True)
    before = everything(tmp_path)
    place = LocalPlace(there)
    for run in (partial(publish, made), partial(releases.trial, made, keep=5), partial(releases.purge, name="")):
        with pytest.raises(ConfigurationError, match=told):
            run(there=place)
    assert everything(tmp_path) == before


def test_what_others_put_beside_it_stays(there: Path, made: Path) -> None:
    (there / "logs").mkdir(parents=True)
    (there / "index.html").write_bytes(b"theirs")
    publish(made, LocalPlace(there))
    (there / RELEASES / "ghi-chu").mkdir()
    publish(site(made, "hai"), LocalPlace(there), keep=1)
    assert (there / "index.html").read_bytes() == b"theirs" and (there / RELEASES / "ghi-chu").is_dir()


def test_a_place_above_which_nothing_is_there_is_not_made(tmp_path: Path, made: Path) -> None:
    with pytest.raises(ConfigurationError, match="không tìm thấy"):
        publish(made, LocalPlace(tmp_path / "unmounted" / "web"))
    assert not (tmp_path / "unmounted").exists()


def test_a_manifest_is_what_its_name_says(made: Path) -> None:
    one = release.release_of(made, files(""))
    assert release.read_release(one.name, one.manifest) == one
    for manifest in (one.manifest + b"x", one.manifest[1:], b"", one.manifest.replace(b"index", b"indxe")):
        assert release.read_release(one.name, manifest) is None
