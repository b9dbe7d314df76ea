"""`serve`: a site over http on this machine, as built or as it is edited; `mcp`: for programs."""

from __future__ import annotations

import argparse
import contextlib
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.words import build_dir, complain, counted, unforeseen
from generator.curation.portal import open_content
from generator.errors import ConfigurationError, VankhoError
from generator.rebuild import rebuild
from generator.terminal.progress import Progress, print_line

if TYPE_CHECKING:
    from generator import live


def serve(call: argparse.Namespace) -> int:
    """Serve a site until it is stopped."""
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

    made_in, progress = build_dir(call.build_dir, call.site), Progress(sys.stderr)
    try:
        with progress.followed():
            content = open_content(Path(call.content))
            report = rebuild(content, Path(call.site), made_in, progress.tell, False, call.accept_removals)
    except Exception as fault:
        sentence = str(fault) if isinstance(fault, VankhoError) else unforeseen(fault)
        complain(sentence)
        return live.Built(fault=sentence)
    if report.before is None:
        print_line(sys.stdout, counted(report))
        sys.stdout.flush()
    return live.Built(bool(report.changes.written or report.changes.removed))


def mcp(call: argparse.Namespace) -> int:
    """Answer a program on standard input and output, which carry nothing else."""
    from generator.answering import protocol

    protocol.check()
    protocol.serve(Path(call.site))
    return 0
