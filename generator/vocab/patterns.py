"""Patterns with named fragments, `{NAME}`: made of names, and written out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_FRAGMENT = re.compile(r"\{([A-Z_]+)\}")
_GROUP_NAME = re.compile(r"\?P<\w+>")


def alternatives(names: Iterable[str]) -> str:
    """Return a pattern of any of the names, the longest first."""
    return "(?:" + "|".join(re.escape(n).replace(r"\ ", " ") for n in sorted(names, key=len, reverse=True)) + ")"


def any_of(parts: Iterable[str]) -> str:
    """Return a pattern of any of the patterns, the first that matches."""
    return f"(?:{'|'.join(parts)})"


def in_any_capitals(names: Iterable[str]) -> str:
    """Return a pattern of names, each syllable but the first with a capital or none, or all in capitals.

    `Ủy ban Thường vụ Quốc hội` is `Ủy ban thường vụ Quốc hội` too, and `ỦY BAN THƯỜNG VỤ QUỐC HỘI`.
    """

    def word(text: str) -> str:
        return f"[{text[0].lower()}{text[0].upper()}]{re.escape(text[1:])}" if text[0].isalpha() else re.escape(text)

    ordered = sorted(names, key=len, reverse=True)
    spelled = (name.split(" ") for name in ordered)
    mixed = [" ".join([re.escape(first), *map(word, rest)]) for first, *rest in spelled]
    return "(?:" + "|".join([*mixed, *(re.escape(n.upper()).replace(r"\ ", " ") for n in ordered if " " in n)]) + ")"


def unknown_fragment(pattern: str, fragments: Mapping[str, str]) -> str | None:
    """Return the first name in a pattern that is no fragment."""
    return next((name for name in _FRAGMENT.findall(pattern) if name not in fragments), None)


def written_out(pattern: str, fragments: Mapping[str, str]) -> str:
    """Return the pattern with its fragments in the place of their names; all of them must be known."""
    return _FRAGMENT.sub(lambda match: fragments[match[1]], pattern)


def unnamed(pattern: str) -> str:
    """Return the pattern with its groups unnamed, so that it may stand beside others."""
    return _GROUP_NAME.sub("?:", pattern)
