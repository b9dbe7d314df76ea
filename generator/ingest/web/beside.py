"""Marks (dấu mật, nội bộ, dự thảo) that a web page bears beside its lines: styles, attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

_SAID = ("alt", "title", "aria-label", "content", "value", "placeholder", "label", "summary")
_CONTENT = re.compile(r"""\bcontent\s*:\s*["']([^"'<>]{1,120})["']""")
_COMMENT = re.compile(r"<!--(.{1,300}?)-->", re.DOTALL)
_ELSEWHERE = ("a", "nav", "menu", "select")
"""What leads to other pages: their names are no words of this one."""
_LONGEST = 1000


@dataclass(slots=True)
class Beside:
    """Words of a page outside its lines: those that are seen, and those that are not."""

    shown: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def look(self, root: HtmlElement, source: str) -> None:
        """Take in what the page draws from styles and drawings, and what it says in attributes and comments."""
        for element in root.iter("style", "svg", "title", "noscript"):
            text = "".join(element.itertext())
            if element.tag == "style":
                self.shown += _CONTENT.findall(text)
            else:
                (self.shown if element.tag == "svg" else self.said).extend(_pieces(element))
        self.said += _COMMENT.findall(source)
        for element in root.iter():
            values = [element.get(name) for name in _SAID if element.get(name)]
            if values and not any(each.tag in _ELSEWHERE for each in (element, *element.iterancestors())):
                self.said += (str(value) for value in values)

    def gone(self, element: HtmlElement, *, printed: bool) -> None:
        """Take in what is left out of the lines: heads and feet of printed pages, hidden parts."""
        if not any(each.tag in _ELSEWHERE for each in (element, *element.iterancestors())):
            (self.shown if printed else self.said).extend(_pieces(element))


def _pieces(element: HtmlElement) -> Iterator[str]:
    """All words of an element, and each of its pieces."""
    pieces = [piece.strip() for piece in element.itertext() if piece.strip()]
    yield " ".join(pieces)[:_LONGEST]
    yield from (piece for piece in pieces if len(piece) <= _LONGEST)
