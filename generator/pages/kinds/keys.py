"""Hướng dẫn danh bạ: every key of the files that people write, made of the tables that read them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.curation.keys import Key, WrittenFile
from generator.curation.reference import FILES, every_key, example
from generator.derive.catalog import Catalog
from generator.model import Facets, Page
from generator.pages.frame import folds, urls
from generator.pages.frame.page import framed
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc
from generator.text.fold import slugify

_INTRO = (
    "Người quản trị sửa được những gì cổng đọc sai hoặc chưa biết bằng các tệp dưới đây trong thư mục nội dung; văn "
    "bản gốc giữ nguyên. Dòng nào sai hoặc nêu tên, số, tệp không có thì chương trình dừng và chỉ rõ tệp, dòng, cột."
)


def pages(found: Catalog) -> Iterator[Page]:
    """Yield the page with every key."""
    parts = (esc(_INTRO), *(_file(each) for each in FILES))
    yield framed(found, urls.KEYS_PAGE, "Hướng dẫn danh bạ", parts, facets=Facets(sub="Hướng dẫn cho người quản trị"))


def _file(file: WrittenFile) -> str:
    table = folds.folded(
        tuple(_row(path, key) for path, key in every_key(file.form)),
        f"Các khóa của {file.name}",
        lambda rows, caption: render.table(caption, ("Khóa", "Ý nghĩa", "Bắt buộc", "Ví dụ"), rows, "vk-keys"),
        "khóa",
    )
    whole = render.listing(example(file))
    return render.section(
        f"{file.title}: {file.name}", slugify(file.name), render.coded(file.intro), table, "Ví dụ:", whole
    )


def _row(path: str, key: Key) -> tuple[str, ...]:
    needed = "bắt buộc" if key.required else ""
    return render.code(path), render.coded(key.means), needed, render.code(key.example) if key.example else ""
