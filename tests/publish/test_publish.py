"""What is written: only what changed, nothing of others, and nothing that a kill could leave half done."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import ConfigurationError
from generator.publish import writer
from generator.publish.kept import state
from generator.publish.whole import mirror
from generator.publish.writer import Changes, refusals, write_tree


def tree(root: Path) -> dict[str, bytes]:
    """Return the visible files of a folder."""
    return dict(writer.Folder(root))


# --- writer ----------------------------------------------------------------------------------------


def test_a_second_run_touches_nothing(tmp_path: Path) -> None:
    files = {"index.html": b"1", "co-quan/a.html": b"2"}
    assert write_tree(tmp_path, files) == Changes(written=("co-quan/a.html", "index.html"))
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert write_tree(tmp_path, files) == Changes(unchanged=("co-quan/a.html", "index.html"))
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_changes_are_written_and_leavings_removed_with_their_folder(tmp_path: Path) -> None:
    write_tree(tmp_path, {"a": b"1", "b": b"2", "x/y/c": b"3"})
    changes = write_tree(tmp_path, {"a": b"1", "b": b"22", "d": b"4"})
    assert changes == Changes(("b", "d"), ("a",), ("x/y/c",))
    assert tree(tmp_path) == {"a": b"1", "b": b"22", "d": b"4"}
    assert not (tmp_path / "x").exists()


def test_files_of_others_stay(tmp_path: Path) -> None:
    write_tree(tmp_path, {"x/a": b"1"})
    (tmp_path / "x" / "notes").write_bytes(b"mine")
    write_tree(tmp_path, {"b": b"2"})
    assert tree(tmp_path) == {"b": b"2", "x/notes": b"mine"}
    with pytest.raises(ConfigurationError) as caught:
        write_tree(tmp_path, {"c": b"3", "x/notes": b"ours"})
    assert str(caught.value) == (
        f"{tmp_path}/x/notes: đã có và không do vankho tạo ra, nên không ghi đè. "
        "Chuyển tệp này đi chỗ khác hoặc chọn thư mục khác."
    )
    assert tree(tmp_path) == {"b": b"2", "x/notes": b"mine"}


@pytest.mark.parametrize("name", ["../a", "/etc/a", "a/../../b", "", "a//b", "./a", "a\\b", "a\0b", "a\nb", "a/"])
def test_paths_that_lead_out_are_refused(name: str, tmp_path: Path) -> None:
    root = tmp_path / "site"
    with pytest.raises(ConfigurationError, match="từ chối ghi"):
        write_tree(root, {"ok": b"1", name: b"2"})
    assert tree(tmp_path) == {}


def test_a_link_is_no_way_out(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "x").symlink_to("../out")
    with pytest.raises(ConfigurationError) as caught:
        write_tree(tmp_path / "site", {"x/a": b"1"})
    assert str(caught.value) == f"{tmp_path}/site: từ chối ghi «x/a»: thư mục chứa nó là liên kết. Xóa liên kết đó."


def test_a_forged_list_removes_nothing_outside(tmp_path: Path) -> None:
    (tmp_path / "keep").write_bytes(b"1")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / writer.MANIFEST).write_text("../keep\n/etc/hostname\n\n", encoding="utf-8")
    write_tree(tmp_path / "site", {"a": b"1"})
    assert (tmp_path / "keep").exists()


@pytest.mark.parametrize(("old", "new"), [({"a": b"1"}, {"a/b": b"2"}), ({"a/b": b"1"}, {"a": b"2"})])
def test_a_file_may_become_a_folder_and_back(old: dict[str, bytes], new: dict[str, bytes], tmp_path: Path) -> None:
    write_tree(tmp_path, old)
    write_tree(tmp_path, new)
    assert tree(tmp_path) == new


TREES = st.dictionaries(st.sampled_from(["a", "b", "x/a", "x/b", "y/z/a"]), st.binary(max_size=3))


@given(old=TREES, new=TREES, steps=st.integers(0, 12))
def test_a_run_killed_at_any_step_is_completed_by_the_next(
    old: dict[str, bytes], new: dict[str, bytes], steps: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("site")
    write_tree(root, old)
    left = steps
    real = os.replace

    def replace(*arguments: Path) -> None:
        nonlocal left
        if left == 0:
            raise KeyboardInterrupt
        left -= 1
        real(*arguments)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "replace", replace)
        try:
            write_tree(root, new)
        except KeyboardInterrupt:
            assert all(data in (old.get(name), new.get(name)) for name, data in tree(root).items())
    write_tree(root, new)
    assert tree(root) == new
    assert sorted(path.name for path in root.glob(".*")) in ([], [writer.MANIFEST])


def test_mirror_makes_the_same_tree(tmp_path: Path) -> None:
    write_tree(tmp_path / "html", {"a": b"1", "b/c": b"2"})
    assert mirror(tmp_path / "html", tmp_path / "site").written == ("a", "b/c")
    write_tree(tmp_path / "html", {"a": b"1"})
    assert mirror(tmp_path / "html", tmp_path / "site") == Changes(unchanged=("a",), removed=("b/c",))


def test_a_disk_that_refuses_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def write_bytes(path: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", write_bytes)
    with pytest.raises(ConfigurationError) as caught:
        write_tree(tmp_path, {"a": b"1"})
    assert str(caught.value) == (
        f"{tmp_path}/.vankho-tmp: không ghi được (ổ đĩa đã đầy). Kiểm tra quyền ghi và dung lượng ổ đĩa, rồi chạy lại."
    )


def test_a_copy_that_is_refused_is_told_of_where_it_was_to_lie(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"^/site/x: không ghi được"), refusals(tmp_path):
        raise OSError(28, "No space left on device", "/theme/x", None, "/site/x")


def test_a_folder_below_a_file_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "site").write_bytes(b"")
    with pytest.raises(ConfigurationError, match=r"/site: không ghi được \(đã có tệp cùng tên\)"):
        write_tree(tmp_path / "site", {"a": b"1"})


# --- state -----------------------------------------------------------------------------------------


def test_ids_are_remembered_for_ever(tmp_path: Path) -> None:
    assert state.read_slugs(tmp_path) == {}
    assert state.write_slugs(tmp_path, [("b", "nguoi/b"), ("a", "nguoi/a")])
    assert state.write_slugs(tmp_path, [("c", "x")])
    assert not state.write_slugs(tmp_path, [("c", "x"), ("a", "nguoi/a")])
    assert (tmp_path / state.SLUGS).read_text(encoding="utf-8") == (
        '{\n "a": "nguoi/a",\n "b": "nguoi/b",\n "c": "x"\n}\n'
    )


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ('{"a": "x"', "không còn là JSON đúng cách"),
        ('["a"]', "không còn là JSON đúng cách"),
        ('{"a": "../x"}', "có địa chỉ không hợp lệ «../x»"),
    ],
)
def test_a_damaged_lock_says_what_to_do(text: str, how: str, tmp_path: Path) -> None:
    (tmp_path / state.SLUGS).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        state.read_slugs(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}/slugs.json: tệp nhớ địa chỉ trang bị hỏng ({how}). Khôi phục tệp từ bản sao lưu; "
        "nếu không có, xóa tệp rồi dựng lại: địa chỉ một số trang có thể thay đổi."
    )


def test_two_builds_at_once(tmp_path: Path) -> None:
    with state.alone(tmp_path / "b"), pytest.raises(ConfigurationError) as caught, state.alone(tmp_path / "b"):
        pass
    assert str(caught.value) == (f"{tmp_path}/b: một lần dựng khác đang chạy trong thư mục này. Chờ xong rồi chạy lại.")
    with state.alone(tmp_path / "b"):
        pass


def test_a_build_folder_of_someone_else(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_bytes(b"1")
    with pytest.raises(ConfigurationError) as caught, state.alone(tmp_path):
        pass
    assert str(caught.value) == (
        f"{tmp_path}: thư mục dựng đã có tệp khác bên trong. Chọn --build-dir là thư mục trống hoặc chưa có."
    )
