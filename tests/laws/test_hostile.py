"""Nothing of a document is ever markup: hostile strings stand on every page kind as the characters they are."""

from __future__ import annotations

import json
import re
import shutil
from collections import defaultdict
from html.parser import HTMLParser
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from generator.derive.catalog import catalog
from generator.model import (
    Agency,
    Assignment,
    Authority,
    Chair,
    Deadline,
    Diagnostic,
    DiagnosticCode,
    Figure,
    Graph,
    Header,
    Inferred,
    Person,
    Policy,
    Portal,
    Record,
    Role,
    Signature,
    Work,
)
from generator.model.frozen import replace
from generator.pages import pages
from generator.publish import formats, open_data, table_files
from generator.publish.feeds import atom, calendars
from generator.publish.kept.pieces import Pieced
from generator.publish.kept.seals import OwnFolder
from generator.recall import NOTHING
from generator.search import index
from tests.support.factories import date, document, find, graph, number, occurrences, record, sections, write
from tests.support.places import ROOT

HOSTILE = (
    "<Hòa/2021/TB01>",
    "{{ x }} {% raw %} {# y #}",
    "[bấm](javascript:alert(1)) ![ảnh](x.png)",
    "</script><script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "</title></table></main><!-- hết",
    "a | b || c",
    "*nghiêng* **đậm** _gạch_ __đậm__ ~~xóa~~ ^trên^ ==tô==",
    "`mã` ``mã`` ```mã```",
    "&amp; &lt;b&gt; &#60; &copy;",
    "- gạch đầu dòng",
    "+ cộng",
    "1. một",
    "2) hai",
    "# đầu đề ##",
    "> trích",
    "    bốn dấu cách",
    "$x^2$ $$y$$",
    r"\ \* \_ \< \\",
    "::: khối",
    "!!! note",
    "[^1]",
    "[^1]: chú thích",
    "*[HTML]: viết tắt",
    "[x]: http://vi-du.example",
    "{: #id .lop onclick=x }",
    "chữ {: #id }",
    "http://vi-du.example/a_b?c=d&e=f <http://vi-du.example> a@vi-du.example",
    "---",
    "===",
    "javascript:alert(1)",
    "';alert(1)//\"",
    "%s {0} %(x)s",
    "wzxhzdk:0",
)

ALLOWED = {
    *("a", "abbr", "br", "code", "em", "kbd", "mark", "p", "pre", "small", "span", "strong"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "ul"),
    *("caption", "table", "tbody", "td", "th", "thead", "tr"),
    *("button", "div", "form", "input", "noscript"),
    *("figcaption", "figure", "rect", "svg", "text", "title", "circle", "g", "line", "path", "tspan"),
    *("details", "summary", "time", "nav", "aside", "fieldset", "legend", "label"),
}
LINKED_DATA = "application/ld+json"
VOID = {"br", "img", "input", "link", "meta", "hr"}


class Html(HTMLParser):
    """What a browser would see: text by place, elements and links inside the article, number of scripts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str]] = []
        self.text: dict[str, str] = defaultdict(str)
        self.elements: set[str] = set()
        self.links: set[str] = set()
        self.handlers: set[str] = set()
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.scripts += tag == "script" and given.get("type") != LINKED_DATA
        self.handlers |= {name for name in given if name.startswith("on")}
        if any(name == "article" for name, _ in self.open):
            self.elements.add(tag)
            self.links |= {given["href"]} if "href" in given else set()
        if tag not in VOID:
            self.open.append((tag, given.get("class") or given.get("type", "")))

    def handle_endtag(self, tag: str) -> None:
        while self.open and tag in [name for name, _ in self.open] and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        for tag, classes in self.open:
            for name in (tag, *(f"{tag}.{each}" for each in classes.split())):
                self.text[name] += data


def read(path: Path) -> Html:
    """Return a page as parsed."""
    page = Html()
    page.feed(path.read_text(encoding="utf-8"))
    page.close()
    return page


def flat(text: str) -> str:
    """Return `text` with every run of white space as one space."""
    return " ".join(text.split())


def hostile(place: int, evil: str) -> tuple[Record, tuple[Agency | Policy | Work | Person, ...]]:
    """Return a document and its entities in which every word is `evil`."""
    agency, unit, policy = f"co-quan/h{place}", f"co-quan/h{place}-don-vi", f"chinh-sach/h{place}"
    cited, person, itself = f"so-hieu/h{place}", f"nguoi/h{place}", f"van-ban-h{place}"
    path = f"documents/{evil}.txt"
    words = evil.strip()
    head = f"I. {words}"
    more = (f"II. {words} hai", f"III. {words} ba")  # three headings make an outline
    named = (f"Người {words}", f"Chính sách {words} do Cơ quan {words}", f"Số {words}")
    text = "\n".join((evil, head, f"{words} Cơ quan {words} họp", *named, words, *more))
    made = document(
        text,
        path,
        Header(evil, number(evil), evil, evil, None, evil, evil, (evil,)),
        signature=Signature(evil, evil, (Authority("TL.", evil), Authority(evil, evil)), find(text, words)),
        chair=Chair(evil, evil, evil, date("2024-01"), find(text, words)),
        recipients=(evil, evil),
        archive_line=evil,
        sections=sections(text, [(evil, evil, 1, line) for line in (head, *more)]),
        figures=(
            Figure(find(text, words), "m1", 1.5, evil, evil),
            Figure(find(text, words, text.index("Chính sách")), "m1", 1.5, evil, evil),
        ),
    )
    found = occurrences(
        text,
        (
            ("agency", agency, words, {}),
            ("agency", agency, f"Cơ quan {words}", {}),
            ("person", person, f"Người {words}", {"role": evil}),
            ("policy", policy, f"Chính sách {words}", {}),
            ("agency", agency, f"Cơ quan {words}", {}),
            ("work", cited, f"Số {words}", {"key": evil, "article": evil, "issuer": agency}),
            ("work", None, words, {"key": None, "candidates": (cited,)}),
        ),
    )
    entities = (
        Agency(agency, evil, (evil,), evil, evil, None, "2020", None, (unit, evil), evil),
        Agency(unit, f"{evil} đơn vị", (evil,), "unit", evil, agency),
        Policy(policy, evil, (evil,), evil, cited, evil),
        Work(cited, evil, (evil,), evil, evil, "2021-01-02", agency, evil, None, (itself,), (evil,)),
        Person(person, evil, (evil,), (Role(evil, agency, "2020", "2021", (itself,)),), True),
    )
    linked = record(
        itself,
        made,
        title=evil,
        issuer=agency,
        issuer_basis=evil,
        signer=person,
        chair=person,
        occurrences=found,
        tasks=(Assignment(find(text, words), "m1", (agency,), (unit,), Deadline(date("2024-05-06"), evil)),),
        issued_inferred=Inferred("2024-01", "2024-02", evil),
        warnings=(Diagnostic(DiagnosticCode.SYMBOL, evil, path, 2, evil),),
    )
    return linked, entities


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Html]:
    """Return every page of a site built by MkDocs, by path; the portal itself bears a hostile name too."""
    made = [hostile(place, evil) for place, evil in enumerate(HOSTILE)]
    found: Graph = graph([each for each, _ in made], [entity for _, entities in made for entity in entities])
    portal = Portal(name=HOSTILE[3], owner=HOSTILE[3], persons="all", sample=True)
    root = tmp_path_factory.mktemp("hostile")
    known = catalog(found, portal)
    sizes = formats.lay(open_data.pieces(known, {}), portal, OwnFolder(root / "docs", NOTHING, "docs"))
    written = pages(replace(known, file_sizes=sizes))
    write(written, root / "docs")
    shutil.copytree(ROOT / "site_templates" / "assets", root / "docs" / "assets")
    for name, data in {
        **index(written),
        **calendars.files(known),
        **atom.files(known),
        **table_files.worklists(known, {}),
    }.items():
        path = root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.data if isinstance(data, Pieced) else data)
    settings = {"docs_dir": str(root / "docs"), "site_dir": str(root / "site"), "site_name": portal.name}
    build(load_config(str(ROOT / "mkdocs.yml"), **settings))
    return {path.relative_to(root / "site").as_posix(): read(path) for path in sorted((root / "site").rglob("*.html"))}


# Page (`*` is the number of the string) and the places where the string must be read.
PLACES = (
    (
        "van-ban/van-ban-h*.html",
        "title h1 header p.vk-p h3 nav.vk-outline p.vk-badges ol.vk-chain div.vk-quotation",
    ),
    ("van-ban/van-ban-h*.html", "table.vk-facts table.vk-relations table.vk-tasks table.vk-figures table.vk-warnings"),
    ("co-quan/h*.html", "title h1 header table.vk-facts table.vk-documents table.vk-people table.vk-tasks"),
    ("co-quan/h*.html", "table.vk-passages table.vk-decisions ul"),
    ("chinh-sach/h*.html", "table.vk-together table.vk-figures-about"),
    ("co-quan/h*.html", "figure.vk-tree p.vk-succession table.vk-together"),
    ("so-hieu/theo-chua-co.html", "table.vk-register"),
    ("chinh-sach/h*.html", "title h1 header table.vk-facts table.vk-documents table.vk-passages"),
    ("so-hieu/h*.html", "title h1 header table.vk-facts table.vk-passages table.vk-ways ul"),
    ("nguoi/h*.html", "title h1 header table.vk-roles table.vk-documents table.vk-passages"),
    ("van-ban/index.html", "table.vk-documents"),
    ("van-ban/theo-loai.html", "table.vk-documents h2 nav.md-nav--secondary caption"),
    ("van-ban/theo-co-quan.html", "table.vk-documents h2 nav.md-nav--secondary caption"),
    ("co-quan/index.html", "article"),
    ("chinh-sach/index.html", "table.vk-policies h2"),
    ("so-hieu/index.html", "table.vk-decisions h2"),
    ("nguoi/index.html", "article"),
    ("nhiem-vu/index.html", "table.vk-tasks"),
    ("chat-luong/loai-1-2024.html", "table.vk-quality"),
    ("chat-luong/muc-doc-hieu-2024.html", "table.vk-coverage"),
)


@pytest.mark.parametrize("place", range(len(HOSTILE)), ids=HOSTILE)
def test_hostile_text_is_shown_letter_by_letter(site: dict[str, Html], place: int) -> None:
    wanted = flat(HOSTILE[place])
    for path, where in PLACES:
        page = site[path.replace("*", str(place))]
        for name in where.split():
            assert wanted.casefold() in flat(page.text[name]).casefold(), (path, name, flat(page.text[name])[:400])


def test_no_element_link_or_script_arises(site: dict[str, Html]) -> None:
    scripts = site["tim-kiem.html"].scripts
    for path, page in site.items():
        assert page.elements <= ALLOWED, (path, page.elements - ALLOWED)
        assert page.scripts == scripts, path
        assert not page.handlers, (path, page.handlers)
        schemes = {link for link in page.links if ":" in link.split("#")[0] or link.startswith("//")}
        assert not schemes, (path, schemes)


def test_structured_data_is_read_letter_by_letter(site: dict[str, Html]) -> None:
    for path, page in site.items():
        if path not in ("index.html", "404.html"):
            (*subject, crumbs) = json.loads(page.text[f"script.{LINKED_DATA}"])["@graph"]
            assert crumbs["@type"] == "BreadcrumbList", path
            place = next((int(each) for each in re.findall(r"/(?:van-ban-)?h(\d+)", path)), None)
            if place is not None:
                assert flat(HOSTILE[place]).casefold() in flat(subject[0]["name"]).casefold(), path


def test_the_portals_own_name_is_text_too(site: dict[str, Html]) -> None:
    for path, page in site.items():
        assert HOSTILE[3] in page.text["title"], path
        assert HOSTILE[3] in page.text["header.md-header"], path
