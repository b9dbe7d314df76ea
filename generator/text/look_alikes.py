"""Look-alikes (chữ, dấu gõ nhầm vì giống): letters and signs that are typed for others, one for one.

`Ð` (eth) and `Ɖ` (African D) look like `Đ`, `∕` and `／` like `/`; converters and foreign keyboards write them.
One character stands for one, so no offset moves.
"""

from __future__ import annotations

import re
import string

_MEANT = {
    "\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ",
    "\u2044": "/", "\u2215": "/", "\uff0f": "/",
    "\u2010": "-", "\u2011": "-", "\u2212": "-", "\ufe63": "-", "\uff0d": "-",
    **{chr(0xFEE0 + ord(plain)): plain for plain in string.ascii_letters + string.digits},
}  # fmt: skip
_TABLE = str.maketrans(_MEANT)
_SILENT = frozenset("\u2010\u2011")
"""Hyphens that Unicode itself calls so: nobody need be told of them."""
_FOUND = re.compile(f"[{''.join(_MEANT)}]")


def unmasked(text: str) -> str:
    """Return `text` with look-alikes as the letters that are meant, of the same length.

    `QÐ-UBND` → `QĐ-UBND`.
    """
    return text.translate(_TABLE) if _FOUND.search(text) else text


def masks(text: str) -> dict[str, int]:
    """Return the look-alikes of `text` to tell of, each with the offset of its first place."""
    found: dict[str, int] = {}
    for match in _FOUND.finditer(text):
        if match[0] not in _SILENT:
            found.setdefault(match[0], match.start())
    return found


def meant(mask: str) -> str:
    """Return the letter that a look-alike is typed for: `Ð` → `Đ`."""
    return _MEANT[mask]


def table() -> dict[str, str]:
    """Return all look-alikes with the letters that they are typed for, for scripts."""
    return dict(_MEANT)
