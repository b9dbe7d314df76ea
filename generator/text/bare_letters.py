"""Bare letters (chữ như mắt thấy): what is seen where other alphabets or fonts draw Latin ones.

`МẬТ` with Cyrillic letters, `ＭẬＴ` in full width and `M\u200bẬ\u200bT` with invisible signs are all `MẬT` on paper.
Offsets move: this is for asking what a line is, not for finding a place in it.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape

_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχϹϲ", "ABEZHIKMNOPTYXaiknoptuxCc", strict=True))
_CYRILLIC = dict(zip("АВЕЅІЈКМНОРСТУХҺаеіјорсухһѕԁԛԝ", "ABESIJKMHOPCTYXhaeijopcyxhsdqw", strict=True))
_CYRILLIC |= dict(zip("вкмнтиз", "bkmhtuz", strict=True))
_SMALL_CAPITALS = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "ABCDEFGHIJKLMNOPRSTUVWYZ", strict=True))
_SYMBOL_FONTS = {chr(0xF000 + code): chr(code) for code in range(0x20, 0x7F)}
"""Symbol fonts hold their letters at places of private use."""
_DRAWN = str.maketrans({**_GREEK, **_CYRILLIC, **_SMALL_CAPITALS, **_SYMBOL_FONTS})
_PLAIN = re.compile("[\t-~\xa0-\xac\xae-\u024f\u1ea0-\u1ef9\u2013\u2014\u2018-\u201d]*")
_TEX = re.compile(r"\\[a-zA-Z]{2,12}\{|[${}]")


def unframed(line: str) -> str:
    r"""Return a line with its letters for their numbers, out of the frame that a converter drew in TeX.

    `M&#7852;T` and `$\boxed{\text{MẬT}}$` are both `MẬT`.
    """
    line = unescape(line) if "&" in line else line
    return _TEX.sub("", line) if "\\" in line else line


def bare(text: str) -> str:
    """Return `text` in the Latin letters that it looks like, without signs that show nothing, in NFC."""
    if _PLAIN.fullmatch(text):
        return text
    parts = unicodedata.normalize("NFKD", text).translate(_DRAWN)
    shown = (char for char in parts if unicodedata.category(char) not in ("Cf", "Co", "Cn", "Lm", "Sk"))
    return unicodedata.normalize("NFC", "".join(shown))


def as_drawn(text: str) -> str:
    """Return `text` in the Latin letters that it looks like, of the same length."""
    return text if _PLAIN.fullmatch(text) else text.translate(_DRAWN)
