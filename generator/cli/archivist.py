"""`suggest` and `new`: what the archivist writes by hand, offered."""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path

from generator.cli.words import build_dir
from generator.curation.portal import open_content
from generator.terminal.progress import Progress, print_line


def suggest(call: argparse.Namespace) -> int:
    """Print entries for the registry, with what they rest on."""
    from generator import pipeline
    from generator.terminal import suggested

    content, progress = open_content(Path(call.content)), Progress(sys.stderr)
    with progress.followed():
        found, many = pipeline.suggest(content, progress.tell, build_dir(call.build_dir))
    for line in suggested.lines(found, many):
        print_line(sys.stdout, line)
    said = f"{len(many)} đề nghị. Chép mục nào đúng vào tệp nêu ở trên nó." if many else "Không có gì để đề nghị."
    print_line(sys.stderr, said)
    return 0


def new(call: argparse.Namespace) -> int:
    """Lay out a content folder."""
    from generator.publish import new_content

    folder = Path(call.folder)
    new_content.lay_out(folder)
    print_line(
        sys.stdout, f"{folder}: đã bày. Đặt văn bản vào {folder / 'documents'}, xem {folder / 'portal.yml'}, rồi:"
    )
    print_line(sys.stdout, f"vankho build --content {shlex.quote(str(folder))}")
    return 0
