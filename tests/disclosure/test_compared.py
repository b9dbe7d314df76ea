"""Papers side by side: of one that stays inside neither a link nor a word lies where papers are compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.disclosure.conftest import Build

HEAD = """{mark}
ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH LAM GIANG           Độc lập - Tự do - Hạnh phúc
Số: {number}/QĐ-UBND        Lam Giang, ngày {day}

QUYẾT ĐỊNH
Ban hành Quy chế quản lý nhà văn hóa thôn
"""
OLD = HEAD.format(mark="", number=15, day="05 tháng 02 năm 2020") + "Điều 1. Nhà văn hóa mở cửa ba buổi mỗi tuần.\n"
NEW = (
    HEAD
    + """Điều 1. Nhà văn hóa mở cửa hằng ngày, ông Lù Seo Phềnh giữ chìa khóa tại bản Pá Khôm.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 15/QĐ-UBND ngày 05 tháng 02 năm 2020 của \
Ủy ban nhân dân tỉnh Lam Giang.
"""
)
WORDS, NAME = "bản Pá Khôm", "Lù Seo Phềnh"
SETTINGS = "audience: {audience}\nhome_province: Lam Giang\n"


def docs(build: Build, folder: Path, mark: str = "", audience: str = "public", **more: str) -> dict[str, str]:
    """Return the files that a build of both papers wrote, by path."""
    new = NEW.format(mark=mark, number=42, day="15 tháng 3 năm 2024")
    files = {"documents/cu.txt": OLD, "documents/moi.txt": new, "portal.yml": SETTINGS.format(audience=audience)}
    for name, words in {**files, **more}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, "utf-8")
    _, made = build(folder)
    root = made / "docs"
    return {
        path.relative_to(root).as_posix(): path.read_text("utf-8", "replace")
        for path in root.rglob("*")
        if path.suffix in (".md", ".js", ".json", ".jsonl", ".csv")
    }


def test_both_of_two_papers_offer_the_comparison(build: Build, tmp_path: Path) -> None:
    made = docs(build, tmp_path / "content")
    offering = {name for name, words in made.items() if "so-sanh.html?a=" in words and name.endswith(".md")}
    old, new = sorted(name for name in made if name.startswith("van-ban/qd-"))
    assert {old, new, "so-sanh.md"} == offering
    assert "Quyết định số 42/QĐ-UBND ngày 15/03/2024</a> <small>(văn bản thay thế)" in made[old]
    assert "Quyết định số 15/QĐ-UBND ngày 05/02/2020</a> <small>(văn bản bị thay thế)" in made[new]
    assert sum(name.startswith("assets/shards/passages/") and WORDS in words for name, words in made.items()) == 1


@pytest.mark.parametrize(
    ("mark", "side"),
    [("MẬT", ""), ("LƯU HÀNH NỘI BỘ", ""), ("DỰ THẢO", ""), ("", "secrecy: mật\n"), ("", "secrecy: ???\n")],
)
def test_a_paper_that_stays_inside_is_no_side_of_a_comparison(
    build: Build, tmp_path: Path, mark: str, side: str
) -> None:
    made = docs(build, tmp_path / "content", mark, **({"documents/moi.txt.meta.yml": side} if side else {}))
    assert any(name.startswith("van-ban/qd-") for name in made)
    assert not [name for name, words in made.items() if "so-sanh.html?a=" in words and name.endswith(".md")]
    assert not [name for name, words in made.items() if WORDS in words]
    assert len([name for name in made if name.startswith("assets/shards/passages/")]) == 1


def test_what_is_for_an_inner_network_is_compared_there(build: Build, tmp_path: Path) -> None:
    made = docs(build, tmp_path / "content", "LƯU HÀNH NỘI BỘ", "intranet")
    assert "so-sanh.html?a=" in made["so-sanh.md"]


def test_who_is_suppressed_is_in_no_words_that_are_compared(build: Build, tmp_path: Path) -> None:
    made = docs(
        build,
        tmp_path / "content",
        **{"registry/suppress.yml": f"- name: {NAME}\n  reason: yêu cầu\n  date: 2026-03-02\n"},
    )
    assert any(name.startswith("assets/shards/passages/") and WORDS in words for name, words in made.items())
    assert not [name for name, words in made.items() if NAME in words]
