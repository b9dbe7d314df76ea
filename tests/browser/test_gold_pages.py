"""The built pages of the annotated papers say what two readers of those papers wrote down: a sample of 100."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
import yaml
from playwright.sync_api import Browser, expect

from tests.support.places import ROOT
from tests.support.visit import visiting

SHARED = ROOT.parent / "shared"
DRAWN, SEED = 100, 2026
FOLDERS = {"citations": "so-hieu", "persons": "nguoi", "agencies": "co-quan", "figures": "", "tasks": ""}
KNOWN = 4
"""Bodies of the drawn sample that the parser is known not to name: committees, a city office, an inspectorate."""


def flat(text: str) -> str:
    """Return words as the annotators compare them: no marks, one space, plain quotes and dashes."""
    plain = re.sub(r"[*#¶]", "", text).translate(str.maketrans("“”’–", '""\'-'))
    return " ".join(plain.split()).strip(" .:;,")


def read(path: Path) -> Any:
    """Return a page as a tree."""
    return lxml.html.fromstring(path.read_text("utf-8"))


def items(site: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield (page of the document, kind, annotation) of all that must be there, in the order of the files."""
    pages = {}
    for line in (site / "du-lieu" / "documents.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        pages[Path(str(row["source"]["file"])).name] = f"van-ban/{row['id']}.html"
    for path in sorted((SHARED / "gold").glob("0*.yml")):
        gold = yaml.safe_load(path.read_text("utf-8"))
        page = pages[gold["source"]]
        for kind in FOLDERS:
            for each in gold[kind]:
                if not each.get("optional") and each.get("kind") not in (
                    "unnumbered",
                    "implicit",
                    "standard",
                    "article",
                ):
                    yield page, kind, each


def disagreements(site: Path, page: str, kind: str, each: dict[str, Any]) -> Iterator[str]:
    """Yield what the pages say otherwise than an annotation."""
    tree = read(site / page)
    paragraphs = {node.get("id"): flat(node.text_content()) for node in tree.iter("p", "h3", "h4", "h5", "h6")}
    forms = [flat(form["surface"]) for form in each.get("forms", ())]
    words = flat(each.get("raw") or each.get("text", "").partition(" … ")[0])
    if not any(form in text for text in paragraphs.values() for form in forms or [words]):
        yield f"{page}: {words or forms}: not in the full text"
    name = flat(str(each.get("key") or each.get("name") or each.get("canonical") or ""))
    if kind in ("citations", "persons", "agencies"):
        own = linked(site, page, FOLDERS[kind], name)
        if not any(
            word in paragraphs.get(anchor, "") for anchor in places(site, own, page) for word in forms or [words]
        ):
            what = "its page does not lead to the paragraph" if own else "no link to its page"
            yield f"{page}: {kind}: {name}: {what}"


def linked(site: Path, page: str, folder: str, name: str) -> list[Path]:
    """Return the pages of a folder that a document links to and that call themselves `name`."""
    links = {a.get("href", "").partition("#")[0] for a in read(site / page).iter("a")}
    # A number whose paper is held leads to that paper.
    folders = {"van-ban", folder} if folder == FOLDERS["citations"] else {folder}
    known = [
        each for each in (led(site, page, link) for link in sorted(filter(None, links))) if each.parent.name in folders
    ]
    return [each for each in known if name in titles(each)]


def led(site: Path, page: str, link: str) -> Path:
    """Return the file to which a link of a page leads."""
    return (site / page).parent.joinpath(link).resolve()


def titles(page: Path) -> str:
    """Return what a page calls its subject: title and facts."""
    return " | ".join(
        flat(node.text_content())
        for node in read(page).xpath("//h1 | //p[contains(@class,'vk-badges')] | //table[contains(@class,'vk-facts')]")
    )


def places(site: Path, own: list[Path], page: str) -> set[str]:
    """Return the paragraphs of a document to which pages lead back."""
    links = ((each, a.get("href", "")) for each in own for a in read(each).iter("a"))
    here = (site / page).resolve()
    found = {href for each, href in links if "#" in href and (each.parent / href.partition("#")[0]).resolve() == here}
    return {address.partition("#")[2] for address in found}


def test_the_pages_agree_with_the_annotations(seeds_site: Path) -> None:
    drawn = random.Random(SEED).sample(list(items(seeds_site)), DRAWN)
    found = [each for row in drawn for each in disagreements(seeds_site, *row)]
    assert not [each for each in found if ": agencies: " not in each]
    assert len(found) <= KNOWN, "\n".join(found)


def test_who_cites_771_is_one_search_away(seeds_site: Path, browser: Browser) -> None:
    with visiting(browser, seeds_site.as_uri() + "/") as visit:
        visit.open("index.html")
        visit.page.fill("header input[type=search]", "771/QĐ-TTg")
        visit.page.locator("header a[data-result]").first.wait_for()
        visit.page.locator("header a[data-result]").first.click()
        expect(visit.page.locator("article h1")).to_contain_text("771/QĐ-TTg")
        expect(visit.page.locator("article a[href*='van-ban/'][href*='#']").first).to_be_visible()
