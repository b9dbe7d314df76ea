"""Boxes of a form (ô đánh dấu): which of the options on a line were ticked, `☐ Thường ☑ Mật`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.model.frozen import Frozen

_TICKED = r"[☑☒✓✔✗✘🗹🗷\uf052\uf053\uf0fc\uf0fd\uf0fe]|\[ ?[xXvV✓✔] ?\]|\( ?[xXvV✓✔] ?\)|√"
_OPEN = r"[☐□⬜◻▢❑❒\uf06f\uf071\uf0a8]|\[[ _.]{0,3}\]|\([ _.]{0,3}\)"
_FILLED, _HOLLOW = "■●◼⬛◉", "○◯"
"""Signs of lists too: boxes only where both stand on one line."""
_BOX = re.compile(f"(?P<ticked>{_TICKED})|{_OPEN}")
_BOX_OR_SIGN = re.compile(f"(?P<ticked>{_TICKED}|[{_FILLED}])|{_OPEN}|[{_HOLLOW}]")


class Choice(Frozen):
    """The options of a line with boxes: those that were ticked, and all; what stands before them.

    Each comes by itself and with the label before its colon: `Mật`, `Độ mật: Mật`.
    """

    ticked: tuple[str, ...]
    options: tuple[str, ...]
    before: str = ""


def has_box(line: str) -> bool:
    """Tell whether a line has a box that may be ticked (ô đánh dấu)."""
    return bool(_boxes(line))


def choice(line: str) -> Choice | None:
    """Return what a line with boxes lets choose, None where it has no box.

    Boxes stand all before their options or all after them; which of both, the last one tells.
    """
    boxes = _boxes(line)
    if not boxes:
        return None
    gaps = [line[a:b] for a, b in _between(boxes)]
    label, first = _label(gaps[0])
    after = not re.search(r"\w", gaps[-1])
    options = [each.strip(" ,;|.–-") for each in ((first, *gaps[1:-1]) if after else gaps[1:])]
    ticked = [option for option, box in zip(options, boxes, strict=True) if box["ticked"]]
    return Choice(_each(ticked, label), _each(options, label), "" if after else first.strip())


def _between(boxes: Sequence[re.Match[str]]) -> Iterator[tuple[int, int | None]]:
    ends, starts = (0, *(box.end() for box in boxes)), (*(box.start() for box in boxes), None)
    return zip(ends, starts, strict=True)


def _each(options: Sequence[str], label: str) -> tuple[str, ...]:
    return tuple(words for option in options for words in (option, f"{label} {option}" if label else "") if words)


def _boxes(line: str) -> list[re.Match[str]]:
    """The boxes of a line; discs and squares are some where full and hollow ones stand together."""
    if line.isalpha():
        return []
    signs = any(each in line for each in _FILLED) and any(each in line for each in (*_HOLLOW, "□", "☐"))
    return list((_BOX_OR_SIGN if signs else _BOX).finditer(line))


def _label(before: str) -> tuple[str, str]:
    """What stands before the first option, to its colon, and what follows that."""
    label, colon, rest = before.rpartition(":")
    return f"{label}{colon}", rest
