"""Numbers and days that were filled in by hand (số, ngày viết tay) on a printed form.

Recognition is sure of such figures and wrong all the same (it reads `445` for 115), and a document that goes by a
wrong number is worse than one without: they are left open, and what was recognised is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.ingest.ocr.recognised_word import Seen
from generator.model.frozen import replace
from generator.text.fold import fold_words

OPEN = "…"
"""What stands for a figure that is left open."""
APART = 0.55
"""Share of the height of a line that parts a figure that was filled in from the words beside it."""
TALL = 1.12
"""Height of such a figure beside the printed year of the same line; stamped and typed ones are as tall or smaller."""
_SYMBOL = re.compile(r"[/⁄][A-ZĐÐ][A-Za-zĐÐ]*-")
_YEAR = re.compile(r"(?:19|20)\d\d\b")
_SLOTS = {"ngay": "thang", "thang": "nam"}


def left_open(part: Sequence[Seen]) -> tuple[list[Seen], list[str]]:
    """Return a part of a line with handwritten figures left open, and how these were read."""
    words: list[Seen] = []
    found: list[str] = []
    for at, word in enumerate(part):
        if at < len(part) - 1 and _is_number(part, at):
            found.append(word.text)
        elif 0 < at < len(part) - 1 and _is_day(part, at):
            found.append(word.text)
            words.append(replace(word, text=OPEN))
        elif at and _is_number(part, at - 1):
            words.append(replace(word, text=OPEN + word.text))
        else:
            words.append(word)
    return words, found


def _is_number(words: Sequence[Seen], at: int) -> bool:
    """A number that stands apart from its symbol: `Số: 115 /NQ-CP`."""
    number = any(map(str.isdigit, words[at].text)) or (at > 0 and fold_words(words[at - 1].text) == "so")
    return number and bool(_SYMBOL.match(words[at + 1].text))


def _is_day(words: Sequence[Seen], at: int) -> bool:
    """A day or month that stands apart and is taller than the year, or is no figure."""
    before, word, after = words[at - 1 : at + 2]
    if _SLOTS.get(fold_words(before.text)) != fold_words(after.text):
        return False
    year = next((other for other in words if _YEAR.match(other.text)), None)
    if year is None:
        return False
    if not any(map(str.isdigit, word.text)):
        return True
    gap = APART * year.height
    apart = word.box[0] - before.box[2] > gap and after.box[0] - word.box[2] > gap
    return apart and word.height > TALL * year.height
