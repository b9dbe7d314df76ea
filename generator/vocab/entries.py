"""Rows of the tables of language and form, compiled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Form:
    """A pattern of the language and what it means."""

    id: str
    regex: re.Pattern[str]
    fields: Mapping[str, Any]
    after: re.Pattern[str] | None = None
    """What must stand before it, up to it (the head of a list)."""


@dataclass(frozen=True, slots=True)
class DocType:
    """Tên loại văn bản."""

    name: str
    codes: tuple[str, ...]
    party: tuple[str, ...]
    directive: bool
    joint: bool
    state: bool
    misspelt: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Chữ viết tắt tên cơ quan in a symbol, and the body that it stands for."""

    code: str
    name: str
    level: str
    style: str
    regex: re.Pattern[str]
    several: tuple[str, ...]
    """How the names of the bodies begin that number their papers with it in one series (TW, TU)."""

    def covers(self, name: str) -> bool:
        """Tell whether a body of that name numbers its papers with this code, at whatever level."""
        return any(name.startswith(each) for each in self.several or (self.name,))


@dataclass(frozen=True, slots=True)
class Programme:
    """A national programme or movement, known everywhere."""

    name: str
    kind: str
    aliases: tuple[str, ...]
    approved_by: str | None
    period: str | None


@dataclass(frozen=True, slots=True)
class Province:
    """Tỉnh, thành phố trực thuộc trung ương; `districts` are the units below it until 1/7/2025."""

    name: str
    level: str
    aliases: tuple[str, ...]
    districts: tuple[tuple[str, str], ...]
    """(kind, name): (`huyện`, `Cao Lộc`)."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Đơn vị tính: `factor` times the printed number is the value in `unit`."""

    regex: re.Pattern[str]
    unit: str
    factor: float
