"""Reads a frozen type from a table: the type is the schema.

A field is a key (`regex` is written `pattern`, see KEYS), its annotation says what may stand there, and a field without
a default must be there. What is wrong is told in one sentence with its place, as in the registry.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Literal, NoReturn, TypeVar, Union, get_args, get_origin

from msgspec import structs

from generator.curation import yaml_values
from generator.curation.yaml_values import Value, fail
from generator.model.frozen import Frozen
from generator.vocab import patterns
from generator.vocab.entries import Day, Fragments, NameLists, Row, ShortNames
from generator.vocab.translated import compiled

R = TypeVar("R", bound=Row)
Known = Mapping[str, str]
"""The fragments that patterns may use."""
Reader = Callable[[Value, Known], object]

KEYS = {"regex": "pattern", "not_": "not", "from_": "from"}
"""Fields whose key is a word of Python, or says less than the field."""
NEAR = 12
"""Letters of a pattern that are quoted on each side of a mistake."""
LARGEST = 10**12
MISTAKES = (
    ("missing )", "thiếu dấu `)` đóng nhóm"),
    ("unbalanced parenthesis", "thừa dấu `)`"),
    ("unterminated character set", "thiếu dấu `]` đóng tập ký tự"),
    ("bad character range", "khoảng ký tự viết ngược"),
    ("nothing to repeat", "không có gì đứng trước dấu lặp (`*`, `+`, `?`, `{}`)"),
    ("multiple repeat", "hai dấu lặp liền nhau"),
    ("min repeat greater than max", "số lần lặp ít nhất lớn hơn số lần nhiều nhất"),
    ("look-behind requires fixed-width", "phần nhìn lùi `(?<=…)`, `(?<!…)` phải có độ dài cố định"),
    ("redefinition of group name", "hai nhóm cùng tên"),
    ("bad escape", "sau dấu `\\` là ký tự không dùng được"),
    ("unknown extension", "không có nhóm loại này sau `(?`"),
    ("global flags not at the start", "cờ `(?i)` phải đứng đầu, hoặc viết `(?i:…)`"),
)


class _Field(Frozen):
    """A field of a type: its key, how its value is read, whether it must be there."""

    name: str
    key: str
    read: Reader
    required: bool
    closed: tuple[str, ...]
    """All values that there are, where these are a closed list."""
    adds: Callable[[Any], Known] | None
    """The fragments that its value adds for the fields below it."""


def record(value: Value, kind: type[R], known: Known) -> R:
    """Return the row or table of that kind."""
    keys = _fields(kind)
    given = yaml_values.record(value, [field.key for field in keys], kind.called)
    found: dict[str, object] = {}
    for field in keys:
        if field.key in given:
            found[field.name] = field.read(given[field.key], known)
            if field.adds:
                known = {**known, **field.adds(found[field.name])}
        elif field.required:
            yaml_values.required(value, given, field.key, kind.called)
    return kind(**found)


def rows(value: Value, kind: type[R], known: Known) -> tuple[R, ...]:
    """Return the rows of a list.

    No two of one name, and all names there where the names are a closed list.
    """
    values = yaml_values.items(value, kind.called)
    found = tuple(record(each, kind, known) for each in values)
    if kind.unique:
        names = [str(getattr(row, kind.unique)) for row in found]
        for name in (name for i, name in enumerate(names) if name in names[:i]):
            first, second = (each for each, its in zip(values, names, strict=True) if its == name)
            fail(
                second,
                f"{kind.called} «{name}» đã ghi ở dòng {yaml_values.line(first)}. Xóa hoặc đổi tên một trong hai.",
            )
        _complete(value, kind, names)
    return found


def fragments(value: Value, known: Known) -> Fragments:
    """Return pieces of patterns, written out; each may use those above it."""
    found: dict[str, str] = {}
    for name, each in yaml_values.entries(value, "mảnh của mẫu").items():
        found[name] = _pattern(each, {**known, **found}).pattern
    return Fragments(MappingProxyType(found))


# --- what a type says -------------------------------------------------------------------------------


@cache
def _fields(kind: type[Row]) -> tuple[_Field, ...]:
    return tuple(
        _Field(
            field.name,
            KEYS.get(field.name, field.name),
            _reader(field.type, KEYS.get(field.name, field.name), may_be_empty=field.default == ""),
            field.required,
            get_args(field.type) if get_origin(field.type) is Literal else (),
            _ADDS.get(field.type),
        )
        for field in structs.fields(kind)
    )


def _complete(value: Value, kind: type[Row], names: list[str]) -> None:
    closed = next(field.closed for field in _fields(kind) if field.name == kind.unique)
    for name in closed:
        if name not in names:
            fail(value, f"thiếu {kind.called} «{name}» mà chương trình cần. Thêm một mục có `{kind.unique}` này.")


def _reader(hint: Any, key: str, *, may_be_empty: bool = False) -> Reader:
    """Return how the value of a key with that annotation is read."""
    origin, inner = get_origin(hint), get_args(hint)
    if hint in _SCALARS:
        return _or_empty(_SCALARS[hint]) if may_be_empty else _SCALARS[hint]
    if origin is Literal:
        return lambda value, known: yaml_values.choice(value, inner)
    if origin in (Union, UnionType):
        return _reader(next(each for each in inner if each is not NoneType), key)
    if origin is tuple:
        return _list(inner[0], key)
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(_reader(inner[1], key), key, get_args(inner[0]))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return lambda value, known: hint(yaml_values.choice(value, [str(each.value) for each in hint]))
    if isinstance(hint, type) and issubclass(hint, Row):
        return lambda value, known: record(value, hint, known)
    raise TypeError(f"no reader for {hint}")


def _list(kind: Any, key: str) -> Reader:
    if isinstance(kind, type) and issubclass(kind, Row):
        return lambda value, known: rows(value, kind, known)
    one = _reader(kind, key)

    def read(value: Value, known: Known) -> tuple[object, ...]:
        values = yaml_values.items(value, f"«{key}»")
        if not values and key == "examples":
            fail(value, "cần ít nhất một ví dụ, lại thấy danh sách trống. Ghi một ví dụ tự soạn.")
        return tuple(one(each, known) for each in values)

    return read


def _mapping(one: Reader, key: str, keys: tuple[str, ...] = ()) -> Reader:
    def read(value: Value, known: Known) -> Mapping[str, object]:
        what = f"mục «{key}»"
        found = yaml_values.record(value, keys, what) if keys else yaml_values.entries(value, what)
        return MappingProxyType({name: one(each, known) for name, each in found.items()})

    return read


# --- single values ----------------------------------------------------------------------------------


def _pattern(value: Value, known: Known) -> re.Pattern[str]:
    written = _whole(value)
    unknown = patterns.unknown_fragment(written, known)
    if unknown is not None:
        fail(value, f"mẫu dùng mảnh «{{{unknown}}}» không có.{yaml_values.nearest(unknown, known)} {_usable(known)}")
    try:
        return compiled(patterns.written_out(written, known))
    except re.error as error:
        _bad(value, error)


def _whole(value: Value) -> str:
    """A pattern on one line, or its pieces put one after the other."""
    if yaml_values.is_list(value):
        return "".join(yaml_values.verbatim(each) for each in yaml_values.items(value, "đoạn của mẫu"))
    return yaml_values.verbatim(value)


def _usable(known: Known) -> str:
    return f"Các mảnh dùng được: {', '.join(known)}." if known else "Bảng này không có mảnh nào."


def _bad(value: Value, error: re.error) -> NoReturn:
    said = next((words for sign, words in MISTAKES if sign in error.msg), error.msg)
    pattern, at = str(error.pattern), error.pos or 0
    near = f"{'…' * (at > NEAR)}{pattern[max(0, at - NEAR) : at + NEAR]}{'…' * (at + NEAR < len(pattern))}"
    fail(value, f"mẫu biểu thức chính quy sai ở chỗ «{near}»: {said}. Sửa mẫu rồi chạy lại.")


def _or_empty(read: Reader) -> Reader:
    return lambda value, known: "" if getattr(value.node, "value", None) == "" else read(value, known)


_SCALARS: dict[Any, Reader] = {
    str: lambda value, known: yaml_values.verbatim(value),
    bool: lambda value, known: yaml_values.flag(value),
    int: lambda value, known: yaml_values.whole(value, -LARGEST, LARGEST),
    float: lambda value, known: float(yaml_values.whole(value, 1, LARGEST)),
    re.Pattern[str]: _pattern,
    Day: lambda value, known: Day(str(yaml_values.date(value))),
    Fragments: fragments,
}
_SCALARS[NameLists] = _mapping(_list(str, "lists"), "lists")
_SCALARS[ShortNames] = _mapping(_SCALARS[str], "short")
_ADDS: Mapping[Any, Callable[[Any], Known]] = {
    Fragments: dict,
    NameLists: lambda lists: {name: patterns.in_any_capitals(names) for name, names in lists.items()},
    ShortNames: lambda short: {"SHORT": patterns.alternatives(short)},
}
