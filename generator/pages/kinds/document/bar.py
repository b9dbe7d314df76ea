"""Thanh phần mục: the bar that stays in sight and leads to the parts of a document's page."""

from __future__ import annotations

from collections.abc import Sequence

_PARTS = (
    ("k-toan-van", "Toàn văn"),
    ("k-bo-cuc", "Bố cục"),
    ("k-lien-quan", "Lược đồ"),
    ("k-nhiem-vu", "Nhiệm vụ"),
    ("k-so-lieu", "Số liệu"),
    ("k-trich-dan", "Trích dẫn"),
    ("k-tai-ve", "Tải về"),
)
"""Anchors and names in the order of the page; a part that a page lacks is left out."""
_MARKS = (('id="k-', '"'), ("#k-", " }"))
"""What stands around an anchor, in HTML and in Markdown."""
_BESIDE = ("k-bo-cuc",)
"""Parts that a wide screen shows at the side."""


def bar(parts: Sequence[str]) -> str:
    """Return links to those of its parts that a page has, given all that stands on it."""
    held = "\n".join(parts)
    there = {each.partition(end)[0] for begins, end in _MARKS for each in held.split(begins)[1:]}
    links = "".join(f'<a{_class(anchor)} href="#{anchor}">{name}</a>' for anchor, name in _PARTS if anchor[2:] in there)
    return f'<nav class="vk-bar" aria-label="Các phần của trang này">{links}</nav>'


def _class(anchor: str) -> str:
    return ' class="vk-bar__side"' if anchor in _BESIDE else ""
