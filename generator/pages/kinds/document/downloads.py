"""Tải về: what a reader takes away of a document: its file, its tables, a print of it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.catalog import Catalog
from generator.model import Record
from generator.pages.frame import urls
from generator.pages.kinds.document import originals
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc

_TABLES = 12
"""Tables that are listed one by one; each has its own link beside it, too."""
_PRINTS = (
    ("toan-van", "Chỉ toàn văn", " checked"),
    ("ho-so", "Hồ sơ: toàn văn, thông tin chung, văn bản liên quan, nhiệm vụ", ""),
)


def downloads(found: Catalog, path: str, record: Record) -> str:
    """Return the files of a document and the choice of what is printed.

    The choice holds for the browser's own menu too.
    """
    return render.section("Tải về, in", "tai-ve", render.bullets(_files(found, path, record)), prints())


def _files(found: Catalog, path: str, record: Record) -> Iterator[str]:
    original = originals.download(found, path, record)
    if original:
        yield original
    grids = found.grids[record.id]
    for grid in grids[:_TABLES]:
        caption = grid.caption.of(record.document.text) if grid.caption else ""
        words = f"Bảng {grid.number}" + (f": {render.shorten(caption, 90)}" if caption else "")
        rows = render.number(len(grid.rows) - grid.head)
        href = urls.relative(path, urls.table_path(record.id, grid.number))
        yield f'<a href="{href}" download>{esc(words)}</a> <small>(CSV, {rows} dòng)</small>'
    if len(grids) > _TABLES:
        yield f"và {render.number(len(grids) - _TABLES)} bảng khác, mỗi bảng có liên kết tải ngay trên nó"
    data = render.link("Dữ liệu mở", urls.relative(path, urls.index_path(urls.DATA)))
    yield f"{data} của cả kho: nhiệm vụ, số liệu, viện dẫn của văn bản này đều có trong đó"


def prints() -> str:
    """Return the choice of what is printed; a script adds the button that opens the print dialogue."""
    choices = "".join(
        f'<label><input type="radio" name="in" id="k-in-{name}"{checked}> {words}</label>'
        for name, words, checked in _PRINTS
    )
    return f'<div class="vk-prints"><fieldset><legend>Khi in trang này</legend>{choices}</fieldset></div>'
