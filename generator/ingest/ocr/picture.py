"""Pictures of pages (ảnh trang).

How large one is, whether anything stands on it, where ruled lines run.

PGM, the plain grey picture that pages are rendered to, is read pixel by pixel; of other formats only the head is read.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

MAX_PIXELS = 120_000_000
"""Pixels of a picture that is looked at: A0 at 300 dpi has 140 million, A3 has 17."""
MAX_LEAVES = 10_000
"""Pages of a TIFF that are counted."""
DARK = 200
"""Grey below which a pixel is ink; the lines of a scanned table are faint."""
INK = 0.0004
"""Share of dark pixels from which a page is not blank: a line of print has twice as many, dust fewer."""
FLAT, UPRIGHT, THICK, LEAN, BREAK = 20, 50, 150, 40, 40
"""A ruled line is at least a 20th of the width or a 50th of the height of the page long, at most a 150th of the width
or (where it leans) a 40th of its own length thick; pieces of one line are at most a 40th of the width apart."""
STRAIGHT = 200
"""Part of the width that a line which does not lean is thick at most."""
NEAR = 100
"""Part of the width by which lines that meet may miss each other."""
MAX_RULES = 2000
"""Long strokes that are looked at; a page with more is a photograph."""
_PGM = re.compile(rb"P5\s+(\d{1,6})\s+(\d{1,6})\s+255\s")
_INK = bytes(value < DARK for value in range(256))
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_SHORT, _LONG = 3, 4
_TIFF_WIDTH, _TIFF_HEIGHT = 256, 257

Box = tuple[int, int, int, int]
"""Left, top, right, bottom, in pixels."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A grey picture, a byte for each pixel, row by row."""

    width: int
    height: int
    grey: bytes


def pgm(data: bytes) -> Picture | None:
    """Return the picture that PGM data hold, None where they are no PGM or not whole."""
    head = _PGM.match(data)
    if head is None:
        return None
    width, height = int(head[1]), int(head[2])
    grey = data[head.end() :]
    return Picture(width, height, grey) if width * height and len(grey) == width * height else None


def as_pgm(picture: Picture) -> bytes:
    """Return the picture as PGM data."""
    return b"P5\n%d %d\n255\n" % (picture.width, picture.height) + picture.grey


def ink(picture: Picture) -> float:
    """Return the share of the pixels that are dark."""
    return picture.grey.translate(_INK).count(1) / len(picture.grey)


def without(picture: Picture, boxes: Iterable[Box]) -> Picture:
    """Return the picture with boxes painted white."""
    grey, width = bytearray(picture.grey), picture.width
    for box in boxes:
        left, right = max(0, box[0]), min(width, box[2])
        for y in range(max(0, box[1]), min(picture.height, box[3]) if right > left else 0):
            grey[y * width + left : y * width + right] = b"\xff" * (right - left)
    return Picture(width, picture.height, bytes(grey))


def stacked(picture: Picture, boxes: Sequence[Box], margin: int) -> tuple[Picture, list[int]]:
    """Return a picture of the cuttings of boxes one below the other, and where the top of each is."""
    width = max(right - left for left, _, right, _ in boxes) + 2 * margin
    rows: list[bytes] = []
    tops: list[int] = []
    for left, top, right, bottom in boxes:
        rows += [b"\xff" * width] * margin
        tops.append(len(rows))
        cut = (picture.grey[y * picture.width + left : y * picture.width + right] for y in range(top, bottom))
        rows += [(b"\xff" * margin + row).ljust(width, b"\xff") for row in cut]
    rows += [b"\xff" * width] * margin
    return Picture(width, len(rows), b"".join(rows)), tops


def straight(boxes: Iterable[Box], width: int) -> list[Box]:
    """Return what of the ruled lines of a page can be painted over.

    Those that do not lean, a little widened.
    """
    thin = [box for box in boxes if min(box[2] - box[0], box[3] - box[1]) <= width // STRAIGHT]
    return [(left - 1, top - 1, right + 1, bottom + 1) for left, top, right, bottom in thin]


def size(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG, JPEG, TIFF (largest page) or PGM, None for others."""
    for reader in (_png_size, _jpeg_size, _tiff_size, _pgm_size):
        found = reader(data)
        if found is not None:
            return found
    return None


def leaves(data: bytes) -> int:
    """Return how many pages a picture has: one, but for a TIFF."""
    return max(1, sum(1 for _ in _directories(data)))


def rules(picture: Picture) -> list[Box]:
    """Return the ruled lines of the tables of a page, horizontal and vertical, those that cross others."""
    width, height = picture.width, picture.height
    dark = picture.grey.translate(_INK)
    gap, near = width // BREAK, width // NEAR
    rows = _lines(height, lambda y: dark[y * width : (y + 1) * width], width // FLAT, gap)
    columns = _lines(width, lambda x: dark[x::width], height // UPRIGHT, gap)
    flat = [(start, first, end, last + 1) for first, last, start, end in rows if _thin(first, last, start, end, width)]
    upright = [
        (first, start, last + 1, end) for first, last, start, end in columns if _thin(first, last, start, end, width)
    ]
    if len(flat) + len(upright) > MAX_RULES:
        return []
    flat, upright = _longest(flat, near), _longest(upright, near)
    flat = [box for box in flat if sum(_touch(box, other, near) for other in upright) >= 2]
    upright = [box for box in upright if sum(_touch(box, other, near) for other in flat) >= 2]
    return [*flat, *upright]


def _thin(first: int, last: int, start: int, end: int, width: int) -> bool:
    return last - first < max(width // THICK, (end - start) // LEAN)


def _longest(boxes: list[Box], near: int) -> list[Box]:
    """The boxes that do not lie within another."""
    kept: list[Box] = []
    for box in sorted(boxes, key=lambda b: (b[0] - b[2]) + (b[1] - b[3])):
        if not any(_within(box, other, near // 2) for other in kept):
            kept.append(box)
    return sorted(kept)


def _within(box: Box, other: Box, near: int) -> bool:
    low = box[0] >= other[0] - near and box[1] >= other[1] - near
    return low and box[2] <= other[2] + near and box[3] <= other[3] + near


def _touch(box: Box, other: Box, near: int) -> bool:
    across = box[0] <= other[2] + near and other[0] <= box[2] + near
    return across and box[1] <= other[3] + near and other[1] <= box[3] + near


def _lines(count: int, row: Callable[[int], bytes], least: int, gap: int) -> list[tuple[int, int, int, int]]:
    """Long dark runs, those of neighbouring rows put together: first and last row, start and end in them."""
    run = re.compile(b"\x01{%d,}" % max(least, 2))
    open_: list[list[int]] = []
    found: list[tuple[int, int, int, int]] = []
    above = [0, 0]
    for at in range(count):
        pixels = row(at)
        # A line that leans runs on in the next row: a run may use three of them.
        bits = int.from_bytes(pixels, "big") if pixels.count(1) >= least // 3 else 0
        both, above = bits | above[0] | above[1], [above[1], bits]
        for match in run.finditer(both.to_bytes(len(pixels), "big")) if both else ():
            start, end = match.span()
            near = next((o for o in open_ if o[2] - gap <= end and start <= o[3] + gap), None)
            if near is None:
                open_.append([at, at, start, end])
            else:
                near[1:] = [at, min(near[2], start), max(near[3], end)]
        found += [(o[0], o[1], o[2], o[3]) for o in open_ if o[1] < at - 2]
        open_ = [o for o in open_ if o[1] >= at - 2]
    return found + [(o[0], o[1], o[2], o[3]) for o in open_]


# --- heads of files --------------------------------------------------------------------------------


def _png_size(data: bytes) -> tuple[int, int] | None:
    if not data.startswith(b"\x89PNG\r\n\x1a\n") or len(data) < 24:
        return None
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """From the frame header; the segments before it are skipped."""
    at = 2
    while data.startswith(b"\xff\xd8") and at + 9 <= len(data) and data[at] == 0xFF:
        if data[at + 1] == 0xFF:
            at += 1
        elif data[at + 1] in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        else:
            at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
    return None


def _tiff_size(data: bytes) -> tuple[int, int] | None:
    sizes = [(tags.get(_TIFF_WIDTH, 0), tags.get(_TIFF_HEIGHT, 0)) for tags in _directories(data)]
    return max(sizes, key=lambda pair: pair[0] * pair[1], default=None)


def _directories(data: bytes) -> Iterator[dict[int, int]]:
    """The plain numbers among the tags of each page of a TIFF; a chain that runs in a circle ends."""
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(data[:4])
    if order is None or len(data) < 8:
        return
    at = struct.unpack(order + "I", data[4:8])[0]
    seen: set[int] = set()
    while 0 < at <= len(data) - 2 and at not in seen and len(seen) < MAX_LEAVES:
        seen.add(at)
        count = struct.unpack(order + "H", data[at : at + 2])[0]
        end = at + 2 + 12 * count
        if end + 4 > len(data):
            return
        tags: dict[int, int] = {}
        for entry in range(at + 2, end, 12):
            tag, kind = struct.unpack(order + "HH", data[entry : entry + 4])
            if kind in (_SHORT, _LONG):
                form = "H" if kind == _SHORT else "I"
                tags[tag] = struct.unpack_from(order + form, data, entry + 8)[0]
        yield tags
        at = struct.unpack(order + "I", data[end : end + 4])[0]


def _pgm_size(data: bytes) -> tuple[int, int] | None:
    head = _PGM.match(data)
    return (int(head[1]), int(head[2])) if head else None
