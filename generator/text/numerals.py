"""Numbers as documents write them (chữ số): `.` groups thousands, `,` marks decimals.

Roman numerals, list labels.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from decimal import Decimal

_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")  # 1.253,687
_DECIMAL = re.compile(r"[0-9]+(?:,[0-9]+)?")  # 58,35 and plain numbers
_POINT = re.compile(r"(?:[0-9]+\.(?![0-9]{3}$)|0+\.)[0-9]+")  # 6.7: no group of three, so it marks decimals
_ENGLISH = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}")  # 1,234,567.5

_STEPS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
MOST = 3999
"""The largest number that is written in Roman numerals or letters; beyond it labels would grow without bound."""


def read_number(text: str) -> float | None:
    """Return the number that `text` is, read the Vietnamese way.

    `1.253,687` → 1253.687, `133.304` → 133304.

    A point that cannot group thousands is a decimal point (`6.7`), and so are English forms that can be
    read in one way only (`1,234.5`). What is no number, or could be two, is None (`1234.567`).
    """
    digits = text.strip()
    if _GROUPED.fullmatch(digits) or _DECIMAL.fullmatch(digits):
        return _finite(digits.replace(".", "").replace(",", "."))
    if _POINT.fullmatch(digits) or _ENGLISH.fullmatch(digits):
        return _finite(digits.replace(",", ""))
    return None


def times(value: float, factor: float) -> float:
    """Return a printed number in another unit, exact to its digits.

    34,3 (tỷ) → 34300000000, where the machine's own product ends in …999,999996.
    """
    return float(Decimal(repr(value)) * Decimal(repr(factor)))


def roman(label: str) -> int | None:
    """Return the value of a Roman numeral in capitals (`IV` → 4), None for anything else (`IIII`, `iv`)."""
    total, rest = 0, label
    for value, letters in _STEPS:
        while rest.startswith(letters):
            total, rest = total + value, rest[len(letters) :]
    return total if 0 < total <= MOST and _roman(total) == label else None


def _finite(digits: str) -> float | None:
    value = float(digits)
    return value if math.isfinite(value) else None


def _roman(number: int) -> str:
    """Return a number as a Roman numeral in capitals."""
    written = ""
    for value, letters in _STEPS:
        written += letters * (number // value)
        number %= value
    return written


def _letters(number: int) -> str:
    """a … z, aa, bb …: as word processors repeat the letter."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


_FORMS: Mapping[str, Callable[[int], str]] = {
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperRoman": _roman,
}


def ordinal(number: int, form: str) -> str:
    """Return the number in a form of DOCX (`upperRoman`: IV).

    An unknown form gives plain digits, `none` nothing.
    """
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{number:02d}"
    written = _FORMS.get(form)
    return written(number) if written and 0 < number <= MOST else str(number)
