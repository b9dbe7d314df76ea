"""Patterns for scripts (mẫu cho trình duyệt): those of the tables as JavaScript reads them.

With the flag `u` they mean what they mean in Python: `\\d`, `\\w`, `\\s`, `\\b`, `.`, `$` and letters of any case are
written out.
"""

from __future__ import annotations

import re

_WORD = r"\p{L}\p{N}_"
_BLANK = r"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_IN_CLASS = {"d": r"\p{Nd}", "w": _WORD, "s": _BLANK, "D": r"\P{Nd}"}
_ALONE = {
    "d": r"\p{Nd}",
    "D": r"\P{Nd}",
    "w": f"[{_WORD}]",
    "W": f"[^{_WORD}]",
    "s": f"[{_BLANK}]",
    "S": f"[^{_BLANK}]",
    "b": f"(?:(?<=[{_WORD}])(?![{_WORD}])|(?<![{_WORD}])(?=[{_WORD}]))",
}
_MEANT = frozenset(r"^$\.*+?()[]{}|/")
"""Signs that a script's pattern may escape."""
_TOKEN = re.compile(r"\\.|\(\?P<(?P<name>\w+)>|\(\?(?:i:|:|<?[=!])|.", re.DOTALL)


def scripted(pattern: str) -> str:
    """Return a pattern of Python as JavaScript reads it.

    Raises ValueError for what has no counterpart.
    """
    made: list[str] = []
    any_case, within = [False], False
    for match in _TOKEN.finditer(pattern):
        token = match[0]
        if within:
            within = token != "]"
            made.append(_in_class(token, any_case[-1]))
        elif token.startswith("("):
            any_case.append(any_case[-1] or token == "(?i:")
            made.append(f"(?<{match['name']}>" if match["name"] else token.replace("?i:", "?:"))
        else:
            within = token == "["
            if token == ")":
                any_case.pop()
            made.append(_alone(token, any_case[-1]))
    return "".join(made)


def _alone(token: str, any_case: bool) -> str:
    if token in (".", "$"):
        return "[^\\n]" if token == "." else "(?=\\n?$)"
    if token.startswith("\\"):
        return _ALONE.get(token[1]) or _escaped(token)
    return f"[{_cases(token)}]" if any_case and token.lower() != token.upper() else token


def _in_class(token: str, any_case: bool) -> str:
    if token.startswith("\\"):
        return "\\-" if token == "\\-" else _IN_CLASS.get(token[1]) or _escaped(token)
    return _cases(token) if any_case else token


def _cases(letter: str) -> str:
    return "".join(dict.fromkeys((letter, letter.lower(), letter.upper())))


def _escaped(token: str) -> str:
    sign = token[1]
    if sign in _MEANT or sign in "nt":
        return token
    if sign.isalnum():
        raise ValueError(f"{token} has no counterpart in a script")
    return sign
