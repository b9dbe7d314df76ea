"""Papers that bear a mark of secrecy or of internal use, in every form of file and place; and papers about secrecy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from html import escape

from tests.support.paper_word import docx, odt

MARKS = (
    "MẬT",
    "Mật",
    "TỐI MẬT",
    "Tối Mật",
    "TUYỆT MẬT",
    "Tuyệt mật",
    "M Ậ T",
    "T Ố I  M Ậ T",
    "(MẬT)",
    "[TUYỆT MẬT]",
    "MẬT.",
    "MẬT/KHẨN",
    "MẬT - HỎA TỐC",
    "TỐI MẬT/THƯỢNG KHẨN",
    "Bản số: 01 - MẬT",
    "MẬT (Bản số 02)",
    "Độ mật: Mật",
    "ĐỘ MẬT: TỐI MẬT",
    "TÀI LIỆU MẬT",
    "Tài liệu tối mật",
    "Văn bản mật",
    "* MẬT *",
    "MÂT",
    "TOI MAT",
    "MẬT, KHÔNG SAO CHỤP",
    "LƯU HÀNH NỘI BỘ",
    "Lưu hành nội bộ",
    "(Tài liệu lưu hành nội bộ)",
    "TÀI LIỆU NỘI BỘ",
    "Tài liệu nội bộ",
    "KHÔNG PHỔ BIẾN",
    "XEM XONG TRẢ LẠI",
    "CHỈ LƯU HÀNH TRONG CƠ QUAN",
    "DỰ THẢO",
    "Dự thảo lần 2",
    "(Bản dự thảo)",
)
HEAD = ("UBND TỈNH LAM GIANG", "BAN DÂN TỘC", "Số: 47/BC-BDT", "Lam Giang, ngày 05 tháng 6 năm 2023")
BODY = (
    "BÁO CÁO",
    "Kết quả công tác dân tộc",
    *(f"Đoạn thứ {n} kể việc của bản Pá Khôm trong sáu tháng qua." for n in range(40)),
)
FOOT = ("TRƯỞNG BAN", "Hoàng Văn Thiện")
Paper = tuple[str, str, bytes]
"""What it is called, its suffix, its bytes."""


def _lines(mark: str, place: str) -> list[str]:
    """The lines of a paper with the mark at a place."""
    head, body, foot = list(HEAD), list(BODY), list(FOOT)
    if place == "top":
        head.insert(0, mark)
    elif place == "below the date":
        head.append(mark)
    elif place == "above the title":
        body.insert(0, mark)
    elif place == "last line":
        foot.append(mark)
    return [*head, *body, *foot]


LINES = ("top", "below the date", "above the title", "last line")


def _txt(lines: list[str]) -> bytes:
    return "\n".join(lines).encode()


def _markdown(lines: list[str]) -> bytes:
    return "\n\n".join(f"**{line}**" if line.isupper() else line for line in lines).encode()


def _html(lines: list[str]) -> bytes:
    return ("<!doctype html><meta charset=utf-8>" + "".join(f"<p>{escape(line)}</p>" for line in lines)).encode()


def _word(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def _docx(lines: list[str]) -> bytes:
    return docx("".join(map(_word, lines)))


def _odt(lines: list[str]) -> bytes:
    return odt("".join(f"<text:p>{escape(line)}</text:p>" for line in lines))


WRITERS: Mapping[str, Callable[[list[str]], bytes]] = {
    "txt": _txt,
    "md": _markdown,
    "html": _html,
    "docx": _docx,
    "odt": _odt,
}
_PLAIN = "".join(map(_word, _lines("", "")))
_HEADED = '<w:sectPr><w:headerReference w:type="default" r:id="rheader"/></w:sectPr>'
_FOOTED = '<w:sectPr><w:footerReference w:type="default" r:id="rfooter"/></w:sectPr>'


def _beside(mark: str) -> Iterator[tuple[str, str, bytes]]:
    """A mark where a text of lines does not hold it: heads, feet, boxes, watermarks."""
    shape = f'<w:p><w:r><w:pict><v:shape><v:textpath string="{escape(mark)}"/></v:shape></w:pict></w:r></w:p>'
    box = f"<w:p><w:r><w:pict><v:textbox><w:txbxContent>{_word(mark)}</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    yield "head of the page", "docx", docx(_PLAIN + _HEADED, header=_word(mark))
    yield "foot of the page", "docx", docx(_PLAIN + _FOOTED, footer=_word(mark))
    yield "watermark", "docx", docx(_PLAIN + _HEADED, header=shape)
    yield "box", "docx", docx(box + _PLAIN)
    page = f"<style:master-page><style:header><text:p>{escape(mark)}</text:p></style:header></style:master-page>"
    plain = "".join(f"<text:p>{escape(line)}</text:p>" for line in _lines("", ""))
    yield "head of the page", "odt", odt(plain, master=page)
    frame = f"<text:p><draw:frame><draw:text-box><text:p>{escape(mark)}</text:p></draw:text-box></draw:frame></text:p>"
    yield "box", "odt", odt(frame + plain)


def marked(mark: str) -> Iterator[Paper]:
    """Return papers that bear a mark, in every form and place."""
    for place in LINES:
        for suffix, write in WRITERS.items():
            yield f"{mark}, {place}", suffix, write(_lines(mark, place))
    for place, suffix, data in _beside(mark):
        yield f"{mark}, {place}", suffix, data


ABOUT = (
    "VỀ CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "Ban hành Danh mục bí mật nhà nước độ Tuyệt mật, độ Tối mật",
    "Về tăng cường bảo mật thông tin",
    "Danh mục bí mật nhà nước độ Mật của ngành Dân tộc",
    "QUY CHẾ QUẢN LÝ TÀI LIỆU MẬT",
    "Về giải mật tài liệu lưu trữ",
    "Triển khai Luật Cơ yếu và quản lý mật mã dân sự",
    "VỀ QUẢN LÝ MẬT MÃ",
    "Phát triển nghề nuôi ong lấy mật",
    "Về mật độ dân số vùng cao",
    "Quy chế chi tiêu nội bộ",
    "VỀ KIỂM TOÁN NỘI BỘ",
    "Góp ý dự thảo Nghị định về công tác dân tộc",
    "LẤY Ý KIẾN DỰ THẢO LUẬT DÂN TỘC",
    "Đổi mật khẩu hộp thư công vụ",
    "Về việc không công bố dịch tả lợn",
    "Phổ biến Luật Tiếp cận thông tin",
    "Về khẩn trương thu hoạch lúa",
)
SENTENCES = (
    "1. Độ Tuyệt mật",
    "Tài liệu mật phải được đóng dấu độ mật theo quy định, gồm: Tuyệt mật, Tối mật, Mật.",
    "- Tài liệu mật;",
)


def about() -> Iterator[Paper]:
    """Return papers that speak of secrecy, of internal matters and of drafts, and bear no mark."""
    for title in ABOUT:
        lines = [*HEAD, BODY[0], title, *SENTENCES, *BODY[2:], *FOOT]
        for suffix in ("txt", "html", "docx", "md"):
            yield title, suffix, WRITERS[suffix](lines)
