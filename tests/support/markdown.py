"""Pages read back: their words, their anchors."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import markdown

from generator.model import Page

_ID = re.compile(r"\{: #([\w-]+)|id=\"([\w-]+)\"")


EXTENSIONS = ("tables", "attr_list", "admonition", "toc", "generator.pages.markdown.caption")


class FullText(HTMLParser):
    """The words of the full text: headings and paragraphs, without permalinks; and which of them stand in its head."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.inside = False
        self.permalink = False
        self.tags: set[str] = set()
        self.columns: list[list[int]] = []
        """For each column of the head the places of its pieces."""
        self.divs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        if tag == "div":
            if self.divs[-1:] == ["vk-head"]:
                self.columns.append([])
            self.divs.append(" ".join(classes))
        if tag in ("p", "h3", "h4", "h5", "h6"):
            self.inside = tag != "p" or "vk-p" in classes
            self.pieces.append("")
            if "vk-head" in self.divs:
                self.columns[-1].append(len(self.pieces) - 1)
        elif self.inside:
            self.tags.add(tag)
            self.permalink = "vk-at" in classes

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self.divs:
            self.divs.pop()
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
    html = markdown.markdown(page.markdown.partition("\n---\n")[2], extensions=EXTENSIONS)
    _, _, body = html.partition('<div class="vk-doc">')
    read = FullText()
    read.feed(re.split('<aside class="vk-side"|<h2 id="|<div class="vk-seen"', body)[0])
    read.close()
    return read


def assert_whole(read: FullText, text: str) -> None:
    """The page shows the words of a text once each and in their order.

    The columns of its head are read one by one: of those each has its words in the order of the text, line by line,
    and together they have all.
    """
    pieces, wanted = ["".join(piece.split()) for piece in read.pieces], "".join(text.split())
    placed = [place for column in read.columns for place in column]
    first, end = (min(placed), max(placed) + 1) if placed else (0, 0)
    assert sorted(placed) == list(range(first, end)), "something stands between the columns"
    before, head, after = "".join(pieces[:first]), "".join(pieces[first:end]), "".join(pieces[end:])
    assert before + after == wanted[: len(before)] + wanted[len(before) + len(head) :]
    lines = wanted[len(before) : len(before) + len(head)]
    assert sorted(head) == sorted(lines)
    for column in read.columns:
        at = 0
        for piece in (pieces[place] for place in column):
            at = lines.find(piece, at) + len(piece)
            assert at >= len(piece), piece
