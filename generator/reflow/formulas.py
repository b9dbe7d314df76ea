"""Formulas (LaTeX) that recognition writes for figures, as the signs that they print.

`$1 0 \\%$` is `10%`: blanks in a formula print nothing. One with a sign that is not known here stays as it is.
"""

from __future__ import annotations

import re
import unicodedata

_FORMULA = re.compile(r"\$(?![\s$])([^$\n]{1,200})(?<!\s)\$(?!\d)|(?<=\d)\s?\\%")
_MADE = re.compile(r"[\\^{]")
_FIGURES = re.compile(r"[\d ().,/%+–-]+")
"""What is a formula: a command, an exponent, or nothing but figures. Two prices in dollars are none."""
_FONT = re.compile(r"\\(?:math(?:rm|bf|it|sf|tt)|text(?:bf|it|rm)?|operatorname|bf|rm)(?![a-z])\s*")
_SIGNS = {
    **{f"\\{sign}": sign for sign in "%&#_"},
    **{"\\geq": "≥", "\\ge": "≥", "\\leq": "≤", "\\le": "≤", "\\neq": "≠", "\\approx": "≈", "\\sim": "~"},
    **{"\\times": "×", "\\pm": "±", "\\circ": "°", "\\cdot": "·", "\\rightarrow": "→", "\\ldots": "…", "\\dots": "…"},
}
_SIGN = re.compile("|".join(rf"{re.escape(each)}(?![a-z])" for each in sorted(_SIGNS, key=len, reverse=True)))
_ACCENTS = {"acute": "\u0301", "grave": "\u0300", "hat": "\u0302", "tilde": "\u0303", "breve": "\u0306"}
_ACCENT = re.compile(rf"\\({'|'.join(_ACCENTS)}) ?\{{ ?([^\W\d_][\u0300-\u036f]*) ?\}}")
_RAISED = re.compile(r"\^ ?(?:\{ ?([123°]) ?\}|([123°]))")
_GROUP = re.compile(r"(?<![\^_a-z])(?<![\^_a-z] )\{([^{}]*)\}")
_POWERS = {"1": "¹", "2": "²", "3": "³", "°": "°"}
_DEPTH = 6
"""Braces inside braces that are opened at most."""


def without_formulas(line: str) -> str:
    """Return a line with the signs that its formulas print in their place."""
    return _FORMULA.sub(_printed, line) if "$" in line or "\\" in line else line


def _printed(formula: re.Match[str]) -> str:
    written = formula[1]
    if written is None:
        return "%"
    if not _MADE.search(written) and not _FIGURES.fullmatch(written):
        return formula[0]
    plain = _SIGN.sub(lambda sign: _SIGNS[sign[0]], _FONT.sub("", " ".join(written.split())))
    for _ in range(_DEPTH):
        plain = _ACCENT.sub(lambda one: one[2] + _ACCENTS[one[1]], plain)
        plain = _RAISED.sub(lambda one: _POWERS[one[1] or one[2]], plain)
        plain = " ".join(_GROUP.sub(r"\1", plain).split())
    return formula[0] if re.search(r"[\\^_{}]", plain) else unicodedata.normalize("NFC", plain.replace(" ", ""))
