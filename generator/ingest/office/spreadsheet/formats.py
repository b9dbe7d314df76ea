"""How a number of a spreadsheet is shown (định dạng số): `45000` as a day, `0.125` as `12,5%`."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import cache

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    14: "d/m/yyyy", 15: "d/m/yyyy", 16: "d/m", 17: "m/yyyy",
    18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "d/m/yyyy h:mm",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss",
    **dict.fromkeys((37, 38, 41, 42), "#,##0"), **dict.fromkeys((39, 40, 43, 44), "#,##0.00"),
}  # fmt: skip
"""Formats that files name by number only."""
_SILENT = re.compile(r"\[[^\]]*\]|[\\_*].")
_QUOTED = re.compile(r'"([^"]*)"')
_ELAPSED = re.compile(r"\[h+\]", re.I)
_DIGITS = re.compile(r"[#0?,.]+")
_LAST_DAY = 2_958_465
"""31/12/9999."""
_LONGEST = 400
"""Characters of a format that are read."""


def shown(value: str, code: str, since_1904: bool = False) -> str:
    """Return a number as its cell shows it under a format; what is no number stays as it is."""
    try:
        number = float(value)
    except ValueError:
        return value
    if number != number or abs(number) == float("inf"):
        return value
    kind = _kind(code[:_LONGEST])
    if kind == "elapsed":
        return f"{int(number * 24)}:{round(number * 1440) % 60:02d}"
    if kind not in ("number", "plain"):
        return _day(number, kind, since_1904) or _plain(number)
    return _plain(number) if kind == "plain" else _formatted(number, code[:_LONGEST].partition(";")[0])


@cache
def _kind(code: str) -> str:
    """Return `plain`, `number`, `elapsed` or how a day is written (`%d/%m/%Y`)."""
    if _ELAPSED.search(code):
        return "elapsed"
    bare = _SILENT.sub("", _QUOTED.sub("", code.partition(";")[0])).lower()
    if "general" in bare or bare.strip() in ("", "@"):
        return "plain"
    has = {letter for letter in "ymdhs" if letter in bare}
    if not has:
        return "number" if re.search("[#0?]", bare) else "plain"
    clock = "%H:%M:%S" if "s" in has else "%H:%M"
    if not has & {"y", "d"} and has & {"h", "s"}:
        return clock
    day = "/".join(mark for letter, mark in (("d", "%d"), ("m", "%m"), ("y", "%Y")) if letter in has)
    return f"{day} {clock}" if "h" in has else day


def _day(number: float, form: str, since_1904: bool) -> str:
    """Return a day that is counted from 1900 or 1904; files of 1900 count a 29 February that never was."""
    if not 0 <= number <= _LAST_DAY:
        return ""
    begin = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30 if number >= 61 else 31)
    try:
        return (begin + timedelta(seconds=round(number * 86_400))).strftime(form)
    except OverflowError:
        return ""


def _plain(number: float) -> str:
    """Return a number without the noise of binary fractions: `0.30000000000000004` → `0,3`."""
    text = f"{number:.15g}"
    if "e" in text and abs(number) < 1e21:
        text = f"{number:.15f}".rstrip("0").rstrip(".")
    return text.replace(".", ",")


def _formatted(number: float, code: str) -> str:
    literal = _SILENT.sub("", code)
    bare = _QUOTED.sub(lambda match: "\0" * len(match[0]), literal)
    digits = _DIGITS.search(bare)
    if digits is None or "e" in bare.lower():
        return _plain(number)
    whole, _, fraction = digits[0].partition(".")
    scaled = number / 1000 ** (len(digits[0]) - len(digits[0].rstrip(",")))
    percent = "%" in bare
    text = f"{abs(scaled) * (100 if percent else 1):,.{min(len(fraction.rstrip(',')), 15)}f}"
    integer, _, rest = text.partition(".")
    rest = rest if "?" not in fraction and "#" not in fraction else rest.rstrip("0")
    integer = integer if "," in whole.rstrip(",") else integer.replace(",", "").zfill(whole.count("0"))
    sign = "-" if number < 0 and re.search("[1-9]", text) else ""
    before, after = (_words(part) for part in (literal[: digits.start()], literal[digits.end() :]))
    body = integer.replace(",", ".") + (f",{rest}" if rest else "")
    return f"{before}{sign}{body}{'%' if percent else ''}{after}".strip()


def _words(part: str) -> str:
    """Return the words that a format sets beside its digits: `#,##0" đồng"`."""
    return "".join(_QUOTED.findall(part))
