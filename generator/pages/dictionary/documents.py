"""The fields of `documents.jsonl`: papers (văn bản)."""

from __future__ import annotations

from generator.pages.dictionary.field import LINE, PLACE, Field, Sheet, Table, optional
from generator.pages.frame.labels import FORMATS, ISSUER_BASES, WARNINGS

_SIGNER = (
    Field("person", "Mã người ký", "Mã người, nếu cổng có trang của người đó", "entity", "derived", null=True),
    Field("name", "Người ký", "Họ và tên như đã in"),
    Field("title", "Chức vụ người ký", "Chức vụ của chính người ký", null=True),
    Field(
        "authority",
        "Quyền hạn ký",
        "Thẩm quyền ký, từ ngoài vào trong",
        "object",
        many=True,
        column=False,
        fields=(
            Field("mark", "Ký thay", "Chữ viết tắt như đã in: `TM.`, `KT.`, `TL.`"),
            Field("office", "Chức vụ được ký thay", "Chức vụ hoặc cơ quan đứng tên"),
        ),
    ),
)
_CHAIR = (
    Field("person", "Mã người chủ trì", "Mã người, nếu cổng có trang của người đó", "entity", "derived", null=True),
    Field("name", "Người chủ trì", "Họ và tên như đã in"),
    Field("role", "Chức vụ người chủ trì", "Chức vụ như đã in", null=True),
    Field("event", "Cuộc họp", "Cuộc họp mà văn bản thông báo kết quả", null=True),
    Field("event_date", "Ngày họp", "Ngày của cuộc họp đó", "date", null=True),
)
_INFERRED = (
    Field("not_before", "Không sớm hơn", "Ngày sớm nhất có thể ban hành", "date", "derived", null=True),
    Field("not_after", "Không muộn hơn", "Ngày muộn nhất có thể ban hành", "date", "derived", null=True),
    Field("basis", "Căn cứ suy ra ngày", "Suy ra từ đâu", origin="derived"),
)
_IN_FORCE = (
    Field(
        "kind",
        "Nêu gì",
        "Văn bản nêu có hiệu lực, được áp dụng hay hết hiệu lực",
        values={"in_force": "có hiệu lực", "applied": "được áp dụng", "ends": "hết hiệu lực"},
    ),
    Field(
        "from",
        "Từ ngày",
        "Ngày bắt đầu có hiệu lực, áp dụng hay hết hiệu lực; null nếu văn bản không nêu rõ ngày",
        "date",
        "derived",
        null=True,
    ),
    Field("until", "Đến hết", "Ngày cuối cùng văn bản nêu", "date", null=True),
    Field(
        "basis",
        "Căn cứ biết ngày",
        "Biết ngày bắt đầu từ đâu; null nếu chỉ có lời văn",
        origin="derived",
        null=True,
        values={"stated": "ngày in trong đoạn", "signed": "ngày ký", "passed": "ngày thông qua"},
    ),
    Field("part", "Phần", "Phần của văn bản mà riêng nó có hiệu lực như vậy; null nếu là cả văn bản", null=True),
    Field("except", "Trừ", "Phần mà lời văn trừ ra", null=True),
    Field("phrase", "Nguyên văn", "Lời văn nêu thời điểm"),
    *PLACE,
)
_DIGITAL = (
    Field("signer", "Người ký số", "Tên trên chứng thư số; null nếu cổng không nêu", origin="file", null=True),
    Field("organization", "Cơ quan ký số", "Cơ quan trên chứng thư số", origin="file", null=True),
    Field("authority", "Nơi cấp chứng thư", "Tổ chức cấp chứng thư số", origin="file", null=True),
    Field("signed", "Thời điểm ký", "Thời điểm ký, giờ Việt Nam", "time", "file", null=True),
    Field("digest", "Hàm băm", "Thuật toán băm, như `SHA-256`", origin="file", null=True),
    Field(
        "state",
        "Tình trạng",
        "Chữ ký còn nguyên vẹn hay không",
        origin="derived",
        values={
            "whole": "nguyên vẹn",
            "broken": "không còn nguyên vẹn",
            "unclear": "không kiểm được",
            "unread": "chưa xem",
        },
    ),
    Field(
        "covers",
        "Phạm vi",
        "Chữ ký bao trùm phần nào của tệp",
        origin="derived",
        values={"file": "cả tệp", "revision": "đến lúc ký", "part": "một phần"},
    ),
    Field("body", "Của cơ quan", "Chứng thư của cơ quan, không phải của cá nhân", "boolean", "file"),
    Field(
        "clock",
        "Nguồn giờ",
        "Thời điểm ký do đâu nêu",
        origin="file",
        null=True,
        values={"timestamp": "dấu thời gian", "signer": "đồng hồ người ký", "file": "tệp ghi, không ký"},
    ),
    Field(
        "trust",
        "Tin cậy",
        "Đối chiếu với chứng thư gốc của kho",
        origin="derived",
        values={"unchecked": "chưa đối chiếu", "trusted": "tin cậy", "untrusted": "không tin cậy"},
    ),
    Field("weak", "Băm yếu", "Thuật toán băm đã bị phá", "boolean", "derived"),
)
_CELL = (
    Field("row", "Hàng", "Hàng đầu tiên, tính từ 0", "integer"),
    Field("column", "Cột", "Cột đầu tiên, tính từ 0", "integer"),
    Field("rows", "Số hàng gộp", "Ô trải qua mấy hàng", "integer", unit="hàng"),
    Field("columns", "Số cột gộp", "Ô trải qua mấy cột", "integer", unit="cột"),
    Field("header", "Ô đầu bảng", "Là ô đầu cột hoặc đầu hàng", "boolean", "derived"),
    Field("text", "Chữ", "Nội dung ô"),
    *map(optional, PLACE),
)
_TABLE = (
    Field("rows", "Số hàng", "Số hàng của bảng", "integer", unit="hàng"),
    Field("columns", "Số cột", "Số cột của bảng", "integer", unit="cột"),
    Field("caption", "Tên bảng", "Tên bảng như đã in", null=True),
    Field("continued", "Nối tiếp", "Các hàng mở đầu phần tiếp theo của bảng ở trang sau", "integer", many=True),
    Field("cells", "Ô", "Các ô có chữ, theo thứ tự đọc", "object", many=True, fields=_CELL),
)
_SECTIONS = (
    Field("label", "Ký hiệu mục", "Như đã in, bỏ dấu chấm: `I`, `1`, `a`, `Điều 4`; null nếu không có", null=True),
    Field("title", "Tên mục", "Tên mục; null ở đoạn chỉ đánh số", null=True),
    Field("level", "Cấp", "Cấp của mục, cấp ngoài cùng là 1", "integer", "derived"),
    Field("parent", "Mục cấp trên", "`anchor` của mục chứa mục này", origin="derived", null=True),
    *PLACE,
    Field("anchor", "Mã mục", "Mã riêng trong văn bản, cũng là dấu `#` trên trang", origin="portal"),
)
_WARNINGS = (
    Field(
        "code",
        "Loại lưu ý",
        "Loại chỗ cần lưu ý",
        origin="derived",
        values={k.value: v for k, v in WARNINGS.items()},
    ),
    LINE,
    Field("text", "Nguyên văn", "Chữ ở chỗ đó", origin="file"),
    Field("message", "Nội dung lưu ý", "Điều cần lưu ý", origin="derived"),
)
_HEAD = tuple(
    Field(name, label, "Chỗ in trên tệp có trang", "object", "file", given=False, fields=PLACE)
    for name, label in (
        ("type", "Tên loại"),
        ("number", "Số, ký hiệu"),
        ("title", "Trích yếu"),
        ("superior", "Cơ quan chủ quản"),
        ("issuer", "Cơ quan ban hành"),
        ("place", "Địa danh"),
        ("issued", "Ngày ban hành"),
        ("signer", "Người ký"),
        ("chair", "Người chủ trì"),
    )
)

DOCUMENTS = Table(
    "documents",
    "Văn bản",
    "Văn bản: phần đầu, nơi nhận, bố cục, lưu ý và toàn văn",
    (
        Field("id", "Mã văn bản", "Mã lâu dài, cũng là tên trang: `van-ban/MÃ.html`", "id", "portal"),
        Field(
            "source",
            "Tệp nguồn",
            "Tệp mà văn bản được đọc từ đó",
            "object",
            "file",
            fields=(
                Field("file", "Tệp", "Đường dẫn trong thư mục nội dung", origin="file"),
                Field("format", "Dạng tệp", "Dạng tệp", origin="file", values=FORMATS),
                Field("sha256", "SHA-256", "Mã băm SHA-256 của tệp", origin="file", column=False),
            ),
        ),
        Field("type", "Tên loại", "Tên loại văn bản như đã in, viết thường", origin="stated", null=True),
        Field("number", "Số, ký hiệu", "Số và ký hiệu, viết theo thể thức", origin="stated", null=True),
        Field("title", "Trích yếu", "Trích yếu trên một dòng, không gồm tên loại", origin="stated", null=True),
        Field("place", "Địa danh", "Nơi ban hành như đã in", origin="stated", null=True),
        Field(
            "issued", "Ngày ban hành", "Ngày ở phần đầu văn bản, có thể chỉ có năm, tháng", "date", "stated", null=True
        ),
        Field(
            "issued_inferred",
            "Ngày suy ra",
            "Khoảng ngày ban hành suy ra được khi văn bản không ghi ngày",
            "object",
            "derived",
            null=True,
            fields=_INFERRED,
        ),
        Field(
            "in_force",
            "Có hiệu lực",
            "Từ bao giờ, đến bao giờ văn bản tự nêu là có hiệu lực; không nói văn bản nay còn hiệu lực hay không",
            "object",
            many=True,
            fields=_IN_FORCE,
            column=False,
        ),
        Field("issuer", "Cơ quan ban hành", "Mã cơ quan ban hành", "entity", "stated", null=True),
        Field(
            "issuer_basis",
            "Căn cứ biết cơ quan",
            "Biết cơ quan ban hành từ đâu",
            origin="derived",
            null=True,
            values=ISSUER_BASES,
        ),
        Field(
            "issuer_confidence",
            "Độ chắc của cơ quan",
            "Mức chắc chắn, từ 0 đến 1",
            "number",
            "derived",
            null=True,
            column=False,
        ),
        Field("chair", "Người chủ trì", "Người chủ trì cuộc họp", "object", null=True, fields=_CHAIR),
        Field("signer", "Người ký", "Người ký, với thẩm quyền ký", "object", null=True, fields=_SIGNER),
        Field("co_issuers", "Cùng ban hành", "Các cơ quan cùng ban hành văn bản liên tịch", "entity", many=True),
        Field(
            "co_signers",
            "Cùng ký",
            "Những người cùng ký văn bản liên tịch",
            "object",
            null=True,
            many=True,
            fields=_SIGNER,
            column=False,
        ),
        Field(
            "digital_signatures",
            "Chữ ký số",
            "Chữ ký số có trong tệp",
            "object",
            "file",
            many=True,
            fields=_DIGITAL,
            column=False,
        ),
        Field("recipients", "Nơi nhận", "Từng dòng của Nơi nhận, không gồm dòng lưu", many=True),
        Field("archive_line", "Lưu", "Dòng lưu: `Lưu: VT, …`", null=True),
        Field("sections", "Bố cục", "Các mục theo thứ tự", "object", many=True, fields=_SECTIONS, column=False),
        Field(
            "warnings",
            "Lưu ý",
            "Chỗ cần lưu ý trong tệp nguồn",
            "object",
            "derived",
            many=True,
            fields=_WARNINGS,
            column=False,
        ),
        Field("tables", "Bảng", "Các bảng trong văn bản", "object", many=True, fields=_TABLE, column=False),
        Field(
            "text",
            "Toàn văn",
            "Toàn văn, mỗi đoạn một dòng; `start`, `end` của các bảng khác đếm ký tự trong đây",
            column=False,
        ),
        Field(
            "places",
            "Chỗ in của phần đầu",
            "Phần đầu in ở đâu, chỉ có ở tệp có trang",
            "object",
            "file",
            given=False,
            fields=_HEAD,
            column=False,
        ),
    ),
    {},
    (Sheet("documents", "Văn bản"), Sheet("warnings", "Lưu ý", below="warnings")),
)
