"""The full text cut into blocks: each in the innermost section around it, each with an anchor of its own."""

from __future__ import annotations

from generator.derive.blocks import block_at, blocks
from tests.support.views import parsed

TEXT = """BÁO CÁO
Công tác quý I
Mở đầu báo cáo.
I. TÌNH HÌNH
Lời dẫn của phần một.
1. Kết quả
Kết quả thứ nhất.
Kết quả thứ hai.
2. Tồn tại
Còn một tồn tại.
II. NHIỆM VỤ
Làm tiếp việc đã giao."""
SECTIONS = {
    "Mở đầu báo cáo.": "preamble",
    "Lời dẫn của phần một.": "m1",
    "Kết quả thứ nhất.": "m1-1",
    "Kết quả thứ hai.": "m1-1",
    "Còn một tồn tại.": "m1-2",
    "Làm tiếp việc đã giao.": "m2",
}


def test_a_paragraph_is_in_the_innermost_section() -> None:
    document = parsed(TEXT)
    found = {block.span.of(document.text): block.section for block in blocks(document) if block.level is None}
    assert {words: found[words] for words in SECTIONS} == SECTIONS


def test_each_place_has_its_block_and_each_block_its_anchor() -> None:
    document = parsed(TEXT)
    made = blocks(document)
    assert len({block.anchor for block in made}) == len(made)
    for block in made:
        assert block_at(made, block.span.start) == block_at(made, block.span.end - 1) == block
    assert block_at(made, len(document.text)) == made[-1]
    assert block_at((), 0) is None


def test_a_heading_keeps_the_colon_that_leads_to_the_rest_of_its_line() -> None:
    document = parsed(
        "KẾ HOẠCH\nI. SỬA ĐỔI\na) Sửa đổi điểm d: đoàn học tập không quá 02 đoàn mỗi năm;\nb) Bãi bỏ điểm e."
    )
    words = [block.span.of(document.text) for block in blocks(document)]
    assert words[2:4] == ["a) Sửa đổi điểm d:", "đoàn học tập không quá 02 đoàn mỗi năm;"]
