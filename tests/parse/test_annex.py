"""What follows signature and recipients: its place is no opening of the paper."""

from __future__ import annotations

from generator.parse.paragraphs import outline
from tests.support.views import parsed

PAPER = """BAN DÂN TỘC TỈNH LAM GIANG
Số: 47/QĐ-BDT
Lam Giang, ngày 05 tháng 6 năm 2023
QUYẾT ĐỊNH
Về việc công bố danh mục hồ sơ
Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ;
Điều 1. Công bố danh mục hồ sơ theo Thông tư số 9/2022/TT-BNV ngày 02/3/2022.
Nơi nhận:
- Như trên;
- Lưu: VT.
TRƯỞNG BAN
Lương Thị Hà
Phụ lục
DANH MỤC HỒ SƠ
Hồ sơ lập theo Thông tư số 10/2022/TT-BNV ngày 19/12/2022.
"""


def test_a_citation_below_the_signature_stands_in_the_annex() -> None:
    document = parsed(PAPER)
    section = outline(document)
    places = {c.number.serial: section(c.span.start) for c in document.citations if c.number}
    assert places == {"30": "preamble", "9": "d1", "10": "annex"}
