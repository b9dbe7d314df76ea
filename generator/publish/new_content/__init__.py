"""A content folder laid out (thư mục nội dung mới): settings and registry, all of it comments."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.curation import portal, reference, registry_keys
from generator.curation.keys import WrittenFile
from generator.errors import ConfigurationError
from generator.publish.writer import FILE_MODE, make_folder, refusals, replace_file

_FILES = (portal.FILE, *registry_keys.FILES)


def lay_out(folder: Path) -> None:
    """Lay out an empty or a new folder; one that holds anything is refused."""
    with refusals(folder):
        if folder.exists() and not folder.is_dir():
            raise ConfigurationError(f"{folder}: là tệp, không phải thư mục. Chọn một tên chưa có.")
        if folder.exists() and any(folder.iterdir()):
            raise ConfigurationError(f"{folder}: thư mục này đã có tệp, không ghi gì vào. Chọn một tên chưa có.")
        make_folder(folder / "documents")
        for file in _FILES:
            replace_file(folder, file.name, commented(file).encode(), FILE_MODE)


def commented(file: WrittenFile) -> str:
    """Return a file of comments: what it is for, its keys, an example to be freed of its `# `."""
    lines = (f"{file.title}: {file.intro}", "", "Các khóa:", *_keys(file), "", *_how(file), "", *_example(file))
    return "".join(f"# {line}".rstrip() + "\n" for line in lines)


def _keys(file: WrittenFile) -> Iterator[str]:
    for path, key in reference.every_key(file.form):
        yield f"  {path}{' (cần có)' if key.required else ''}: {key.means}"


def _how(file: WrittenFile) -> Iterator[str]:
    yield "Ví dụ. Bỏ dấu # và một dấu cách ở đầu các dòng cần dùng, sửa giá trị, bỏ những dòng không cần."
    if file.listed:
        yield "Mỗi mục bắt đầu bằng dấu gạch ngang; thêm bao nhiêu mục cũng được."


def _example(file: WrittenFile) -> Iterator[str]:
    yield from reference.example(file).splitlines()
