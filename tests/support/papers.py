"""Papers as offices write and damage them, put together at random for tests: hypothesis strategies."""

from __future__ import annotations

import textwrap

from hypothesis import strategies as st

HEADS = (
    "UBND TỈNH LAM GIANG",
    "BAN DÂN TỘC",
    "BAN DÂN TỘC TỈNH LAM GIANG",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "UBND TỈNH LAM GIANG        CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "ĐẢNG CỘNG SẢN VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Số: 47/BC-BDT",
    "Số:",
    "Số 09-HD/BDVTU",
    "Lam Giang, ngày 05 tháng 6 năm 2023",
    "Lam Giang, ngày    tháng 6 năm 2023",
    "V/v báo cáo tiến độ",
    "*",
    "_______",
)
KINDS = ("BÁO CÁO", "QUYẾT ĐỊNH", "THÔNG BÁO", "KẾ HOẠCH", "KẾT LUẬN", "CHỈ THỊ")
TITLES = ("Kết quả công tác dân tộc năm 2023", "Kết luận của đồng chí Trưởng Ban tại cuộc họp", "về giảm nghèo", "")
MARKS = (
    "",
    "",
    "I. ",
    "II. ",
    "1. ",
    "2. ",
    "1.1. ",
    "a) ",
    "đ) ",
    "- ",
    "+ ",
    "Điều 1. ",
    "Chương I ",
    "Phần thứ nhất ",
)
CLAUSES = (
    "Thực hiện Quyết định số 414/QĐ-TTg ngày 12/4/2019 của Thủ tướng Chính phủ",
    "Căn cứ khoản 2 Điều 4 Nghị quyết số 111/2024/QH15",
    "quán triệt Kết luận số 65-KL/TW, ngày 30/10/2019 của Bộ Chính trị",
    "Kế hoạch số 70/KH-UBND",
    "Kế hoạch số 70/KH-UBND ngày 10/3/2022 của UBND tỉnh",
    "Báo cáo số 595/BC- BDT ngày 26/6/2023",
    "Quyết định số 180/QĐ-UBDT 4 ngày 03/4/2018",
    "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
    "đồng chí Nông Thị Hạnh, Phó Trưởng Ban Dân tộc tỉnh chủ trì họp",
    "phân công ông Lù A Páo, Trưởng phòng Chính sách Dân tộc",
    "yêu cầu các phòng thực hiện các nhiệm vụ sau:",
    "Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính hướng dẫn trước ngày 15/12/2023",
    "Phong trào thi đua “Dân vận khéo”",
    "Chương trình MTQG giảm nghèo bền vững giai đoạn 2021-2025",
    "UBND huyện Suối Vàng và Văn phòng UBND tỉnh Lam Giang",
    "đạt 58,35% với 1.253,687 triệu đồng",
    "tình hình ổn định",
    "nhân dân phấn khởi",
    "Mọi việc như cũ",
    "3 * 4 là 12 | hết",
    "<b>{{ x }}</b> [a](b) `c` &amp;",
)
STOPS = (".", ".", ";", ":", ",", "./.", "")
ENDS = (
    "Trên đây là báo cáo của Ban Dân tộc tỉnh./.",
    "Nơi nhận:",
    "- UBND tỉnh;",
    "- Lưu: VT, KHTH.",
    "TL. CHỦ TỊCH",
    "KT. TRƯỞNG BAN",
    "PHÓ TRƯỞNG BAN",
    "Nông Thị Hạnh",
    "PHỤ LỤC I",
    "| Huyện | Số hộ |\n|---|---|\n| Suối Vàng | 120 |",
)
DAMAGE = ("{}", "{}", "{}", "{}", "**{}**", "## {}", "*{}*", "**{}", "{} **", "  {}", "{}  \t", "12\n{}", "\f{}")
WIDTHS = (0, 0, 52, 70, 95)

paragraph = st.builds(
    lambda mark, clauses, stop: mark + ", ".join(clauses) + stop,
    st.sampled_from(MARKS),
    st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=4),
    st.sampled_from(STOPS),
)


@st.composite
def papers(draw: st.DrawFn, most: int = 10, damage: tuple[str, ...] = DAMAGE) -> str:
    """Return a text in the shape of a paper: any part may be absent, wrapped, spaced or damaged."""
    lines = draw(st.lists(st.sampled_from(HEADS), max_size=5))
    if draw(st.booleans()):
        lines += [draw(st.sampled_from(KINDS)), draw(st.sampled_from(TITLES))]
    lines += draw(st.lists(paragraph, max_size=most))
    lines += draw(st.lists(st.sampled_from(ENDS), max_size=6))
    lines = [draw(st.sampled_from(damage)).format(line) for line in lines]
    width = draw(st.sampled_from(WIDTHS))
    if width:
        lines = [part for line in lines for part in textwrap.wrap(line, width) or [""]]
    return draw(st.sampled_from(("\n", "\n", "\n\n"))).join(lines)


letters = st.lists(
    st.sampled_from([*"aàâđêôư AÀĐBCDQT 0123456789/-.,;:()“”\"'|*#_\n\n\t\f<>&{}[]…", "số ", "ngày ", "UBND "]),
    max_size=120,
).map("".join)
any_text = papers() | letters | st.text(max_size=120)
