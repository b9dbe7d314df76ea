"""What rows of every table are made of: patterns, examples, the names of closed lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar, NewType

from generator.model.frozen import Frozen

Pattern = re.Pattern[str]
Fragments = NewType("Fragments", Mapping[str, str])
"""Pieces of patterns by the name under which the patterns below them use them: `{NAME}`."""
NameLists = NewType("NameLists", Mapping[str, tuple[str, ...]])
"""Closed lists of names, each of them a piece of patterns too."""
ShortNames = NewType("ShortNames", Mapping[str, str])
"""Official names by what they are shortened to; all of the short ones are the piece `{SHORT}`."""
Day = NewType("Day", str)
"""An ISO date, as far as it is known: `2025-02-28`, `2025-02`."""


class Row(Frozen, kw_only=True):
    """A row or a whole table; `called` is what errors call it, `unique` the key that no two rows share."""

    called: ClassVar[str] = "bảng"
    unique: ClassVar[str] = ""


class Shown(Row, kw_only=True):
    """A row with texts that show it; tests prove each of them."""

    examples: tuple[str, ...]


class Contrasted(Shown, kw_only=True):
    """A row with look-alikes that it does not mean (`not`)."""

    not_: tuple[str, ...] = ()


class Phrase(Contrasted, kw_only=True):
    """A pattern, what it matches and what it must not match."""

    called: ClassVar[str] = "mẫu"

    regex: Pattern


class Form(Phrase, kw_only=True):
    """A phrase with a name of its own."""

    unique: ClassVar[str] = "id"

    id: str
