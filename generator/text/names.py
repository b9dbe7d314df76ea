"""Names (tên riêng) compared as read: letter case, blanks and places of tones do not count."""

from __future__ import annotations

import unicodedata

from generator.text.tones import new_style


def same_name(one: str, other: str) -> bool:
    """Tell whether two names are one: `TRẦN VĂN HOÀ` and `Trần Văn Hòa`."""
    return _plain(one) == _plain(other) != ""


def _plain(name: str) -> str:
    return new_style(" ".join(unicodedata.normalize("NFC", name).split()).casefold())
