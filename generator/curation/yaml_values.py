"""YAML files written by people, read with the place of every value.

A `Value` is a YAML node and the file that it stands in; the functions below take the expected shape out of
it or raise one sentence that says `file:line:column`, what was expected, what was found and what to do.
Scalars are taken as written (`off`, `2021-01-22` and `0123` stay text); an empty value counts as absent.
"""

from __future__ import annotations

import datetime
import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import ClassVar, NoReturn

import yaml

from generator.disk import plain_bytes
from generator.errors import ConfigurationError, VankhoError, reason
from generator.model import PartialDate
from generator.model.frozen import Frozen
from generator.text.invisible import without_invisible

LARGEST = 20_000_000
"""Bytes of a file; a registry of ten thousand papers has some millions."""
DEEPEST = 50
"""Lists and records within each other; no file that people write has ten."""
_NULL = "tag:yaml.org,2002:null"
_NO_LETTER = re.compile("[\0\ud800-\udfff]")
"""What a quoted YAML text may spell (`"\\ud800"`) and no file or path can hold."""


class _Fast(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # chosen at run time
    """The fast reader where there is one. It knows of no type but null: scalars are taken as written."""

    yaml_implicit_resolvers: ClassVar = {
        first: [rule for rule in rules if rule[0] == _NULL]
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


_WHOLE = re.compile(r"-?[0-9]{1,12}")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_DAY_FIRST = re.compile(r"(?:(\d{1,2})[/.-])?(\d{1,2})[/.-](\d{4})")
_REMEDIES = (
    ("'\\t'", "thụt dòng bằng dấu cách, không dùng phím Tab"),
    ("mapping values are not allowed", "giá trị có dấu hai chấm phải đặt trong dấu nháy kép"),
    ("found unexpected end of stream", "thiếu dấu nháy đóng"),
    ("expected a single document", "bỏ các dòng `---` thừa: mỗi tệp chỉ có một danh mục"),
    ("special characters are not allowed", "xóa ký tự điều khiển ở chỗ này"),
)
_REMEDY = "kiểm tra thụt dòng, dấu nháy và dấu hai chấm ở dòng này và dòng ngay trên"


class Value(Frozen):
    """A value and its place; `error` is the class that complaints about it are raised as."""

    node: yaml.Node
    file: str
    error: type[VankhoError]


def read(path: Path, shown: str, error: type[VankhoError] = ConfigurationError) -> Value | None:
    """Return the one value of a YAML file, None where the file is absent or empty; errors call it `shown`."""
    try:
        data = plain_bytes(path, LARGEST)
    except FileNotFoundError:
        if path.is_symlink():  # what it states is kept elsewhere, and must count
            raise error(f"{shown}: liên kết này dẫn đến chỗ không còn. Nối lại ổ đĩa, hoặc chép tệp vào đây.") from None
        return None
    except OSError as problem:
        raise error(f"{shown}: không đọc được tệp ({reason(problem)}). Kiểm tra tệp và quyền đọc.") from None
    node = _compose(_decode(data, shown, error), shown, error)
    return None if node is None or node.tag == _NULL else Value(node, shown, error)


def fail(value: Value, message: str) -> NoReturn:
    """Raise `message` with the place of `value` in front."""
    raise value.error(f"{place(value)}: {message}")


def place(value: Value) -> str:
    """Return where a value stands: `registry/agencies.yml:12:5`."""
    mark = value.node.start_mark
    return f"{value.file}:{mark.line + 1}:{mark.column + 1}"


def line(value: Value) -> int:
    """Return the line on which a value begins."""
    return value.node.start_mark.line + 1


def record(value: Value, allowed: Collection[str], what: str) -> dict[str, Value]:
    """Return the keys and values of a mapping; unknown and repeated keys are errors.

    `what` names its kind.
    """
    if not isinstance(value.node, yaml.MappingNode):
        fail(value, f"cần {what} viết thành các dòng `khóa: giá trị`, lại thấy {_kind(value)}.")
    found: dict[str, Value] = {}
    seen: dict[str, Value] = {}
    for key_node, node in value.node.value:
        key = Value(key_node, value.file, value.error)
        name = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
        if name not in allowed:
            known = ", ".join(allowed)
            fail(key, f"{what} không có khóa «{name}».{nearest(name, allowed)} Các khóa dùng được: {known}.")
        if name in seen:
            fail(key, f"khóa «{name}» đã ghi ở dòng {line(seen[name])}. Xóa một trong hai.")
        seen[name] = key
        if node.tag != _NULL:
            found[name] = Value(node, value.file, value.error)
    return found


def empty(value: Value) -> dict[str, Value]:
    """Return the keys of a mapping that have no value."""
    pairs = value.node.value if isinstance(value.node, yaml.MappingNode) else ()
    return {str(key.value): Value(key, value.file, value.error) for key, node in pairs if node.tag == _NULL}


def entries(value: Value, what: str) -> dict[str, Value]:
    """Return the keys and values of a mapping whose keys are free; `what` says what they are."""
    names = [key.value for key, _ in value.node.value] if isinstance(value.node, yaml.MappingNode) else ()
    return record(value, [name for name in names if isinstance(name, str)], what)


def items(value: Value, what: str) -> tuple[Value, ...]:
    """Return the items of a list; `what` says what it lists."""
    if not isinstance(value.node, yaml.SequenceNode):
        fail(value, f"cần danh sách {what}, mỗi mục bắt đầu bằng `- `, lại thấy {_kind(value)}.")
    return tuple(Value(node, value.file, value.error) for node in value.node.value)


def required(value: Value, fields: dict[str, Value], key: str, what: str) -> Value:
    """Return the value of a key that must be there; `value` is the whole record."""
    if key not in fields:
        fail(value, f"{what} thiếu khóa «{key}» (bắt buộc). Thêm dòng `{key}: …`.")
    return fields[key]


def text(value: Value) -> str:
    """Return a text on one line, in NFC, as written but for what nobody sees."""
    if not isinstance(value.node, yaml.ScalarNode):
        fail(value, f"cần một dòng chữ, lại thấy {_kind(value)}.")
    _check_letters(value)
    written = " ".join(without_invisible(unicodedata.normalize("NFC", value.node.value)).split())
    if not written:
        fail(value, "cần một dòng chữ, lại thấy ô trống. Ghi giá trị hoặc xóa cả khóa.")
    return written


def is_list(value: Value) -> bool:
    """Tell whether a value is a list."""
    return isinstance(value.node, yaml.SequenceNode)


def verbatim(value: Value) -> str:
    """Return a text exactly as it stands, blanks at its ends included."""
    if not isinstance(value.node, yaml.ScalarNode):
        fail(value, f"cần một dòng chữ, lại thấy {_kind(value)}.")
    _check_letters(value)
    if not value.node.value:
        fail(value, "cần một dòng chữ, lại thấy ô trống. Ghi giá trị hoặc xóa cả khóa.")
    return str(value.node.value)


def _check_letters(value: Value) -> None:
    if _NO_LETTER.search(value.node.value):
        fail(value, "có ký tự không ghi được ra tệp (`\\0`, `\\ud800` … `\\udfff`). Xóa ký tự đó.")


def texts(value: Value, what: str) -> tuple[str, ...]:
    """Return one text or a list of texts as a tuple."""
    if isinstance(value.node, yaml.ScalarNode):
        return (text(value),)
    return tuple(text(item) for item in items(value, what))


def flag(value: Value) -> bool:
    """Return true or false."""
    return choice(value, ("true", "false")) == "true"


def whole(value: Value, least: int, most: int) -> int:
    """Return a whole number from `least` to `most`."""
    written = text(value)
    if not _WHOLE.fullmatch(written) or not least <= int(written) <= most:
        fail(value, f"«{written}» không dùng được ở đây. Ghi một số nguyên từ {least} đến {most}.")
    return int(written)


def choice(value: Value, options: Collection[str]) -> str:
    """Return one of `options`."""
    written = text(value).lower()
    known = {each.lower(): each for each in options}
    if written not in known:
        told = ", ".join(options)
        fail(value, f"«{written}» không dùng được ở đây.{nearest(written, options)} Chọn một trong: {told}.")
    return known[written]


def date(value: Value) -> PartialDate:
    """Return a date (ngày tháng): `2021-01-22`, `2021-01`, `2021`, `22/01/2021` or `01/2021`."""
    written = text(value)
    year_first, day_first = _DATE.fullmatch(written), _DAY_FIRST.fullmatch(written)
    parts = year_first.groups() if year_first else day_first.groups()[::-1] if day_first else ()
    found = _valid(*(int(part) for part in parts if part)) if parts else None
    if found is None:
        fail(
            value,
            f"«{written}» không phải ngày tháng. Viết ngày/tháng/năm (22/01/2021, 01/2021) hoặc năm-tháng-ngày "
            "(2021-01-22, 2021-01, 2021).",
        )
    return found


def nearest(written: str, known: Iterable[str]) -> str:
    """Return ` Có phải «…»?` with the known word most like `written`, or nothing."""
    by_lower = {each.lower(): each for each in known}
    close = difflib.get_close_matches(written.lower(), by_lower, n=1, cutoff=0.6)
    return f" Có phải «{by_lower[close[0]]}»?" if close else ""


def _valid(year: int, month: int | None = None, day: int | None = None) -> PartialDate | None:
    """Return the date, or None where the calendar has none such."""
    try:
        datetime.date(year, month or 1, day or 1)
    except ValueError:
        return None
    return None if 0 in (month, day) else PartialDate(year, month, day)


def _decode(data: bytes, shown: str, error: type[VankhoError]) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        before = data[: problem.start].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        raise error(
            f"{shown}:{line}:{column}: tệp không ở bảng mã UTF-8. Mở tệp và lưu lại với bảng mã UTF-8."
        ) from None


def _compose(written: str, shown: str, error: type[VankhoError]) -> yaml.Node | None:
    """Return the root node. The fast reader goes first; the slow one words the errors the same everywhere."""
    for loader in (_Fast, yaml.SafeLoader):
        try:
            if _is_too_deep(written, loader):
                raise error(f"{shown}: lồng quá {DEEPEST} lớp. Viết lại danh mục cho gọn.")
            return yaml.compose(written, Loader=loader)
        except yaml.YAMLError as problem:
            where, said = _trouble(problem, written)
        except RecursionError:
            where, said = "1:1", "nesting"
    remedy = next((remedy for sign, remedy in _REMEDIES if sign in said), _REMEDY)
    raise error(f"{shown}:{where}: không đọc được YAML ở đây. Cách sửa: {remedy}.")


def _is_too_deep(written: str, loader: type[_Fast | yaml.SafeLoader]) -> bool:
    """Tell whether values lie so deep in each other that the reader would end without a word."""
    depth = 0
    for event in yaml.parse(written, Loader=loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return True
    return False


def _trouble(problem: yaml.YAMLError, written: str) -> tuple[str, str]:
    """Return the place of a YAML error as line:column, and what PyYAML says of it."""
    if isinstance(problem, yaml.MarkedYAMLError):
        mark = problem.problem_mark or problem.context_mark
        where = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
        return where, f"{problem.context} {problem.problem}"
    position = getattr(problem, "position", 0)
    before = written[:position]
    return f"{before.count(chr(10)) + 1}:{position - before.rfind(chr(10))}", str(problem)


def _kind(value: Value) -> str:
    """Return what a value is, in words, with a scalar quoted."""
    if isinstance(value.node, yaml.MappingNode):
        return "các dòng `khóa: giá trị`"
    if isinstance(value.node, yaml.SequenceNode):
        return "một danh sách"
    written = " ".join(str(value.node.value).split())
    return f"«{written[:40]}»" if written else "ô trống"
