"""The fields of `mentions.jsonl`, `tasks.jsonl` and `figures.jsonl`: what was found in papers."""

from __future__ import annotations

from generator.pages.dictionary.field import DOCUMENT, PLACE, SECTION, Field, Sheet, Table
from generator.pages.frame.labels import PERSON_RELATIONS, RELATIONS

_SURFACE = Field("surface", "Nguyên văn", "Chữ ở chỗ đó, như đã in")
_ENTITY = Field("entity", "Nhắc đến", "Mã thực thể; null khi chưa xác định được", "entity", "derived", null=True)
_WORK = (
    Field(
        "candidates",
        "Có thể là",
        "Mã các số hiệu có thể được nhắc đến, khi chưa xác định được",
        "entity",
        "derived",
        many=True,
        given=False,
    ),
    Field("key", "Số, ký hiệu", "Số và ký hiệu, viết theo thể thức; null khi viện dẫn không nêu số", null=True),
    Field("type", "Tên loại", "Tên loại văn bản được viện dẫn", null=True),
    Field("date", "Ngày", "Ngày in ở chính chỗ này", "date", null=True),
    Field("issuer", "Cơ quan ban hành", "Mã cơ quan ban hành văn bản được viện dẫn", "entity", "derived", null=True),
    Field(
        "relation",
        "Quan hệ",
        "Quan hệ với văn bản được viện dẫn",
        origin="derived",
        values={k.value: v for k, v in RELATIONS.items()},
    ),
    Field("article", "Điều, khoản", "Điều, khoản được viện dẫn", null=True),
    Field("damaged", "Ký hiệu hỏng", "Ký hiệu in sai, đã đọc theo thể thức", "boolean", "derived"),
    Field("title", "Trích yếu", "Trích yếu in ở chính chỗ này", null=True),
)
_PERSON = (
    Field("role", "Chức vụ", "Chức vụ như đã in", null=True),
    Field("agency", "Cơ quan", "Mã cơ quan của người đó", "entity", "derived", null=True),
    Field(
        "relation",
        "Vai trò",
        "Vai trò trong văn bản",
        origin="derived",
        values={k.value: v for k, v in PERSON_RELATIONS.items()},
    ),
)

MENTIONS = Table(
    "mentions",
    "Chỗ nhắc đến",
    "Từng chỗ trong văn bản nhắc đến một cơ quan, chính sách, số hiệu hoặc người",
    (
        DOCUMENT,
        Field(
            "kind",
            "Loại",
            "Loại thực thể được nhắc đến",
            origin="derived",
            values={"agency": "cơ quan", "policy": "chính sách", "decision": "số hiệu", "person": "người"},
        ),
        _ENTITY,
        _SURFACE,
        *PLACE,
        Field(
            "start",
            "Đầu",
            "Ký tự đầu, đếm trong `text` của văn bản từ 0",
            "integer",
            "derived",
            unit="ký tự",
            column=False,
        ),
        Field("end", "Cuối", "Ký tự sau cùng, không kể nó", "integer", "derived", unit="ký tự", column=False),
        SECTION,
    ),
    {"agency": (), "policy": (), "decision": _WORK, "person": _PERSON},
    (
        Sheet("citations", "Viện dẫn", "decision", linked=False),
        Sheet("agency-mentions", "Nhắc đến cơ quan", "agency", linked=False),
        Sheet("policy-mentions", "Nhắc đến chính sách", "policy", linked=False),
        Sheet("person-mentions", "Nhắc đến người", "person", linked=False),
    ),
)
TASKS = Table(
    "tasks",
    "Nhiệm vụ",
    "Nhiệm vụ được giao, cơ quan thực hiện và thời hạn",
    (
        DOCUMENT,
        SECTION,
        *PLACE,
        Field("text", "Nhiệm vụ", "Nguyên văn, sau dấu đầu dòng"),
        Field(
            "assignees",
            "Cơ quan thực hiện",
            "Mã các cơ quan được giao; rỗng khi văn bản không nêu",
            "entity",
            many=True,
        ),
        Field("group", "Nhóm thực hiện", "Nhóm được giao như đã in: `UBND các xã`", null=True),
        Field("partners", "Cơ quan phối hợp", "Mã các cơ quan phối hợp", "entity", many=True),
        Field("partner_group", "Nhóm phối hợp", "Nhóm phối hợp như đã in: `các sở, ngành liên quan`", null=True),
        Field(
            "deadline",
            "Thời hạn",
            "Thời hạn",
            "object",
            null=True,
            fields=(
                Field("date", "Hạn", "Hạn cuối, có thể chỉ có năm, tháng", "date", null=True),
                Field("phrase", "Lời nêu hạn", "Nguyên văn lời nêu hạn"),
            ),
        ),
        Field("recurring", "Định kỳ", "Việc lặp lại: hằng năm, hằng tháng …", "boolean", "derived"),
    ),
    {},
    (Sheet("tasks", "Nhiệm vụ"),),
)
FIGURES = Table(
    "figures",
    "Số liệu",
    "Số liệu nêu trong văn bản",
    (
        DOCUMENT,
        SECTION,
        *PLACE,
        Field(
            "value", "Giá trị", "Số, đọc theo cách viết Việt Nam: `1.253,687` là 1253.687", "number", unit="theo `unit`"
        ),
        Field("unit", "Đơn vị", "Đơn vị hoặc vật được đếm, như đã in"),
        Field("what", "Của", "Số liệu nói về điều gì"),
        _SURFACE,
    ),
    {},
    (Sheet("figures", "Số liệu"),),
)
