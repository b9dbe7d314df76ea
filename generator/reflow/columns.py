"""The foot of a paper in two columns.

Recipients on the left, signature on the right, read across by a converter.

`- Bộ Nội vụ; KT. CHỦ TỊCH` is a recipient and an office. What belongs to the right column is put below the left one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.model.frozen import replace
from generator.reflow.lines import Line
from generator.vocab.line_marks import LineMarks

_SEPARATOR = re.compile(r"(?<=[;:.,])[\s_~–-]+")
_ITEM = re.compile(r"[-–+•~*<(—]")


def part_columns(lines: Sequence[Line], marks: LineMarks) -> list[Line]:
    """Return the lines with a signature beside the recipients moved below them.

    Nothing moves unless a mark of authority or an office in capitals is among them: a name beside proves nothing.
    """
    start = next((i for i in range(len(lines) - 1, -1, -1) if marks.notice.match(lines[i].text)), None)
    if start is None:
        return list(lines)
    stop = _foot_end(lines, start, marks)
    foot = [part for line in lines[start:stop] for part in _parted(line, marks)]
    right = [line for line, is_right in foot if is_right]
    first = next((i for i, (_, is_right) in enumerate(foot) if is_right), len(foot))
    mixed = any(not is_right for _, is_right in foot[first:])
    if not mixed or not any(proves(line.text, marks) for line in right):
        return list(lines)
    left = [line for line, is_right in foot if not is_right]
    return [*lines[:start], *left, *right, *lines[stop:]]


def proves(text: str, marks: LineMarks) -> bool:
    """Tell whether a line alone shows that somebody signs: a mark of authority, an office in capitals."""
    return marks.signed_for.fullmatch(text) is not None or (
        text.isupper() and marks.offices.fullmatch(text) is not None
    )


def _foot_end(lines: Sequence[Line], start: int, marks: LineMarks) -> int:
    """Index after the last line that is a recipient, goes on with one, or stands in the signature."""
    ended = False
    for i in range(start + 1, len(lines)):
        text = lines[i].text
        if marks.beside.fullmatch(text):
            continue
        archive = marks.archive.match(text.lstrip("-–~— ")) is not None
        if ended and not archive and not _ITEM.match(text) and not text[0].islower():
            return i
        ended = archive or text.endswith((";", ".")) or _halves(text, marks) is not None
    return len(lines)


def _parted(line: Line, marks: LineMarks) -> Iterator[tuple[Line, bool]]:
    """The line, or its two halves, each with whether it stands in the right-hand column."""
    if marks.beside.fullmatch(line.text):
        yield replace(line, apart=True, gap=0), True
        return
    halves = _halves(line.text, marks)
    if halves is None:
        yield line, False
        return
    yield replace(line, text=halves[0]), False
    yield replace(line, text=halves[1], apart=True, gap=0), True


def _halves(text: str, marks: LineMarks) -> tuple[str, str] | None:
    """A recipient and what stands beside it: `- Bộ Nội vụ;`, `KT. CHỦ TỊCH`."""
    for match in _SEPARATOR.finditer(text):
        if marks.beside.fullmatch(text, match.end()):
            return text[: match.start()], text[match.end() :]
    return None
