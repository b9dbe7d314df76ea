"""Where the parts of the program that are not code lie: the one module that finds them, or refuses.

They stand beside the folder `generator/`: in a checkout, and in an installation too, which is laid out as one.
"""

from __future__ import annotations

import hashlib
import platform
from functools import cache
from pathlib import Path

from generator.errors import ConfigurationError

HOME = Path(__file__).resolve().parents[1]
CONFIG = HOME / "mkdocs.yml"
ASSETS = HOME / "site_templates/assets"
PAGES = HOME / "site_templates/pages"
"""Hand-written pages that come with every portal."""
RELOAD = HOME / "site_templates/live/reload.js"
"""The script of `vankho serve --content`, which stands in no site."""
PARTS = (HOME / "generator", HOME / "site_templates", CONFIG)
"""All of the program."""
_TEMPLATES = HOME / "site_templates/overrides/main.html"
_DATA = HOME / "generator/data"
_NEEDED = tuple(path.relative_to(HOME) for path in (CONFIG, _TEMPLATES, ASSETS, PAGES, RELOAD, _DATA))


def check(home: Path = HOME) -> None:
    """Refuse to run a program of which a part is missing: raises ConfigurationError that names the part."""
    if missing := [part.as_posix() for part in _NEEDED if not (home / part).exists()]:
        raise ConfigurationError(
            f"{home}: bản cài đặt này không đủ, thiếu {', '.join(missing)}. "
            "Cài lại gói vankho, hoặc chạy từ bản sao đầy đủ của dự án."
        )


def is_code(path: Path) -> bool:
    """Tell whether a file is a module or a table, which a process that runs has loaded already."""
    return path.suffix in (".py", ".yml") and path.is_relative_to(HOME / "generator")


@cache
def code() -> str:
    """Return the digest of the program itself: its modules and tables, and the Python that runs it."""
    total = hashlib.sha256(platform.python_version().encode())
    for path in sorted(each for kind in ("*.py", "*.yml") for each in (HOME / "generator").rglob(kind)):
        total.update(f"{path.relative_to(HOME).as_posix()}\n{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()
