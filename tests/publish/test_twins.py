"""Markdown twins: what a page says, nothing that it does not, rewritten when it is; and `llms.txt`."""

from __future__ import annotations

import contextlib
import posixpath
import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from generator import rebuild
from generator.curation.portal import open_content
from generator.disclosure import kinds_twinned
from generator.model import Portal
from generator.pages.markdown.escape import esc
from generator.publish.html import site, subset
from generator.publish.html.twin import _of_table, twin
from generator.publish.writer import Folder
from generator.text.fold import words_of
from tests.command_line.test_suggest import FIELDS, HEAD, PAPERS
from tests.conftest import built_of

ALTERNATE = re.compile(r'<link rel="alternate " type="text/markdown" href="([^"]+)">')


def text_of(element: etree._Element) -> str:
    """Return the words in an element."""
    return str(etree.tostring(element, method="text", encoding="unicode", with_tail=False))


def links(site: Path) -> dict[str, str | None]:
    """Return by page the twin that it names."""
    pages = sorted(path.relative_to(site) for path in site.rglob("*.html"))
    found = {page.as_posix(): ALTERNATE.search((site / page).read_text("utf-8")) for page in pages}
    return {page: (Path(page).parent / each[1]).as_posix() if each else None for page, each in found.items()}


def test_each_page_names_the_twin_beside_it(sample_site: Path) -> None:
    named = links(sample_site)
    twins = {path.relative_to(sample_site).as_posix() for path in sample_site.rglob("*.md")}
    assert {each for each in named.values() if each} == twins
    assert all(each is None or each == page.replace(".html", ".md") for page, each in named.items())
    without = [page for page, each in named.items() if each is None]
    assert all(
        "noindex" in (sample_site / page).read_text("utf-8") or "refresh" in (sample_site / page).read_text("utf-8")
        for page in without
    )
    assert not [page for page in twins if page.startswith("nguoi/") and "index" not in page]


def test_a_twin_has_the_words_of_its_page_and_no_markup_of_it(sample_site: Path) -> None:
    for page in sorted((sample_site / "van-ban").glob("*.html"))[:12]:
        twin_of = page.with_suffix(".md")
        if not twin_of.exists():
            continue
        said = twin_of.read_text("utf-8")
        assert not re.search(r"<[a-z/!]|\{[:#]|^---$|vk-", said, re.MULTILINE), page.name
        read = words_of(text_of(html.fromstring(markdown.markdown(said))))
        for mark in html.fromstring(page.read_bytes()).iter("a"):
            if mark.get("class") == "vk-at" and (above := mark.getparent()) is not None and above.tag == "p":
                words = words_of(" ".join("".join(map(str, above.itertext())).split()).removesuffix("¶"))
                words = re.sub(r"^\d+ ", "", words)  # of a list the reader of Markdown counts the items
                assert words in read, (page.name, words)


def test_llms_txt_leads_to_what_is_there(sample_site: Path) -> None:
    said = (sample_site / "llms.txt").read_text("utf-8")
    targets = re.findall(r"\]\(([^)]+)\)", said)
    assert said.startswith("# Văn Khố Lam Giang (mẫu)\n\n> ") and len(targets) == 10
    assert [each for each in targets if not (sample_site / each).is_file()] == []
    people = [path for path in (sample_site / "nguoi").glob("*.html") if path.name != "index.html"]
    assert people and not any(path.with_suffix(".md").is_file() for path in people)
    assert "Trang `….html` nào có bản Markdown thì" in said, "these have none"


def test_a_twin_is_rewritten_with_its_page_alone(run_folder: Path) -> None:
    papers = {name: HEAD.format(**dict(zip(FIELDS, row, strict=True))) for name, row in PAPERS.items()}
    files = {f"documents/{name}.txt": text.encode() for name, text in papers.items()}
    site = built_of({**files, "portal.yml": b"home_province: Lam Giang\naudience: intranet\n"}, run_folder / "twins")
    content, made_in = site.parent / "content", site.parent / "build"
    stamps = {path: path.stat().st_mtime_ns for path in site.rglob("*.md")}
    assert any(path.parent.name == "nguoi" for path in stamps)
    (content / "documents/06.txt").write_text(papers["06"].replace("Không có gì thêm.", "Có thêm một việc."), "utf-8")
    rebuild.rebuild(open_content(content), site, made_in, lambda *_: None)
    changed = {path.name for path, stamp in stamps.items() if path.stat().st_mtime_ns != stamp}
    papers_there = [path for path in stamps if path.parent.name == "van-ban" and path.name != "index.md"]
    (paper,) = [path for path in papers_there if "Có thêm một việc" in path.read_text("utf-8")]
    assert paper.name in changed and len(changed) < len(stamps) / 2
    paper.unlink()
    (made_in / "html" / paper.relative_to(site)).unlink()
    rebuild.rebuild(open_content(content), site, made_in, lambda *_: None, full=True)
    assert "Có thêm một việc" in paper.read_text("utf-8")
    (content / "documents/06.txt").unlink()
    rebuild.rebuild(open_content(content), site, made_in, lambda *_: None, accept_removals=True)
    assert not paper.exists() and not (made_in / "html" / paper.relative_to(site)).exists()


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=60))
def test_words_are_never_markup(words: str) -> None:
    """What stands in a paragraph is there again when the twin is read as Markdown."""
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    said = twin([f"<p>a{escaped}</p>"], "x.html").split("\n\n", 1)[1]
    read = html.fragment_fromstring(markdown.markdown(said), create_parent="div")
    assert [each.tag for each in read] == ["p"] and not len(read[0])
    assert "".join(text_of(read).split()) == "".join(f"a{words}".split())


@pytest.mark.parametrize(
    "words", ["# đầu đề", "> trích", "---", "===", "~~~", "```", "<script>x</script>", "[a](b)", "&lt;", "a ~~b~~"]
)
def test_what_begins_a_paragraph_is_no_markup_either(words: str) -> None:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    read = html.fragment_fromstring(
        markdown.markdown(twin([f"<p>{escaped}</p>"], "x.html").split("\n\n", 1)[1], extensions=["fenced_code"]),
        create_parent="div",
    )
    assert [each.tag for each in read] == ["p"] and not len(read[0]) and read[0].text == words


def test_form_of_lists_tables_and_links() -> None:
    page = (
        '<h2>Bảng<a class="headerlink" href="#b">¶</a></h2><ul><li>một</li><li>hai <a href="b c.html">x</a></li></ul>'
        "<table><caption>Tên</caption><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1|2</td></tr></tbody>"
        "</table><form><input></form><pre>a\n```b</pre><blockquote><p>q</p></blockquote><p hidden>không</p>"
    )
    assert twin([page], "x.html").split("\n\n") == [
        "Trang: [x.html](x.html)",
        "## Bảng",
        "- một\n- hai [x](<b%20c.html>)",
        "**Tên**",
        "| A | B |\n|---|---|\n| 1\\|2 |  |",
        "````\na\n```b\n````",
        "> q\n",
    ]


def converted(page: str) -> Sequence[str | subset.Table]:
    """Return the parts of a page of ours, of which no link is followed."""
    head = '---\ntitle: "x"\n---\n\n# x {: #x }\n\n'
    return subset.convert(f"{head}{page}\n", lambda link: link).parts


def whole(parts: Sequence[str | subset.Table]) -> list[str]:
    """Return a page as one piece of HTML, all of which is read."""
    return ["\n".join(part if isinstance(part, str) else part.html for part in parts)]


def test_of_tables_is_told_what_a_parser_reads(each_site: Path) -> None:
    docs = Folder(each_site.parent / "build/docs")
    tables = []
    for name in sorted(name for name in docs if name.endswith(".md")):
        with contextlib.suppress(subset.Unknown):
            address = partial(site._address, posixpath.dirname(name), frozenset(docs))
            parts = subset.convert(docs[name].decode(), address).parts
            assert twin(parts, "x.html") == twin(whole(parts), "x.html"), name
            tables += [part for part in parts if isinstance(part, subset.Table)]
    read = [table for table in tables if isinstance(_of_table(table), str)]
    assert len(tables) > 300 and len(read) < len(tables) / 10, "nearly all are words and links"


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=20), min_size=4, max_size=4))
def test_of_any_words_in_cells_too(words: list[str]) -> None:
    caption, cell, link, title = (esc(" ".join(each.split())) for each in words)
    table = (
        f'{caption} x\n{{: .caption .a }}\n\n| A | B |\n|---|---|\n| {cell} | [a{link}](b.md){{: title="{title}" }} |'
    )
    with contextlib.suppress(subset.Unknown):
        parts = converted(table)
        assert twin(parts, "x.html") == twin(whole(parts), "x.html")


@pytest.mark.parametrize(
    "cell",
    [
        *("", "<b></b>", "a<br>b", "<small>a</small> b", "<code>a  *b*</code>", "~<b>~</b>", "~<br>~", "<i>a", "a</i>"),
        *("&#124;", "&#91;a&#93;", "&#60;b&#62;", "&amp;lt;", "a&nbsp;b", "a\u00a0b", "a\u2003 b", "a\x01b"),
        *('<span hidden>a</span>', '<span hidden="">a</span>', '<a hidden href="b">a</a>', "<svg><text>a</text></svg>"),
        *('<a class="vk-at" href="#a">a</a>', '<a class="vk-at x" href="#a">a</a>', '<a href="b.html?c&amp;d">a</a>'),
        *('<a href="b c.html">a</a>', '<a href="b(c).html"> a </a>', '<a href="b.html"><br></a>', "<A HREF='b'>a</A>"),
        *("&copy;", "&#128;", "<a>b</a>", "</td><td>", "<input>", "<!-- a -->"),
    ],
)  # fmt: skip
def test_of_any_cell_too(cell: str) -> None:
    rows = f'<tr><td data-label="A">{cell}</td><td class="vk-none">—</td></tr>'
    fold = (
        f'<details class="vk-fold"><summary>s</summary><table class="a"><caption>{cell}</caption><thead><tr>'
        f'<th scope="col">A</th><th scope="col">B</th></tr></thead><tbody>{rows * 2}</tbody></table></details>'
    )
    for page in (fold, f"{cell} x\n{{: .caption .a }}\n\n| A | B |\n|---|---|\n| {cell} | b |\n| — | {cell} |"):
        with contextlib.suppress(subset.Unknown):
            parts = converted(page)
            assert twin(parts, "x.html") == twin(whole(parts), "x.html")


def test_on_a_public_portal_what_engines_are_not_told_of_has_no_twin() -> None:
    assert {each.value for each in kinds_twinned(Portal(audience="intranet"))} - {
        each.value for each in kinds_twinned(Portal(audience="public"))
    } == {"person"}
