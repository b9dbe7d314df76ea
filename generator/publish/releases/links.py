"""Where the pages of a site lead: dead links, and what a browser would fetch from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

from lxml import etree, html

NOT_FOUND = "404.html"
"""The one page that is shown at any depth, so that its addresses begin at the host's root."""
_CLICKED = {
    "a": {"href", "xlink:href"},
    "area": {"href"},
    "form": {"action"},
    "button": {"formaction"},
    "input": {"formaction"},
}
"""Addresses that a reader follows, by element; all others a browser asks for unbidden."""
_NAMED = frozenset({"canonical", "alternate", "next", "prev", "author", "license", "help", "bookmark", "up"})
"""What a `link` may be whose address a browser does not ask for."""
_FETCHED = re.compile(r"src|href|xlink:href|poster|background|data|ping|action|formaction")
_HARMLESS = ("data:image/", "data:font/", "about:blank")
_READ_BY_OTHERS = ("mailto:", "tel:")
_IN_STYLE = re.compile(r"""url\(\s*["']?([^"')\s]+)|@import\s+["']([^"']+)""", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_REFRESH = re.compile(r"""url\s*=\s*["']?([^"']+)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """An address on a page: what stands there, and whether a browser asks for it unbidden."""

    text: str
    fetched: bool


@dataclass
class Judge:
    """What is wrong with the addresses of a site whose files are `names`, page by page."""

    names: Collection[str]
    base: str = "/"
    """Path of the site on its host, for the page that is shown at any depth."""
    wrong: list[str] = field(default_factory=list)
    _asked: dict[tuple[str, str], str] = field(default_factory=dict)
    _ids: dict[str, str] = field(default_factory=dict)

    def page(self, name: str, data: bytes) -> None:
        """Look at a page."""
        try:
            tree = html.document_fromstring(data, parser=etree.HTMLParser(encoding="utf-8", huge_tree=True))
        except etree.LxmlError:
            self._ids[name] = ""
            self.wrong.append(f"{name}: trang rỗng")
            return
        self._ids[name] = "\n".join(each for each in _ids(tree) if each)
        for address in _addresses(tree):
            self._address(name, address)

    def style(self, name: str, text: str) -> None:
        """Look at a style sheet."""
        for address in _in_style(text):
            self._address(name, address)

    def missing_places(self) -> list[str]:
        """Return a sentence for each place of a page that a link asks for and that is not there."""
        known = {page: frozenset(self._ids[page].split("\n")) for page in {page for page, _ in self._asked}}
        return [
            f"{where}: «{page}#{place}»: trang đó không có chỗ này"
            for (page, place), where in self._asked.items()
            if place not in known[page]
        ]

    def _address(self, page: str, address: Address) -> None:
        told = f"{page}: «{address.text[:100]}»"
        try:
            parts = urlsplit(address.text.strip())
        except ValueError:
            self.wrong.append(f"{told}: không phải địa chỉ")
            return
        if parts.scheme or parts.netloc:
            if complaint := _outside(address, parts.scheme.lower()):
                self.wrong.append(f"{told}: {complaint}")
            return
        path = self._path(page, unquote(parts.path))
        if path not in self.names:
            self.wrong.append(f"{told}: không có tệp này trong trang")
        elif (place := unquote(parts.fragment)) and path.endswith(".html"):
            self._asked.setdefault((path, place), page)

    def _path(self, page: str, path: str) -> str:
        if page == NOT_FOUND and path.startswith(self.base):
            return normpath(path.removeprefix(self.base)) if path != self.base else "index.html"
        return normpath(join(page, "..", path)) if path else page


def _outside(address: Address, scheme: str) -> str:
    """What is wrong with an address that leads out of the site, nothing where a reader may follow it."""
    if address.text.strip().lower().startswith(_HARMLESS):
        return ""
    if address.fetched:
        return "trình duyệt sẽ tự tải từ nơi khác"
    known = scheme in ("http", "https") or address.text.lower().startswith(_READ_BY_OTHERS)
    return "" if known else "liên kết này không mở ra trang nào"


def _ids(tree: html.HtmlElement) -> Iterator[str]:
    yield from (str(each) for each in tree.xpath("//@id | //a/@name"))


def _addresses(tree: html.HtmlElement) -> Iterator[Address]:
    for element in tree.iter(etree.Element):
        tag = str(element.tag)
        for name, value in element.attrib.items():
            yield from _of_attribute(tag, str(name), str(value), element)
        if tag == "style":
            yield from _in_style(element.text or "")


def _of_attribute(tag: str, name: str, value: str, element: html.HtmlElement) -> Iterator[Address]:
    if name == "srcset":
        yield from (Address(each.split()[0], True) for each in value.split(",") if each.strip())
    elif name == "style":
        yield from _in_style(value)
    elif name == "content" and str(element.get("http-equiv", "")).lower() == "refresh":
        yield from (Address(match[1], True) for match in _REFRESH.finditer(value))
    elif tag == "link" and name == "href":
        kinds = set(str(element.get("rel", "")).lower().split())
        yield Address(value, not kinds or not kinds <= _NAMED)
    elif name in _CLICKED.get(tag, ()):
        yield Address(value, False)
    elif _FETCHED.fullmatch(name):
        yield Address(value, True)


def _in_style(text: str) -> Iterator[Address]:
    for match in _IN_STYLE.finditer(_COMMENT.sub("", text)):
        yield Address(match[1] or match[2], True)


def judged(site: Path, names: Collection[str], base: str) -> list[str]:
    """Return a sentence for each dead link, and for each address fetched from elsewhere."""
    judge = Judge(frozenset(names), base)
    for name in sorted(names):
        if name.endswith(".html"):
            judge.page(name, (site / name).read_bytes())
        elif name.endswith(".css"):
            judge.style(name, (site / name).read_text(encoding="utf-8", errors="replace"))
    return judge.wrong + judge.missing_places()
