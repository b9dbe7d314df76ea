"""Hand-written pages: what they may hold, how they are called, and what their mistakes are told as; the sitemap."""

from __future__ import annotations

from pathlib import Path

import html5lib
import markdown
import pytest

from generator import rebuild
from generator.curation.portal import open_content
from generator.errors import ConfigurationError
from generator.model import Facets, Page, PageKind, Portal
from generator.pages.hand_written import Written, navigation, read, with_hand_written
from generator.publish.sitemap import sitemap

MADE = (Page("index.md", "Trang chủ", "# a {: #k-moi }"), Page("van-ban/index.md", "Văn bản", "# b"))


def test_a_page_gets_title_address_links_and_words_for_search() -> None:
    text = "# Giới thiệu\n\nXem [văn bản](van-ban/index.html), [mới](index.html#k-moi), `<b>`.\n"
    (page,) = [each for each in with_hand_written(MADE, [Written("pages/Giới thiệu.md", text)], []) if each not in MADE]
    assert (page.path, page.title) == ("gioi-thieu.md", "Giới thiệu")
    assert "(van-ban/index.md)" in page.markdown and "(index.md#k-moi)" in page.markdown
    assert page.text == "Xem văn bản, mới, <b>."
    assert navigation([(page.title, page.path)]) == (("Giới thiệu", "gioi-thieu.md"),)


def test_the_archivists_guide_replaces_ours() -> None:
    ours, his = Written("pages/huong-dan.md", "# Của cổng"), Written("pages/huong-dan.md", "# Của cơ quan")
    assert [page.title for page in with_hand_written((), [his], [ours])] == ["Của cơ quan"]


WRONG = (
    ("a.md", "# A\n\n<script>alert(1)</script>", "a.md:3: trang viết tay không dùng thẻ HTML"),
    ("a.md", "# A\n\nchữ <b onclick=x>đậm</b>", "a.md:3: trang viết tay không dùng thẻ HTML"),
    ("a.md", "# A\n\nchữ\n{: onclick=x }", "a.md:"),
    ("a.md", "# A\n\n<!-- ẩn -->", "a.md:3: trang viết tay không dùng thẻ HTML"),
    ("a.md", "# A\n\n<![CDATA[><script>alert(1)</script>]]>", "a.md:3: trang viết tay không dùng thẻ HTML"),
    ("a.md", "# A\n\nx <![CDATA[ > <img src=x onerror=alert(1)> ]]>", "a.md:3: trang viết tay không dùng thẻ HTML"),
    ("a.md", "# A\n\n<?php ><script>alert(1)</script> ?>", "a.md:3: trang viết tay không dùng thẻ HTML"),
    ("a.md", '# A\n\n<!x "><script>alert(1)</script>">', "a.md:3: trang viết tay không dùng thẻ HTML"),
    ("a.md", "# A\n\n![x](x.png)", "trang viết tay không dùng thẻ HTML"),
    ("a.md", "# A\n\n[x](javascript:alert(1))", "a.md:3: liên kết «javascript:alert(1)»"),
    ("a.md", "# A\n\n[x](khong-co.html)", "a.md:3: liên kết «khong-co.html» không dẫn tới trang nào"),
    ("a.md", "# A\n\n[x](index.html#khong)", "a.md:3: trang index.md không có mục «khong»"),
    ("a.md", "chữ", "a.md:1: cần đúng một dòng đầu đề"),
    ("a.md", "---\ntitle: x\n---\n# A", "a.md:1: không dùng phần khai báo"),
    ("index.md", "# A", "index.md: cổng đã có trang index.md"),
)


@pytest.mark.parametrize(("name", "text", "told"), WRONG, ids=[told for _, _, told in WRONG])
def test_what_is_wrong_is_one_sentence(name: str, text: str, told: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        with_hand_written(MADE, [Written(f"pages/{name}", text)], [])
    assert told in str(caught.value)


HOSTILE = (
    "    <script>alert(1)</script>\n\n# A\n\nchữ",
    "\n\n\t<script>alert(1)</script>\n\n# A",
    "    </code><script>alert(1)</script>\n\n# A",
    "{: onclick=alert(1) }\n\n# A",
    "# A\n\n```\n<script>alert(1)</script>\n```",
    '# A\n\n!!! note "<script>alert(1)</script>"\n    x',
    '# A\n\n[a](index.html "t&#34; onmouseover=alert(1) x=&#34;")',
    "# A\n\n<![CDATA[ x ]]>",
    "# A\n\n<textarea><script>alert(1)</script></textarea>",
    "# A\n\n<svg/onload=alert(1)>",
    "# A\n\n</p ><script/x>alert(1)</script>",
    "# A\r\r<script>alert(1)</script>",
    '# A\n\n[x]: index.html "<script>alert(1)</script>"\n\n[a][x]',
)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_goes_out_runs_nothing_by_the_letter_of_the_standard(text: str) -> None:
    """A page is refused, or a browser sees no script, no handler and no element but those of Markdown in it."""
    try:
        (page,) = set(with_hand_written(MADE, [Written("pages/a.md", text)], [])) - set(MADE)
    except ConfigurationError:
        return
    body = page.markdown.split("\n---\n", 1)[1]
    html = markdown.markdown(body, extensions=["tables", "fenced_code", "attr_list", "admonition", "toc"])
    for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
        assert element.tag not in ("script", "img", "svg", "textarea")
        assert not [name for name in element.attrib if name.startswith("on")]


def test_two_files_of_one_address_and_a_wrong_encoding(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="trùng địa chỉ"):
        with_hand_written((), [Written("pages/Á.md", "# A"), Written("pages/a.md", "# A")], [])
    (tmp_path / "a.md").write_bytes("# Đề".encode("utf-16"))
    with pytest.raises(ConfigurationError, match="UTF-8"):
        read(tmp_path)
    assert read(tmp_path / "none") == ()


PERSON = Page("nguoi/a.md", "A", "", Facets(PageKind.PERSON))


def test_a_sitemap_has_no_person_and_no_day() -> None:
    portal = Portal(base_url="https://vi-du.vn/kho/")
    (text,) = sitemap((*MADE, PERSON), portal).values()
    assert b"<loc>https://vi-du.vn/kho/</loc>" in text and b"van-ban/index.html" in text
    assert b"nguoi/a" not in text and b"lastmod" not in text
    assert set(sitemap(MADE, portal, most=1)) == {"sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"}
    assert not sitemap(MADE, Portal()) and not sitemap(MADE, Portal(base_url="https://vi-du.vn/", audience="intranet"))


@pytest.mark.parametrize("audience", ["public", "intranet"])
def test_a_known_address_gives_canonical_links_and_noindex(tmp_path: Path, audience: str) -> None:
    (tmp_path / "content" / "documents").mkdir(parents=True)
    (tmp_path / "content" / "documents" / "a.txt").write_text("THÔNG BÁO\nVề việc nghỉ lễ\nCác phòng trực.\n", "utf-8")
    settings = f"base_url: https://vi-du.vn/kho\naudience: {audience}\ncontact: <b>văn thư</b>\n"
    (tmp_path / "content" / "portal.yml").write_text(settings, "utf-8")
    site = tmp_path / "site"
    rebuild.rebuild(open_content(tmp_path / "content"), site, tmp_path / "build", lambda stage, done, total: None)
    guide = (site / "huong-dan.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://vi-du.vn/kho/huong-dan.html">' in guide
    assert "&lt;b&gt;văn thư" in guide
    assert ('content="noindex"' in guide) == (audience == "intranet")
    assert (site / "sitemap.xml").is_file() == (audience == "public")
    assert 'content="noindex"' in (site / "404.html").read_text("utf-8")
