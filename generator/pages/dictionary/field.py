"""What is told of a field of the open data: its name, its meaning, its type, where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from generator.model.frozen import Frozen, replace
from generator.pages.frame.labels import ZONES

Type = Literal["text", "id", "entity", "page", "date", "time", "integer", "number", "boolean", "object"]
"""`id` names a row of `documents`, `entity` one of `entities`."""
Origin = Literal["file", "paper", "derived", "stated", "portal"]

TYPES: Mapping[Type, str] = {
    "text": "chữ",
    "id": "mã văn bản",
    "entity": "mã thực thể",
    "page": "địa chỉ trang",
    "date": "ngày (ISO 8601)",
    "time": "ngày giờ (ISO 8601)",
    "integer": "số nguyên",
    "number": "số",
    "boolean": "đúng/sai",
    "object": "nhóm trường",
}

ORIGINS: Mapping[Origin, str] = {
    "file": "tệp nguồn",
    "paper": "đọc trong văn bản",
    "derived": "cổng suy ra",
    "stated": "văn bản, danh bạ hoặc tệp kèm",
    "portal": "cổng đặt",
}
"""Where a value comes from (nguồn)."""


class Field(Frozen):
    """A field (trường) of a row, or of an object in it."""

    name: str
    label: str
    """What an office calls it: the head of its column."""
    means: str
    type: Type = "text"
    origin: Origin = "paper"
    unit: str = ""
    null: bool = False
    """The value may be null: not known."""
    many: bool = False
    """A list of such values."""
    given: bool = True
    """False where the field itself may be left out."""
    values: Mapping[str, str] | None = None
    """The closed list of values, each with its meaning."""
    fields: tuple[Field, ...] = ()
    """Of an object."""
    column: bool = True
    """It stands in spreadsheets; what does not is in the JSON Lines alone."""


class Sheet(Frozen):
    """Rows of a table as a spreadsheet shows them (trang tính)."""

    name: str
    """Of the CSV file, without suffix."""
    title: str
    kind: str = ""
    """Only rows of this `kind`."""
    below: str = ""
    """The rows are the objects of this field, each with the id of the row around it."""
    linked: bool = True
    """Its rows lead to pages in the workbook; where they are very many, those of their papers do."""


class Table(Frozen):
    """A file of the open data (bảng dữ liệu)."""

    name: str
    title: str
    means: str
    fields: tuple[Field, ...]
    kinds: Mapping[str, tuple[Field, ...]]
    """Further fields of rows of a `kind`, where rows differ."""
    sheets: tuple[Sheet, ...]

    def fields_of(self, kind: str) -> tuple[Field, ...]:
        """Return all fields of a row of a kind."""
        return (*self.fields, *self.kinds.get(kind, ()))


SECTION = Field(
    "section",
    "Mục",
    "Mã mục chứa chỗ này (`anchor` của `sections`), hoặc tên phần: "
    + ", ".join(f"`{name}` ({title.lower()})" for name, title in ZONES.items()),
)
LINE = Field("line", "Dòng", "Dòng bắt đầu trong tệp nguồn, tính từ 1", "integer", "file")
PAGE = Field("page", "Trang", "Trang in, chỉ có ở tệp có trang", "integer", "file", given=False)
BOX = Field(
    "box",
    "Khung",
    "Khung chữ trên trang in: trái, trên, phải, dưới",
    "number",
    "file",
    unit="phần của cạnh trang",
    many=True,
    given=False,
    column=False,
)
PLACE = (LINE, PAGE, BOX)
DOCUMENT = Field("document", "Văn bản", "Mã văn bản (`id` của `documents`)", "id", "portal")
REGISTRY = Field("registry", "Dòng danh bạ", "Tệp và dòng của danh bạ ghi điều này", origin="stated", given=False)


def optional(field: Field) -> Field:
    """Return a field that some rows do not have."""
    return replace(field, given=False)
