"""Pages read back: their words, their anchors."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import markdown

from generator.model import Page

_ID = re.compile(r"\{: #([\w-]+)|id=\"([\w-]+)\"")


EXTENSIONS = ("tables", "attr_list", "admonition", "toc", "generator.pages.markdown.caption")


class FullText(HTMLParser):
    """The words of the full text: headings and paragraphs, without permalinks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.inside = False
        self.permalink = False
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        if tag in ("p", "h3", "h4", "h5", "h6"):
            self.inside = tag != "p" or "vk-p" in classes
            self.pieces.append("")
        elif self.inside:
            self.tags.add(tag)
            self.permalink = "vk-at" in classes

    def handle_endtag(self, tag: str) -> None:
        self.permalink = False
        self.inside = self.inside and tag not in ("p", "h3", "h4", "h5", "h6")

    def handle_data(self, data: str) -> None:
        if self.inside and not self.permalink:
            self.pieces[-1] += data


def anchors(page: Page) -> set[str]:
    """Return the ids that a page's Markdown gives."""
    return {one or other for one, other in _ID.findall(page.markdown)}


def read_back(page: Page) -> FullText:
    """Return the full text of a document's page as a browser reads it."""
    _, _, body = page.markdown.partition("{: #k-toan-van }")
    read = FullText()
    read.feed(markdown.markdown(re.split(r"^## ", body, flags=re.M)[0], extensions=EXTENSIONS))
    read.close()
    return read
