"""The fields of `entities.jsonl`: agencies, policies, numbers and persons."""

from __future__ import annotations

from collections.abc import Mapping

from generator.model.frozen import replace
from generator.pages.dictionary.field import BOX, LINE, PAGE, REGISTRY, Field, Sheet, Table
from generator.pages.frame.labels import LEVELS

EFFECT_KINDS: Mapping[str, str] = {
    "replaced": "thay thế",
    "repealed": "bãi bỏ",
    "amended": "sửa đổi, bổ sung",
    "suspended": "đình chỉ, ngưng hiệu lực",
    "extended": "kéo dài",
    "corrected": "đính chính",
}
_SOURCE = Field("source", "Nguồn", "Văn bản hoặc sổ sách mà danh bạ dẫn", origin="stated", null=True)

_SUCCESSION = (
    Field("before", "Trước", "Các cơ quan trước, mã hoặc tên", many=True, origin="stated"),
    Field("after", "Sau", "Các cơ quan sau, mã hoặc tên", many=True, origin="stated"),
    Field("until", "Đến", "Ngày cuối của cơ quan trước", "date", "stated", null=True),
    Field("since", "Từ", "Ngày đầu của cơ quan sau", "date", "stated", null=True),
    _SOURCE,
    Field(
        "basis",
        "Căn cứ",
        "Biết từ đâu",
        origin="derived",
        values={"registry": "danh bạ ghi", "law": "suy ra từ pháp luật chung"},
    ),
    Field("joins", "Nhập vào", "Cơ quan trước nhập vào cơ quan đã có", "boolean", "stated"),
    Field("general_day", "Ngày chung", "Ngày theo quy định chung, có thể khác ở từng nơi", "boolean", "derived"),
    Field("note", "Ghi chú", "Điều cần biết thêm", origin="stated", null=True),
)
_EFFECTS = (
    Field("kind", "Tác động", "Văn bản bị tác động thế nào", values=EFFECT_KINDS),
    Field(
        "extent",
        "Mức độ",
        "Toàn bộ hay một phần",
        null=True,
        values={"whole": "toàn bộ", "part": "một phần"},
    ),
    Field("part", "Phần bị tác động", "Phần bị tác động như đã in", null=True),
    Field("since", "Từ ngày", "Ngày bắt đầu tác động mà chính câu đó in", "date", given=False),
    Field("until", "Đến hết", "Ngày cuối của việc ngưng hiệu lực hay kéo dài mà câu đó in", "date", given=False),
    Field("by", "Văn bản tác động", "Mã số hiệu tác động; null nếu không nêu", "entity", null=True),
    Field(
        "basis",
        "Căn cứ",
        "Biết từ đâu",
        origin="derived",
        values={"own": "chính văn bản đó quy định", "told": "văn bản khác nói lại", "registry": "danh bạ ghi"},
    ),
    Field("document", "Văn bản nêu", "Mã văn bản trong kho nêu điều này; null khi danh bạ ghi", "id", null=True),
    replace(LINE, null=True),
    PAGE,
    BOX,
    Field("by_number", "Số hiệu tác động", "Số hiệu do danh bạ ghi", origin="stated", null=True, given=False),
    REGISTRY,
    replace(_SOURCE, given=False),
)
_ROLES = (
    Field("title", "Chức vụ", "Chức vụ như đã in"),
    Field("agency", "Cơ quan", "Mã cơ quan", "entity", "derived", null=True),
    Field("first", "Thấy từ", "Ngày sớm nhất văn bản nêu chức vụ này", "date", "derived", null=True),
    Field("last", "Thấy đến", "Ngày muộn nhất văn bản nêu chức vụ này", "date", "derived", null=True),
    Field("documents", "Văn bản nêu", "Mã các văn bản nêu chức vụ này", "id", "derived", many=True),
    REGISTRY,
)
_KIND = {"agency": "cơ quan", "policy": "chính sách", "decision": "số hiệu", "person": "người"}
_AGENCY = (
    Field("level", "Cấp", "Cấp hành chính", origin="derived", null=True, values={**LEVELS, "local": "Địa phương"}),
    Field("place", "Địa bàn", "Địa phương của cơ quan", origin="derived", null=True),
    Field("parent", "Cấp trên trực tiếp", "Mã cơ quan cấp trên", "entity", "derived", null=True),
    Field("valid_from", "Có từ", "Ngày bắt đầu, theo danh bạ", "date", "stated", null=True),
    Field("valid_to", "Có đến", "Ngày cuối, theo danh bạ", "date", "stated", null=True),
    Field("succeeded_by", "Cơ quan kế tục", "Mã hoặc tên cơ quan kế tục, theo danh bạ", origin="stated", many=True),
    _SOURCE,
    Field("predecessors", "Cơ quan tiền thân", "Mã các cơ quan tiền thân, theo danh bạ", "entity", "stated", many=True),
    Field(
        "succession",
        "Kế tục",
        "Từng bước kế tục, với căn cứ",
        "object",
        "derived",
        many=True,
        fields=_SUCCESSION,
        column=False,
    ),
)
_POLICY = (
    Field("policy_kind", "Loại chính sách", "Chương trình, đề án, dự án …"),
    Field("approved_by", "Phê duyệt", "Mã số hiệu phê duyệt", "entity", null=True),
    Field("period", "Giai đoạn", "Giai đoạn thực hiện, như `2021-2025`", null=True),
    Field("parent", "Thuộc", "Mã chương trình, dự án chứa nó", "entity", "derived", null=True),
)
_WORK = (
    Field("key", "Số, ký hiệu", "Số và ký hiệu, viết theo thể thức", null=True),
    Field("type", "Tên loại", "Tên loại văn bản", null=True),
    Field("date", "Ngày ban hành", "Ngày như các văn bản viện dẫn, có thể chỉ có năm, tháng", "date", null=True),
    Field("issuer", "Cơ quan ban hành", "Mã cơ quan ban hành", "entity", "derived", null=True),
    Field("co_issuers", "Cùng ban hành", "Các cơ quan khác mà số liên tịch nêu", "entity", "derived", many=True),
    Field("title", "Trích yếu", "Trích yếu như văn bản viện dẫn", null=True),
    Field(
        "held_as",
        "Có trong kho",
        "Mã văn bản trong kho mang số này; có nhiều thì một trong đó",
        "id",
        "derived",
        null=True,
    ),
    Field(
        "bearers",
        "Cùng số",
        "Mã mọi văn bản trong kho mang số này, khi có nhiều: viện dẫn chỉ văn bản nào thì không rõ",
        "id",
        "derived",
        many=True,
        given=False,
    ),
    Field("candidates", "Có thể là", "Mã các văn bản trong kho có thể mang số này", "id", "derived", many=True),
    Field("conflicts", "Mâu thuẫn", "Chỗ các văn bản viện dẫn ghi khác nhau", origin="derived", many=True),
    Field(
        "effects",
        "Hiệu lực",
        "Tác động đến văn bản này, với chỗ nêu",
        "object",
        many=True,
        fields=_EFFECTS,
        column=False,
    ),
    Field(
        "stated",
        "Danh bạ ghi",
        "Những trường do danh bạ ghi, mỗi trường với tệp, dòng và nguồn",
        "object",
        "stated",
        given=False,
        column=False,
    ),
)
_PERSON = (
    Field("roles", "Chức vụ", "Các chức vụ, với văn bản nêu", "object", many=True, fields=_ROLES, column=False),
    Field(
        name="official",
        label="Giữ chức vụ",
        means="Người giữ chức vụ",
        type="boolean",
        origin="derived",
    ),
)

ENTITIES = Table(
    "entities",
    "Thực thể",
    "Cơ quan, chính sách, số hiệu và người, với các tên gọi",
    (
        Field("id", "Mã", "Mã lâu dài, cũng là đường dẫn trang, không có đuôi", "entity", "portal"),
        Field("kind", "Loại", "Loại thực thể", origin="derived", values=_KIND),
        Field("name", "Tên", "Tên đầy đủ", origin="derived"),
        Field("aliases", "Tên khác", "Các tên gọi khác trong kho", many=True),
        Field("page", "Trang", "Địa chỉ trang, tính từ gốc của cổng", "page", "portal", null=True),
    ),
    {"agency": _AGENCY, "policy": _POLICY, "decision": _WORK, "person": _PERSON},
    (
        Sheet("agencies", "Cơ quan", "agency"),
        Sheet("policies", "Chính sách", "policy"),
        Sheet("decisions", "Số hiệu", "decision"),
        Sheet("effects", "Hiệu lực", "decision", "effects"),
        Sheet(name="persons", title="Người", kind="person"),
        Sheet("roles", "Chức vụ", "person", "roles"),
    ),
)
