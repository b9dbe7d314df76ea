"""Chữ trong tệp RTF, read without another program.

What a file says of itself and a converter drops; the lines of one that another file takes in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SAID = re.compile(
    r"\\(?:title|subject|keywords|category|doccomm|comment|company|manager|propname|staticval)\b ?([^{}]{1,2000})\}"
    r"|\\sn wz(?:Name|Description|Tooltip)\}\s*\{\\sv ?([^{}]{1,2000})\}"
)
_UNICODE = re.compile(r"\\u(-?\d{1,5})(?: |(?=\\|[{}]))?(?:\\'[0-9a-fA-F]{2}|[^\\{}])?")
_BYTE = re.compile(r"\\'([0-9a-fA-F]{2})")
_TABLES = re.compile(r"\{\\(?:fonttbl|colortbl|stylesheet|\*)(?:[^{}]|\{[^{}]*\})*\}")
_LINE = re.compile(r"\\(?:par|line|cell|row|page|sect)\b ?")
_CONTROL = re.compile(r"\\(?:[a-z]{1,32}-?\d{0,10} ?|[^a-z])|[{}\r\n]")
MOST = 2_000_000
"""Bytes that are looked at; pictures stand in a file as long rows of figures."""


def said(data: bytes) -> Iterator[str]:
    """Yield what properties of a file and names of its shapes say."""
    for match in _SAID.finditer(data[:MOST].decode("latin-1")):
        yield _plain(match[1] or match[2])


def lines(data: bytes) -> Iterator[str]:
    """Yield the lines of a file."""
    yield from map(_plain, _LINE.split(_TABLES.sub("", data[:MOST].decode("latin-1"))))


def _plain(text: str) -> str:
    text = _UNICODE.sub(lambda code: chr(int(code[1]) % 0x10000), text)
    text = _BYTE.sub(lambda code: bytes.fromhex(code[1]).decode("cp1258", "replace"), text)
    return _CONTROL.sub("", text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")).strip()
