"""Sơ đồ: what a document cites, itself and who cites it, drawn at build time.

A table beside it says the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from generator.derive.catalog import Catalog, issued
from generator.model import Record, WorkOccurrence
from generator.model.frozen import Frozen
from generator.pages.frame import tables, urls
from generator.pages.frame.links import address
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc

_MOST = 4
_HEIGHT, _STEP, _TOP = 42, 50, 24


class _Box(Frozen):
    """A document in the drawing: two lines of words, where it leads, whether its text is held."""

    name: str
    below: str
    href: str | None
    held: bool = True


def drawing(found: Catalog, path: str, record: Record, cited: Sequence[WorkOccurrence]) -> str:
    """Return the figure, once for wide and once for narrow screens; empty where nothing is related."""
    first = {each.entity: each for each in reversed(cited) if each.entity in found.works}
    order = [first[each] for each in dict.fromkeys(each.entity for each in cited) if each in first]
    left = [_cited_box(found, path, each) for each in order]
    citing = found.citing.get(record.work or "", ()) if record.work in found.papers else ()
    if not left and not citing:
        return ""
    told = f"Sơ đồ: văn bản này viện dẫn {len(left)} số hiệu, được {len(citing)} văn bản viện dẫn; bảng dưới đây nêu đủ"
    # Of papers that are not drawn nothing is asked, so that this page need not be made again for them.
    right = [_citing_box(path, found.records[each]) for each in citing[:_MOST]]
    lists = (_few(left, len(left), "#k-lien-quan"), _few(right, len(citing), "#k-vien-dan"))
    own = _Box(_name(record), "văn bản này", None)
    return (
        '<figure class="vk-graph">\n'
        f"{_wide(*lists, own, told)}\n{_narrow(*lists, own, told)}\n"
        "<figcaption>Khung nét đứt: chưa có toàn văn trong kho.</figcaption>\n</figure>"
    )


def _few(boxes: list[_Box], total: int, href: str) -> list[_Box]:
    if total <= _MOST:
        return boxes
    return [*boxes[:_MOST], _Box(f"và {total - _MOST} văn bản khác", "xem bảng", href)]


def _cited_box(found: Catalog, path: str, each: WorkOccurrence) -> _Box:
    work = found.works[each.entity or ""]
    href = address(found, path, work.id)
    below = (tables.relation(each), render.date(work.date))
    name = work.key or work.name
    return _Box(name, " · ".join(filter(None, below)), urls.published(href) if href else None, bool(work.held_as))


def _citing_box(path: str, record: Record) -> _Box:
    below = (render.sentence(record.document.header.type or "văn bản"), render.date(issued(record)))
    href = urls.published(urls.relative(path, urls.document_path(record.id)))
    return _Box(_name(record), " · ".join(filter(None, below)), href)


def _name(record: Record) -> str:
    number = record.document.header.number
    return number.key if number else record.title or "Không rõ số"


def _wide(left: Sequence[_Box], right: Sequence[_Box], own: _Box, told: str) -> str:
    height = _TOP + _STEP * max(len(left), len(right), 1)
    middle = _TOP + (height - _TOP - _STEP) // 2
    drawn = [_head(0, "Văn bản này viện dẫn", bool(left)), _head(510, "Viện dẫn văn bản này", bool(right))]
    for x, boxes, start, end in ((0, left, 210, 255), (510, right, 510, 465)):
        offset = _TOP + (height - _TOP - _STEP * len(boxes)) // 2
        for place, box in enumerate(boxes):
            y = offset + _STEP * place
            ends = f"{start} {y + _HEIGHT // 2}C{(start + end) // 2} {y + _HEIGHT // 2}"
            drawn.append(f'<path d="M{ends} {(start + end) // 2} {middle + 21} {end} {middle + 21}"/>')
            drawn.append(_box(box, x, y, 210, 22))
    drawn.append(_box(own, 255, middle, 210, 22, own=True))
    return _svg("rong", 720, height, told, drawn)


def _narrow(left: Sequence[_Box], right: Sequence[_Box], own: _Box, told: str) -> str:
    drawn: list[str] = []
    y = 0
    for title, boxes in (("Văn bản này viện dẫn", left), ("", [own]), ("Viện dẫn văn bản này", right)):
        if title and boxes:
            drawn.append(f'<text class="vk-graph__head" x="14" y="{y + 15}">{title}</text>')
            y += _TOP
        for box in boxes:
            drawn.append(f'<path d="M5 {y + 21}H14"/>')
            drawn.append(_box(box, 14, y, 286, 32, own=box is own))
            y += _STEP
    return _svg("hep", 300, y, told, [f'<path d="M5 21V{y - _STEP + 21}"/>', *drawn])


def _head(x: int, title: str, wanted: bool) -> str:
    return f'<text class="vk-graph__head" x="{x}" y="14">{title}</text>' if wanted else ""


def _svg(kind: str, width: int, height: int, told: str, drawn: Sequence[str]) -> str:
    name = f"k-so-do-{kind}"
    return (
        f'<svg class="vk-graph--{kind}" viewBox="-1 -1 {width + 2} {height + 2}" role="group" aria-labelledby="{name}">'
        f'<title id="{name}">{told}</title>{"".join(drawn)}</svg>'
    )


def _box(box: _Box, x: int, y: int, width: int, room: int, own: bool = False) -> str:
    marks = " ".join(name for name, on in (("vk-graph__own", own), ("vk-graph__cited", not box.held)) if on)
    inner = (
        f'<rect x="{x}" y="{y}" width="{width}" height="{_HEIGHT}" rx="4"/>'
        f'<text x="{x + 10}" y="{y + 18}">{esc(render.shorten(box.name, room))}</text>'
        f'<text class="vk-graph__below" x="{x + 10}" y="{y + 33}">{esc(render.shorten(box.below, room + 6))}</text>'
    )
    inner = f'<a href="{box.href}">{inner}</a>' if box.href else inner
    return f'<g class="{marks}">{inner}</g>' if marks else inner
