"""Folding: the same letters without marks, for searching, comparing and naming files.

`đ` is mapped by hand: Unicode does not decompose it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_STROKE = {"đ": "d", "Đ": "D"}
_NOT_WORD = re.compile(r"[^a-z0-9]+")


class _Plain(dict[int, str]):
    """From the number of a character to what is left of it without marks, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFD", _STROKE.get(chr(code), chr(code)))
        self[code] = plain = "".join(part for part in parts if not unicodedata.combining(part))
        return plain


_PLAIN = _Plain()


def fold(text: str) -> str:
    """Return `text` in lower case without diacritics: `Trần Văn Mẫn` → `tran van man`."""
    return (text if text.isascii() else text.translate(_PLAIN)).lower()


@lru_cache(maxsize=4096)  # the names of one paper, and of the next ones like it
def fold_words(text: str) -> str:
    """Return the folded words of a name joined by one space: `414/QĐ-TTg` → `414 qd ttg`."""
    return words_of(text)


def words_of(text: str) -> str:
    """Return the folded words of a whole text, which nobody asks for twice: none of it is remembered."""
    return _NOT_WORD.sub(" ", fold(text)).strip()


def slugify(text: str, limit: int = 100) -> str:
    """Return an ASCII slug of at most `limit` characters, cut between syllables: `Điều 1` → `dieu-1`."""
    slug = _NOT_WORD.sub("-", fold(text)).strip("-")
    if len(slug) <= limit:
        return slug
    return slug[: limit + 1].rpartition("-")[0] or slug[:limit]
