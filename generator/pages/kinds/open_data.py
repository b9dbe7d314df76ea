"""Dữ liệu mở: the page that lists the files of open data."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.catalog import Catalog
from generator.model import Facets, Page
from generator.pages.frame import urls
from generator.pages.frame.page import framed
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc

DATA_FILES = (
    ("documents.jsonl", "Văn bản: phần đầu, nơi nhận, bố cục, lưu ý và toàn văn"),
    ("entities.jsonl", "Cơ quan, chính sách, số hiệu và người, với các tên gọi"),
    ("mentions.jsonl", "Từng chỗ trong văn bản nhắc đến một cơ quan, chính sách, số hiệu hoặc người"),
    ("tasks.jsonl", "Nhiệm vụ được giao, cơ quan thực hiện và thời hạn"),
    ("figures.jsonl", "Số liệu nêu trong văn bản"),
)


def pages(found: Catalog) -> Iterator[Page]:
    """Yield the page that lists the files of open data."""
    path = urls.index_path(urls.DATA)
    rows = ((render.link(name, name), esc(what)) for name, what in DATA_FILES)
    parts = (
        "Toàn bộ dữ liệu của cổng được cung cấp ở dạng JSON Lines: mỗi dòng là một đối tượng JSON, mã UTF-8.",
        render.table("Các tệp dữ liệu mở", ("Tệp", "Nội dung"), rows, "vk-data"),
    )
    yield framed(found, path, "Dữ liệu mở", parts, facets=Facets(sub="Danh mục"))
