"""Letters of symbol fonts (phông ký hiệu), which stand at places that Unicode leaves to private use."""

from __future__ import annotations

import re
from collections.abc import Mapping

PRIVATE = re.compile("[\ue000-\uf8ff]")
_SYMBOL: Mapping[int, str] = dict(
    zip(
        b"\x22\x24\x27\x2a\x2d\x40\x5c\x5e\x7e\xa2\xa3\xa5\xab\xac\xad\xae\xaf\xb0\xb1\xb2\xb3\xb4\xb5\xb6\xb7\xb8\xb9"
        b"\xba\xbb\xbc\xbe\xc5\xc7\xc8\xcd\xce\xcf\xd0\xd1\xd5\xd6\xd7\xdb\xdc\xde\xe5\xf2",
        "∀∃∋∗−≅∴⊥∼′≤∞↔←↑→↓°±″≥×∝∂•÷≠≡≈…—⊕∩∪⊆∈∉∠∇∏√⋅⇔⇐⇒∑∫",
        strict=True,
    )
)
_GREEK = dict(
    zip(
        b"ABCDEFGHIKLMNOPQRSTUWXYZabcdefghiklmnopqrstuwxyz",
        "ΑΒΧΔΕΦΓΗΙΚΛΜΝΟΠΘΡΣΤΥΩΞΨΖαβχδεφγηικλμνοπθρστυωξψζ",
        strict=True,
    )
)
_WINGDINGS: Mapping[int, str] = dict(
    zip(
        b"\x6c\x6e\x6f\x71\x72\x75\x76\x77\x9f\xa1\xa7\xa8\xd8\xe0\xe8\xf0\xfb\xfc\xfd\xfe\x46\x4a\x28\x2a\x21",
        "●■□❑❒◆❖⬥•○▪◻➢→➔⇨✗✓☒☑☞☺☎✉✏",
        strict=True,
    )
)


def shown(code: int, font: str) -> str | None:
    """Return the character that a font shows at a place of private use; None where that is not known."""
    place = code & 0xFF if 0xF000 <= code <= 0xF0FF else code
    family = font.casefold()
    if "wingdings" in family:
        return _WINGDINGS.get(place)
    if "symbol" in family or not family or code >= 0xF000:
        known = _SYMBOL.get(place) or _GREEK.get(place)
        return known or (chr(place) if 0x20 <= place < 0x40 or chr(place) in "[]_{|}" else None)
    return None


def bullet(text: str, font: str) -> str:
    """Return the mark of an item.

    What is printed where it is a plain mark, `•` for any picture or letter in its place.

    Symbol fonts draw `o`, `§`, `Ø`, `ü` as circles, squares, arrows and ticks.
    """
    mark = text.strip()
    drawn = any(word in font.casefold() for word in ("symbol", "wingdings", "webdings"))
    if not mark:
        return ""
    if len(mark) > 3 or drawn or PRIVATE.search(mark) or mark.isalnum():
        known = shown(ord(mark[0]), font) if len(mark) == 1 and "wingdings" not in font.casefold() else None
        return known if known in ("-", "−", "–", "•") else "•"
    return mark
