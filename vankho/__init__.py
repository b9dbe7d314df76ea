"""Văn Khố as installed: this one name is taken in an environment, and the program lies inside its folder.

The code calls itself `generator`, a name that any other package may have as well. An installation therefore keeps it
in here, where only this program looks, beside the templates that a checkout has there too.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from pathlib import Path

_HERE = Path(__file__).resolve().parent


def find() -> None:
    """Let Python find the program: installed, it lies in this folder; in a checkout, beside it."""
    home = str(next(folder for folder in (_HERE, _HERE.parent) if (folder / "generator").is_dir()))
    if home not in sys.path:
        sys.path.insert(0, home)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command of `vankho` and return its exit code."""
    find()
    # Until `cli` listens, and after it, Ctrl+C ends the program without a word: nothing was begun, or all is done.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from generator import cli

    return cli.main(arguments)
