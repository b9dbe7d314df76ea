"""`python -m tests.report`: lays out the figures of all campaigns; what did not run says so."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.support import figures

UNMEASURED = "chưa đo"
ROWS = (
    ("Văn bản có dấu mật, nội bộ, dự thảo đã thử", "marks", "marked"),
    ("Trong đó được giữ lại", "marks", "held"),
    ("Văn bản nói về bí mật đã thử", "marks", "about"),
    ("Trong đó bị giữ lại nhầm", "marks", "refused_wrongly"),
    ("Số byte đã tìm dữ liệu cá nhân cần che", "privacy", "bytes_searched"),
    ("Dữ liệu cá nhân còn thấy", "privacy", "found"),
    ("Trang viết tay có mã lệnh: số cách tấn công", "pages", "attacks"),
    ("Trang viết tay có mã lệnh: số lần mã chạy được", "pages", "ran"),
    ("Tệp, văn bản, cấu hình bất thường đã thử", "fuzz", "attacks"),
    ("Trong đó chương trình không chịu được", "fuzz", "faults"),
    ("Sự cố đã gây ra khi dựng", "faults", "runs"),
    ("Sự cố đã qua được", "faults", "survived"),
    ("Lần dựng bị ngắt giữa chừng, có người đọc", "kills", "killed"),
    ("Lượt xem trong lúc đó", "kills", "views"),
    ("Lượt xem lẫn trang cũ và mới", "kills", "mixed"),
    ("Lần phát hành bị ngắt giữa chừng, có người đọc", "publish", "kills"),
    ("Lượt xem lẫn hai bản phát hành", "publish", "mixed"),
    ("Số byte đã so sau sự cố", "faults", "bytes_compared"),
    ("Số byte đã so giữa các máy khác nhau", "reproducible", "bytes_compared"),
    ("Số byte đã so khi dựng không có mạng", "offline", "bytes_compared"),
    ("Yêu cầu gửi máy chủ", "server_load", "requests"),
    ("Yêu cầu không được trả lời đúng", "server_load", "failed"),
    ("Lần trình duyệt báo trái chính sách bảo mật (CSP)", "server", "csp_reports"),
)
PARTS = tuple(dict.fromkeys(part for _, part, _ in ROWS))


def report(folder: Path = figures.FOLDER) -> str:
    """Return the report as Markdown: no figure that was not measured on this very state of the program."""
    others = sorted({path.stem for path in folder.glob("*.json")} - set(PARTS))
    found = {part: figures.told(part, folder) for part in (*PARTS, *others)}
    lines = ["# Báo cáo thử thách", "", "| Điều được thử | Số đo |", "|---|---:|"]
    lines += [f"| {title} | {_shown((found[part] or {}).get(key))} |" for title, part, key in ROWS]
    for part, said in found.items():
        lines += ["", f"## {part}", "", *(_told(said) if said is not None else [UNMEASURED])]
    return "\n".join(lines) + "\n"


def _told(said: figures.Figures) -> Iterator[str]:
    short = {name: value for name, value in said.items() if "\n" not in str(value)}
    yield from ("| Số đo | Giá trị |", "|---|---:|")
    yield from (f"| {name} | {_shown(value)} |" for name, value in short.items())
    for name, value in said.items():
        if name not in short:
            yield from ("", "```text", str(value), "```")


def _shown(value: int | float | str | None) -> str:
    if value is None:
        return UNMEASURED
    if isinstance(value, str):
        return value.replace("|", "\\|")
    whole, _, part = f"{value:,}".partition(".")
    return whole.replace(",", ".") + (f",{part}" if part else "")


def main() -> int:
    """Print the report and keep it beside the figures."""
    made = report()
    figures.FOLDER.mkdir(parents=True, exist_ok=True)
    (figures.FOLDER / "report.md").write_text(made, encoding="utf-8")
    print(made, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
