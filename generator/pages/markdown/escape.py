"""Escaping: whatever a document says appears on the page as the very characters it is made of.

Markdown, attribute lists, tables, templates and HTML all read ASCII punctuation, and each has its own way of
quoting. A numeric character reference is read by none of them and shown as the character by every browser, so
every character that any of them might read becomes one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INLINE = re.compile(r"[`*_{}\[\]<>&|\\#!~^$:](?<!:(?![/:]))")
"""One class of characters is found quickly, alternatives are tried at every letter; a lone colon is left out after."""
_LEADING = re.compile(r"[-+:=%.]| +")
_ORDERED = re.compile(r"(\d+)([.)])")
_QUOTES = re.compile("[\"'=]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def _references(match: re.Match[str]) -> str:
    return "".join(f"&#{ord(char)};" for char in match.group())


def _carried(char: str) -> str:
    """Return a character as text that HTML and YAML can carry: most controls can not be written in either."""
    code = ord(char)
    if char.isprintable():
        return char
    noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code < 0xFDF0
    if noncharacter or (char != "\t" and unicodedata.category(char) in ("Cc", "Cs")):
        return _REPLACEMENT
    return f"&#{code};"


@lru_cache(maxsize=4096)  # names, titles and words of the interface stand on page after page
def esc(value: str) -> str:
    """Return a document's words as Markdown that shows exactly those: `<b>` → `&#60;b&#62;`.

    A line break becomes a space: what is shown in one place is one line.
    """
    quoted = esc_part(value)
    if leading := _LEADING.match(quoted):
        return _references(leading) + quoted[leading.end() :]
    if ordered := _ORDERED.match(quoted):
        return f"{ordered[1]}&#{ord(ordered[2])};{quoted[ordered.end() :]}"
    return quoted


def esc_part(value: str) -> str:
    """Return `esc` of words that stand after others on their line, where only inline marks are read."""
    if value.isprintable():  # so it holds no line break either
        return _INLINE.sub(_references, value)
    flat = value.replace("\r\n", " ").replace("\r", " ").replace("\n", " ")
    quoted = _INLINE.sub(_references, flat)
    return quoted if quoted.isprintable() else "".join(map(_carried, quoted))


def attr(value: str) -> str:
    """Return a document's words for an HTML attribute, a `<title>` or front matter."""
    return _QUOTES.sub(_references, esc(value))
