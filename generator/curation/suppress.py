"""The keys of `registry/suppress.yml`: persons of whom nothing may stand in any output (người bị xóa)."""

from __future__ import annotations

from generator.curation import yaml_values
from generator.curation.keys import Entry, Form, Key, WrittenFile
from generator.curation.yaml_values import Value
from generator.model import Suppressed
from generator.text.fold import fold_words


def _full_name(value: Value) -> str:
    """Return a name of two syllables at least: a single one would be taken out of every sentence."""
    name = yaml_values.text(value)
    if len(fold_words(name).split()) < 2:
        yaml_values.fail(value, f"«{name}» quá ngắn để xóa khỏi mọi văn bản. Ghi đầy đủ họ và tên.")
    return name


def _full_names(value: Value) -> tuple[str, ...]:
    each = yaml_values.items(value, "tên khác") if yaml_values.is_list(value) else (value,)
    return tuple(map(_full_name, each))


SUPPRESSED = Form(
    "người bị xóa",
    (
        Key("name", "Họ và tên; xóa ở mọi văn bản, kể cả ở chỗ của người trùng tên.", "Vừ Thị Chở", _full_name, True),
        Key("aliases", "Các cách viết khác của tên; một tên hoặc danh sách.", "[Vừ Chở]", _full_names),
        Key("agency", "Cơ quan của người ấy, để biết là ai.", "UBND xã Suối Vàng"),
        Key("reason", "Lý do xóa.", "Yêu cầu của chủ thể dữ liệu", required=True),
        Key("date", "Ngày quyết định xóa.", "2026-03-02", yaml_values.date, required=True),
    ),
)
FILE = WrittenFile(
    "registry/suppress.yml",
    "Người bị xóa",
    "Những người mà không chỗ nào của cổng được nêu: tên bị che trong văn bản, bản gốc không đăng, không trang, dữ "
    "liệu hay bộ nhớ nào còn giữ.",
    SUPPRESSED,
)


def suppressed(entry: Entry) -> Suppressed:
    """Return a person of whom nothing may be told (người bị xóa)."""
    return Suppressed(**entry.read)
