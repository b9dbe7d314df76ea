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
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator import resources
from generator.curation.portal import open_content
from generator.defence import place
from generator.errors import ConfigurationError, VankhoError, reason
from generator.model import DiagnosticCode, SourceText
from generator.rebuild import rebuild
from generator.report import Report
from generator.terminal.arguments import SITE, Command, parse
from generator.terminal.progress import CLEAR, Progress, print_line

if TYPE_CHECKING:
    from generator import live, pipeline
    from generator.publish import releases
    from generator.publish.releases.destination import Destination

_INCOMPLETE = 3
_INTERRUPTED = 130
_PATIENCE = 5.0
"""Seconds in which nothing disturbs the clearing away."""
_ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
_DIAGNOSTICS_SHOWN = 100


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
        _complain(str(error))
        return 2
    except KeyboardInterrupt as stop:
        _complain("đã dừng theo yêu cầu; trang đang có vẫn dùng được, chạy lại để dựng tiếp.")
        return 128 + stop.number if isinstance(stop, _Stop) else _INTERRUPTED
    except BrokenPipeError:
        # The reader of a pipe has gone (`| head`): what Python flushes at its end must not fail again.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as fault:
        if sys.flags.dev_mode:
            raise
        _complain(_unforeseen(fault))
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


def _unforeseen(fault: Exception) -> str:
    if isinstance(fault, OSError):
        return f"{fault.filename or 'hệ thống'}: {reason(fault)}. Trang đang có được giữ nguyên; xem lại rồi chạy lại."
    return (
        f"chương trình gặp lỗi ngoài dự kiến ({place(fault)}); trang đang có được giữ nguyên. "
        "Xin báo cho người bảo trì dòng này; `python -X dev -m generator …` cho thấy chi tiết."
    )


def _name_files_in_utf8() -> None:
    """Start again in Python's UTF-8 mode where the locale has another encoding for names of files.

    In ASCII or Latin-1 a folder named in Vietnamese could not be written, and its name would be told as bytes.
    """
    if sys.getfilesystemencoding() != "utf-8" and sys.executable:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


def _complain(sentence: str) -> None:
    """Print one sentence on stderr, over the line of progress that a terminal may still show."""
    if sys.stderr.isatty():
        print(CLEAR, end="", file=sys.stderr)
    print_line(sys.stderr, f"vankho: {sentence}")


# --- commands --------------------------------------------------------------------------------------


def _build(call: argparse.Namespace) -> int:
    if call.scheduler:
        from generator import cluster

        cluster.check(call.scheduler)
    site, build_dir = Path(call.site), _build_dir(call.build_dir, call.site)
    content = open_content(Path(call.content))
    progress = Progress(sys.stderr, call.profile)
    with progress.followed():
        report = rebuild(content, site, build_dir, progress.tell, call.full, call.accept_removals, call.scheduler)
    if report.before is not None:
        return _nothing_changed(report, call)
    from generator.terminal.summary import Found, summary

    found = Found(report.published, report.undated, report.diagnostics)
    for line in (*progress.report(), *summary(found, f"vankho check --content {shlex.quote(call.content)}")):
        print_line(sys.stderr, line)
    print_line(sys.stdout, f"{_counted(report)} Mở {site / 'index.html'} để xem.")
    failed = any(each.code in (DiagnosticCode.FAULT, DiagnosticCode.NOT_READ) for each in report.diagnostics)
    return _INCOMPLETE if failed or not report.all_read else 0


def _counted(report: Report) -> str:
    written, removed = len(report.changes.written), len(report.changes.removed)
    return (
        f"{report.documents} văn bản, {report.pages} trang, {len(report.diagnostics)} lưu ý. "
        f"{written} tệp mới hoặc thay đổi, {removed} tệp bỏ đi."
    )


def _build_dir(given: str | None, site: str = SITE) -> Path:
    """Return the build folder that is named, else the one that belongs to a site."""
    absolute = Path(os.path.abspath(site))
    return Path(given) if given else absolute.parent / ".build" / absolute.name


def _nothing_changed(report: Report, call: argparse.Namespace) -> int:
    told = sum((report.before or {}).values())
    again = f" Xem từng chỗ: vankho check --content {shlex.quote(call.content)}" if told else ""
    counts = f"{report.documents} văn bản, {report.pages} trang, {told} lưu ý"
    print_line(sys.stdout, f"Không có gì đổi từ lần dựng trước: {counts}.{again}")
    return 0


def _export(call: argparse.Namespace) -> int:
    from generator import pipeline

    content, build_dir = open_content(Path(call.content)), _build_dir(call.build_dir)
    progress = Progress(sys.stderr)
    with progress.followed():
        changes = pipeline.export(content, Path(call.out), progress.tell, build_dir)
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
        checked = pipeline.check(open_content(Path(call.content)), progress.tell, _build_dir(call.build_dir))
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


def _publish(call: argparse.Namespace) -> int:
    from generator.publish import releases

    asked = [flag for flag in ("list", "rollback", "dry_run", "purge") if getattr(call, flag) not in (None, False)]
    if len(asked) > 1:
        raise ConfigurationError(
            f"--{' và --'.join(asked)} không đi cùng nhau. Chọn một.".replace("dry_run", "dry-run")
        )
    there = releases.place(call.to, _ssh(call))
    if call.list:
        return _list(there)
    if call.rollback is not None:
        print(f"{there}: phục vụ lại bản {releases.roll_back(there, call.rollback)}.")
        return 0
    if call.purge is not None:
        gone = releases.purge(there, call.purge)
        print(f"{there}: đã xóa {len(gone)} bản{': ' if gone else ''}{', '.join(gone)}.")
        return 0
    site = Path(call.site)
    releases.check_apart(site, call.to)
    if call.dry_run:
        done = releases.trial(site, there, call.keep, call.accept_change)
    else:
        progress = Progress(sys.stderr)
        with progress.followed():
            done = releases.publish(site, there, call.keep, progress.tell, call.accept_change)
    _warn_of_strangers(site, done.strangers)
    print(_told(done, str(there), call.dry_run))
    return 0


def _ssh(call: argparse.Namespace) -> list[str]:
    command = call.ssh or os.environ.get("VANKHO_SSH") or "ssh"
    try:
        return shlex.split(command)
    except ValueError:
        raise ConfigurationError(f"--ssh «{command}»: dấu nháy không khép lại. Ví dụ: --ssh 'ssh -F tệp'.") from None


def _list(there: Destination) -> int:
    shelf = there.shelf()
    for each in shelf.kept:
        day = time.strftime("%d/%m/%Y %H:%M", time.localtime(each.time))
        print(f"{each.name}  {day}  {each.files} tệp{'  đang phục vụ' if each.name == shelf.current else ''}")
    if not shelf.kept:
        print(f"{there}: chưa có bản nào.")
    return 0


def _told(done: releases.Outcome, there: str, trial: bool) -> str:
    """What publishing did, or would do, in a sentence or two."""
    removed = f" Bỏ {len(done.removed)} bản cũ: {', '.join(done.removed)}." if done.removed else ""
    if trial:
        todo = f"chép {done.copied} tệp mới hoặc thay đổi" if done.copied else "không phải chép tệp nào"
        return f"{there}: bản {done.name} ({done.files} tệp), sẽ {todo}. Chưa ghi gì.{removed.replace('Bỏ', 'Sẽ bỏ')}"
    same = "" if done.switched or done.copied else " Đích đã có đúng bản này, không có gì phải chép."
    return (
        f"{there}: đang phục vụ bản {done.name}, {done.files} tệp, chép {done.copied} tệp, đã đọc lại và so SHA-256 "
        f"từng tệp ở đích.{same}{removed}"
    )


def _warn_of_strangers(site: Path, strangers: Sequence[str]) -> None:
    if strangers:
        shown = ", ".join(strangers[:5]) + (" …" if len(strangers) > 5 else "")
        _complain(f"{site}: {len(strangers)} tệp không do vankho tạo ra, không đưa đi: {shown}")


def _pack(call: argparse.Namespace) -> int:
    from generator.publish.releases.pack import START, pack

    site, out = Path(call.site), Path(call.out)
    done = pack(site, out)
    _warn_of_strangers(site, done.strangers)
    for path in done.long[:_DIAGNOSTICS_SHOWN]:
        _complain(f"{out}: đường dẫn dài {len(path)} ký tự, Windows có thể không giải nén được: {path}")
    if len(done.long) > _DIAGNOSTICS_SHOWN:
        _complain(f"{out}: … và {len(done.long) - _DIAGNOSTICS_SHOWN} đường dẫn dài khác.")
    print(f"{out}: {done.files} tệp, {done.size / 1e6:.1f} MB, SHA-256 {done.sum}. Giải nén rồi mở «{START}».")
    return 0


def _serve(call: argparse.Namespace) -> int:
    from generator import live, server  # the pipeline is loaded before anything is forked

    site = Path(call.site)
    if call.content is not None:
        with contextlib.suppress(KeyboardInterrupt):
            live.follow(Path(call.content), site, call.port, partial(_followed, call), partial(print, flush=True))
        return 0
    if not (site / "index.html").is_file():
        raise ConfigurationError(f"{site}: chưa có trang nào ở đây. Chạy `vankho build` trước.")
    with server.open_at(site, call.port) as opened:
        print(f"http://127.0.0.1:{opened.server_address[1]}/ (Ctrl+C để dừng)", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            opened.serve_forever()
    return 0


def _followed(call: argparse.Namespace) -> live.Built:
    """Build for a portal that follows its content; tell what is wrong, and go on."""
    from generator import live

    build_dir, progress = _build_dir(call.build_dir, call.site), Progress(sys.stderr)
    try:
        with progress.followed():
            content = open_content(Path(call.content))
            report = rebuild(content, Path(call.site), build_dir, progress.tell, False, call.accept_removals)
    except Exception as fault:
        sentence = str(fault) if isinstance(fault, VankhoError) else _unforeseen(fault)
        _complain(sentence)
        return live.Built(fault=sentence)
    if report.before is None:
        print_line(sys.stdout, _counted(report))
        sys.stdout.flush()
    return live.Built(bool(report.changes.written or report.changes.removed))


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
        _publish,
        "đưa trang đã dựng tới nơi phục vụ, trọn vẹn hoặc không gì cả",
        ("--site", "--to", "--list", "--rollback", "--dry-run", "--purge", "--keep", "--accept-change", "--ssh"),
    ),
    "pack": Command(_pack, "gói trang đã dựng thành một tệp ZIP, mở được từ ổ USB", ("--site", "--out ZIP")),
    "serve": Command(
        _serve,
        "mở trang qua http trên máy này; với --content, dựng lại và hiện ngay những gì vừa sửa",
        ("--content DIR", "--site", "--build-dir", "--accept-removals", "--port"),
    ),
}
