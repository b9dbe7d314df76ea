"""The portal's own face: its colours can be read, its pictures are pictures, words stay words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import rebuild
from generator.curation import colours, portal
from generator.curation.colours import DARK, LEAST, LIGHT, Side
from generator.errors import ConfigurationError
from tests.support.places import ROOT

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
SIDES = (LIGHT, DARK)
HEAD_WORDS = "#eef3f5"
"""Words in the head of a dark page."""


@pytest.mark.parametrize(("side", "scheme"), [(LIGHT, "default"), (DARK, "slate")])
def test_grounds_are_those_of_the_style_sheet(side: Side, scheme: str) -> None:
    css = (ROOT / "site_templates/assets/vankho.css").read_text("utf-8")
    rules = css.split(f'[data-md-color-scheme="{scheme}"] {{')[1].split("}")[0]
    stated = dict(re.findall(r"(--[\w-]+): (#\w+);", rules))
    page = stated.get("--md-default-bg-color", "#ffffff")  # the theme's own where the style sheet has none
    assert list(side.grounds.values()) == [page, stated["--vk-soft"], stated["--vk-mark"]]
    assert colours.worst(stated["--vk-accent"], side)[1] >= LEAST


@given(st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}"), st.sampled_from(SIDES))
def test_of_every_colour_there_is_one_that_can_be_read(colour: str, side: Side) -> None:
    near = colours.readable(colour, side)
    assert min(colours.contrast(near, ground) for ground in side.grounds.values()) >= LEAST
    assert near == colour or colours.worst(colour, side)[1] < LEAST
    assert colours.contrast(colours.head(colour), HEAD_WORDS) >= LEAST


EMBLEMS = (
    ("logo", "logo.png", PNG, ""),
    ("logo", "logo.png", b"\xff\xd8\xff\xe0" + bytes(9), ""),
    ("favicon", "icon.ico", b"\x00\x00\x01\x00" + bytes(9), ""),
    ("favicon", "icon.png", b"\xff\xd8\xff\xe0" + bytes(9), "không phải ảnh PNG hoặc ICO"),
    ("logo", "logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "SVG không dùng ở đây"),
    ("logo", "logo.png", b"<script>alert(1)</script>", "không phải ảnh PNG hoặc JPG"),
    ("logo", "logo.png", b"", "không phải ảnh PNG hoặc JPG"),
    ("logo", "logo.png", PNG + bytes(200 * 1024), "nặng 201 KB, tối đa 200 KB"),
    ("logo", "khong-co.png", None, "không đọc được tệp «khong-co.png»"),
    ("logo", "../ngoai.png", None, "nằm ngoài thư mục nội dung"),
    ("logo", "/etc/hostname", None, "nằm ngoài thư mục nội dung"),
)


@pytest.mark.parametrize(("key", "name", "data", "told"), EMBLEMS)
def test_an_emblem_is_judged_by_its_bytes(key: str, name: str, data: bytes | None, told: str, tmp_path: Path) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    (tmp_path / portal.PORTAL_FILE).write_text(f"name: Kho\n{key}: {name}\n", "utf-8")
    if not told:
        emblem = getattr(portal.load(tmp_path), key)
        assert emblem is not None and emblem.path == name
        return
    with pytest.raises(ConfigurationError) as caught:
        portal.load(tmp_path)
    assert str(caught.value).startswith(f"portal.yml:2:{len(key) + 3}: ") and told in str(caught.value)


PAPER = "UBND TỈNH LAM GIANG\nSố: 12/KH-UBND\nLam Giang, ngày 3 tháng 2 năm 2024\n\nKẾ HOẠCH\nVề việc thử\n\nNội dung."
FACE = """\
name: Kho thử
color: "#9a1b12"
logo: logo.png
favicon: icon.png
footer: ["Số 1 <b>Mẫu</b> & {{ config }}", "Đường dây nóng"]
"""


def bare(folder: Path, pages: dict[str, str]) -> Path:
    """Make a bare folder of one paper with a face of its own and a folder `pages`."""
    (folder / "pages").mkdir(parents=True)
    (folder / "a.txt").write_text(PAPER, "utf-8")
    (folder / portal.PORTAL_FILE).write_text(FACE, "utf-8")
    for name in ("logo.png", "icon.png"):
        (folder / name).write_bytes(PNG)
    for name, text in pages.items():
        (folder / "pages" / name).write_text(text, "utf-8")
    return folder


def built(content: Path, folder: Path) -> Path:
    """Build a content folder; return its site."""
    rebuild.rebuild(portal.open_content(content), folder / "site", folder / "build", lambda stage, done, total: None)
    return folder / "site"


def test_a_bare_folder_has_a_face_and_pages_of_its_own(tmp_path: Path) -> None:
    content = bare(tmp_path / "content", {"gioi-thieu.md": "# Giới thiệu\n\nXem [văn bản](van-ban/index.html).\n"})
    site = built(content, tmp_path)
    html = (site / "index.html").read_text("utf-8")
    assert "Số 1 &lt;b&gt;Mẫu&lt;/b&gt; &amp; {{ config }}" in html and "Đường dây nóng" in html
    assert '<link rel="icon" href="assets/portal-favicon.png">' in html and "assets/portal.css" in html
    assert (site / "assets/portal-logo.png").read_bytes() == PNG
    assert "Giới thiệu" in (site / "gioi-thieu.html").read_text("utf-8") and "gioi-thieu.html" in html
    papers = (site / "du-lieu/documents.jsonl").read_text("utf-8")
    assert papers.count("\n") == 1 and "12/KH-UBND" in papers


def test_a_folder_of_papers_called_pages_stays_papers(tmp_path: Path) -> None:
    content = bare(tmp_path / "content", {"b.md": PAPER.replace("12/", "13/"), "c.md": "# Giới thiệu\n"})
    assert not portal.open_content(content).has_pages
    assert "13/KH-UBND" in (built(content, tmp_path) / "du-lieu/documents.jsonl").read_text("utf-8")


@pytest.mark.parametrize("text", [f"# Kế hoạch\n\n{PAPER}", f"# TỐI MẬT\n\nTỐI MẬT\n\n{PAPER}", "# Kho\n\nMẬT\n\nChữ."])
def test_a_paper_is_no_hand_written_page(text: str, tmp_path: Path) -> None:
    content = bare(tmp_path / "content", {"x.md": text})
    with pytest.raises(ConfigurationError, match=r"pages/x\.md:1: trang viết tay trông như một văn bản"):
        built(content, tmp_path)
