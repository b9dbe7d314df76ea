"""What hand-written Markdown becomes by the letter of the HTML standard, and what may not go out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from generator.model.frozen import Frozen
from generator.pages.frame.urls import OWN_NAMES

DEEPEST = 40
"""Elements inside of one another; who writes a page needs five."""
_INLINE = {"a", "abbr", "br", "code", "del", "em", "small", "strong", "sub", "sup"}
_BLOCKS = {
    *("blockquote", "caption", "div", "hr", "li", "ol", "p", "pre", "ul"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "tbody", "td", "th", "thead", "tr"),
}
_ATTRIBUTES = {
    "class": re.compile(r"[\w -]*"),
    "data-label": re.compile(r".*", re.DOTALL),
    "href": re.compile(r".*", re.DOTALL),  # where it may lead is asked apart: that has a sentence of its own
    "id": re.compile(rf"(?!{OWN_NAMES.pattern})[A-Za-z0-9][\w-]*|_\d+"),  # the theme's begin with `__`
    "scope": re.compile(r"col|row"),
    "start": re.compile(r"\d{1,9}"),
    "title": re.compile(r".*", re.DOTALL),
}
"""Of each attribute the values that it may have."""
_NO_ADDRESS = re.compile(r"[\x00-\x20\x7f\\]")
"""Browsers leave some of these out of an address, and read `\\` as `/`."""
_OF_LETTERS = re.compile(r"entity|codepoint|null-character")
"""Faults of a page that are none of its tags."""
TOO_DEEP = "các phần lồng nhau quá sâu"
OUT_OF_PLACE = "thẻ đóng, mở không khớp"
_SCHEMES = ("", "http", "https", "mailto", "tel")
_OURS = re.compile(r"(?:^| )(?:md-(?!button)|vk-(?!(?:none|facts|left|center|right)$))")
"""Classes by which scripts and styles of the portal know their own elements."""
_BEFORE, _AFTER = "<!DOCTYPE html><div><main><div><article>", "</article></div></main></div>"
_FRAME = ["html", "head", "body", "div", "main", "div", "article"]
"""The page around: an end tag too many would close it, a missing one would draw it in."""


class Judged(Frozen):
    """What a browser makes of a page's HTML (trang như trình duyệt hiểu)."""

    wrong: str
    """The first thing that may not stand there, as it is told; empty where there is none."""
    titles: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    """What is read, a paragraph each, the titles among them."""
    links: tuple[str, ...] = ()
    ids: frozenset[str] = frozenset()


def judged(html: str) -> Judged:
    """Return what the HTML of a page's text holds, or the first thing in it that may not go out.

    The steps from the home page, which every page begins with, are ours.
    """
    import html5lib  # which a build needs only where a page was changed

    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(f"{_BEFORE}{html}{_AFTER}")
    article = root.find("/".join(_FRAME[2:]))
    if article is not None and len(article) and article[0].get("class") == "vk-above":
        article.remove(article[0])
    wrong = next(_wrong(root), "") or next((OUT_OF_PLACE for _, fault, _ in parser.errors if _is_of_tags(fault)), "")
    if wrong or article is None:
        return Judged(wrong or OUT_OF_PLACE)
    own = [each for each in article.iter() if not _is_mark(each)]
    return Judged(
        "",
        tuple(" ".join("".join(_texts(each)).split()) for each in article.iter("h1")),
        tuple(_paragraphs(article)),
        tuple(each.attrib["href"] for each in own if "href" in each.attrib),
        frozenset(each.attrib["id"] for each in own if "id" in each.attrib),
    )


def _is_of_tags(fault: str) -> bool:
    """Tell whether a browser would move a tag or leave it out: that could close the page around."""
    return not _OF_LETTERS.search(fault)


def _wrong(root: Element) -> Iterator[str]:
    frame = len(_FRAME)
    for place, (depth, element) in enumerate(_all(root)):
        if place < frame:
            if element.tag != _FRAME[place] or element.attrib:
                yield f"<{_name(element)}>"
            continue
        if depth > frame + DEEPEST:
            yield TOO_DEEP
        if element.tag not in _INLINE | _BLOCKS:
            yield f"<{_name(element)}>"
        odd = ((name, value) for name, value in element.attrib.items() if not _may(name, value))
        yield from (f"<{element.tag} {name}{_said(value) if name in _ATTRIBUTES else ''}>" for name, value in odd)


def _all(root: Element) -> Iterator[tuple[int, Element]]:
    """Every element in the order of the text with its depth; a page may be deeper than Python can call."""
    waiting = [(0, root)]
    while waiting:
        depth, element = waiting.pop()
        yield depth, element
        waiting += ((depth + 1, each) for each in reversed(element))


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "!-- --"


def _said(value: str) -> str:
    """A value that may not be, short enough for a sentence."""
    return f'="{value[:40]}{"…" if len(value) > 40 else ""}"'


def _may(name: str, value: str) -> bool:
    known = _ATTRIBUTES.get(str(name))
    return known is not None and bool(known.fullmatch(value)) and (name != "class" or not _OURS.search(value))


def may_lead(address: str) -> bool:
    """Tell whether an address is that of a page, and not a script."""
    if _NO_ADDRESS.search(address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:  # a host in brackets that is none
        return False
    return parts.scheme in _SCHEMES and bool(parts.netloc) == parts.scheme.startswith("http")


def _is_mark(element: Element) -> bool:
    """Tell whether an element is the link to its own heading that Markdown adds."""
    return element.get("class") == "headerlink" and element.get("href", "").startswith("#")


def _texts(element: Element) -> Iterator[str]:
    """The words of an element without the marks that Markdown adds to headings."""
    yield element.text or ""
    for each in element:
        if not _is_mark(each):
            yield from _texts(each)
        yield each.tail or ""


def _paragraphs(article: Element) -> Iterator[str]:
    words = [""]

    def read(element: Element) -> None:
        if _is_mark(element):
            return
        if element.tag not in _INLINE:
            words.append("")
        words[-1] += element.text or ""
        for each in element:
            read(each)
            words[-1] += each.tail or ""

    read(article)
    yield from (line for each in words if (line := " ".join(each.split())))
