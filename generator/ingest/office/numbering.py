"""Automatic numbering as both Word formats have it: levels, their labels and counters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.ingest.office.fonts import PLAIN, Look
from generator.ingest.symbol_fonts import bullet
from generator.text.numerals import ordinal

DEPTH = 20
"""Styles that one may inherit from; more are a ring."""


LEVELS = 9


LABEL = 80
"""Characters of a label's pattern that count; a list of a paper has a few words (`Điều %1.`) before its number."""


def number(text: str | None) -> int | None:
    """Return the integer of an attribute, None where it is none or too long to be meant."""
    bare = (text or "").strip()
    return int(bare) if bare.removeprefix("-").isdecimal() and len(bare) < 10 else None


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: where it starts, the form of its number, and the pattern of its label (`%1.%2.`)."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    restart: int | None = None
    """The level (1 to 9) whose numbers start this one again; 0 none, None all that are above it."""
    legal: bool = False
    """All numbers of the label are in plain digits."""
    glue: str = " "
    style: str = ""
    """The paragraph style that this level belongs to."""
    look: Look = PLAIN


@dataclass(frozen=True, slots=True)
class Numbered:
    """A list in use (`w:num`): its shared counter, its levels, and where it begins anew."""

    counter: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int]


_PLACE = re.compile("%([1-9])")


@dataclass(slots=True)
class Numbering:
    """All lists, and how far each has been counted."""

    lists: Mapping[str, Numbered]
    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def begin(self, counter: str) -> None:
        """Begin a counter, unless it has begun."""
        self.counts.setdefault(counter, [None] * LEVELS)

    def start_at(self, counter: str, level: int, first: int) -> None:
        """Let the next paragraph of a level have that number."""
        self.begin(counter)
        self.counts[counter][level] = first - 1

    def count(self, list_id: str, listed: Numbered, level: int) -> str:
        """Count one more paragraph of a level and return its label."""
        form = listed.levels.get(level)
        if form is None:
            return ""
        counts = self.counts.setdefault(listed.counter, [None] * LEVELS)
        if level in listed.starts and (list_id, level) not in self.begun:
            self.begun.add((list_id, level))
            counts[level] = None
        current = counts[level]
        counts[level] = listed.starts.get(level, form.start) if current is None else current + 1
        for below in range(level + 1, LEVELS):
            after = listed.levels.get(below, Level()).restart
            if after is None or level < after:
                counts[below] = None
        return _written(listed, level, counts)


def _written(listed: Numbered, level: int, counts: list[int | None]) -> str:
    form = listed.levels[level]
    if form.look.hidden:
        return ""
    if form.form == "bullet":
        mark = bullet(form.pattern, form.look.font)
        return mark and mark + (form.glue or " ")

    def place(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        other = listed.levels.get(at, Level())
        count = counts[at]
        return ordinal(other.start if count is None else count, "decimal" if form.legal else other.form)

    label = _PLACE.sub(place, form.pattern)
    label = label.upper() if form.look.capitals else label
    return label.strip() and label.rstrip() + form.glue
