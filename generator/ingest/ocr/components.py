"""Things on a picture of a page (hình rời): where ink hangs together, as boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PIL import Image, ImageFilter

Box = tuple[int, int, int, int]
"""Left, top, right, bottom, in pixels."""
CELL = 8
"""Pixels of a cell of the grid on which letters of one stamp hang together."""
FILLED = 6
"""Mean of a cell, of 255, from which it holds ink."""
RUNS = 200_000
"""Runs of ink of a page that are looked at; a photograph has more."""
_RUN = re.compile(b"\xff+")


def clusters(inked: Image.Image) -> Iterator[Box]:
    """Yield boxes around ink that is at most about a letter apart, the largest first."""
    grid = inked.reduce(CELL).point([255 * (value >= FILLED) for value in range(256)]).filter(ImageFilter.MaxFilter(3))
    found = []
    for left, top, right, bottom in _boxes(grid):
        cut = (left * CELL, top * CELL, min(right * CELL, inked.width), min(bottom * CELL, inked.height))
        inner = inked.crop(cut).getbbox()
        if inner:
            found.append((cut[0] + inner[0], cut[1] + inner[1], cut[0] + inner[2], cut[1] + inner[3]))
    yield from sorted(found, key=lambda box: (box[0] - box[2]) * (box[3] - box[1]))


def boxes(inked: Image.Image, least: int, most: int) -> Iterator[Box]:
    """Yield boxes around ink that touches, with a side of at least `least` pixels and none above `most`."""
    for left, top, right, bottom in _boxes(inked):
        if max(right - left, bottom - top) >= least and max(right - left, bottom - top) <= most:
            yield left, top, right, bottom


def _boxes(inked: Image.Image) -> list[Box]:
    """The boxes around all ink that touches, row by row."""
    width, data = inked.width, inked.tobytes()
    found: list[list[int]] = []
    of: list[int] = []
    above: list[tuple[int, int, int]] = []
    for y in range(inked.height):
        row = []
        for match in _RUN.finditer(data, y * width, (y + 1) * width):
            start, end = match.start() - y * width, match.end() - y * width
            touching = {_first(of, label) for first, last, label in above if first <= end and start <= last}
            label = min(touching) if touching else len(of)
            if not touching:
                of.append(label)
                found.append([start, y, end, y + 1])
            for other in (label, *touching):
                of[other] = label
                box, more = found[label], found[other]
                box[:] = [min(box[0], more[0], start), min(box[1], more[1]), max(box[2], more[2], end), y + 1]
            row.append((start, end, label))
        above = row
        if len(of) > RUNS:
            return []
    return [(b[0], b[1], b[2], b[3]) for label, b in enumerate(found) if of[label] == label]


def _first(of: list[int], label: int) -> int:
    while of[label] != label:
        of[label] = of[of[label]]
        label = of[label]
    return label
