"""From Markdown to HTML: as MkDocs makes it, only faster, and only what changed."""

from __future__ import annotations

import contextlib
import os
import posixpath
import sqlite3
import subprocess
import sys
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import msgspec
import pytest
from mkdocs.commands.build import build
from mkdocs.structure.toc import get_toc

from generator import resources
from generator.curation.portal import open_content
from generator.errors import VankhoError
from generator.model import Portal
from generator.publish.html import site, subset, update
from generator.publish.html.shell import ENTRY, Shells
from generator.publish.kept import memory
from generator.publish.writer import Folder, write_tree
from generator.text.digests import digest
from tests.support.places import ROOT


def tree(root: Path) -> dict[str, bytes]:
    """Return the visible files of a folder."""
    return dict(Folder(root))


# --- the referee -----------------------------------------------------------------------------------


def test_it_is_what_mkdocs_makes(each_site: Path, tmp_path: Path) -> None:
    folder = each_site.parent / "build"
    portal = open_content(each_site.parent / "content").portal
    with site.environment():
        build(made_ready(folder / "docs", tmp_path, portal, resources.CONFIG, written(folder)).config)
    wanted = {name: data for name, data in tree(tmp_path).items() if name not in MKDOCS_OWN}
    assert {name: data for name, data in tree(folder / "html").items() if not name.endswith(".md")} == wanted


def made_ready(docs: Path, *others: Any) -> site.Site:
    """Return what MkDocs does before its first page, for all files of a folder."""
    return site.prepared(docs, Folder(docs), *others)


MKDOCS_OWN = ("sitemap.xml", "sitemap.xml.gz")
BY_HAND = {"gioi-thieu.md": "Giới thiệu", "huong-dan.md": "Hướng dẫn sử dụng"}


def written(folder: Path) -> list[tuple[str, str]]:
    """Return title and path of the hand-written pages of a site."""
    return [(title, name) for name, title in BY_HAND.items() if (folder / "docs" / name).is_file()]


def test_no_page_of_ours_needs_the_referee(each_site: Path) -> None:
    docs = Folder(each_site.parent / "build/docs")
    names, unknown = frozenset(docs), set()
    for name in docs:
        try:
            if name.endswith(".md"):
                subset.convert(docs[name].decode(), partial(site._address, posixpath.dirname(name), names))
        except subset.Unknown:
            unknown.add(name)
    assert unknown <= BY_HAND.keys()


# --- in proportion to what changed -----------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a small project: mkdocs.yml, templates, and Markdown in its build folder."""
    write_tree(
        tmp_path,
        {
            "mkdocs.yml": b"site_name: x\nplugins: []\nuse_directory_urls: false\ntheme: {name: material}\n",
            "site_templates/x.html": b"1",
            "generator/x.py": b"1",
            "build/docs/index.md": "# Trang chủ\n\n[A](a.md)\n".encode(),
            "build/docs/a.md": b"# A\n",
        },
    )
    return tmp_path


KHO = Portal(name="Kho")


def rendered(project: Path, portal: Portal = KHO, full: bool = False) -> int:
    """Bring the HTML of a project up to date, and return how many pages were rendered."""
    with memory.opened(project / "build") as kept:
        laid = {name: digest(data) for name, data in Folder(project / "build/docs").items()}
        return update.bring_up_to_date(project / "build", laid, kept, portal, project / "mkdocs.yml", full).pages


def test_pages_are_rendered_once(project: Path) -> None:
    assert rendered(project) == 2
    assert "<title>Kho</title>" in (project / "build/html/index.html").read_text(encoding="utf-8")
    assert not {"sitemap.xml", "404.html"} & tree(project / "build/html").keys()
    first = tree(project / "build/html")
    assert rendered(project) == 0
    changes = {
        "build/html/a.html": 1,
        "build/docs/a.md": 1,
        "site_templates/x.html": 2,
        "generator/x.py": 2,
        "mkdocs.yml": 2,
    }
    for changed, pages in changes.items():
        with (project / changed).open("a", encoding="utf-8") as file:
            file.write("\n")
        assert rendered(project) == pages, changed
        assert rendered(project) == 0, changed
    assert rendered(project, full=True) == 2
    assert tree(project / "build/html") == first


def test_a_dead_link_is_an_error_of_the_program(project: Path) -> None:
    (project / "build/docs/a.md").write_text("[x](gone.md)\n", encoding="utf-8")
    with pytest.raises(VankhoError) as caught:
        rendered(project, Portal())
    assert str(caught.value) == (
        "Dựng trang HTML không xong, trang cũ được giữ nguyên. MkDocs báo 1 lỗi:\n"
        "  Doc file 'a.md' contains a link 'gone.md', but the target is not found among documentation files.\n"
        "Đây là lỗi của chương trình hoặc của mkdocs.yml, không phải của văn bản. "
        "Chạy lại với --full; nếu vẫn lỗi, gửi các dòng trên cho người phát triển."
    )


def test_a_link_to_no_place_of_a_page_is_told_whichever_of_both_changed(project: Path) -> None:
    home, page = project / "build/docs/index.md", project / "build/docs/a.md"
    home.write_text("[A](a.md#a) [B](a.md#khong)\n", encoding="utf-8")
    with pytest.raises(VankhoError, match=r"'index\.md' contains a link 'a\.md#khong', but there is no such"):
        rendered(project)
    home.write_text("[A](a.md#a)\n", encoding="utf-8")
    assert (rendered(project), rendered(project)) == (2, 0)
    page.write_text("# B\n", encoding="utf-8")
    with pytest.raises(VankhoError, match=r"'index\.md' contains a link 'a\.md#a', which is no longer"):
        rendered(project)
    home.write_text("[A](a.md#b)\n", encoding="utf-8")
    assert (rendered(project), rendered(project)) == (2, 0)
    home.write_text("[A](a.md#b) [A](a.md#a)\n", encoding="utf-8")
    with pytest.raises(VankhoError, match="no such anchor"):
        rendered(project)


def test_links_that_a_killed_run_left_lead_nowhere(project: Path) -> None:
    rendered(project)
    with memory.opened(project / "build") as kept:
        row = msgspec.msgpack.encode({"ids": ["x"], "links": ["a.md#a"]})
        kept.put(update.LINKS, "gone.md", b"", row)
    (project / "build/docs/a.md").write_text("# B\n", encoding="utf-8")
    assert rendered(project) == 1
    with memory.opened(project / "build") as kept:
        assert kept.names(update.LINKS) == {"a.md", "index.md"}


@pytest.mark.parametrize("harm", ["UPDATE kept SET value=zeroblob(90)", "DELETE FROM kept"])
def test_where_links_are_lost_all_pages_are_rendered_anew(project: Path, harm: str) -> None:
    home = project / "build/docs/index.md"
    rendered(project)
    with contextlib.closing(sqlite3.connect(project / "build" / memory.FILE)) as base, base:
        assert base.execute(f"{harm} WHERE stage=?", (update.LINKS,)).rowcount == 2
    home.write_text("[A](a.md#a)\n", encoding="utf-8")
    assert (rendered(project), rendered(project)) == (2, 0)
    home.write_text("[A](a.md#khong)\n", encoding="utf-8")
    with pytest.raises(VankhoError, match="no such anchor"):
        rendered(project)


def test_a_wrong_mkdocs_file_is_a_sentence(project: Path) -> None:
    (project / "mkdocs.yml").write_text("site_name: x\ntheme: none-such\n", encoding="utf-8")
    with pytest.raises(VankhoError, match="Unrecognised theme name: 'none-such'"):
        rendered(project, Portal())


def test_a_template_that_fails_is_a_sentence(project: Path) -> None:
    (project / "theme").mkdir()
    (project / "theme/main.html").write_text("{{ nowhere.to.be.found }}", encoding="utf-8")
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("theme: {name: material, custom_dir: theme}\n")
    with pytest.raises(VankhoError, match="'nowhere' is undefined"):
        rendered(project)


def test_nothing_is_printed_and_the_environment_stays(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = dict(os.environ)
    portal = Portal(base_url="https://vankho.example.vn/")
    rendered(project, portal)
    assert capfd.readouterr() == ("", "")
    assert dict(os.environ) == before
    assert (project / "build/html/404.html").exists()


def test_mkdocs_is_known_to_one_module_only() -> None:
    code = "import sys, generator.publish.writer, generator.publish.kept.state; sys.exit('mkdocs' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_a_page_by_hand_is_never_taken_for_ours(project: Path) -> None:
    page = '---\ntitle: "Tay"\n---\n\n# Tay {: #k-dau }\n\nMột **đoạn**.\n'
    (project / "build/docs/a.md").write_text(page.replace("**", ""), encoding="utf-8")
    made = made_ready(project / "build/docs", project / "x", KHO, project / "mkdocs.yml", [("Tay", "a.md")])
    with site.environment(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(subset, "convert", None)
        assert made.render("a.md").ids == {"tay-k-dau"}


# --- what stands around pages ----------------------------------------------------------------------


HEADING = "{% include 'partials/toc-item.html' %}"
ITEM = (
    "<li><a href='{{ toc_item.url }}'>{{ toc_item.title }}</a>"
    f"{{% for toc_item in toc_item.children %}}{HEADING}{{% endfor %}}</li>"
)
EACH = "{% for toc_item in (page.toc | first).children %}"
OUTLINE = f"{EACH} {HEADING},{{% endfor %}}"


def page(name: str, below: int, **meta: str) -> Any:
    """Return a page as MkDocs fills it, with some headings, the first of which has one below it."""
    leaf: Any = {"level": 3, "id": f"{name}-leaf", "name": f"<b>{name}</b>", "children": []}
    second: Any = [
        {"level": 2, "id": f"{name}-{place}", "name": f"{name} &amp; {place}", "children": [] if place else [leaf]}
        for place in range(below)
    ]
    return SimpleNamespace(
        url=f"co-quan/{name}.html",
        canonical_url=f"https://kho.vn/co-quan/{name}.html",
        file=SimpleNamespace(name=name),
        meta={"kind": "agency", "title": f"{name} &amp; <i>", **meta},
        toc=get_toc([{"level": 1, "id": name, "name": f"Trang {name}", "children": second}]),
        content=f"<h1>{name}</h1> \\1 slot-title",
        title=name,
        edit_url=None,
        previous_page=None,
        next_page=None,
        is_homepage=False,
    )


SHARED = {
    "all that is printed": "{{ page.meta.title }}|{{ page.content }}|{{ page.canonical_url }}|{{ page.meta.kind }}"
    "|{{ page.file.name }}",
    "what is there": "{% if '<h1' not in page.content %}x{% endif %}{% if page.meta.title %}y{% endif %}",
    "the outline": OUTLINE,
    "commas but after the last heading": OUTLINE.replace(",", "{{ ',' if not loop.last }}"),
    "the first heading": "{% set first = page.toc | first %}{{ first.level }} {{ first.url }} {{ first.title }}",
}
OWN = {
    "a filter": "{{ page.meta.title | upper }}",
    "an escape": "{{ page.meta.title | e }}",
    "tags taken away": "{{ page.content | striptags }}",
    "a length": "{{ page.content | length }}",
    "the first letters": "{{ page.meta.title[:3] }}",
    "a comparison": "{% if page.meta.title == 'b &amp; <i>' %}x{% endif %}",
    "a search": "{% if 'b' in page.content %}x{% endif %}",
    "the address": "{{ page.url }}",
    "another attribute": "{{ page.title }}",
    "JSON": "{{ page.canonical_url | string | tojson }}",
    "levels of headings": "{% for each in (page.toc | first).children %}{{ each.level }}{% endfor %}",
    "number of headings": "{{ (page.toc | first).children | length }}",
    "headings numbered": f"{EACH}{{{{ loop.index }}}} {HEADING}{{% endfor %}}",
    "headings by turns": f"{EACH}{{{{ loop.cycle('a', 'b') }}}}{HEADING}{{% endfor %}}",
}


@pytest.mark.parametrize("template", [*SHARED.values(), *OWN.values()], ids=[*SHARED, *OWN])
def test_what_is_around_pages_is_what_the_templates_make(template: str) -> None:
    env = jinja2.Environment(loader=jinja2.DictLoader({"main.html": template, ENTRY: ITEM}))
    shells = Shells(env, lambda page: {"page": page})
    pages = [
        page("a", 2),
        page("b", 3),
        page("c", 0),
        page("d", 1, data="{}"),
        page("e", 1, template="x"),
        page("f", 4),
    ]
    for each in pages:
        found = shells.around(each)
        assert found in (None, env.get_template("main.html").render(page=each))
        no_headings = ".children" in template and not next(iter(each.toc)).children
        shared = template in SHARED.values() or no_headings
        assert (found is not None) == (shared and "template" not in each.meta), each.title
