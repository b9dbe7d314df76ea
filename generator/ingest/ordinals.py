"""The labels of automatic lists (đánh số tự động): a number in the form that the list asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

MOST = 3999
"""The largest number that is written in Roman numerals or letters; beyond it labels would grow without bound."""
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        out += letters * (number // value)
        number %= value
    return out


def _letter(number: int) -> str:
    """a … z, aa, bb …: as word processors repeat the letter."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


_FORMS: Mapping[str, Callable[[int], str]] = {
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}


def ordinal(number: int, form: str) -> str:
    """Return the number in a form of DOCX (`upperRoman`: IV); an unknown form gives plain digits, `none` nothing."""
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{number:02d}"
    written = _FORMS.get(form)
    return written(number) if written and 0 < number <= MOST else str(number)
