"""The libraries that a file of requirements pins, with their hashes and what asks for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.utils import canonicalize_name

_PIN = re.compile(r"(?P<name>[\w.-]+)==(?P<version>[^\s\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
OWN = "vankho"


@dataclass(frozen=True, slots=True)
class Pin:
    """A library (thư viện) of one version; `hashes` are those of all files of it that were published."""

    name: str
    version: str
    hashes: tuple[str, ...] = ()
    wanted_by: tuple[str, ...] = ()
    """Names of those that ask for it; `vankho` is the program itself."""

    @property
    def purl(self) -> str:
        """The address of the library in a bill of materials."""
        return f"pkg:pypi/{self.name}@{self.version}"


def pins(path: Path) -> tuple[Pin, ...]:
    """Return what a file of pip-compile pins, by name. A line that says anything else raises ValueError."""
    found: list[Pin] = []
    for block in _blocks(path.read_text("utf-8")):
        head = _PIN.match(block)
        if not head:
            raise ValueError(f"{path}: expected NAME==VERSION, found «{block.splitlines()[0]}»")
        hashes = tuple(sorted(_HASH.findall(block)))
        if not hashes:
            raise ValueError(f"{path}: {head['name']} has no hash. Make the file anew, as its first lines say.")
        found.append(Pin(canonicalize_name(head["name"]), head["version"], hashes, _wanted_by(block)))
    return tuple(sorted(found, key=lambda pin: pin.name))


def _blocks(text: str) -> Iterator[str]:
    """Yield each line that begins a requirement, with the indented ones below it."""
    block: list[str] = []
    for line in text.splitlines():
        if line.startswith((" ", "\t")):
            block.append(line)
            continue
        if block:
            yield "\n".join(block)
        block = [line] if line.strip() and not line.startswith("#") else []
    if block:
        yield "\n".join(block)


def _wanted_by(block: str) -> tuple[str, ...]:
    words = re.findall(r"^ +# +(?:via *)?(\S.*)?$", block, re.MULTILINE)
    names = (OWN if word.startswith(OWN) else canonicalize_name(word) for word in words if word)
    return tuple(sorted({str(name) for name in names}))
