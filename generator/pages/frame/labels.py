"""What the interface calls things, in the words an office uses; the keys come from the model."""

from __future__ import annotations

from collections.abc import Mapping

KINDS: Mapping[str, str] = {
    "document": "Văn bản",
    "agency": "Cơ quan",
    "policy": "Chính sách",
    "decision": "Số hiệu",
    "person": "Người",
    "page": "Trang",
}

RELATIONS: Mapping[str, str] = {
    "basis": "Căn cứ",
    "issued": "Đã ban hành",
    "advised": "Tham mưu ban hành",
    "amends": "Sửa đổi, bổ sung",
    "replaces": "Thay thế",
    "repeals": "Bãi bỏ",
    "guides": "Hướng dẫn",
    "extended": "Được gia hạn",
    "mention": "Nhắc đến",
}

ISSUER_BASES: Mapping[str, str] = {
    "header": "ghi ở phần đầu văn bản",
    "symbol": "suy ra từ ký hiệu",
    "signature": "suy ra từ phần ký",
    "registry": "do người quản trị bổ sung",
}

LEVELS: Mapping[str, str] = {
    "central": "Trung ương",
    "province": "Cấp tỉnh",
    "district": "Cấp huyện",
    "commune": "Cấp xã",
    "unit": "Đơn vị trực thuộc",
}

PERSON_RELATIONS: Mapping[str, str] = {
    "signer": "Người ký",
    "chair": "Chủ trì",
    "attendee": "Tham dự",
    "assigned": "Được giao việc",
    "recipient": "Nơi nhận",
    "mentioned": "Được nhắc đến",
}

ZONES: Mapping[str, str] = {
    "header": "Phần đầu",
    "preamble": "Phần mở đầu",
    "closing": "Phần kết",
    "recipients": "Nơi nhận",
    "signature": "Phần ký",
    "annex": "Phần kèm theo",
}

WARNINGS: Mapping[str, str] = {
    "missing_header": "Thiếu phần đầu",
    "missing_number": "Thiếu số hiệu",
    "missing_date": "Thiếu ngày tháng",
    "issuer_conflict": "Cơ quan ban hành mâu thuẫn",
    "symbol": "Ký hiệu sai hoặc hỏng",
    "missing_hyphen": "Thiếu gạch nối",
    "spacing": "Khoảng trắng thừa",
    "page_number_leak": "Số trang lẫn vào nội dung",
    "page_break": "Đứt đoạn do ngắt trang",
    "citation_suspect": "Viện dẫn đáng ngờ",
    "markup": "Lẫn ký hiệu định dạng",
    "look_alike": "Ký tự gõ nhầm vì giống",
    "number_format": "Cách viết số không thống nhất",
    "duplicate": "Trùng lặp",
    "ambiguous": "Chưa xác định được là văn bản nào",
    "set_apart": "Phần ngoài văn bản đã để riêng",
    "empty": "Tệp rỗng",
    "skipped": "Tệp bỏ qua",
    "unreadable": "Tệp không đọc được",
    "not_utf8": "Tệp sai bảng mã",
    "encoding": "Tệp ở bảng mã cũ",
    "damaged": "Tệp có byte hỏng",
    "suffix": "Đuôi tệp không đúng dạng",
    "ocr": "Nhận dạng chữ (OCR)",
    "unreadable_text": "Trang không đọc ra chữ",
    "encrypted": "Tệp đặt mật khẩu",
    "too_large": "Tệp quá lớn",
    "too_slow": "Tệp đọc quá lâu",
    "held_back": "Chưa đưa lên cổng",
    "side_file": "Tệp kèm có lỗi",
    "corrected": "Người quản trị đã sửa",
    "secret": "Có dấu chỉ mức độ mật",
    "internal": "Lưu hành nội bộ",
    "bad_json": "Tệp JSON hỏng",
    "bad_document": "Văn bản đã phân tích sai mẫu",
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
    "html": "trang web (HTML)",
    "htm": "trang web (HTML)",
    "png": "ảnh quét",
    "jpg": "ảnh quét",
    "jpeg": "ảnh quét",
    "tif": "ảnh quét",
    "tiff": "ảnh quét",
}

SUPPLIED = "do người quản trị bổ sung"
"""Said beside a fact that the file itself does not state."""

SAMPLE_NOTICE = (
    "Dữ liệu mẫu: các văn bản trong kho này được soạn ra để minh họa, "
    "không phải văn bản thật và không có giá trị pháp lý."
)


def label(table: Mapping[str, str], key: str | None) -> str:
    """Return the label of `key`, or the key itself where the table does not know it."""
    return table.get(key or "", key or "")
