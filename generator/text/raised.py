"""Raised digits (chỉ số trên): a superscript stays one in plain text, so that `30⁰C` is never `300C`."""

from __future__ import annotations

_RAISED = str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")


def raised(text: str) -> str:
    """Return `text` with its digits and signs as superscripts: `m` + `2` → `m²`; letters stay as they are."""
    return text.translate(_RAISED)
