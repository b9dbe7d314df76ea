"""The command line: arguments, exit codes. The only module that prints; `progress` is given a stream.

What a command needs is imported when it is called: a build that finds nothing changed is done before the readers and
the renderer would be there.

Exit codes: 0 done, 1 `check` found something, 2 nothing was done (wrong call, configuration or registry, a full disk, a
fault of the program), 3 built, but not all was read: the program failed on a file and left it out, or a file or folder
did not open and what it held stays as it was. A signal ends it with 128 and its number (Ctrl+C: 130).
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import math
import os
import shlex
import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator import resources
from generator.cli import archivist, releasing, serving
from generator.cli.words import build_dir, complain, counted, unforeseen
from generator.curation.portal import open_content
from generator.errors import VankhoError
from generator.model import DiagnosticCode, SourceText
from generator.rebuild import rebuild
from generator.report import Report
from generator.terminal.arguments import Command, parse
from generator.terminal.progress import Progress, print_line

if TYPE_CHECKING:
    from generator import pipeline

_INCOMPLETE = 3
_INTERRUPTED = 130
_PATIENCE = 5.0
"""Seconds in which nothing disturbs the clearing away."""
_ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; without arguments, that of the command line."""
    if arguments is None:
        _name_files_in_utf8()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        with _stopped_by_signals():
            call = parse(arguments, _COMMANDS)
            resources.check()
            code: int = call.run(call)
            sys.stdout.flush()
            return code
    except VankhoError as error:
        complain(str(error))
        return 2
    except KeyboardInterrupt as stop:
        complain("đã dừng theo yêu cầu; trang đang có vẫn dùng được, chạy lại để dựng tiếp.")
        return 128 + stop.number if isinstance(stop, _Stop) else _INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe has gone (`| head`): what Python flushes at its end must not fail again.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as fault:
        if sys.flags.dev_mode:
            raise
        complain(unforeseen(fault))
        return 2


class _Stop(KeyboardInterrupt):
    """The system asks the program to end, and by which signal."""

    def __init__(self, number: int) -> None:
        self.number = number


@contextlib.contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Let each signal that ends a program do what Ctrl+C does.

    What was begun is cleared away, undisturbed by a second signal that follows soon.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    stopped = -math.inf

    def stop(number: int, frame: object) -> None:
        nonlocal stopped
        if time.monotonic() - stopped > _PATIENCE:
            stopped = time.monotonic()
            raise _Stop(number)

    usual = (signal.SIG_DFL, signal.default_int_handler)
    before = {each: handler for each in _ENDING if (handler := signal.getsignal(each)) in usual}
    for each in before:
        signal.signal(each, stop)
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _name_files_in_utf8() -> None:
    """Start again in Python's UTF-8 mode where the locale has another encoding for names of files.

    In ASCII or Latin-1 a folder named in Vietnamese could not be written, and its name would be told as bytes.
    """
    if sys.getfilesystemencoding() != "utf-8" and sys.executable:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


# --- commands --------------------------------------------------------------------------------------


def _build(call: argparse.Namespace) -> int:
    if call.scheduler:
        from generator import cluster

        cluster.check(call.scheduler)
    site, made_in = Path(call.site), build_dir(call.build_dir, call.site)
    content = open_content(Path(call.content))
    progress = Progress(sys.stderr, call.profile)
    with progress.followed():
        report = rebuild(content, site, made_in, progress.tell, call.full, call.accept_removals, call.scheduler)
    if report.before is not None:
        return _nothing_changed(report, call)
    from generator.terminal.summary import Found, summary

    found = Found(report.published, report.undated, report.diagnostics)
    for line in (*progress.report(), *summary(found, f"vankho check --content {shlex.quote(call.content)}")):
        print_line(sys.stderr, line)
    print_line(sys.stdout, f"{counted(report)} Mở {site / 'index.html'} để xem.")
    failed = any(each.code in (DiagnosticCode.FAULT, DiagnosticCode.NOT_READ) for each in report.diagnostics)
    return _INCOMPLETE if failed or not report.all_read else 0


def _nothing_changed(report: Report, call: argparse.Namespace) -> int:
    told = sum((report.before or {}).values())
    again = f" Xem từng chỗ: vankho check --content {shlex.quote(call.content)}" if told else ""
    counts = f"{report.documents} văn bản, {report.pages} trang, {told} lưu ý"
    print_line(sys.stdout, f"Không có gì đổi từ lần dựng trước: {counts}.{again}")
    return 0


def _export(call: argparse.Namespace) -> int:
    from generator import pipeline

    content, made_in = open_content(Path(call.content)), build_dir(call.build_dir)
    progress = Progress(sys.stderr)
    with progress.followed():
        changes = pipeline.export(content, Path(call.out), progress.tell, made_in)
    print_line(sys.stdout, f"{len(changes.written) + len(changes.unchanged)} tệp dữ liệu trong {call.out}.")
    return 0


def _parse(call: argparse.Namespace) -> int:
    from generator import pipeline

    printed = pipeline.parse_file(Path(call.file)).decode()
    print(printed, end="" if printed.endswith("\n") else "\n")
    return 0


def _check(call: argparse.Namespace) -> int:
    from generator import pipeline

    progress = Progress(sys.stderr)
    with progress.followed():
        checked = pipeline.check(open_content(Path(call.content)), progress.tell, build_dir(call.build_dir))
    found = checked.diagnostics
    if call.json:
        print(json.dumps(_as_data(checked), ensure_ascii=False, indent=1))
    else:
        for source in checked.sources:
            print_line(sys.stdout, f"{source.path}:1: read: {_how_read(source)}")
        for diagnostic in found:
            print_line(sys.stdout, str(diagnostic))
    print(f"{len(found)} lưu ý." if found else "Không thấy gì sai.", file=sys.stderr)
    return 1 if found else 0


def _how_read(source: SourceText) -> str:
    """How a file was read, how sure that is, and what was set apart."""
    from generator.pages.frame import labels

    got = source.extraction
    sure = f"chắc {got.certainty:.0%}".replace("%", " %")
    parts = [labels.FORMATS.get(source.format, source.format), got.how, got.encoding, sure]
    apart = f"; để riêng: {', '.join(got.apart)}" if got.apart else ""
    return ", ".join(dict.fromkeys(part for part in parts if part)) + apart


def _as_data(checked: pipeline.Checked) -> dict[str, Any]:
    """What `check --json` prints: `files`, how each was read, and `diagnostics`."""
    files = [
        {
            "file": source.path,
            "format": source.format,
            "how": source.extraction.how,
            "certainty": source.extraction.certainty,
            "encoding": source.extraction.encoding,
            "apart": list(source.extraction.apart),
        }
        for source in checked.sources
    ]
    told = [{"file": d.path, "line": d.line, "code": d.code, "message": d.message} for d in checked.diagnostics]
    return {"files": files, "diagnostics": told}


_COMMANDS = {
    "build": Command(
        _build,
        "dựng cổng tra cứu từ thư mục nội dung",
        ("--content", "--site", "--build-dir", "--full", "--accept-removals", "--scheduler", "--profile"),
    ),
    "export": Command(_export, "xuất dữ liệu mở (JSON Lines), không dựng trang", ("--content", "--out", "--build-dir")),
    "parse": Command(_parse, "in một văn bản đã phân tích, dạng JSON", ("file",)),
    "check": Command(
        _check,
        "kể từng tệp đọc ra sao và những gì sai trong nội dung, danh bạ",
        ("--content", "--json", "--build-dir"),
    ),
    "publish": Command(
        releasing.publish,
        "đưa trang đã dựng tới nơi phục vụ, trọn vẹn hoặc không gì cả",
        ("--site", "--to", "--list", "--rollback", "--dry-run", "--purge", "--keep", "--accept-change", "--ssh"),
    ),
    "pack": Command(releasing.pack, "gói trang đã dựng thành một tệp ZIP, mở được từ ổ USB", ("--site", "--out ZIP")),
    "suggest": Command(
        archivist.suggest,
        "đề nghị mục cho danh bạ: YAML để chép, kèm chỗ trong văn bản làm căn cứ",
        ("--content", "--build-dir"),
    ),
    "new": Command(archivist.new, "bày một thư mục nội dung mới: portal.yml và danh bạ, có chú thích", ("folder",)),
    "mcp": Command(
        serving.mcp, "trả lời chương trình khác từ trang đã dựng (MCP, qua stdio, không cần mạng)", ("--site",)
    ),
    "serve": Command(
        serving.serve,
        "mở trang qua http trên máy này; với --content, dựng lại và hiện ngay những gì vừa sửa",
        ("--content DIR", "--site", "--build-dir", "--accept-removals", "--port"),
    ),
}
