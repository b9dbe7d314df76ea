"""The words of a file in RTF without its codes: runs that part a name or a number are one again."""

from __future__ import annotations

import re

_PICTURE = re.compile(r"[0-9A-Fa-f]{64,}")
"""What a picture or a font is made of: figures of it are no words."""
_PARTS = re.compile(
    r"\\u(-?\d{1,5}) ?(?:\\'[0-9a-fA-F]{2}|\?)?|\\'([0-9a-fA-F]{2})|\\([a-zA-Z]{1,32})(?:-?\d{1,10})? ?"
    r"|\\\n|\\([^a-zA-Z\n])|[{}\n]|([^\\{}\n]+)"
)
_APART = frozenset(("par", "pard", "line", "sect", "page", "row", "cell", "nestcell", "nestrow", "tab", "footnote"))
"""Codes after which other words begin."""
_SIGNS = {"~": " ", "_": "-"}


def words_of_rtf(text: str) -> str:
    """Return what stands between the codes of RTF, hidden and struck out words too."""
    without = _PICTURE.sub("", text.replace("\r", ""))
    return "".join(map(_said, _PARTS.finditer(without)))


def _said(part: re.Match[str]) -> str:
    number, byte, code, sign, words = part.groups()
    if number:
        return chr(int(number) % 0x10000)
    if byte:
        return bytes.fromhex(byte).decode("cp1258", "replace")
    if code:
        return "\n" if code in _APART else ""
    return words or _SIGNS.get(sign, "")
