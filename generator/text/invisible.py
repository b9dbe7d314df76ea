"""Invisible characters (ký tự vô hình): controls, and what turns the direction of the words around it.

A text, a name of a file or a setting that holds U+202E shows other words than it has ("Trojan Source"), and the escape
sequences of a terminal do more than show. Nobody types them on purpose: where a text comes in they are taken out, and
where a name must stay the one that it is, something visible stands for them.
"""

from __future__ import annotations

import re

_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
_NO_CHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
"""Codes that Unicode gives to nothing: some of them no XML may hold."""
_INVISIBLE = re.compile(
    f"[{_CONTROLS}{_DIRECTIONS}{_NO_CHARACTERS}\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff\ud800-\udfff]"
)


def without_invisible(text: str) -> str:
    """Return `text` without characters that nobody sees; blanks and line ends of any kind stay."""
    return text if text.isascii() and text.isprintable() else _INVISIBLE.sub("", text)


def shown(text: str) -> str:
    r"""Return `text` as a terminal may have it: what does not show is written as `\x1b`, line ends stay."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() or each in "\n\t" else _named(each) for each in text)


def _named(char: str) -> str:
    return char.encode("unicode_escape", "surrogatepass").decode() if not char.isspace() else " "
