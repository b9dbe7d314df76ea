"""What papers bear as marks, and the words of papers that bear one or speak of one."""

from __future__ import annotations

MARKS = (
    *("MẬT", "Mật", "TỐI MẬT", "Tối Mật", "TUYỆT MẬT", "Tuyệt mật", "M Ậ T", "T Ố I  M Ậ T", "(MẬT)", "[TUYỆT MẬT]"),
    *("MẬT.", "MẬT/KHẨN", "MẬT - HỎA TỐC", "TỐI MẬT/THƯỢNG KHẨN", "KHẨN, MẬT", "Bản số: 01 - MẬT", "MẬT (Bản số 02)"),
    *("Bản số 2/5, mật", "Độ mật: Mật", "ĐỘ MẬT: TỐI MẬT", "Độ mật: C", "Mức độ: Mật", "Mật (A)", "T.MẬT"),
    *("TÀI LIỆU MẬT", "Tài liệu tối mật", "Văn bản mật", "* MẬT *", "MÂT", "TOI MAT", "MẬT, KHÔNG SAO CHỤP"),
    *("M\u00a0Ậ\u00a0T", "M\u2009Ậ\u2009T", "M\u200bẬ\u200bT", "M\u00adẬ\u00adT", "MA\u0302\u0323T", "МẬТ", "ΜẬΤ"),
    *("ＭẬＴ", "ᴍẬᴛ", "\uf04dẬ\uf054", "TẬM", "M.Ậ.T", "MẬT MẬT MẬT", "«TỐI MẬT»"),
    *("TÀI LIỆU THU HỒI", "Tài liệu thu hồi", "CHỈ NGƯỜI CÓ TÊN MỚI ĐƯỢC BÓC BÌ", "Chỉ người có tên mới được bóc bì"),
    *("BẢN SAO BÍ MẬT NHÀ NƯỚC", "THỜI HẠN BẢO VỆ: TỪ NGÀY 01/3/2026", "GIẢM ĐỘ MẬT TỪ TỐI MẬT XUỐNG MẬT", "GIẢI MẬT"),
    *("CONFIDENTIAL", "Top Secret", "STRICTLY CONFIDENTIAL", "FOR INTERNAL USE ONLY"),
    *("LƯU HÀNH NỘI BỘ", "Lưu hành nội bộ", "(Tài liệu lưu hành nội bộ)", "TÀI LIỆU NỘI BỘ", "Tài liệu nội bộ"),
    *("KHÔNG PHỔ BIẾN", "Không phổ biến, sao chép", "XEM XONG TRẢ LẠI", "CHỈ LƯU HÀNH TRONG CƠ QUAN", "LHNB"),
    *("[Con dấu: TỐI MẬT]", "Cấp độ mật: Tối mật", "MẬT - Trang 1/5", "TỐI MẬT (Thời hạn bảo vệ: 20 năm)"),
    *("Không phổ biến ra ngoài", "Lưu hành nội bộ ngành Công an", "PHẠM VI LƯU HÀNH: NỘI BỘ"),
    *("DỰ THẢO", "Dự thảo lần 2", "(Bản dự thảo)", "DRAFT", "DỰ THẢO XIN Ý KIẾN", "Bản nháp"),
)
"""Each alone on a line: of secrecy, of internal use, of drafts; certain or in doubt."""
DRAFTS = frozenset(MARKS[-6:])
HEAD = ("UBND TỈNH LAM GIANG", "BAN DÂN TỘC", "Số: 47/BC-BDT", "Lam Giang, ngày 05 tháng 6 năm 2023")
BODY = (
    "BÁO CÁO",
    "Kết quả công tác dân tộc",
    *(f"Đoạn thứ {n} kể việc của bản Pá Khôm trong sáu tháng qua." for n in range(40)),
)
FOOT = ("TRƯỞNG BAN", "Hoàng Văn Thiện")
PLACES = ("top", "below the date", "above the title", "in the middle", "last line", "end of an appendix")
SYMBOLS = ("Số: 47/BC-BDT-MẬT", "Số: 47/BC-BDT (M)", "Số: 47/BC-BDT (TM)", "Số: 47/MẬT-BDT", "Số: 47-M/BC-BDT")
"""Numbers that bear a mark."""
NAMES = ("BC 47 (MẬT)", "bc-47-mat", "[TUYỆT MẬT] báo cáo", "Cong van mat/bao cao", "Báo cáo - tối mật", "LHNB - bc 47")
"""Names of files and folders that bear a mark."""


def lines(mark: str = "", place: str = "") -> list[str]:
    """Return the lines of a paper with the mark at a place."""
    head, body, foot = list(HEAD), list(BODY), list(FOOT)
    if place == "top":
        head.insert(0, mark)
    elif place == "below the date":
        head.append(mark)
    elif place == "above the title":
        body.insert(0, mark)
    elif place == "in the middle":
        body.insert(len(body) // 2, mark.upper())
    elif place == "last line":
        foot.append(mark)
    elif place == "end of an appendix":
        foot += ["PHỤ LỤC", "Danh sách bản", "1. Bản Pá Khôm", "2. Bản Nà Sẳn", mark]
    return [*head, *body, *foot]


TITLES = (
    "VỀ CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "Ban hành Danh mục bí mật nhà nước độ Tuyệt mật, độ Tối mật",
    "BAN HÀNH DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TUYỆT MẬT, ĐỘ TỐI MẬT, ĐỘ MẬT",
    "Về tăng cường bảo mật thông tin",
    "Danh mục bí mật nhà nước độ Mật của ngành Dân tộc",
    "QUY CHẾ QUẢN LÝ TÀI LIỆU MẬT",
    "QUY CHẾ QUẢN LÝ, SỬ DỤNG TÀI LIỆU\nMẬT",
    "QUY CHẾ BẢO VỆ\nBÍ MẬT NHÀ NƯỚC",
    "Về giải mật tài liệu lưu trữ",
    "VỀ VIỆC GIẢI MẬT TÀI LIỆU LƯU TRỮ",
    "VỀ VIỆC GIẢM ĐỘ MẬT CỦA TÀI LIỆU LƯU TRỮ",
    "VỀ THU HỒI TÀI LIỆU CỦA HỘI NGHỊ",
    "Triển khai Luật Cơ yếu và quản lý mật mã dân sự",
    "VỀ QUẢN LÝ MẬT MÃ",
    "Phát triển nghề nuôi ong lấy mật",
    "PHÁT TRIỂN NGHỀ NUÔI ONG LẤY MẬT",
    "Mật ong Pá Khôm",
    "Về mật độ dân số vùng cao",
    "Quy chế chi tiêu nội bộ",
    "VỀ KIỂM TOÁN NỘI BỘ",
    "Về việc lưu hành tài liệu nội bộ của các cơ quan",
    "Góp ý dự thảo Nghị định về công tác dân tộc",
    "Về việc góp ý\ndự thảo Nghị quyết",
    "LẤY Ý KIẾN DỰ THẢO LUẬT DÂN TỘC",
    "BÁO CÁO TIẾP THU, GIẢI TRÌNH DỰ THẢO NGHỊ QUYẾT",
    "Đổi mật khẩu hộp thư công vụ",
    "Về việc không công bố dịch tả lợn",
    "Phổ biến Luật Tiếp cận thông tin",
    "Về khẩn trương thu hoạch lúa",
    "Về hạn chế phổ biến phim ảnh độc hại",
    "Công khai, không công khai kết quả chưa công bố",
    "Về quản lý việc đưa tin lên mạng xã hội",
)
"""Titles of papers that speak of secrecy, of internal matters and of drafts, and bear no mark."""
SENTENCES = (
    "1. Độ Tuyệt mật",
    "2. Độ Tối mật",
    "Tài liệu mật phải được đóng dấu độ mật theo quy định, gồm: Tuyệt mật, Tối mật, Mật.",
    "- Tài liệu mật;",
    "- Dự thảo Nghị quyết về nông thôn mới;",
    'Dấu "TUYỆT MẬT" hình chữ nhật, có hai đường viền; mực màu đỏ.',
    "Chỉ người có tên mới được bóc bì khi văn thư giao bì có dấu này.",
    "Điều 5. Thời hạn bảo vệ bí mật nhà nước",
    "8h30: Mật ong Pá Khôm tìm đường ra chợ (Hợp tác xã báo cáo).",
    "Văn bản không đóng dấu mật được lưu hành nội bộ theo quy chế này.",
)
LEVELS = (
    ("STT", "Tên tài liệu", "Độ mật", "Thời hạn bảo vệ"),
    ("1", "Phương án phòng thủ khu vực", "Tuyệt mật", "30 năm"),
    ("2", "Kế hoạch thanh tra đột xuất", "Tối mật", "20 năm"),
    ("3", "Hồ sơ nhân sự chưa công bố", "Mật", "10 năm"),
)
"""A table that lists papers with their levels."""


def about(title: str) -> list[str]:
    """Return the lines of a paper that speaks of secrecy under a title."""
    return [*HEAD, BODY[0], *title.split("\n"), *SENTENCES, *BODY[2:], *FOOT]
