"""Patterns with named fragments, `{NAME}`, written out and compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any

from generator.errors import VocabularyError
from generator.vocab.tables import read_data

_FRAGMENT = re.compile(r"\{([A-Z_]+)\}")


def alternatives(names: Iterable[str]) -> str:
    """Return a pattern of any of the names, the longest first."""
    return "(?:" + "|".join(re.escape(n).replace(r"\ ", " ") for n in sorted(names, key=len, reverse=True)) + ")"


def _any_capitals(names: Iterable[str]) -> str:
    """Names of bodies, with a capital or none on each syllable but the first: `Ủy ban thường vụ Quốc hội`."""

    def word(text: str) -> str:
        return f"[{text[0].lower()}{text[0].upper()}]{re.escape(text[1:])}" if text[0].isalpha() else re.escape(text)

    spelled = (name.split(" ") for name in sorted(names, key=len, reverse=True))
    return "(?:" + "|".join(" ".join([re.escape(first), *map(word, rest)]) for first, *rest in spelled) + ")"


def _expand(pattern: str, fragments: Mapping[str, str]) -> str:
    def piece(match: re.Match[str]) -> str:
        if match[1] not in fragments:
            raise VocabularyError(f"generator/data: unknown fragment {{{match[1]}}} in {pattern!r}")
        return fragments[match[1]]

    return _FRAGMENT.sub(piece, pattern)


def province_rows() -> Sequence[Mapping[str, Any]]:
    """Return the rows of `provinces.yml`."""
    rows: Sequence[Mapping[str, Any]] = read_data("provinces")["provinces"]
    return rows


@cache
def common_fragments() -> Mapping[str, str]:
    """Return the fragments that every file may use, written out."""
    types = read_data("document_types")
    names = [entry["name"] for entry in types]
    spelled = [*names, *(n[0].upper() + n[1:] for n in names), *(n.upper() for n in names)]
    places = [name for row in province_rows() for name in (row["name"], *(row.get("aliases") or ()))]
    fragments: dict[str, str] = {"TYPE": alternatives(spelled), "PROVINCE": alternatives(places)}
    for name, pattern in read_data("fragments").items():
        fragments[name] = _expand(pattern, fragments)
    return MappingProxyType(fragments)


def fragments_of(data: Any) -> dict[str, str]:
    """Return the common fragments and those that a data file adds (`fragments`, `lists`)."""
    fragments = dict(common_fragments())
    if isinstance(data, dict):
        fragments |= {"SHORT": alternatives(data.get("short", ("\0",)))}
        fragments |= {name: _any_capitals(items) for name, items in data.get("lists", {}).items()}
        for name, pattern in data.get("fragments", {}).items():
            fragments[name] = _expand(pattern, fragments)
    return fragments


def compile_entry(pattern: str, fragments: Mapping[str, str]) -> re.Pattern[str]:
    """Return the compiled pattern; raises VocabularyError with the pattern where it is none."""
    try:
        return re.compile(_expand(pattern, fragments))
    except re.error as error:
        raise VocabularyError(f"generator/data: {error}: {pattern}") from error
