"""The side file (tệp kèm) of a document, `NAME.meta.yml`.

Corrections and facts that the file itself lacks.

`bao-cao.pdf.meta.yml` or, where only one file has that name, `bao-cao.meta.yml`; `SIDE` has the keys.
All keys are optional. A number that others cite makes the file the held copy of the cited paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.curation import yaml_values
from generator.curation.keys import Form, Key, WrittenFile, one_of
from generator.errors import RegistryError
from generator.model import Diagnostic, DiagnosticCode, KnownDocument, Mark
from generator.text.fold import fold

SUFFIX = ".meta.yml"
_SPELT = re.compile(r"(?<=[^/])\.meta\.ya?ml(?:\.txt)?$", re.IGNORECASE)
_NEARLY = re.compile(
    r"(?:[\s._-]*(?:meta(?:data)?|tep[\s._-]?kem))?[\s._-]*\.ya?ml(?:\.txt)?$|[\s._-]*\.meta(?:\.txt)?$", re.IGNORECASE
)
"""How a side file may be called by who does not know its right name."""
SECRECY: Mapping[str, Mark] = {
    "mật": Mark.SECRET,
    "tối mật": Mark.SECRET,
    "tuyệt mật": Mark.SECRET,
    "lưu hành nội bộ": Mark.INTERNAL,
}

SIDE = Form(
    "tệp kèm",
    (
        Key("number", "Số, ký hiệu; số mà văn bản khác viện dẫn thì tệp là bản trong kho của văn bản ấy.", "21/KL-BDT"),
        Key("issued", "Ngày ban hành, viết 05/07/2023 hoặc 2023-07-05.", "05/07/2023", yaml_values.date),
        Key("type", "Tên loại văn bản.", "kết luận"),
        Key("title", "Trích yếu.", "Kết luận hội nghị sơ kết"),
        Key("place", "Nơi ban hành.", "Lam Giang"),
        Key("issuer", "Cơ quan ban hành.", "Ban Dân tộc tỉnh Lam Giang"),
        Key(
            "secrecy",
            f"Mức độ mật: {', '.join(SECRECY)}; chỉ làm chặt thêm, không nới ra.",
            "lưu hành nội bộ",
            one_of(SECRECY),
        ),
        Key("keep", "`true`: trong nhiều bản của một văn bản, đưa lên cổng bản này.", "true", yaml_values.flag),
        Key(
            "release",
            "`true`: đã xem văn bản; chỗ nghi là dấu mật không phải dấu mật, hoặc dự thảo được phép công khai.",
            "true",
            yaml_values.flag,
        ),
    ),
)
FILE = WrittenFile(
    f"TÊN-TỆP{SUFFIX}",
    "Tệp kèm của một văn bản",
    "Đặt cạnh tệp văn bản, ví dụ `bao-cao.pdf.meta.yml`, hoặc `bao-cao.meta.yml` khi chỉ một tệp tên như vậy.",
    SIDE,
    False,
)


def read(path: Path, name: str) -> KnownDocument | Diagnostic:
    """Return what the side file at `path` (shown as `name`) states; a Diagnostic says what is wrong in it.

    `KnownDocument.file` is still the side file's own name.
    """
    try:
        value = yaml_values.read(path, name, RegistryError)
        if value is None and not path.exists():
            # It was there when the folder was listed: what it stated may have kept its paper inside.
            raise RegistryError(f"{name}: tệp kèm vừa mất trong lúc dựng. Dựng lại.")
        return KnownDocument(file=name, **(SIDE.read(value).read if value else {}))
    except RegistryError as problem:
        where, _, told = str(problem).removeprefix(f"{name}:").partition(": ")
        line = where.split(":")[0]
        return Diagnostic(DiagnosticCode.SIDE_FILE, told or str(problem), name, int(line) if line.isdigit() else 1)


def is_one(name: str) -> bool:
    """Tell whether a file is a side file by its name: `.META.YML`, `.meta.yaml`, `.meta.yml.txt` are."""
    return _SPELT.search(name) is not None


def is_like(name: str, names: Iterable[str]) -> bool:
    """Tell whether a file may be meant as the side file of others: `bao-cao.yml`, `meta.yml`.

    What it states may be a secret, so the papers that it may be meant for stay inside until it is called rightly.
    """
    return not is_one(name) and _NEARLY.search(name) is not None and bool(meant(name, names))


def document_of(side: str, names: Iterable[str]) -> str | Diagnostic:
    """Return the one document that a side file belongs to, by its whole name or its name without suffix."""
    base = _SPELT.sub("", side)
    every = list(names)
    if not is_one(side):
        message = (
            f"Tệp này có lẽ là tệp kèm viết chưa đúng tên. Đổi tên thành TÊN-TỆP{SUFFIX}, hoặc chuyển đi nơi khác."
        )
        return Diagnostic(DiagnosticCode.SIDE_FILE, message, side, 1)
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


def meant(side: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the documents that a side file which fits none may be meant for.

    Case, diacritics, blanks and hyphens aside, with or without their suffix; one without a name is for all its folder.
    """
    folder, _, own = side.rpartition("/")
    base = _NEARLY.sub("", own)
    papers = (name for name in names if not _NEARLY.search(name))
    inside = [name for name in papers if name.startswith(f"{folder}/" if folder else "")]
    if not _plain(base):
        return tuple(sorted(inside))
    beside = (name for name in inside if name.rpartition("/")[0] == folder)
    return tuple(sorted(name for name in beside if not _called(base).isdisjoint(_called(name.rpartition("/")[2]))))


def _called(name: str) -> frozenset[str]:
    return frozenset(filter(None, (_plain(name), _plain(name.rpartition(".")[0]))))


def _plain(name: str) -> str:
    return "".join(char for char in fold(name) if char.isalnum())


def second(side: str, first: str) -> Diagnostic:
    """Return what is told where two side files belong to one document."""
    return Diagnostic(
        DiagnosticCode.SIDE_FILE, f"Văn bản này đã có tệp kèm «{first}». Gộp làm một rồi xóa tệp kia.", side, 1
    )
