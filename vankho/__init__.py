"""Văn Khố as installed: this one name is taken in an environment, and the program lies inside its folder.

The code calls itself `generator`, a name that any other package may have as well. An installation therefore keeps it
in here, where only this program looks, beside the templates that a checkout has there too.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

_HERE = Path(__file__).resolve().parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command of `vankho` and return its exit code."""
    # Installed, the program lies in this folder; in a checkout, beside it.
    home = next(folder for folder in (_HERE, _HERE.parent) if (folder / "generator").is_dir())
    sys.path.insert(0, str(home))
    from generator import cli

    return cli.main(arguments)
