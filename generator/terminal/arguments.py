"""Arguments of the command line, with complaints in Vietnamese."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, NoReturn

from generator.curation.yaml_values import nearest
from generator.errors import ConfigurationError

_COMPLAINTS = (
    (r"the following arguments are required: LỆNH", "thiếu lệnh. Các lệnh: {commands}."),
    (r"the following arguments are required: (.+)", "thiếu {0}."),
    (r"argument LỆNH: invalid choice: '(.*?)'.*", "không có lệnh «{0}».{near} Các lệnh: {commands}."),
    (r"unrecognized arguments: (.+)", "không hiểu «{0}»."),
    (r"argument (\S+): expected one argument", "{0} cần một giá trị theo sau."),
    (r"argument (\S+): invalid int value: (.+)", "{0} cần số nguyên, lại thấy {1}."),
    (r"ambiguous option: (\S+) could match (.+)", "«{0}» có thể là {1}. Viết đủ tên."),
)

SITE = "site"
"""The site's folder where none is named."""
_OPTIONS: dict[str, dict[str, Any]] = {
    "--content": {"metavar": "DIR", "default": "content", "help": "thư mục nội dung (mặc định: content)"},
    "--content DIR": {
        "metavar": "DIR",
        "help": "thư mục nội dung: dựng lại mỗi khi nội dung đổi (không ghi: mở trang đã dựng)",
    },
    "--site": {"metavar": "DIR", "default": SITE, "help": "thư mục trang web (mặc định: site)"},
    "--build-dir": {"metavar": "DIR", "help": "thư mục dựng (mặc định: .build/<tên trang> cạnh thư mục trang web)"},
    "--full": {"action": "store_true", "help": "dựng lại mọi trang, kể cả trang không đổi"},
    "--accept-removals": {
        "action": "store_true",
        "help": "chấp nhận gỡ hơn một phần mười số văn bản của lần dựng trước",
    },
    "--scheduler": {
        "metavar": "tcp://MÁY:CỔNG",
        "default": "",
        "help": "chia việc đọc văn bản cho một cụm máy Dask (mặc định: đọc trên máy này)",
    },
    "--profile": {
        "action": "store_true",
        "help": "kể thêm mỗi bước tốn bao nhiêu CPU, bộ nhớ, và những văn bản, trang lâu nhất",
    },
    "--out": {"metavar": "DIR", "required": True, "help": "thư mục nhận các tệp dữ liệu"},
    "--json": {"action": "store_true", "help": "in JSON, cho chương trình khác đọc"},
    "--port": {"metavar": "N", "type": int, "default": 8000, "help": "cổng trên máy này (mặc định: 8000)"},
    "--to": {
        "metavar": "DEST",
        "required": True,
        "help": "nơi nhận: một thư mục (cả ổ mạng đã gắn), hoặc người-dùng@máy:đường-dẫn",
    },
    "--list": {"action": "store_true", "help": "kể các bản đang giữ ở nơi nhận"},
    "--rollback": {
        "metavar": "HASH",
        "nargs": "?",
        "const": "",
        "help": "phục vụ lại một bản đang giữ (không ghi HASH: bản liền trước)",
    },
    "--dry-run": {"action": "store_true", "help": "kiểm tra và kể sẽ làm gì, không ghi gì"},
    "--purge": {
        "metavar": "HASH",
        "nargs": "?",
        "const": "",
        "help": "xóa hẳn một bản cũ (không ghi HASH: mọi bản trừ bản đang phục vụ)",
    },
    "--keep": {"metavar": "N", "type": int, "default": 5, "help": "số bản giữ lại (mặc định: 5)"},
    "--accept-change": {"action": "store_true", "help": "chấp nhận đổi sang cổng khác đối tượng hoặc địa chỉ"},
    "--ssh": {
        "metavar": "LỆNH-SSH",
        "help": 'lệnh ssh và tùy chọn, ví dụ "ssh -F tệp" (mặc định: biến VANKHO_SSH, rồi ssh)',
    },
    "--out ZIP": {"metavar": "FILE.zip", "required": True, "help": "tệp ZIP nhận cổng"},
    "file": {"metavar": "FILE", "help": "một tệp văn bản"},
    "folder": {"metavar": "FOLDER", "help": "thư mục chưa có, hoặc trống"},
}
"""By name; a second word tells two options of one name apart."""


class Command(NamedTuple):
    """A command: what runs it, one line of help, the names of its options and arguments."""

    run: Callable[[argparse.Namespace], int]
    summary: str
    options: tuple[str, ...]


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, prefix or "cách dùng: ")


class _Parser(argparse.ArgumentParser):
    """An argument parser that speaks Vietnamese."""

    def __init__(self, **options: Any) -> None:
        self.commands: Sequence[str] = ()
        super().__init__(**{**options, "add_help": False, "formatter_class": _Formatter, "allow_abbrev": False})
        self._positionals.title, self._optionals.title = "tệp", "tùy chọn"
        self.add_argument("-h", "--help", action="help", help="in trợ giúp này")

    def error(self, message: str) -> NoReturn:
        """Raise the complaint as one sentence with the way to help."""
        for pattern, form in _COMPLAINTS:
            if match := re.fullmatch(pattern, message, re.DOTALL):
                near = nearest(match[1], self.commands) if match.groups() else ""
                message = form.format(*match.groups(), near=near, commands=", ".join(self.commands))
                break
        raise ConfigurationError(f"{message} Xem `{self.prog} --help`.")


def parse(arguments: Sequence[str] | None, commands: Mapping[str, Command]) -> argparse.Namespace:
    """Return a call, read: `run` is its command; a wrong call raises ConfigurationError."""
    parser = _Parser(prog="vankho", description="Từ một thư mục văn bản hành chính thành cổng tra cứu tĩnh.")
    below = parser.add_subparsers(
        dest="command", required=True, prog="vankho", metavar="LỆNH", title="lệnh", parser_class=_Parser
    )
    parser.commands = tuple(commands)
    for name, command in commands.items():
        own = below.add_parser(name, help=command.summary, description=command.summary)
        own.commands = parser.commands
        for option in command.options:
            own.add_argument(option.split()[0], **_OPTIONS[option])
        own.set_defaults(run=command.run)
    return parser.parse_args(arguments)
