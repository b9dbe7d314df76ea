"""What follows signature and recipients: its place is no opening of the paper."""

from __future__ import annotations

from itertools import takewhile

import pytest

from generator.model import Section, Span
from generator.model.frozen import replace
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


def test_a_note_below_the_signature_stands_where_its_mark_does() -> None:
    noted = PAPER.replace("02/3/2022.", "02/3/2022[1].").split("Phụ lục")[0]
    document = parsed(
        noted
        + "[1] Thay thế Thông tư số 7/2018/TT-BNV ngày 02/3/2018.\n"
        + "[2] Xem Thông tư số 8/2019/TT-BNV ngày 02/3/2019.\n"
    )
    section = outline(document)
    places = {c.number.serial: section(c.span.start) for c in document.citations if c.number}
    assert places == {"30": "preamble", "9": "d1", "7": "d1", "8": "annex"}


@pytest.mark.parametrize(
    "sections",
    [
        ((100, 160), (110, 130), (140, 160)),
        ((100, 160), (160, 180), (161, 163)),
        ((140, 160), (100, 200), (120, 130)),  # out of order, as another parser's work may be
        (),
    ],
)
def test_a_place_is_in_the_last_section_around_it_before_one_that_begins_later(
    sections: tuple[tuple[int, int], ...],
) -> None:
    made = (Section(None, None, 1, None, f"s{i}", Span(a, a + 1), Span(a, b)) for i, (a, b) in enumerate(sections))
    document = replace(parsed(PAPER), sections=tuple(made))
    section = outline(document)
    for offset in range(len(document.text)):
        begun = takewhile(lambda each, at=offset: each.head.start <= at, document.sections)  # type: ignore[misc]
        around = [each.anchor for each in begun if offset < each.span.end]
        zone = outline(replace(document, sections=()))(offset)
        named = zone in ("header", "closing", "recipients", "signature")
        assert section(offset) == (zone if named or not around else around[-1]), offset
