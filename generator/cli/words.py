"""What commands share: a sentence on stderr, what a build counts, where its build folder lies."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from generator.defence import place
from generator.errors import reason
from generator.report import Report
from generator.terminal.arguments import SITE
from generator.terminal.progress import CLEAR, print_line


def unforeseen(fault: Exception) -> str:
    """Return a fault of the program or the system in a sentence."""
    if isinstance(fault, OSError):
        return f"{fault.filename or 'hệ thống'}: {reason(fault)}. Trang đang có được giữ nguyên; xem lại rồi chạy lại."
    return (
        f"chương trình gặp lỗi ngoài dự kiến ({place(fault)}); trang đang có được giữ nguyên. "
        "Xin báo cho người bảo trì dòng này; `python -X dev -m generator …` cho thấy chi tiết."
    )


def complain(sentence: str) -> None:
    """Print one sentence on stderr, over the line of progress that a terminal may still show."""
    if sys.stderr.isatty():
        print(CLEAR, end="", file=sys.stderr)
    print_line(sys.stderr, f"vankho: {sentence}")


def counted(report: Report) -> str:
    """Return how much a build made, in a sentence or two."""
    written, removed = len(report.changes.written), len(report.changes.removed)
    return (
        f"{report.documents} văn bản, {report.pages} trang, {len(report.diagnostics)} lưu ý. "
        f"{written} tệp mới hoặc thay đổi, {removed} tệp bỏ đi."
    )


def build_dir(given: str | None, site: str = SITE) -> Path:
    """Return the build folder that is named, else the one that belongs to a site."""
    absolute = Path(os.path.abspath(site))
    return Path(given) if given else absolute.parent / ".build" / absolute.name
