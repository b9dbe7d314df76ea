"""The side file (tệp kèm) of a document, `NAME.meta.yml`.

Corrections and facts that the file itself lacks.

`bao-cao.pdf.meta.yml` or, where only one file has that name, `bao-cao.meta.yml`::

    number: 21/KL-BDT          # số, ký hiệu
    issued: 2023-07-05         # ngày ban hành
    type: kết luận
    title: Kết luận hội nghị sơ kết 6 tháng đầu năm
    place: Lam Giang
    issuer: Ban Dân tộc tỉnh Lam Giang
    secrecy: lưu hành nội bộ   # mật, tối mật, tuyệt mật hoặc lưu hành nội bộ
    keep: true                 # of several copies of one paper publish this one
    release: true              # đã xem: chỗ nghi là dấu mật không phải dấu mật, dự thảo được phép công khai

All keys are optional. A number that others cite makes the file the held copy of the cited paper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from generator.curation import yaml_values
from generator.curation.yaml_values import Value
from generator.errors import RegistryError
from generator.model import Diagnostic, DiagnosticCode, KnownDocument, Mark

SUFFIX = ".meta.yml"
SECRECY: Mapping[str, Mark] = {
    "mật": Mark.SECRET,
    "tối mật": Mark.SECRET,
    "tuyệt mật": Mark.SECRET,
    "lưu hành nội bộ": Mark.INTERNAL,
}


def read(path: Path, name: str) -> KnownDocument | Diagnostic:
    """Return what the side file at `path` (shown as `name`) states; a Diagnostic says what is wrong in it.

    `KnownDocument.file` is still the side file's own name.
    """
    try:
        value = yaml_values.read(path, name, RegistryError)
        fields = yaml_values.record(value, tuple(_KEYS), "tệp kèm") if value else {}
        return KnownDocument(file=name, **{key: _KEYS[key](field) for key, field in fields.items()})
    except RegistryError as problem:
        where, _, told = str(problem).removeprefix(f"{name}:").partition(": ")
        line = where.split(":")[0]
        return Diagnostic(DiagnosticCode.SIDE_FILE, told or str(problem), name, int(line) if line.isdigit() else 1)


def document_of(side: str, names: Iterable[str]) -> str | Diagnostic:
    """Return the one document that a side file belongs to, by its whole name or its name without suffix."""
    base = side.removesuffix(SUFFIX)
    every = list(names)
    if base in every:
        return base
    found = sorted(name for name in every if name.rpartition(".")[0] == base)
    if len(found) == 1:
        return found[0]
    told = (
        f"Có {len(found)} tệp cùng tên: {', '.join(found)}. Đặt tên tệp kèm theo cả đuôi, ví dụ {found[0]}{SUFFIX}."
        if found
        else f"Không có văn bản nào tên «{base}» ở cùng thư mục. Đổi tên hoặc xóa tệp kèm này."
    )
    return Diagnostic(DiagnosticCode.SIDE_FILE, told, side, 1)


def second(side: str, first: str) -> Diagnostic:
    """Return what is told where two side files belong to one document."""
    return Diagnostic(
        DiagnosticCode.SIDE_FILE, f"Văn bản này đã có tệp kèm «{first}». Gộp làm một rồi xóa tệp kia.", side, 1
    )


_KEYS: dict[str, Callable[[Value], Any]] = {
    "number": yaml_values.text,
    "issued": yaml_values.date,
    "type": yaml_values.text,
    "title": yaml_values.text,
    "place": yaml_values.text,
    "issuer": yaml_values.text,
    "secrecy": lambda value: SECRECY[yaml_values.choice(value, SECRECY)],
    "keep": yaml_values.flag,
    "release": yaml_values.flag,
}
