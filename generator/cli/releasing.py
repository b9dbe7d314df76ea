"""`publish` and `pack`: a built site goes to its readers."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.words import complain
from generator.errors import ConfigurationError
from generator.terminal.progress import Progress

if TYPE_CHECKING:
    from generator.publish import releases
    from generator.publish.releases.destination import Destination

_LONG_SHOWN = 100


def publish(call: argparse.Namespace) -> int:
    """Bring a site to a destination, or do there what an option asks."""
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
        complain(f"{site}: {len(strangers)} tệp không do vankho tạo ra, không đưa đi: {shown}")


def pack(call: argparse.Namespace) -> int:
    """Put a site into a ZIP."""
    from generator.publish.releases import pack as zipped

    site, out = Path(call.site), Path(call.out)
    done = zipped.pack(site, out)
    _warn_of_strangers(site, done.strangers)
    for path in done.long[:_LONG_SHOWN]:
        complain(f"{out}: đường dẫn dài {len(path)} ký tự, Windows có thể không giải nén được: {path}")
    if len(done.long) > _LONG_SHOWN:
        complain(f"{out}: … và {len(done.long) - _LONG_SHOWN} đường dẫn dài khác.")
    print(f"{out}: {done.files} tệp, {done.size / 1e6:.1f} MB, SHA-256 {done.sum}. Giải nén rồi mở «{zipped.START}».")
    return 0
