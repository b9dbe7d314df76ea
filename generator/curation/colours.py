"""A colour (màu) of the portal's own: whether words in it can be read, and its shades.

Contrast is that of WCAG 2.2 (1.4.3): words need 4.5 to 1 against whatever they stand on.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterator, Mapping

from generator.model.frozen import Frozen

LEAST = 4.5
_WRITTEN = re.compile(r"#?(?:[0-9A-Fa-f]{3}){1,2}")
_STEPS = 200
_DARK_HEAD = 0.12
"""Lightness of the head of a dark page, of at most half the colour's saturation: as quiet as that of every portal."""

Grounds = Mapping[str, str]
"""What words stand on: how it is called, its colour."""


class Side(Frozen):
    """One of the two looks of a portal: its grounds, and which way a colour goes to be read on them."""

    called: str
    grounds: Grounds
    darker: bool


LIGHT = Side(
    "giao diện sáng", {"nền trang": "#ffffff", "nền bảng, ghi chú": "#f3f6f7", "chỗ đánh dấu": "#fbeeb8"}, True
)
DARK = Side("giao diện tối", {"nền trang": "#14191c", "nền bảng, ghi chú": "#1c2327", "chỗ đánh dấu": "#5a4a12"}, False)
"""The grounds of site_templates/assets/vankho.css, which tests/curation/test_face.py compares."""


def read(written: str) -> str:
    """Return a colour as `#rrggbb`, empty for what is none: `0F4`, `#00ff44` → `#00ff44`."""
    if not _WRITTEN.fullmatch(written):
        return ""
    digits = written.removeprefix("#").lower()
    return f"#{digits if len(digits) == 6 else ''.join(each * 2 for each in digits)}"


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def worst(colour: str, side: Side) -> tuple[str, float]:
    """Return the ground on which a colour is hardest to read, and the contrast there."""
    return min(((ground, contrast(colour, on)) for ground, on in side.grounds.items()), key=lambda each: each[1])


def readable(colour: str, side: Side) -> str:
    """Return the nearest colour of the same hue that can be read on all grounds: itself, if it can."""
    return next(each for each in _towards(colour, side.darker) if worst(each, side)[1] >= LEAST)


def head(colour: str) -> str:
    """Return the shade of a colour that is the head of a dark page."""
    hue, _, saturation = colorsys.rgb_to_hls(*_parts(colour))
    return _hex(colorsys.hls_to_rgb(hue, _DARK_HEAD, min(saturation, 0.6)))


def _towards(colour: str, darker: bool) -> Iterator[str]:
    """Yield a colour, then ever darker or lighter ones of its hue down to black or white."""
    yield colour
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    end = 0.0 if darker else 1.0
    for step in range(1, _STEPS + 1):
        yield _hex(colorsys.hls_to_rgb(hue, lightness + (end - lightness) * step / _STEPS, saturation))


def _luminance(colour: str) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
