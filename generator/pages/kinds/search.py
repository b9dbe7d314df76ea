"""Tìm kiếm: the page of the search box."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.catalog import Catalog
from generator.model import Facets, Page
from generator.pages.frame import urls
from generator.pages.frame.page import framed
from generator.pages.markdown import render

SEARCH_BOX = """<form class="vk-search vk-search--page" \
action="tim-kiem.html" method="get" role="search" data-vk-search="{kind}">
<input type="search" name="q" autocomplete="off" spellcheck="false" aria-label="Tìm trong kho văn bản" \
placeholder="Số hiệu, tên, cơ quan…">
<button type="submit">Tìm</button>
</form>"""


_HOW_TO_SEARCH = (
    "Gõ có dấu hoặc không dấu đều được. Số hiệu viết cách nào cũng được: <kbd>414/QĐ-TTg</kbd>, <kbd>qd ttg 414</kbd>, "
    "<kbd>414</kbd>. Đặt trong ngoặc kép để tìm đúng cụm từ: <kbd>&quot;nước sạch&quot;</kbd>. "
    "Thêm dấu trừ để loại một từ: <kbd>kế hoạch -2023</kbd>."
)


def pages(found: Catalog) -> Iterator[Page]:
    """Yield the page of the search box."""
    path = urls.SEARCH_PAGE
    parts = (
        SEARCH_BOX.format(kind="page"),
        '<div class="vk-results" data-vk-results></div>',
        render.block(_HOW_TO_SEARCH, "vk-hint"),
    )
    yield framed(found, path, "Tìm kiếm", parts, facets=Facets(sub="Danh mục"))
