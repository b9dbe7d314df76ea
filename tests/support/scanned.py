"""Papers of our own that tests print, photograph and have read again: their lines as read, and their pages as HTML."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

STYLE = """<!doctype html><meta charset="utf-8"><style>
@page { size: A4; margin: 20mm 15mm 20mm 30mm } body { font: 14pt/1.3 Tinos; margin: 0 }
section { break-after: page } p { text-align: justify; text-indent: 10mm; margin: 2mm 0 } span { white-space: nowrap }
h1 { font-size: 14pt; text-align: center; margin: 5mm 0 3mm } table { width: 100%; border-collapse: collapse }
.sides td { vertical-align: top; text-align: center; font-size: 12.5pt; padding: 0 3mm }
.foot td { vertical-align: top; text-align: center } .foot td:first-child { text-align: left; font-size: 11pt }
.grid td { border: 1px solid black; padding: 1mm 2mm; font-size: 12pt }
</style>"""


@dataclass(frozen=True, slots=True)
class Paper:
    """One page: left and right of its header, title, paragraphs, rows of a table, left and right of its foot."""

    head: tuple[Sequence[str], Sequence[str]] = ((), ())
    title: Sequence[str] = ()
    body: Sequence[str] = ()
    table: Sequence[Sequence[str]] = ()
    foot: tuple[Sequence[str], Sequence[str]] = ((), ())

    def words(self) -> list[str]:
        """Return the words of the page in reading order."""
        lines = [*self.head[0], *self.head[1], *self.title, *self.body, *(cell for row in self.table for cell in row)]
        return " ".join([*lines, *self.foot[0], *self.foot[1]]).split()

    def html(self) -> str:
        """Return the page, to be printed after STYLE."""
        sides = "<table class='{}'><tr><td>{}</td><td>{}</td></tr></table>"
        rows = "".join(f"<tr>{''.join(f'<td>{_safe(cell)}</td>' for cell in row)}</tr>" for row in self.table)
        parts = [
            sides.format("sides", _lines(self.head[0]), _lines(self.head[1])),
            f"<h1>{_lines(self.title)}</h1>",
            *(f"<p>{_safe(text)}</p>" for text in self.body),
            f"<table class='grid'>{rows}</table>",
            sides.format("foot", _lines(self.foot[0]), _lines(self.foot[1])),
        ]
        return f"<section>{''.join(parts)}</section>"


def _lines(texts: Sequence[str]) -> str:
    return "<br>".join(map(_safe, texts))


def _safe(text: str) -> str:
    """The text with its symbols kept on one line."""
    return re.sub(r"\S+-\S+", lambda match: f"<span>{match[0]}</span>", escape(text))


def word_errors(read: Sequence[str], want: Sequence[str]) -> int:
    """Return how many words must be put in, left out or changed to make one text of the other."""
    above = list(range(len(want) + 1))
    for i, word in enumerate(read, 1):
        row = [i]
        for j, other in enumerate(want, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (word != other)))
        above = row
    return above[-1]


DECISION = Paper(
    head=(
        ("ỦY BAN NHÂN DÂN", "TỈNH LAM GIANG", "Số: 1247/QĐ-UBND"),
        (
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Lam Giang, ngày 18 tháng 6 năm 2024",
        ),
    ),
    title=("QUYẾT ĐỊNH", "Ban hành Quy chế quản lý và khai thác bến thuyền trên sông Lam"),
    body=(
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
        "Xét đề nghị của Giám đốc Sở Giao thông vận tải tại Tờ trình số 386/TTr-SGTVT ngày 05 tháng 6 năm 2024,",
        "Điều 1. Ban hành kèm theo Quyết định này Quy chế quản lý và khai thác 27 bến thuyền khách, 14 bến hàng và 9 "
        "bến đò ngang trên đoạn sông Lam chảy qua địa bàn tỉnh, dài 83,5 km, từ cầu Vân Trạch đến cửa Bãi Nhạn.",
        "Điều 2. Ủy ban nhân dân các huyện Vân Trạch, Phù Lưu và thành phố Lam Sơn chịu trách nhiệm rà soát mốc giới, "
        "tháo dỡ lều quán dựng trái phép trên hành lang bảo vệ bờ, hoàn thành trước ngày 30 tháng 9 năm 2024; tổng "
        "kinh phí 12.450.000.000 đồng lấy từ nguồn sự nghiệp giao thông.",
        "Điều 3. Quyết định này có hiệu lực kể từ ngày 01 tháng 7 năm 2024 và thay thế Quyết định số 852/QĐ-UBND ngày "
        "11 tháng 4 năm 2017. Chánh Văn phòng, Giám đốc các sở và những đơn vị có liên quan chịu trách nhiệm thi hành.",
    ),
    foot=(
        ("Nơi nhận:", "- Như Điều 3;", "- Bộ Giao thông vận tải;", "- Công báo tỉnh;", "- Lưu: VT, GT."),
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "", "", "Đặng Quỳnh Khuê"),
    ),
)
REPORT = Paper(
    head=(
        ("UBND TỈNH LAM GIANG", "SỞ NÔNG NGHIỆP", "Số: 69/BC-SNN"),
        (
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Lam Giang, ngày 27 tháng 11 năm 2023",
        ),
    ),
    title=("BÁO CÁO", "Kết quả trồng rừng phòng hộ ven sông vụ thu năm 2023"),
    body=(
        "Thực hiện Kế hoạch số 114/KH-UBND ngày 20 tháng 02 năm 2023, Sở đã cùng các xã phía bắc ươm 640.000 cây "
        "giống phi lao, bần chua và đước; tỷ lệ sống sau ba tháng đạt 91,4%, cao hơn vụ trước 6,2%.",
        "1. Những việc đã làm: khảo sát lại 18 bãi bồi, cắm mốc ranh giới từng lô, ký hợp đồng giao khoán với 203 hộ; "
        "mở sáu lớp tập huấn kỹ thuật cho trưởng thôn và tổ bảo vệ rừng tự quản.",
        "2. Khó khăn: nước lũ rút chậm, đường chở cây giống vào bãi Cồn Sậy hư hỏng nặng, trâu bò thả rông giẫm gãy "
        "nhiều cây non; mức hỗ trợ công chăm sóc còn thấp so với giá ngày công ở địa phương.",
        "3. Đề nghị: bổ sung 3,75 tỷ đồng để gia cố tuyến đê bao, chuyển nguồn chưa dùng hết sang năm sau và giao "
        "Hạt Kiểm lâm liên huyện xử lý dứt điểm việc lấn chiếm đất bãi.",
    ),
    table=(
        ("Số thứ tự", "Xã, phường", "Diện tích đã trồng", "Ghi chú"),
        ("1", "Xã Bến Gỗ, huyện Phù Lưu", "126,5 ha", "Đã nghiệm thu đợt một, còn trồng dặm"),
        ("2", "Xã Hạ Thổ, huyện Vân Trạch", "84 ha", "Chờ nước rút để trồng tiếp"),
    ),
    foot=(
        ("Nơi nhận:", "- UBND tỉnh;", "- Lãnh đạo Sở;", "- Lưu: VT, KL."),
        ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "", "", "Vũ Đình Thuyên"),
    ),
)
NOTICE = Paper(
    title=("QUY CHẾ", "Quản lý bến thuyền trên sông Lam"),
    body=(
        "Điều 4. Chủ bến phải có sổ ghi số khách, giờ thuyền rời bến, tên người lái; áo phao để ở chỗ dễ lấy, đủ cho "
        "mọi người trên thuyền, kể cả trẻ em dưới sáu tuổi.",
        "Điều 5. Khi có gió từ cấp năm trở lên hoặc sương mù dày, tầm nhìn dưới hai trăm mét, bến ngừng đón khách và "
        "kéo cờ đỏ ở cột báo hiệu; chỉ hoạt động lại sau khi cảng vụ cho phép bằng văn bản hoặc qua bộ đàm.",
        "a) Thuyền chở quá số người ghi trong giấy chứng nhận bị giữ lại tại bến cho đến khi khách thừa lên bờ;",
        "b) Người lái không có bằng phù hợp, đã uống rượu bia thì bị lập biên bản, tạm giữ giấy tờ;",
        "c) Trường hợp tái phạm trong mười hai tháng, chủ bến bị đình chỉ hoạt động từ ba mươi đến chín mươi ngày.",
        "Điều 6. Phòng Kinh tế và Hạ tầng huyện kiểm tra định kỳ mỗi quý một lần, đột xuất khi có phản ánh của nhân "
        "dân; kết quả được niêm yết công khai tại trụ sở xã và gửi về Sở trước ngày 25 của tháng cuối quý.",
    ),
)
PAPERS = (DECISION, REPORT, NOTICE)


# --- pictures ----------------------------------------------------------------------------------------


def pgm(width: int, height: int, grey: bytes) -> bytes:
    """Return a grey picture as PGM."""
    return b"P5\n%d %d\n255\n" % (width, height) + grey


def png(width: int, height: int, grey: bytes) -> bytes:
    """Return a grey picture as PNG."""
    rows = b"".join(b"\0" + grey[y * width : (y + 1) * width] for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    chunks = (struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def tiff(pages: Sequence[tuple[int, int, bytes]]) -> bytes:
    """Return grey pictures as the pages of a TIFF."""
    out = bytearray(b"II*\0\0\0\0\0")
    link = 4
    for width, height, grey in pages:
        strip = len(out)
        out += grey + b"\0" * (len(grey) % 2)
        tags = ((256, width), (257, height), (258, 8), (259, 1), (262, 1), (273, strip), (277, 1), (278, height))
        struct.pack_into("<I", out, link, len(out))
        out += struct.pack("<H", len(tags) + 1)
        out += b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in (*tags, (279, len(grey))))
        link = len(out)
        out += b"\0\0\0\0"
    return bytes(out)
