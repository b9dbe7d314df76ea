"""Marks (dấu mật, nội bộ, dự thảo) that a web page bears beside its lines: styles, attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import unquote

from lxml.html import HtmlElement

from generator.ingest.comments import comments, words_of

_SAID = (
    "alt",
    "title",
    "aria-label",
    "aria-description",
    "content",
    "value",
    "placeholder",
    "label",
    "summary",
    "string",
)
_CONTENT = re.compile(r"""\bcontent\s*:\s*((?:["'][^"'<>]{1,120}["']\s*){1,20})""")
_STRING = re.compile(r"""["']([^"'<>\n]{1,120})["']""")
_ESCAPED = re.compile(r"\\([0-9A-Fa-f]{1,6})\s?")
_DRAWN = re.compile(r"data:image/svg[^,]{0,60},(.{1,20000})", re.DOTALL)
_ELSEWHERE = ("a", "nav", "menu", "select")
"""What leads to other pages: their names are no words of this one."""
_HOLDERS = ("object", "embed", "iframe", "applet", "audio", "video", "canvas", "template", "xml")
"""What shows its words to a browser that knows no better, or says them of the page."""
_LONGEST, _PAGES, _DATA = 1000, 200_000, 400_000
"""Characters of a piece, of a page within the page, and of what scripts hold as data."""


@dataclass(slots=True)
class Beside:
    """Words of a page outside its lines: those that are seen, and those that are not."""

    shown: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def look(self, root: HtmlElement, source: str) -> None:
        """Take in what the page draws from styles and drawings, and what it says in attributes and comments."""
        for element in root.iter("style", "svg", "title", "noscript"):
            if element.tag == "style":
                self._style("".join(element.itertext()))
            else:
                (self.shown if element.tag == "svg" else self.said).extend(_pieces(element))
        for element in root.iter(*_HOLDERS):
            self.said += _pieces(element)
            self.said += words_of((element.get("srcdoc") or "")[:_PAGES])
            self.said += (f"{_local(each)}: {each.text}" for each in element.iter() if each.text)
        for element in root.iter("script"):
            if "json" in (element.get("type") or ""):
                self.said += _STRING.findall("".join(element.itertext())[:_DATA])
        self.said += comments(source)
        self._attributes(root)

    def _style(self, text: str) -> None:
        """Take in what styles print: pieces that stand side by side, and values that they are handed."""
        plain = _ESCAPED.sub(lambda code: chr(min(int(code[1], 16), 0x10FFFF)), text)
        self.shown += ("".join(_STRING.findall(pieces)) for pieces in _CONTENT.findall(plain))
        self.said += _STRING.findall(plain)

    def _attributes(self, root: HtmlElement) -> None:
        for element in root.iter():
            if not element.attrib:
                continue
            told = dict(element.attrib)
            values = [value for name, value in told.items() if name in _SAID or name.startswith("data-")]
            picture = told.get("src", "") if element.tag in ("img", "source", "input") else ""
            if not (values or picture) or any(each.tag in _ELSEWHERE for each in (element, *element.iterancestors())):
                self._picked(element)
                continue
            self.said += map(str, values)
            self.said += (f"{name.removeprefix('data-')}: {told[name]}" for name in told if name.startswith("data-"))
            if element.tag == "meta":
                name = told.get("name") or told.get("property") or told.get("itemprop") or ""
                self.said.append(f"{name}: {told.get('content', '')}")
            if drawn := _DRAWN.match(picture):
                self.said += words_of(unquote(drawn[1]))
            elif picture and not picture.startswith("data:"):
                self.said.append(PurePosixPath(unquote(picture.partition("?")[0])[-_LONGEST:]).stem)

    def _picked(self, element: HtmlElement) -> None:
        """Take in the option that was chosen in a list: it is shown, the others are not."""
        if element.tag == "option" and "selected" in element.attrib:
            self.said += _pieces(element)

    def gone(self, element: HtmlElement, *, printed: bool) -> None:
        """Take in what is left out of the lines: heads and feet of printed pages, hidden parts."""
        if not any(each.tag in _ELSEWHERE for each in (element, *element.iterancestors())):
            (self.shown if printed else self.said).extend(_pieces(element))


def _local(element: HtmlElement) -> str:
    """The name of an element without its prefix: `o:Keywords`."""
    return str(element.tag).rpartition(":")[2] if isinstance(element.tag, str) else ""


def _pieces(element: HtmlElement) -> Iterator[str]:
    """All words of an element, and each of its pieces."""
    pieces = [piece.strip() for piece in element.itertext() if piece.strip()]
    yield " ".join(pieces)[:_LONGEST]
    yield from (piece for piece in pieces if len(piece) <= _LONGEST)
