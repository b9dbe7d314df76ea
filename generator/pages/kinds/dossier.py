"""Hồ sơ: the page on which a script lays papers of the reader's choice together."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.catalog import Catalog
from generator.model import Facets, Page
from generator.pages.frame import urls
from generator.pages.frame.page import framed
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc

TITLE = "Hồ sơ"
_INTRO = (
    "Gom các văn bản cần dùng thành một hồ sơ: xếp thứ tự, đọc liền một trang, in kèm mục lục, hoặc tải về một tệp ZIP "
    "có toàn văn, bảng thông tin (CSV) và bản gốc nơi cổng đăng bản gốc."
)
_WITHOUT = (
    "Hồ sơ do trình duyệt lập nên cần JavaScript. Nếu trình duyệt không chạy JavaScript, xin mở từng văn bản ở danh "
    "mục văn bản rồi in trang ấy."
)
_LIMITS = (
    "Danh sách chỉ giữ trên máy này, trong trình duyệt này; không gửi đi đâu. “Chép địa chỉ” cho một địa chỉ mang theo "
    "cả danh sách, để lưu lại hoặc gửi cho người cùng dùng cổng này.",
    "Một hồ sơ có nhiều nhất 200 văn bản. Văn bản không còn ở cổng thì hồ sơ nói rõ có bao nhiêu, và không hiện nữa.",
    "Hồ sơ lập từ trang một cơ quan, chính sách, người hay số hiệu gồm các văn bản có liên kết trên chính trang ấy; "
    "danh sách dài nằm ở nhiều trang thì mỗi trang là một hồ sơ.",
    "Khi mở cổng từ thư mục, trình duyệt không cho trang đọc bản gốc: trang nêu các bản gốc còn thiếu, mỗi bản một "
    "liên kết, cùng chỗ để chọn các tệp ấy cho vào tệp ZIP.",
    "Toàn văn là chữ mà cổng đọc được từ văn bản; bản gốc của cơ quan ban hành là căn cứ duy nhất.",
)


def pages(found: Catalog) -> Iterator[Page]:
    """Yield the page of dossiers."""
    path = urls.DOSSIER_PAGE
    parts = (
        render.block(esc(_INTRO), "vk-dossier-help"),
        f'<div class="vk-dossier" data-vk-dossier><p>{esc(_WITHOUT)}</p></div>',
        render.link("Danh mục văn bản", urls.relative(path, urls.index_path(urls.DOCUMENTS))),
        render.section("Cách dùng", "cach-dung", render.bullets(map(esc, _LIMITS))),
    )
    yield framed(found, path, TITLE, parts, facets=Facets(sub="Danh mục"))
