"""What is not published: a site that is not whole, not ours, leads nowhere or asks another host for something."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from generator import resources
from generator.errors import ConfigurationError
from generator.model import Portal
from generator.publish.html import update
from generator.publish.kept import memory, state
from generator.publish.releases.checks import Front, checked, front_of
from generator.publish.releases.links import judged
from generator.publish.writer import MANIFEST, TEMPORARY, listed, write_tree
from tests.releases.sites import files, page, site

CANONICAL = '<link rel="canonical" href="https://kho.lamgiang.example/tra-cuu/index.html">'
WRONG = {
    '<a href="khong-co.html">': "không có tệp này",
    '<a href="../ngoai.html">': "không có tệp này",
    '<a href="/index.html">': "không có tệp này",
    '<a href="van-ban/">': "không có tệp này",
    '<a href="van-ban/vb-1.html#khong-co">': "không có chỗ này",
    '<a href="#kh%C3%B4ng">': "không có chỗ này",
    '<a href="http://[">': "không phải địa chỉ",
    '<a href="javascript:void(0)">': "không mở ra trang nào",
    '<a href="file:///etc/passwd">': "không mở ra trang nào",
    '<script src="https://cdn.example/a.js"></script>': "nơi khác",
    '<script src="//cdn.example/a.js"></script>': "nơi khác",
    '<img src="http://cdn.example/a.png">': "nơi khác",
    '<img src=" HTTPS://cdn.example/a.png">': "nơi khác",
    '<img srcset="assets/favicon.svg 1x, https://cdn.example/a.png 2x">': "nơi khác",
    '<svg><image xlink:href="https://cdn.example/a.png"/></svg>': "nơi khác",
    '<iframe src="https://cdn.example/"></iframe>': "nơi khác",
    '<video poster="https://cdn.example/a.png"></video>': "nơi khác",
    '<object data="https://cdn.example/a.svg"></object>': "nơi khác",
    '<a href="index.html" ping="https://cdn.example/">': "nơi khác",
    '<p style="background: url(https://cdn.example/a.png)">': "nơi khác",
    "<style>@import 'https://cdn.example/a.css';</style>": "nơi khác",
    '<meta http-equiv="Refresh" content="0; URL=https://cdn.example/">': "nơi khác",
    '<link rel="stylesheet" href="https://cdn.example/a.css">': "nơi khác",
    '<link rel="preconnect" href="https://cdn.example/">': "nơi khác",
    '<link rel="canonical stylesheet" href="https://cdn.example/">': "nơi khác",
    '<link href="https://cdn.example/">': "nơi khác",
    '<base href="https://cdn.example/">': "nơi khác",
}
RIGHT = (
    '<a href="https://vbpl.example/van-ban?id=1#muc">',
    '<a href="mailto:vanthu@lamgiang.example">',
    '<a href="van-ban/vb-1.html?q=1#dau">',
    '<a href="#">',
    '<a name="muc-1"></a><a href="#muc-1">',
    '<form action="van-ban/vb-1.html"></form>',
    '<form action="https://vbpl.example/tim"></form>',
    '<img src="data:image/png;base64,AAAA">',
    CANONICAL,
)


@pytest.mark.parametrize("written", WRONG)
def test_what_leads_nowhere_or_asks_elsewhere_is_refused(written: str, tmp_path: Path) -> None:
    made = site(tmp_path / "site", "chữ", **{"x.html": page("Trang", written)})
    wrong = judged(made, listed(made), "/")
    assert len(wrong) == 1 and wrong[0].startswith("x.html: «") and WRONG[written] in wrong[0]
    with pytest.raises(ConfigurationError, match="chưa phát hành, vì có 1 liên kết hỏng"), checked(made):
        pass


@pytest.mark.parametrize("written", RIGHT)
def test_what_a_reader_may_follow_is_published(written: str, tmp_path: Path) -> None:
    made = site(tmp_path / "site", "chữ", **{"x.html": page("Trang", written)})
    assert judged(made, listed(made), "/") == []


@pytest.mark.parametrize("style", ["url(https://cdn.example/a.png)", "url( '//cdn.example/a' )", "url(khong-co.png)"])
def test_styles_are_looked_at_too(style: str, tmp_path: Path) -> None:
    made = site(tmp_path / "site", "chữ", **{"assets/kho.css": f"/* url(http://a) */ p {{ src: {style} }}".encode()})
    assert [each.split(":")[0] for each in judged(made, listed(made), "/")] == ["assets/kho.css"]


def test_the_page_for_what_is_not_found_begins_at_the_root(tmp_path: Path) -> None:
    shown = page("Không có", '<a href="/tra-cuu/van-ban/vb-1.html#dau"></a><a href="/tra-cuu/"></a>')
    front = page("Kho thử", "", CANONICAL)
    made = site(tmp_path / "site", "chữ", **{"404.html": shown, "index.html": front})
    with checked(made) as ready:
        assert ready.front.base_url == "https://kho.lamgiang.example/tra-cuu/"
    site(made, "chữ", **{"404.html": shown, "index.html": page("Kho thử")})
    with pytest.raises(ConfigurationError, match="có 2 liên kết hỏng"), checked(made):
        pass


@pytest.mark.parametrize("audience", ["public", "intranet"])
def test_the_first_page_tells_what_portal_it_is(audience: Any, tmp_path: Path) -> None:
    names = re.findall(r": (\S+\.md)$", resources.CONFIG.read_text("utf-8"), re.MULTILINE)
    for name in names:
        (tmp_path / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / name).write_text("---\nkind: page\n---\n# Trang\n", encoding="utf-8")
    portal = Portal(name="Kho «A & B»", audience=audience, base_url="https://kho.lamgiang.example/a&b/")
    with memory.opened(tmp_path) as kept:
        update.bring_up_to_date(tmp_path, dict.fromkeys(names, b"1"), kept, portal, resources.CONFIG)
    shown = front_of((tmp_path / "html" / "index.html").read_bytes())
    assert shown == Front("Kho «A & B»", audience == "intranet", "https://kho.lamgiang.example/a&b/")


def test_built_sites_pass(each_site: Path) -> None:
    with checked(each_site) as ready:
        assert set(ready.release.sums) == listed(each_site) and ready.strangers == ()


def test_what_others_put_there_is_told_and_left(tmp_path: Path) -> None:
    made = site(tmp_path / "site", "chữ")
    (made / "van-ban" / "bi-mat.docx").write_bytes(b"x")
    (made / ".htaccess").write_bytes(b"x")
    with checked(made) as ready:
        assert ready.strangers == (".htaccess", "van-ban/bi-mat.docx")
        assert set(ready.release.sums) == set(files("chữ"))


def broken(made: Path, how: str) -> None:
    """Spoil a site."""
    name = made / "van-ban" / "vb-1.html"
    if how == "no list":
        (made / MANIFEST).unlink()
    elif how == "a file is lost":
        name.unlink()
    elif how == "a file is a link":
        name.unlink()
        name.symlink_to("vb-2.html")
    elif how == "half written":
        (made / MANIFEST).write_text("".join(f"{each}\n" for each in (*files(""), TEMPORARY)))
    elif how == "leads out":
        (made / MANIFEST).write_text("".join(f"{each}\n" for each in (*files(""), "../x")))
    elif how == "an empty page":
        name.write_bytes(b"")
    elif how == "no page":
        (made / "index.html").unlink()


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("no list", "không phải trang do vankho dựng"),
        ("a file is lost", "có 1 tệp có trong danh sách nhưng không có trong thư mục"),
        ("a file is a link", "có 1 tệp có trong danh sách nhưng không có trong thư mục"),
        ("half written", "chưa trọn"),
        ("leads out", "đường dẫn ra ngoài"),
        ("an empty page", "trang rỗng"),
        ("no page", "chưa có trang nào"),
    ],
)
def test_a_site_that_is_not_whole_is_refused(how: str, told: str, tmp_path: Path) -> None:
    made = site(tmp_path / "site", "chữ")
    broken(made, how)
    with pytest.raises(ConfigurationError, match=told), checked(made):
        pass


def test_a_site_written_file_by_file_says_that_it_is_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, real, left = site(tmp_path / "site", "cũ"), os.replace, 3

    def dying(one: object, other: object) -> None:
        nonlocal left
        if (left := left - 1) < 0:
            raise KeyboardInterrupt
        real(one, other)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", dying)
        with pytest.raises(KeyboardInterrupt):
            write_tree(made, files("mới"))
    with pytest.raises(ConfigurationError, match="chưa trọn"), checked(made):
        pass
    write_tree(made, files("mới"))
    with checked(made) as ready:
        assert set(ready.release.sums) == set(files("mới"))


def test_a_site_that_is_being_built_is_left_alone(tmp_path: Path) -> None:
    made = site(tmp_path / "site", "chữ")
    with state.alone_in(made), pytest.raises(ConfigurationError, match="một lần dựng khác đang chạy"), checked(made):
        pass
    with checked(made), checked(made), pytest.raises(ConfigurationError, match="đang chạy"), state.alone_in(made):
        pass
