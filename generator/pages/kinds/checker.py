"""Kiểm tra bản thảo: the page on which a script checks what a draft cites."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.catalog import Catalog
from generator.model import Facets, Page
from generator.pages.frame import urls
from generator.pages.frame.page import framed
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc

TITLE = "Kiểm tra bản thảo"
_INTRO = (
    "Dán bản thảo hoặc chọn tệp Word (.docx): trang nêu từng số, ký hiệu được viện dẫn là văn bản có trong kho, chỉ "
    "được viện dẫn hay kho không biết, cùng ngày, cơ quan ban hành và những điều cần xem lại. Việc kiểm tra diễn ra "
    "ngay trên máy này: bản thảo không được gửi đi đâu và không được lưu lại."
)
_WITHOUT = (
    "Việc kiểm tra do trình duyệt làm nên cần JavaScript. Nếu trình duyệt không chạy JavaScript, xin tra từng số ở "
    "danh mục số hiệu."
)
_LIMITS = (
    "Trang đọc số, ký hiệu theo đúng quy tắc mà kho dùng để đọc văn bản.",
    "Kho chỉ biết những gì văn bản trong kho nêu: “không có trong kho” không có nghĩa là văn bản không tồn tại, và "
    "không có lưu ý không có nghĩa là văn bản còn hiệu lực.",
    "Một số, ký hiệu có thể là của nhiều văn bản (khác cơ quan, khác năm). “Chỉ trùng số” là khi ngày trong bản thảo "
    "thiếu hoặc khác, nên chưa chắc là văn bản mà kho biết.",
    "Câu trong ngoặc kép từ bốn chữ trở lên được đối chiếu từng chữ với văn bản có trong kho được viện dẫn ngay cạnh; "
    "chữ hoa, chữ thường và dấu câu không tính là khác.",
)


def pages(found: Catalog) -> Iterator[Page]:
    """Yield the page of the checker."""
    path = urls.CHECKER_PAGE
    parts = (
        esc(_INTRO),
        f'<div class="vk-check" data-vk-check><p>{esc(_WITHOUT)}</p></div>',
        render.link("Danh mục số hiệu", urls.relative(path, urls.index_path(urls.WORKS))),
        render.section("Cách hiểu kết quả", "cach-hieu", render.bullets(map(esc, _LIMITS))),
    )
    yield framed(found, path, TITLE, parts, facets=Facets(sub="Danh mục"))
