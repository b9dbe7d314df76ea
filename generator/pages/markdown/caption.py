"""A Markdown extension for captions, scopes and column labels of tables.

The paragraph of class `caption` before a table becomes its `<caption>`, other classes of it go to the table; column
heads get a scope, and cells the label of their column, so that a narrow screen can show rows as cards. In a table
of class `vk-facts` the first cell of a row is its head. An alignment is a class, as servers forbid styles that stand in
a page. Without the extension everything still reads.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from generator.pages.markdown.render import NOTHING

_ALIGNED = re.compile(r"text-align: (left|right|center);")


class _Captions(Treeprocessor):
    def run(self, root: Element) -> None:
        """Dress every table below `root`."""
        for element in root.iter():
            _align(element)
        for parent in list(root.iter()):
            children = list(parent)
            for before, element in zip([None, *children], children, strict=False):
                if element.tag == "table":
                    _label_columns(element)
                    _take_caption(parent, before, element)


def _align(element: Element) -> None:
    if aligned := _ALIGNED.fullmatch(element.get("style", "")):
        del element.attrib["style"]
        element.set("class", " ".join(filter(None, (element.get("class"), f"vk-{aligned[1]}"))))


def _take_caption(parent: Element, before: Element | None, table: Element) -> None:
    classes = (before.get("class") or "").split() if before is not None else []
    if before is None or "caption" not in classes:
        return
    parent.remove(before)
    before.tag = "caption"
    before.attrib.pop("class")
    table.insert(0, before)
    classes.remove("caption")
    if classes:
        table.set("class", " ".join(classes))
    if "vk-facts" in classes:
        for row in table.iterfind("tbody/tr"):
            row[0].tag = "th"
            row[0].set("scope", "row")


def _label_columns(table: Element) -> None:
    heads = list(table.iterfind("thead/tr/th"))
    labels = ["".join(head.itertext()).strip() for head in heads]
    for head in heads:
        head.set("scope", "col")
    for row in table.iterfind("tbody/tr"):
        for name, cell in zip(labels, row, strict=False):
            # A narrow screen leaves an empty cell out, so it needs no label.
            if "".join(cell.itertext()).strip() == NOTHING:
                cell.set("class", " ".join(filter(None, (cell.get("class"), "vk-none"))))
            else:
                cell.set("data-label", name)


class CaptionExtension(Extension):
    """Registers the step after attribute lists are read."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Add the step to `md`."""
        md.treeprocessors.register(_Captions(md), "vankho_captions", 7)


def makeExtension(**settings: Any) -> CaptionExtension:
    """Return the extension; Python-Markdown asks every extension module for this function by name."""
    return CaptionExtension(**settings)
