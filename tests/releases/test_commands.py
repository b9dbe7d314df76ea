"""`vankho publish` and `vankho pack` as they are called: what they print and return."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import cli
from tests.releases.sites import everything, files, page, served, site

Call = Callable[[str], tuple[int, str]]
FRONT = '<meta name="robots" content="noindex"><link rel="canonical" href="https://kho.example/index.html">'


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Run a command in a folder with a built site; the result is its exit code and all that it printed."""
    site(tmp_path / "site", "một")
    monkeypatch.chdir(tmp_path)

    def run(words: str) -> tuple[int, str]:
        code = cli.main(words.split())
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return run


def test_publishing_tells_what_it_did(call: Call, tmp_path: Path) -> None:
    code, said = call("publish --to web --dry-run")
    assert code == 0 and "sẽ chép 6 tệp mới hoặc thay đổi. Chưa ghi gì." in said and not (tmp_path / "web").exists()
    (tmp_path / "site" / "la.txt").write_bytes(b"x")
    code, said = call("publish --to web")
    assert code == 0 and "đang phục vụ bản" in said and "6 tệp, chép 6 tệp, đã đọc lại và so SHA-256" in said
    assert "1 tệp không do vankho tạo ra, không đưa đi: la.txt" in said
    assert "không có gì phải chép" in call("publish --to web")[1]
    site(tmp_path / "site", "hai")
    assert "Bỏ 1 bản cũ" in call("publish --to web --keep 1")[1] and served(tmp_path / "web") == files("hai")


def test_releases_are_listed_taken_back_and_purged(call: Call, tmp_path: Path) -> None:
    assert call("publish --to web --list") == (0, f"{tmp_path}/web: chưa có bản nào.\n")
    for words in ("một", "hai"):
        site(tmp_path / "site", words)
        call("publish --to web")
    code, said = call("publish --to web --list")
    assert code == 0
    line = r"[0-9a-f]{16}  \d\d/\d\d/\d{4} \d\d:\d\d  6 tệp"
    assert re.fullmatch(rf"{line}  đang phục vụ\n{line}\n", said)
    newest, oldest = (row.split()[0] for row in said.splitlines())
    assert call("publish --to web --rollback") == (0, f"{tmp_path}/web: phục vụ lại bản {oldest}.\n")
    assert call(f"publish --to web --rollback {newest[:5]}")[0] == 0
    assert call(f"publish --to web --purge {newest}")[0] == 2
    assert call("publish --to web --purge") == (0, f"{tmp_path}/web: đã xóa 1 bản: {oldest}.\n")
    assert call("publish --to web --purge") == (0, f"{tmp_path}/web: đã xóa 0 bản.\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("publish", "thiếu --to"),
        ("publish --to", "--to cần một giá trị"),
        ("publish --to=-x", "không phải nơi nhận"),
        ("publish --to web --list --purge", "--list và --purge không đi cùng nhau"),
        ("publish --to web --rollback --dry-run", "--rollback và --dry-run không đi cùng nhau"),
        ("publish --to web --keep 0", "ít nhất một"),
        ("publish --to web --keep x", "--keep cần số nguyên"),
        ("publish --to web --rollback", "chưa có bản nào ở đây"),
        ("publish --to web --purge abc", "chưa có bản nào ở đây"),
        ("publish --to site/web", "không được nằm trong nhau"),
        ("publish --to .", "không được nằm trong nhau"),
        ("publish --to web --site nowhere", "chưa có trang nào"),
        ("publish --to may:web --ssh 'ssh", "dấu nháy không khép lại"),
        ("pack", "thiếu --out"),
        ("pack --out kho", "cần tên một tệp .zip"),
        ("pack --out kho.zip --site nowhere", "chưa có trang nào"),
    ],
)
def test_a_wrong_call_is_one_sentence(words: str, told: str, call: Call, tmp_path: Path) -> None:
    before = everything(tmp_path / "site")
    code, said = call(words)
    assert code == 2 and told in said and said.count("\n") == 1 and said.startswith("vankho: ")
    assert everything(tmp_path / "site") == before and not (tmp_path / "web").exists()


def test_another_portal_is_not_put_in_place_of_one(call: Call, tmp_path: Path) -> None:
    call("publish --to web")
    site(tmp_path / "site", "hai", **{"index.html": page("Kho nội bộ", "", FRONT)})
    for words in ("publish --to web", "publish --to web --dry-run"):
        code, said = call(words)
        assert code == 2 and "Đích đang phục vụ cổng công khai, còn trang này dựng cho mạng nội bộ" in said
    assert served(tmp_path / "web") == files("một")
    assert call("publish --to web --accept-change")[0] == 0
    site(tmp_path / "site", "một")
    code, said = call("publish --to web")
    assert code == 2 and "«https://kho.example/», còn trang này dựng cho «không ghi» (base_url)" in said


def test_ssh_is_named_by_flag_or_environment(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VANKHO_SSH", "no-such-ssh -x")
    assert "«no-such-ssh»" in call("publish --to may:web --list")[1]
    assert "«another-ssh»" in call("publish --to may:web --list --ssh another-ssh")[1]


def test_packing_tells_what_it_did(call: Call, tmp_path: Path) -> None:
    site(tmp_path / "site", "một", **{f"van-ban/{'a' * 170}.html": page("x")})
    code, said = call("pack --out kho.zip")
    assert code == 0 and "Giải nén rồi mở «Mở cổng tra cứu.html»" in said
    assert "đường dẫn dài" in said and "Windows có thể không giải nén được" in said
