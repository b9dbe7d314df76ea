"""What the interface calls things, in the words an office uses; the keys come from the model."""

from __future__ import annotations

from collections.abc import Mapping

from generator.model import DiagnosticCode, PageKind, PersonRelation, Relation, Stater

KINDS: Mapping[PageKind, str] = {
    PageKind.DOCUMENT: "Văn bản",
    PageKind.AGENCY: "Cơ quan",
    PageKind.POLICY: "Chính sách",
    PageKind.WORK: "Số hiệu",
    PageKind.PERSON: "Người",
    PageKind.PAGE: "Trang",
}

LEGAL_BASIS = "Căn cứ"
"""Of a basis that the paper names as one; the others are carried out."""
RELATIONS: Mapping[Relation, str] = {
    Relation.BASIS: "Thực hiện, theo",
    Relation.ISSUED: "Đã ban hành",
    Relation.ADVISED: "Tham mưu ban hành",
    Relation.AMENDS: "Sửa đổi, bổ sung",
    Relation.REPLACES: "Thay thế",
    Relation.REPEALS: "Bãi bỏ",
    Relation.GUIDES: "Hướng dẫn",
    Relation.EXTENDED: "Được gia hạn",
    Relation.MENTION: "Nhắc đến",
}

ISSUER_BASES: Mapping[str, str] = {
    "header": "ghi ở phần đầu văn bản",
    "symbol": "suy ra từ ký hiệu",
    "signature": "suy ra từ phần ký",
    "body": "suy ra từ lời kết của văn bản",
    "registry": "do người quản trị bổ sung",
}

LEVELS: Mapping[str, str] = {
    "central": "Trung ương",
    "province": "Cấp tỉnh",
    "district": "Cấp huyện",
    "commune": "Cấp xã",
    "unit": "Đơn vị trực thuộc",
}

PERSON_RELATIONS: Mapping[PersonRelation, str] = {
    PersonRelation.SIGNER: "Người ký",
    PersonRelation.CHAIR: "Chủ trì",
    PersonRelation.ATTENDEE: "Tham dự",
    PersonRelation.ASSIGNED: "Được giao việc",
    PersonRelation.RECIPIENT: "Nơi nhận",
    PersonRelation.MENTIONED: "Được nhắc đến",
}

ZONES: Mapping[str, str] = {
    "header": "Phần đầu",
    "preamble": "Phần mở đầu",
    "closing": "Phần kết",
    "recipients": "Nơi nhận",
    "signature": "Phần ký",
    "annex": "Sau chữ ký, nơi nhận",
}

WARNINGS: Mapping[DiagnosticCode, str] = {
    DiagnosticCode.MISSING_HEADER: "Thiếu phần đầu",
    DiagnosticCode.MISSING_NUMBER: "Thiếu số hiệu",
    DiagnosticCode.MISSING_DATE: "Thiếu ngày tháng",
    DiagnosticCode.ISSUER_CONFLICT: "Cơ quan ban hành mâu thuẫn",
    DiagnosticCode.SYMBOL: "Ký hiệu sai hoặc hỏng",
    DiagnosticCode.WRONG_ABBREVIATION: "Viết tắt sai quy định",
    DiagnosticCode.MISSING_HYPHEN: "Thiếu gạch nối",
    DiagnosticCode.SPACING: "Khoảng trắng thừa",
    DiagnosticCode.PAGE_NUMBER_LEAK: "Số trang lẫn vào nội dung",
    DiagnosticCode.PAGE_BREAK: "Đứt đoạn do ngắt trang",
    DiagnosticCode.CUT_LINES: "Dòng chữ có thể bị cắt mất",
    DiagnosticCode.DATE_SUSPECT: "Ngày tháng đáng ngờ",
    DiagnosticCode.DATE_CONFLICT: "Ngày tháng mâu thuẫn",
    DiagnosticCode.CITATION_SUSPECT: "Viện dẫn đáng ngờ",
    DiagnosticCode.NAME_VARIANT: "Tên viết không thống nhất",
    DiagnosticCode.MARKUP: "Lẫn ký hiệu định dạng",
    DiagnosticCode.LOOK_ALIKE: "Ký tự gõ nhầm vì giống",
    DiagnosticCode.NUMBER_FORMAT: "Cách viết số không thống nhất",
    DiagnosticCode.DUPLICATE: "Trùng lặp",
    DiagnosticCode.AMBIGUOUS: "Chưa xác định được là văn bản nào",
    DiagnosticCode.NO_SUCH_WORK: "Không có văn bản mang số này",
    DiagnosticCode.SET_APART: "Phần ngoài văn bản đã để riêng",
    DiagnosticCode.SIGNATURE_BROKEN: "Chữ ký số không còn nguyên vẹn",
    DiagnosticCode.SIGNATURE_CONFLICT: "Chữ ký số khác văn bản",
    DiagnosticCode.EMPTY: "Tệp rỗng",
    DiagnosticCode.SKIPPED: "Tệp bỏ qua",
    DiagnosticCode.UNREADABLE: "Tệp không đọc được",
    DiagnosticCode.NOT_UTF8: "Tệp sai bảng mã",
    DiagnosticCode.ENCODING: "Tệp ở bảng mã cũ",
    DiagnosticCode.DAMAGED: "Tệp có byte hỏng",
    DiagnosticCode.SUFFIX: "Đuôi tệp không đúng dạng",
    DiagnosticCode.WRONG_SUFFIX: "Đuôi tệp sai, chưa đọc được",
    DiagnosticCode.MISSING_PROGRAM: "Thiếu chương trình đọc tệp",
    DiagnosticCode.NO_OCR: "Thiếu chương trình nhận dạng chữ (OCR)",
    DiagnosticCode.HISTORY: "Lịch sử cập nhật bắt đầu lại",
    DiagnosticCode.UNREADABLE_TEXT: "Trang không đọc ra chữ",
    DiagnosticCode.UNREADABLE_PAGE: "Một số trang không đọc được",
    DiagnosticCode.LONG_TABLE: "Bảng quá lớn",
    DiagnosticCode.LOST_WORDS: "Trang PDF mất hoặc xé từ",
    DiagnosticCode.FILLED_BY_HAND: "Số, ngày điền tay",
    DiagnosticCode.ENCRYPTED: "Tệp đặt mật khẩu",
    DiagnosticCode.TOO_LARGE: "Tệp quá lớn",
    DiagnosticCode.TOO_SLOW: "Tệp đọc quá lâu",
    DiagnosticCode.HELD_BACK: "Chưa đưa lên cổng",
    DiagnosticCode.SIDE_FILE: "Tệp kèm có lỗi",
    DiagnosticCode.PERSONAL_DATA: "Có dữ liệu cá nhân",
    DiagnosticCode.SUPPRESSED: "Đã xóa tên người",
    DiagnosticCode.REGISTRY: "Dòng danh bạ không còn tác dụng",
    DiagnosticCode.CORRECTED: "Người quản trị đã sửa",
    DiagnosticCode.SAME_NAME: "Tên tệp trùng nhau khi hiển thị",
    DiagnosticCode.NOT_READ: "Không đọc được lần dựng này",
    DiagnosticCode.FAULT: "Chương trình gặp lỗi ở tệp này",
    DiagnosticCode.SECRET: "Có dấu chỉ mức độ mật",
    DiagnosticCode.INTERNAL: "Lưu hành nội bộ",
    DiagnosticCode.DOUBTFUL_MARK: "Có dòng giống dấu mật, chưa chắc",
    DiagnosticCode.DRAFT: "Dự thảo",
    DiagnosticCode.BAD_JSON: "Tệp JSON hỏng",
    DiagnosticCode.BAD_DOCUMENT: "Văn bản đã phân tích sai mẫu",
}

FORMATS: Mapping[str, str] = {
    "txt": "văn bản thuần",
    "md": "Markdown",
    "json": "JSON đã phân tích",
    "pdf": "PDF",
    "docx": "Word (DOCX)",
    "doc": "Word cũ (DOC)",
    "rtf": "RTF",
    "odt": "OpenDocument (ODT)",
    "xlsx": "bảng tính (XLSX)",
    "ods": "bảng tính (ODS)",
    "html": "trang web (HTML)",
    "htm": "trang web (HTML)",
    "png": "ảnh quét",
    "jpg": "ảnh quét",
    "jpeg": "ảnh quét",
    "tif": "ảnh quét",
    "tiff": "ảnh quét",
}

SUPPLIED: Mapping[Stater, str] = {
    "archivist": "do người quản trị bổ sung",
    "edxml": "theo phần đầu gói edXML",
    "portal": "theo cổng pháp luật",
}
"""Said beside a fact that the file itself does not state."""

SAMPLE_NOTICE = (
    "Dữ liệu mẫu: các văn bản trong kho này được soạn ra để minh họa, "
    "không phải văn bản thật và không có giá trị pháp lý."
)


def label(table: Mapping[str, str], key: str | None) -> str:
    """Return the label of `key`, or the key itself where the table does not know it."""
    return table.get(key or "", key or "")
