"""So sánh văn bản: the page on which a script lays two held papers side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.derive.catalog import Catalog
from generator.derive.validity.versions import Versions, pairs
from generator.model import Facets, Page
from generator.pages.frame import urls
from generator.pages.frame.links import document_link
from generator.pages.frame.page import framed
from generator.pages.kinds.document import versions
from generator.pages.markdown import render
from generator.pages.markdown.escape import esc

TITLE = "So sánh hai văn bản"
_SHOWN = 50
_INTRO = (
    "Chọn hai văn bản có trong kho: trang đặt chúng cạnh nhau, đánh dấu từng chữ thêm, bớt, và tách riêng đoạn chỉ "
    "chuyển chỗ với đoạn có sửa. Việc so sánh diễn ra ngay trên máy này."
)
_WITHOUT = (
    "Việc so sánh do trình duyệt làm nên cần JavaScript. Nếu trình duyệt không chạy JavaScript, xin mở từng văn bản ở "
    "danh mục văn bản."
)
_LIMITS = (
    "Từng chữ, số, dấu câu, chữ hoa và chữ thường đều được so. Khoảng trắng, cách xuống dòng trong đoạn và chỗ bỏ dấu "
    "thanh (hòa, hoà) không tính là khác.",
    "Mỗi đoạn của văn bản này được ghép với đoạn giống nó nhất của văn bản kia. Đoạn “chuyển chỗ” có ở cả hai văn bản "
    "nhưng khác thứ tự; nếu vừa chuyển vừa sửa, chữ sửa vẫn được đánh dấu.",
    "Trang so chữ của hai văn bản, không suy ra hiệu lực: quan hệ thay thế, sửa đổi được nêu ở trang của từng văn bản. "
    "Văn bản sửa đổi một phần chỉ có những điều được sửa, nên phần còn lại hiện ra là “bớt”.",
    "Mỗi hàng của bảng trong văn bản được so như một đoạn. Hình ảnh, con dấu, chữ ký không được so.",
)


def pages(found: Catalog) -> Iterator[Page]:
    """Yield the page on which papers are compared."""
    path = urls.COMPARE_PAGE
    parts = (
        esc(_INTRO),
        f'<div class="vk-compare" data-vk-compare><p>{esc(_WITHOUT)}</p></div>',
        render.link("Danh mục văn bản", urls.relative(path, urls.index_path(urls.DOCUMENTS))),
        _known(found, path, pairs(found)),
        render.section("Cách hiểu kết quả", "cach-hieu", render.bullets(map(esc, _LIMITS))),
    )
    yield framed(found, path, TITLE, parts, facets=Facets(sub="Danh mục"))


def _known(found: Catalog, path: str, known: Sequence[Versions]) -> str:
    """Return the pairs of which the archive knows that one paper came after the other."""
    rows = (
        (
            document_link(path, found.records[each.after]),
            esc(versions.does(each)),
            document_link(path, found.records[each.before]),
            versions.side_by_side(found, path, each),
        )
        for each in known[:_SHOWN]
    )
    more = f", {_SHOWN} cặp mới nhất trong {render.number(len(known))}" if len(known) > _SHOWN else ""
    caption = f"Các cặp văn bản thay thế, sửa đổi nhau trong kho{more}"
    table = render.table(caption, ("Văn bản sau", "Quan hệ", "Văn bản trước", "So sánh"), rows, "vk-pairs")
    return render.section("Văn bản thay thế, sửa đổi nhau", "cap-van-ban", table)
