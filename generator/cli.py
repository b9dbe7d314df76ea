"""The command line: arguments, progress, exit codes. The only module that prints.

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
from typing import TextIO

from generator import checked, cluster, disclosure, live, pipeline, resources, server
from generator.arguments import Command, parse
from generator.curation.portal import open_content
from generator.defence import place
from generator.errors import ConfigurationError, VankhoError, reason
from generator.model import Diagnostic, DiagnosticCode
from generator.pages.frame import labels
from generator.publish import releases
from generator.publish.releases.destination import Destination
from generator.publish.releases.pack import START, pack
from generator.text.invisible import shown

_INCOMPLETE = 3
_INTERRUPTED = 130
_PATIENCE = 5.0
"""Seconds in which nothing disturbs the clearing away."""
_ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
_CLEAR = "\r\x1b[K"
_DIAGNOSTICS_SHOWN, _EXAMPLES = 100, 3
"""Lines of papers that are not on the portal; of any other kind."""
_NOT_SEEN = (DiagnosticCode.FAULT, DiagnosticCode.NOT_READ, DiagnosticCode.UNREADABLE)


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
        print(_CLEAR, end="", file=sys.stderr)
    _tell(f"vankho: {sentence}", sys.stderr)


def _tell(line: str, stream: TextIO | None = None) -> None:
    """Print a line that may quote a name of a file or what stands in it: a terminal obeys no word of that."""
    print(shown(line), file=stream)


# --- commands --------------------------------------------------------------------------------------


def _built(call: argparse.Namespace, full: bool = False, scheduler: str = "") -> pipeline.Report:
    site, absolute = Path(call.site), Path(os.path.abspath(call.site))
    build_dir = Path(call.build_dir) if call.build_dir else absolute.parent / ".build" / absolute.name
    content = open_content(Path(call.content))
    return pipeline.build(content, site, build_dir, Progress().tell, full, call.accept_removals, scheduler)


def _build(call: argparse.Namespace) -> int:
    if call.scheduler:
        cluster.check(call.scheduler)
    report = _built(call, call.full, call.scheduler)
    if report.before is not None:
        return _nothing_changed(report, call)
    for line in _in_brief(report.diagnostics, call.content):
        _tell(line, sys.stderr)
    _tell(f"{_counted(report)} Mở {Path(call.site) / 'index.html'} để xem.")
    failed = any(each.code in (DiagnosticCode.FAULT, DiagnosticCode.NOT_READ) for each in report.diagnostics)
    return _INCOMPLETE if failed or not report.all_read else 0


def _counted(report: pipeline.Report) -> str:
    written, removed = len(report.changes.written), len(report.changes.removed)
    return (
        f"{report.documents} văn bản, {report.pages} trang, {len(report.diagnostics)} chẩn đoán. "
        f"{written} tệp mới hoặc thay đổi, {removed} tệp bỏ đi."
    )


def _nothing_changed(report: pipeline.Report, call: argparse.Namespace) -> int:
    told = sum((report.before or {}).values())
    again = f" Xem từng chỗ: vankho check --content {shlex.quote(call.content)}" if told else ""
    _tell(
        f"Không có gì đổi từ lần dựng trước: {report.documents} văn bản, {report.pages} trang, {told} chẩn đoán.{again}"
    )
    return 0


def _in_brief(diagnostics: Sequence[Diagnostic], content: str) -> Iterator[str]:
    """Yield each paper that is not on the portal, the first lines of each other kind, and how many more.

    The rarest kind comes first: what is everywhere in a collection is seldom news.
    """
    refused = disclosure.stay_inside(diagnostics)
    absent = [each for each in diagnostics if each.path in refused or each.code in _NOT_SEEN]
    yield from map(str, absent[:_DIAGNOSTICS_SHOWN])
    more = len(absent) - _DIAGNOSTICS_SHOWN
    if more > 0:
        yield f"… và {more} dòng nữa về tệp không vào cổng"
    kinds: dict[DiagnosticCode, list[Diagnostic]] = {}
    seen = frozenset(absent)
    for each in diagnostics:
        if each not in seen:
            kinds.setdefault(each.code, []).append(each)
    for code, found in sorted(kinds.items(), key=lambda kind: (len(kind[1]), str(kind[1][0]))):
        yield from map(str, found[:_EXAMPLES])
        if len(found) > _EXAMPLES:
            yield f"… và {len(found) - _EXAMPLES} chỗ nữa: {labels.WARNINGS[code]}"
            more = max(more, 1)
    if more > 0:
        yield f"Xem từng chỗ: vankho check --content {shlex.quote(content)}"


def _export(call: argparse.Namespace) -> int:
    changes = pipeline.export(open_content(Path(call.content)), Path(call.out), Progress().tell)
    _tell(f"{len(changes.written) + len(changes.unchanged)} tệp dữ liệu trong {call.out}.")
    return 0


def _parse(call: argparse.Namespace) -> int:
    printed = pipeline.parse_file(Path(call.file)).decode()
    print(printed, end="" if printed.endswith("\n") else "\n")
    return 0


def _check(call: argparse.Namespace) -> int:
    came = pipeline.check(open_content(Path(call.content)), Progress().tell)
    found = came.diagnostics
    if call.json:
        print(json.dumps(checked.as_data(came), ensure_ascii=False, indent=1))
    else:
        for source in came.sources:
            _tell(f"{source.path}:1: read: {checked.how_read(source)}")
        for diagnostic in found:
            _tell(str(diagnostic))
    print(f"{len(found)} chẩn đoán." if found else "Không thấy gì sai.", file=sys.stderr)
    return 1 if found else 0


def _publish(call: argparse.Namespace) -> int:
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
        done = releases.publish(site, there, call.keep, Progress().tell, call.accept_change)
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
    try:
        report = _built(call)
    except Exception as fault:
        sentence = str(fault) if isinstance(fault, VankhoError) else _unforeseen(fault)
        _complain(sentence)
        return live.Built(fault=sentence)
    if report.before is None:
        _tell(_counted(report))
        sys.stdout.flush()
    return live.Built(bool(report.changes.written or report.changes.removed))


# --- progress ------------------------------------------------------------------------------------


class Progress:
    """Progress on stderr: a line that moves on a terminal, else one line for each finished stage."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()

    def tell(self, stage: str, done: int, total: int) -> None:
        """Show that `done` of `total` of a stage is done."""
        if self._terminal:
            counted = f" {done}/{total}" if total > 1 else ""
            end = "\n" if done == total else ""
            print(f"{_CLEAR}{stage} …{counted}{' xong' if end else ''}", end=end, file=sys.stderr, flush=True)
        elif done == total:
            print(f"{stage}: {total}" if total > 1 else f"{stage}: xong", file=sys.stderr)


_COMMANDS = {
    "build": Command(
        _build,
        "dựng cổng tra cứu từ thư mục nội dung",
        ("--content", "--site", "--build-dir", "--full", "--accept-removals", "--scheduler"),
    ),
    "export": Command(_export, "xuất dữ liệu mở (JSON Lines), không dựng trang", ("--content", "--out")),
    "parse": Command(_parse, "in một văn bản đã phân tích, dạng JSON", ("file",)),
    "check": Command(
        _check, "kể từng tệp đọc ra sao và những gì sai trong nội dung, sổ đăng ký", ("--content", "--json")
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
