"""What packages carry inside that others wrote (scripts and icons of the theme, parts of PDFium), if they tell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import PurePosixPath

from tests.audit.pinned import Pin

_MODULE = re.compile(r"(?:^|/)node_modules/((?:@[^/]+/)?[^/]+)/")


@dataclass(frozen=True, slots=True)
class Part:
    """A part (thành phần) of a library: where it comes from, and the file that tells of it. Its version is not told."""

    name: str
    kind: str
    """`npm`, or `generic` where it comes from nowhere in particular."""
    told_by: str

    @property
    def purl(self) -> str:
        """The address of the part in a bill of materials."""
        return f"pkg:{self.kind}/{self.name.replace('@', '%40')}"


def parts(pin: Pin) -> tuple[Part, ...]:
    """Return what an installed library carries, by name; each part once, with the first file that tells of it."""
    found: dict[str, Part] = {}
    for part in _all_parts(pin):
        found.setdefault(part.purl, part)
    return tuple(part for _, part in sorted(found.items()))


def _all_parts(pin: Pin) -> Iterator[Part]:
    for file in sorted(metadata.files(pin.name) or (), key=str):
        path = PurePosixPath(str(file))
        if path.suffix == ".map":
            sources = json.loads(file.read_text("utf-8")).get("sources", ())
            names = {name for source in sources for name in _MODULE.findall(source)}
            yield from (Part(name, "npm", str(path)) for name in sorted(names))
        elif path.parent.name == "lunr" and path.suffix == ".js":
            yield Part(path.stem, "generic", str(path))
        elif path.parent.name == "min" and path.name.startswith("lunr."):
            yield Part("lunr-languages", "npm", str(path))
        elif path.parent.parent.name == ".icons" and path.stem.upper() == "LICENSE":
            yield Part(f"icons-{path.parent.name}", "generic", str(path))
        elif path.parent.name == "BUILD_LICENSES":
            yield Part(re.sub(r"(?:-Apache2.*|-Boost)?\..*", "", path.name), "generic", str(path))
