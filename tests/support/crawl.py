"""Reading a built site as files: what each page links to and which places it offers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

LOADED = {("link", "href"), ("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("use", "href")}
FORMS = {"form": "action", "button": "formaction"}
DATA = {"application/json", "application/ld+json"}
"""What a `<script>` may hold that is none."""
HARMLESS = ("data:image/", "mailto:", "tel:")
OUTSIDE = {"vbpl.vn", "congbao.chinhphu.vn", "thuvienphapluat.vn"}
"""Hosts that pages of works link to, and no other page does."""


@dataclass
class Leaf(HTMLParser):
    """One page: its ids, its links as (element, attribute, address), scripts and styles that stand in it."""

    ids: set[str] = field(default_factory=set)
    twice: set[str] = field(default_factory=set)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the ids and links of an element, and what it holds of scripts and styles that are no files."""
        given = dict(attrs)
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") not in DATA):
            self.inline.append(tag)
        self.inline += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        for name, value in attrs:
            if name == "id" and value:
                (self.twice if value in self.ids else self.ids).add(value)
            elif name in ("href", "src", FORMS.get(tag)) and value is not None:
                self.links.append((tag, name, value))


def leaves(site: Path) -> dict[str, Leaf]:
    """Return every page of a site by its path."""
    pages = {}
    for path in sorted(site.rglob("*.html")):
        leaf = Leaf()
        leaf.feed(path.read_text("utf-8"))
        pages[path.relative_to(site).as_posix()] = leaf
    return pages


def targets(page: str, leaf: Leaf) -> Iterator[tuple[str, str, str]]:
    """Yield address, path in the site and fragment of each link of a page that stays in the site."""
    for _, _, address in leaf.links:
        parts = urlsplit(address)
        if not parts.scheme and not parts.netloc:
            path = normpath(join(page, "..", unquote(parts.path))) if parts.path else page
            yield address, path + "/" * parts.path.endswith("/"), unquote(parts.fragment)


def dead(site: Path, pages: Mapping[str, Leaf]) -> list[str]:
    """Return a sentence for each link that leads nowhere, on http or from a folder."""
    wrong = []
    for page, leaf in pages.items():
        for address, path, fragment in targets(page, leaf):
            if address.startswith("/"):
                wrong.append(f"{page}: {address}: begins at the host's root, which is not the portal's")
            elif path.startswith("..") or not (site / path).is_file():
                wrong.append(f"{page}: {address}: no such file")
            elif fragment and path in pages and fragment not in pages[path].ids:
                wrong.append(f"{page}: {address}: no such place on that page")
    return wrong


def foreign(pages: Mapping[str, Leaf]) -> list[str]:
    """Return a sentence for each address that would load something from another host, run as a script or lead away."""
    wrong = []
    for page, leaf in pages.items():
        for tag, name, address in leaf.links:
            scheme = urlsplit(address).scheme.lower()
            loads = (tag, name) in LOADED and (scheme or address.startswith("//"))
            odd = scheme not in ("", "http", "https") or address.startswith("//")
            away = scheme in ("http", "https") and not (
                tag == "a" and page.startswith(("so-hieu/", "van-ban/")) and urlsplit(address).hostname in OUTSIDE
            )
            if (loads or odd or away) and not address.startswith(HARMLESS):
                wrong.append(f"{page}: <{tag} {name}={address}>")
    return wrong


def reached(pages: Mapping[str, Leaf], start: str = "index.html") -> set[str]:
    """Return the pages that a reader can come to by links alone."""
    seen, waiting = {start}, [start]
    while waiting:
        page = waiting.pop()
        for _, path, _ in targets(page, pages[page]):
            if path in pages and path not in seen:
                seen.add(path)
                waiting.append(path)
    return seen
