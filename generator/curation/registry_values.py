"""Readers of the values of the registry's keys: what is wrong is told with its place."""

from __future__ import annotations

import re

from generator.curation import yaml_values
from generator.curation.keys import Entry
from generator.curation.yaml_values import Value
from generator.text.fold import slugify

LEVELS = ("central", "province", "district", "commune", "unit")
MOST_LINES = 10_000_000
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_RESERVED = re.compile(r"index|theo-.*")
_FOLDER = re.compile(r"(?:co-quan|nguoi|chinh-sach|so-hieu)/")


def level(value: Value) -> str:
    """Return a level of bodies."""
    return yaml_values.choice(value, LEVELS)


def day(value: Value) -> str:
    """Return a day, a month or a year, ISO."""
    return str(yaml_values.date(value))


def kind(value: Value) -> str:
    """Return a word in lower case."""
    return yaml_values.text(value).lower()


def line(value: Value) -> int:
    """Return the number of a line."""
    return yaml_values.whole(value, 1, MOST_LINES)


def address(value: Value) -> str:
    """Return the stated slug; the folder that a page's address has before it is left aside."""
    slug = _FOLDER.sub("", yaml_values.text(value))
    if not _SLUG.fullmatch(slug) or _RESERVED.fullmatch(slug):
        proper = slugify(slug.removeprefix("theo-"))
        meant = f" Ví dụ: {proper}." if _SLUG.fullmatch(proper) and not _RESERVED.fullmatch(proper) else ""
        yaml_values.fail(
            value,
            f"«{slug}» không dùng làm id được. Chỉ dùng chữ thường không dấu, số và dấu `-`; "
            f"không phải `index`, không bắt đầu bằng `theo-`.{meant}",
        )
    return slug


def file(value: Value) -> str:
    """Return the path of a paper below `documents/`."""
    path = yaml_values.text(value).removeprefix("documents/")
    if path.startswith("/") or ".." in path.split("/"):
        yaml_values.fail(value, f"«{path}» không nằm trong thư mục văn bản. Ghi đường dẫn tính từ `documents/`.")
    return path


def files(value: Value) -> tuple[str, ...]:
    """Return the paths of papers: one, or a list."""
    each = yaml_values.items(value, "tệp văn bản") if yaml_values.is_list(value) else (value,)
    return tuple(map(file, each))


def period(entry: Entry, start: str, end: str) -> tuple[str | None, str | None]:
    """Return the first and last day stated, ISO."""
    first, last = entry.read.get(start), entry.read.get(end)
    if first and last and last < first[: len(last)]:
        yaml_values.fail(
            entry.places[end], f"ngày cuối {last} đứng trước ngày đầu {first}. Sửa `{start}` hoặc `{end}`."
        )
    return first, last
