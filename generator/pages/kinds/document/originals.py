"""Thấy tận mắt: the pages of a paper as pictures beside its text, and where on them each line stands.

The pictures are links and need no script; with one, what a reader chooses in the text is marked on its picture.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from generator.derive import parts
from generator.derive.blocks import Block
from generator.derive.catalog import Catalog
from generator.derive.layout import recognised
from generator.model import Original, Place, Record, Span
from generator.pages.frame import urls
from generator.pages.markdown import render
from generator.pages.markdown.escape import attr

SHOWN = 300
"""Pictures that one page shows; the others are in the file itself."""
_THOUSAND = 1000
"""Shares of a page's width and height are told in thousandths: finer than a letter."""


def certainty(record: Record) -> str:
    """Return the badge of a text that a machine read off a picture: `máy đọc, 93 %`."""
    found = recognised.certainty(record.document)
    return "" if found is None else render.badge(f"máy đọc, {found:.0%}".replace("%", " %"), "unknown")


def download(found: Catalog, path: str, record: Record) -> str:
    """Return the link to the file that the paper came as, empty where the portal does not show it."""
    original = found.originals.get(record.id)
    if original is None:
        return ""
    form = record.document.source.format.upper()
    return f'<a href="{urls.relative(path, original.path)}" download>Tải bản gốc ({form}, {_size(original.size)})</a>'


def _size(count: int) -> str:
    return f"{render.number(round(count / 1e6, 1))} MB" if count >= 1e5 else f"{max(count // 1000, 1)} KB"


def see(found: Catalog, path: str, record: Record, passage: Span | None) -> str:
    """Return the link from a fact to the picture on which it is printed, empty where there is none."""
    place = record.document.place_of(passage) if passage else None
    original = found.originals.get(record.id)
    if original is None or place is None or not 1 <= place.page <= len(original.pictures):
        return ""
    picture = urls.relative(path, original.pictures[place.page - 1].path)
    where = " ".join(map(str, _box(place)))
    return f' <a class="vk-see" href="{picture}" data-place="{where}">xem trên ảnh</a>'


def pages(found: Catalog, path: str, record: Record, shown: Sequence[Block]) -> str:
    """Return the pictures of the pages on which these blocks stand, and where on them each line is."""
    original = found.originals.get(record.id)
    if original is None or not original.pictures:
        return ""
    placed = {block.anchor: recognised.lines(record.document, block.span) for block in shown}
    wanted = _pages(original, record, [place.page for rows in placed.values() for _, place in rows])
    rows = {
        anchor: [[offset, *_box(place)] for offset, place in lines if place.page in wanted]
        for anchor, lines in placed.items()
    }
    told = json.dumps({anchor: row for anchor, row in rows.items() if row}, separators=(",", ":"))
    leaves = "".join(_leaf(path, original, page) for page in wanted)
    return (
        f'<div class="vk-seen" id="k-anh"><div class="vk-seen__head"><strong>Ảnh bản gốc</strong>'
        f'{_count(original, wanted)}<a class="vk-seen__close" href="#k-toan-van">Đóng</a></div>'
        f'<div class="vk-seen__pages" role="region" aria-label="Ảnh các trang của bản gốc" tabindex="0">{leaves}</div>'
        f'<script type="application/json" id="k-vi-tri">{told}</script></div>'
        '<div class="vk-seen__open"><a href="#k-anh">Ảnh bản gốc</a></div>'
    )


def _pages(original: Original, record: Record, placed: Iterable[int]) -> range:
    """Return the pages to show: of a part those on which it stands, else all; so many at most."""
    last = len(original.pictures)
    on = [page for page in placed if 1 <= page <= last]
    first, end = (min(on), max(on)) if on and parts.is_split(record.document) else (1, last)
    return range(first, min(end, first + SHOWN - 1) + 1)


def _count(original: Original, wanted: range) -> str:
    count = len(original.pictures)
    return f" · {count} trang" if len(wanted) == count else f" · trang {wanted[0]}–{wanted[-1]} trong {count} trang"


def _leaf(path: str, original: Original, page: int) -> str:
    picture = original.pictures[page - 1]
    href = attr(urls.relative(path, picture.path))
    return (
        f'<a class="vk-leaf" data-page="{page}" href="{href}"><span>Trang {page}</span>'
        f'<img src="{href}" alt="Ảnh trang {page} của bản gốc" loading="lazy" '
        f'width="{picture.width}" height="{picture.height}"></a>'
    )


def _box(place: Place) -> tuple[int, ...]:
    sides = (place.left, place.top, place.right, place.bottom)
    return (place.page, *(round(min(max(side, 0.0), 1.0) * _THOUSAND) for side in sides))
