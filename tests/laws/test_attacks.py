"""Settings and hand-written pages under attack: what is not refused with file and line is words to a browser."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import markdown
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from mkdocs.config import load_config

from generator import cli, rebuild
from generator.curation.portal import load, open_content
from generator.errors import ConfigurationError
from generator.model import Page, Portal
from generator.pages import hand_written
from generator.pages.hand_written import CONFIGURATION, EXTENSIONS, MOST, Written, with_hand_written
from generator.publish.html.site import environment, prepared
from tests.support.figures import tell
from tests.support.places import CASES, ROOT
from tests.support.views import cases

EXAMPLES = int(os.environ.get("PAGE_EXAMPLES", "40"))
MADE = (Page("index.md", "Trang chủ", "# a"), Page("van-ban/index.md", "Văn bản", "# b"))
ATTACKS: list[dict[str, str]] = yaml.safe_load((CASES / "pages/attacks.yml").read_text("utf-8"))
SHOWN = [case["text"] for case in ATTACKS if "told" not in case]
EVIL = (
    "\"><script>alert(1)</script>'{{7*7}}{% raw %}\n- EVIL: & ]]> --> "
    "\u202e\u2066\ufffe\ufdd0\x1b[31m <img onerror=alert(1)>"
)
WORDS = "\"><script>alert(1)</script>'{{7*7}}{% raw %} - EVIL: & ]]> --> [31m <img onerror=alert(1)>"
SETTINGS = "".join(
    [f"{key}: {json.dumps(EVIL)}\n" for key in ("name", "owner", "contact", "home_province", "contacts")]
    + ["base_url: https://vi-du.vn/kho\nsample: true\npersons: all\n"]
)
TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\x1b]")
ALLOWED = {
    *("a", "abbr", "blockquote", "br", "caption", "code", "del", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr"),
    *("li", "ol", "p", "pre", "small", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}
ATTRIBUTES = {"aria-label", "class", "data-label", "href", "id", "role", "scope", "start", "style", "title"}


def shown(text: str) -> Page | str:
    """Return the page that a text becomes, or what is told where it is refused."""
    try:
        (page,) = set(with_hand_written(MADE, [Written("pages/a.md", text)], [])) - set(MADE)
    except ConfigurationError as told:
        return str(told)
    return page


def shown_at_once(text: str) -> Page | str:
    """Return what `shown` does, without a process of its own: for many short texts that is nothing but time."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(hand_written, "bounded", lambda seconds, work: work())
        return shown(text)


def what_runs(html: str) -> Iterator[str]:
    """Yield what may not stand in the article of a page, read by the letter of the standard."""
    root = html5lib.parse(html, namespaceHTMLElements=False)
    articles = list(root.iter("article"))
    yield from ("an article within another", "no article")[: abs(len(articles) - 1)]
    for ours in list(articles[0].findall("noscript/p[@class='vk-noscript']/..")):
        articles[0].remove(ours)
    for element in articles[0].iter() if articles else ():
        if element.tag not in {*ALLOWED, "article"}:
            yield str(element.tag)
        yield from (f"{element.tag} {name}" for name in element.attrib.keys() - ATTRIBUTES)
        if not re.fullmatch(r"(text-align: \w+;)?", element.get("style", "")):
            yield "style"
        if re.match(r"__|vankho$|k-", element.get("id", "")):
            yield "id"
        address = re.sub(r"[\x00-\x20]", "", element.get("href", ""))
        if re.match(r"(?i)(?!https?://[^/]|mailto:|tel:)([a-z][a-z0-9+.-]*:|[\\/]{2})", address):
            yield address


@pytest.mark.parametrize("case", cases("pages/attacks.yml"))
def test_an_attack_is_told_with_its_line_or_shown(case: Any) -> None:
    outcome = shown_at_once(case["text"])
    if isinstance(outcome, str):
        line, told = case["told"].split(": ", 1)
        assert (
            re.match(rf"pages/a\.md:{line}: (trang viết tay \D+, )?{re.escape(told)}\.", outcome)
            and "\n" not in outcome
        )
    else:
        assert "told" not in case, outcome.markdown


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site whose settings are attacks, with every attack on a page that is shown: `t0.html` …."""
    root = tmp_path_factory.mktemp("attacked")
    (root / "content/pages").mkdir(parents=True)
    (root / "content/documents").mkdir()
    paper = root / "content/documents" / "a\u202etxt\x1b[31m.md"
    paper.write_text("THÔNG BÁO\nVề việc \u2067nghỉ\u202e lễ\nCác phòng trực\u061c.\n", "utf-8")
    paper.with_name(f"{paper.name}.meta.yml").write_text(f"title: {json.dumps(EVIL)}\nissuer: {json.dumps(EVIL)}\n")
    for place, text in enumerate(SHOWN):
        (root / f"content/pages/t{place}.md").write_bytes(text.encode())
    (root / "content/portal.yml").write_text(SETTINGS, "utf-8")
    rebuild.rebuild(open_content(root / "content"), root / "site", root / "build", lambda *_: None)
    return root / "site"


def test_no_attack_runs_in_what_goes_out(site: Path) -> None:
    pages = {text: (site / f"t{place}.html").read_text("utf-8") for place, text in enumerate(SHOWN)}
    ran = {text: found for text, html in pages.items() if (found := list(what_runs(html)))}
    tell("pages", attacks=len(ATTACKS), refused=len(ATTACKS) - len(SHOWN), shown=len(SHOWN), ran=len(ran))
    assert not ran and len(ATTACKS) > 140


def test_no_setting_is_ever_markup(site: Path) -> None:
    """Each file that goes out is read strictly, and holds the settings as the words that they are."""
    for path in site.rglob("*.html"):
        root = html5lib.parse(path.read_text("utf-8"), namespaceHTMLElements=False)
        scripts = [each for each in root.iter("script") if each.get("type") != "application/ld+json"]
        assert not [each for each in scripts if re.search("alert|EVIL", "".join(each.itertext()))], path
        data = [each for each in root.iter("script") if each not in scripts]
        assert all(json.loads("".join(each.itertext()))["@graph"] for each in data), path
        assert not [name for each in root.iter() for name in each.attrib if name.startswith(("on", "evil"))], path
        assert WORDS in " ".join("".join(root.find("head/title").itertext()).split()), path
        footer = next(each for each in root.iter() if each.get("class") == "md-copyright")
        assert " ".join("".join(footer.itertext()).split()).count(WORDS) == 2, path
    assert WORDS[:16] == etree.parse(site / "opensearch.xml").findtext("{*}ShortName")
    assert WORDS in str(etree.parse(site / "opensearch.xml").findtext("{*}Description"))
    for place in etree.parse(site / "sitemap.xml").iter("{*}loc"):
        assert str(place.text).startswith("https://vi-du.vn/kho/")
    for path in site.rglob("*.jsonl"):
        assert [json.loads(line) for line in path.read_text("utf-8").splitlines()] or not path.stat().st_size
    written = [path for path in site.rglob("*") if path.suffix in (".html", ".xml", ".json", ".jsonl", ".js", ".csv")]
    assert not [path for path in written if TURNING.search(path.read_text("utf-8"))]


PIECES = st.sampled_from(
    [
        *(
            "<script>",
            "</script>",
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "</article>",
            "<svg>",
            "<a ",
            "href=",
            "onclick=x",
        ),
        *(
            "[a](",
            ")",
            "[a]: ",
            "javascript:",
            "java&Tab;script:",
            "&#106;",
            "index.html",
            "<",
            ">",
            '"',
            "'",
            "`",
            "```\n",
        ),
        *("{: #__x }", "{: onclick=x }", "{:", "}", "!!! note\n", "    ", "\n", "\n\n", "- ", "> ", "| a |\n|---|\n| "),
        *(
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<?",
            "?>",
            "<!",
            "\x00",
            "\x02",
            "\x03",
            "\u202e",
            "\u200b",
            "# A\n",
            "*",
            "_",
            "\\",
        ),
    ]
)


@settings(max_examples=EXAMPLES)
@given(st.lists(PIECES | st.text(max_size=4), max_size=14).map("".join))
@example("</article></div></main></div><div><main><div><article>")
@example("<p title='\n[a](javascript:x)'>")
def test_whatever_is_written_is_refused_or_runs_nothing(text: str) -> None:
    outcome = shown_at_once(f"# Trang\n\n{text}\n\nhết")
    if isinstance(outcome, str):
        assert re.match(r"pages/a\.md:\d+: [^\n]+\.$", outcome)
        return
    body = outcome.markdown.split("\n---\n", 1)[1]
    html = markdown.markdown(body, extensions=EXTENSIONS, extension_configs=CONFIGURATION)
    assert not list(what_runs(f"<!DOCTYPE html><div><main><article>{html}</article></main></div>"))


def test_what_is_judged_is_made_as_mkdocs_makes_it(tmp_path: Path) -> None:
    config = load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(tmp_path))
    assert tuple(config.markdown_extensions) == EXTENSIONS and config.mdx_configs == CONFIGURATION
    assert set(config.plugins) == {"generator/publish/templates.py"}, "a plugin could change a page once it was judged"


def test_what_mkdocs_makes_is_judged_before_it_replaces_anything(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for name in ("index.md", "thu.md"):
        (tmp_path / "docs" / name).write_text("# A\n\n<img src=x onerror=alert(1)>\n", "utf-8")
    with environment():
        laid = ("index.md", "thu.md")
        site = prepared(tmp_path / "docs", laid, tmp_path / "html", Portal(), ROOT / "mkdocs.yml", (("A", "thu.md"),))
        assert "pages/thu.md: có <img>, điều mà trang viết tay không được có" in site.render("thu.md").problems
        assert not [told for told in site.render("index.md").problems if "có <img>" in told], "it is made by us"


HEAVY = ("[" * (MOST - 10), "<div>" * (MOST // 6))


@pytest.mark.parametrize("text", HEAVY, ids=lambda text: text[:6])
def test_no_page_takes_long(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hand_written, "SECONDS", 1)
    outcome = shown(f"# A\n\n{text}")
    assert outcome if isinstance(outcome, Page) else "quá 1 giây" in outcome or "gặp" in outcome


def test_a_page_of_megabytes_is_refused_at_once() -> None:
    assert "dài quá 100000 ký tự" in str(shown("# A\n\n" + "chữ " * 2_500_000))


def test_what_turns_words_around_is_left_out_of_a_page() -> None:
    page = shown("# Kho\u202e ban\x1b[31m\n\nchữ\u2066 này\u061c\n")
    assert isinstance(page, Page) and page.title == "Kho ban[31m" and page.text == "chữ này"


@pytest.mark.parametrize(
    "address",
    [
        *(
            "javascript:alert(1)",
            "https://",
            "https:///x",
            "https://a:99999/",
            "https://a:0/",
            "https://a:b/",
            "//a.vn/",
        ),
        *("https://a.vn/?q", "https://a.vn/#x", "https://a.vn/%", "https://a..vn/", "https://[a]/", "https://u@a.vn/"),
        *(
            "https://a.vn/{{7*7}}",
            "https://a.vn/'x",
            "https://a.vn/ b",
            "https://a.vn/]]>",
            "https://a.vn/&amp;",
            "ftp://a",
        ),
    ],
)
def test_an_address_that_is_none_is_told_with_its_place(address: str, tmp_path: Path) -> None:
    (tmp_path / "portal.yml").write_text(f"name: Thử\nbase_url: {json.dumps(address)}\n", "utf-8")
    with pytest.raises(ConfigurationError, match=r"portal\.yml:2:11: «.*» không phải địa chỉ trang web"):
        load(tmp_path)


def test_a_terminal_obeys_no_word_of_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither the name of a file nor what stands in it moves the cursor or turns a line."""
    (tmp_path / "a\x1b[2J\u202etxt.txt").write_text("x", "utf-8")
    (tmp_path / "portal.yml").write_text("nam\u202e\u0085e\u001f: x\n", "utf-8")
    assert cli.main(["check", "--content", str(tmp_path)]) == 2
    assert cli.main(["check", "--content", str(tmp_path / "\x1b[2J")]) == 2
    (tmp_path / "portal.yml").unlink()
    cli.main(["check", "--content", str(tmp_path)])
    said = "".join(capsys.readouterr())
    assert said and not [char for char in said if not char.isprintable() and char != "\n"]
