"""Đoạn trích: passages under the papers in which they stand.

The title of a paper stands once, its passages below; a quotation is itself the link to its paragraph.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TypeVar

from generator.derive.catalog import Passage
from generator.model import Occurrence
from generator.pages.frame import locator, urls
from generator.pages.frame.links import document_link, shown_date
from generator.pages.markdown import render
from generator.pages.markdown.annotate import quote
from generator.pages.markdown.escape import esc

M = TypeVar("M", bound=Occurrence)

_QUOTED = 2
"""Passages of a paper that are quoted; the others are named by their places."""
_FORM = ("header", "recipients", "signature")
"""Zones in which a name stands by the form of every paper: they are quoted where nothing else is."""
_LETTERS = 100


def table(
    path: str,
    rows: Sequence[Passage[M]],
    caption: str,
    told: Callable[[Passage[M]], str] | None = None,
    marks: str = "",
) -> str:
    """Return passages as a table, a row for each paper; `told` is what is said before the words of one."""
    papers = [list(group) for _, group in groupby(rows, key=lambda row: row.record.id)]
    cells = ((shown_date(group[0].record), _paper(path, group, told)) for group in papers)
    return render.table(caption, ("Ngày", "Văn bản, đoạn trích"), cells, f"vk-passages {marks}".strip())


def _paper(path: str, group: Sequence[Passage[M]], told: Callable[[Passage[M]], str] | None) -> str:
    of_body = sorted(group, key=lambda row: row.occurrence.section in _FORM)
    quoted = [f"{_before(row, told)}{quotation(path, row)}" for row in of_body[:_QUOTED]]
    return "<br>".join((document_link(path, group[0].record), *quoted, *_further(path, of_body[_QUOTED:])))


def _before(row: Passage[M], told: Callable[[Passage[M]], str] | None) -> str:
    words = told(row) if told else ""
    return f"<small>{esc(words)}:</small> " if words else ""


def quotation(path: str, row: Passage[M], limit: int = _LETTERS) -> str:
    """Return the quoted passage, of a cell with what stands beside it, as the link to its paragraph."""
    words = quote(row.record.document.text, row.block.row or row.block.span, row.occurrence.span, limit)
    return render.link(words, _address(path, row), "vk-quote")


def _address(path: str, row: Passage[M]) -> str:
    anchor = row.block.anchor
    return urls.relative(path, urls.page_of(row.record, anchor), anchor)


def _further(path: str, rows: Sequence[Passage[M]]) -> tuple[str, ...]:
    """The passages that are not quoted, in one line of links to their places."""
    if not rows:
        return ()
    links = []
    said: Counter[str] = Counter()
    for address, row in {_address(path, row): row for row in rows}.items():
        place = locator.place(row.record, row.block)
        said[place] += 1
        again = f" ({said[place]})" if said[place] > 1 else ""
        links.append(render.link(esc(f"{place}{again}"), address))
    return (f"<small>và {len(rows)} đoạn khác: {' · '.join(links)}</small>",)
