"""From the lines of a file to paragraphs.

Hard wraps joined, Markdown damage removed, every offset traceable.

The canonical text has one paragraph a line.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Container, Mapping, Sequence
from itertools import pairwise

from generator.model import Place, Span
from generator.model.frozen import Frozen, replace
from generator.reflow.columns import part_columns
from generator.reflow.edges import Seats, seats
from generator.reflow.lines import EMPHASIS, Line, read_lines, without_page_numbers, without_running_heads
from generator.reflow.signers import part_signers
from generator.vocab.line_marks import LineMarks

WRAP_SHARE = 0.3
"""Share of the lines that could run on, and do, from which a text counts as hard-wrapped."""
BLOCK_SHARE = 0.1
"""Share of lines with a blank one above from which blank lines are taken to part the paragraphs."""
MARKED, ALWAYS = 8, 0.9
"""Share of the lines with a mark, of more than so many, that have a blank one above where all paragraphs do."""
PROSE = 24
"""A line of fewer characters may be a heading or a name; it is not taken to run on."""
FULL = 0.8
"""A line of at least this share of the usual width is full: the next line continues it."""
FULL_SENTENCE = 0.95
"""The same where the line ends a sentence: only a line that had no room left goes on."""
HALF = 48
"""Characters on each side of a wrap in which a phrase stands that it breaks."""
NOWHERE = Seats({}, {})
"""The places of the lines of a file without pages."""
_BULLET = re.compile(r"[-–+•●*]\s*(?=\S)")
_ONSET = re.compile(r"[^\W\d_] ?/ ?(?:[cgknpt]h|ngh?|tr|gi|qu)$")
_SYLLABLE = re.compile(r"[^\W\d_] ?/ ?[^\W\d_]{1,4}$")
_CODA = re.compile(r"(?:ch|ng|nh|[cmnpt])(?![^\W_])(?! ?[/.)])")
_BROKEN = re.compile(r"\w/\S*[^\W\d_]-$")
_TERMINAL = re.compile(r"[.;:!?…][\"”’)\]]*$|\./\.?.{0,3}$")


class Reflowed(Frozen):
    """Canonical text; `lines` maps its offsets to lines of the file.

    `breaks` are offsets where a sentence was joined over a gap (a page break); `marked` are the lines with Markdown
    marks, the first of each way of marking. `passages` tells of each line, or cell of a line, where it stands and where
    its words begin in the text of the file.
    """

    text: str
    lines: tuple[tuple[int, int], ...]
    breaks: tuple[int, ...]
    marked: tuple[int, ...]
    passages: tuple[tuple[Span, int], ...] = ()


class Layout(Frozen):
    """How a file was wrapped: its width in characters, its step of blank lines.

    `blocks`: blank lines stand between paragraphs, so that lines without one between them belong together; `always`:
    bullets and numbered paragraphs have one above them too.
    """

    wrapped: bool
    width: int
    step: int
    blocks: bool = False
    always: bool = False


def layout(lines: Sequence[Line], marks: LineMarks, cells: Container[int] = ()) -> Layout:
    """Return how the lines are wrapped, judged by how often a line that could run on does so.

    Those in cells of tables are as short as these are narrow, and tell nothing of it.
    """
    free = [line for line in lines if line.number not in cells]
    pairs = [(a, b) for a, b in pairwise(free) if not _parted(a, b, marks)]
    if not pairs:
        return Layout(False, 0, 0)
    runs = [b for a, b in pairs if b.text[0].islower() and not _TERMINAL.search(a.text)]
    lengths = sorted(len(line.text) for line in lines)
    width = lengths[int(len(lengths) * 0.9)]
    if len(runs) < WRAP_SHARE * len(pairs) or width > 140:
        return Layout(False, width, 0)
    gaps = sorted(b.gap for b in runs)
    step = gaps[len(gaps) // 2]
    apart = sum(b.gap > step for b in lines)
    blocks = step == 0 and apart >= BLOCK_SHARE * len(lines)
    return Layout(True, width, step, blocks, blocks and _always_apart(free, marks))


def _always_apart(lines: Sequence[Line], marks: LineMarks) -> bool:
    """Tell whether a blank line stands above each bullet and numbered paragraph but those of the foot."""
    foot = next((i for i in range(len(lines) - 1, -1, -1) if marks.notice.match(lines[i].text)), len(lines))
    body = [line for line in lines[:foot] if not marks.alone(line.text)]
    marked = [line.gap > 0 for line in body if _BULLET.match(line.text) or marks.starts(line.text)]
    return len(marked) > MARKED and sum(marked) >= ALWAYS * len(marked)


def _parted(above: Line, line: Line, marks: LineMarks) -> bool:
    """Two lines that no wrap could have made of one: by their marks, or in capitals."""
    marked = line.apart or marks.starts(line.text) or _BULLET.match(line.text)
    alone = marks.alone(above.text) or marks.alone(line.text)
    return bool(marked or alone or line.text.isupper() or above.text.isupper())


def joins(above: Line, line: Line, shape: Layout, marks: LineMarks, seated: Seats = NOWHERE) -> bool:
    """Tell whether `line` continues the paragraph that ends with `above`."""
    if _halves_of_number(above, line, marks):
        return True
    if line.apart or marks.starts(line.text):
        return False
    if above.open and line.gap == 0:
        return above.text.endswith(",") or not (marks.alone(above.text) and marks.offices.match(line.text))
    if marks.alone(above.text) or marks.alone(line.text):
        return False
    ended = _TERMINAL.search(above.text) is not None
    first = line.text[0]
    if first.islower() and (not ended or (shape.always and line.gap == 0 and above.text[-1] in ";:")):
        return True
    if _BULLET.match(line.text) and (ended or not _is_dash(above, line, shape, seated)):
        return False
    if not line.text.isupper() and _runs_full(above, line, marks, seated, ended=ended):
        return True
    if not ended and marks.opens.match(line.text):
        return False
    if not ended and (marks.runs_on.search(above.text) or _are_halves(above, line, marks)):
        return True
    if _is_torn(above, line, shape, marks):
        return True
    if not line.text.isupper() and seated.parted(above, line, ended=ended):
        return False
    if line.text.isupper() and marks.decides.match(line.text):
        return False
    if not shape.wrapped or line.gap > shape.step or _other_dress(above, line):
        return False
    if shape.blocks and not ended and not above.text.isupper() and not line.text.isupper() and len(above.text) >= PROSE:
        return True
    if not ended or first.islower():
        return _filled(above, line, FULL * shape.width)
    return (
        _filled(above, line, FULL_SENTENCE * shape.width) and line.indent <= above.indent and above.text[-1] not in ":;"
    )


def _are_halves(above: Line, line: Line, marks: LineMarks) -> bool:
    """Tell whether a line breaks off inside a phrase that the next one ends, though there was room."""
    return line.gap == 0 and marks.halves.search(f"{above.text[-HALF:]}\n{line.text[:HALF]}") is not None


def _runs_full(above: Line, line: Line, marks: LineMarks, seated: Seats, *, ended: bool) -> bool:
    """Tell whether a line that reached the right edge goes on at the left margin.

    After a semicolon only where the page moves its paragraphs in: it stands inside a list of the sentence.
    """
    if ended and (above.text[-1] != ";" or marks.opens.match(line.text) or not seated.indents(above)):
        return False
    return seated.wrapped(above, line)


def _is_dash(above: Line, line: Line, shape: Layout, seated: Seats) -> bool:
    """Tell whether a wrap put a dash of the sentence at the start of a line: `năm 2021`, `- 2025`."""
    if line.text[0] not in "-–":
        return False
    if above.text[-1].isdigit() or (seated.bullets and seated.wrapped(above, line)):
        return True
    if not shape.wrapped or line.gap > shape.step:
        return False
    quoted = above.text.count("“") > above.text.count("”") and "”" in line.text
    return (quoted and _filled(above, line, FULL * shape.width)) or (
        shape.always and _filled(above, line, FULL_SENTENCE * shape.width)
    )


def _is_torn(above: Line, line: Line, shape: Layout, marks: LineMarks) -> bool:
    """Tell whether a marked line was broken early, where all paragraphs stand apart.

    `6.2. Phấn đấu` and `100% số xã`, `- Dự án 7:` and its name.
    """
    if not shape.always or line.gap > 0:
        return False
    if line.text[0].isdigit():
        return marks.starts(above.text) and above.text[-1].islower()
    return above.text[0] in "-–+" and above.text[-1] == ":" and not line.text.isupper()


def _halves_of_number(above: Line, line: Line, marks: LineMarks) -> bool:
    """`Số:` and `09/2024/NQ-HĐND` under it, `Số: 14/2015/TTLT-BTC-` and `BYT-BQP`.

    A narrow cell broke them.
    """
    if line.gap > 1:
        return False
    if marks.broken_number.match(above.text):
        return marks.rest_of_number.match(line.text) is not None
    return _broken(above) and marks.rest_of_code.match(line.text) is not None


def _broken(line: Line) -> bool:
    """A symbol broken at its hyphen: `số 30/2024/TT-` and `BGDĐT` on the next line."""
    return line.text.endswith("-") and _BROKEN.search(line.text) is not None


def _other_dress(above: Line, line: Line) -> bool:
    """One in capitals, the other not: an authority under a title, a title under a type."""
    return above.text.isupper() != line.text.isupper() and min(len(above.text), len(line.text)) >= PROSE


def _filled(above: Line, line: Line, width: float) -> bool:
    return len(above.text) + 1 + len(line.text.split(" ", 1)[0]) >= width


def reflow(
    text: str, marks: LineMarks, cells: Mapping[int, int] | None = None, places: Sequence[Place | None] = ()
) -> Reflowed:
    """Return the paragraphs of a file as one text, a paragraph a line.

    Applied to its own text, nothing changes. `cells` are the lines of the file that stand in tables, each with its
    cell: no paragraph runs from one cell into another. `places` are those of its lines, where pages tell them.
    """
    cells = cells or {}
    read = without_running_heads(read_lines(text), marks.running_head, cells)
    lines = part_columns(part_signers(without_page_numbers(read, cells), text, marks, cells), marks)
    shape = layout(lines, marks, cells)
    # Where pages are known a blank line is what the reader took for the start of a paragraph, and it misses some.
    shape = replace(shape, always=shape.always and not places)
    seated = seats(lines, places, cells, _BULLET.match)
    out: list[str] = []
    begins: list[tuple[int, int]] = []
    passages: list[tuple[Span, int]] = []
    breaks: list[int] = []
    offset = 0
    for index, line in enumerate(lines):
        above = lines[index - 1] if index else None
        if above is not None:
            joined = cells.get(above.number) == cells.get(line.number) and joins(above, line, shape, marks, seated)
            between = "\n" if not joined else _seam(above, line, marks)
            out.append(between)
            offset += len(between)
            if joined and line.gap != shape.step and not above.open:
                breaks.append(offset)
        begins.append((offset, line.number))
        passages.append((Span(offset, offset + len(line.text)), line.source))
        out.append(line.text)
        offset += len(line.text)
    first: dict[str, int] = {}
    for line in lines:
        first.setdefault(line.marked, line.number)
    marked = tuple(sorted({number for mark, number in first.items() if mark}))
    return _without_emphasis(Reflowed("".join(out), tuple(begins), tuple(breaks), marked, tuple(passages)))


def _seam(above: Line, line: Line, marks: LineMarks) -> str:
    """What stands between two lines that are one: nothing inside a symbol or a syllable, else a blank."""
    broken = (_broken(above) and line.text[0].isupper()) or _inside_word(above.text, line.text)
    cut = marks.broken_number.match(above.text) is not None and above.text[-1].isdigit()
    return "" if broken or cut else " "


def _inside_word(above: str, line: str) -> bool:
    """Tell whether a narrow cell broke the syllable after a stroke: `đồng/ng` and `ười`."""
    if "/" not in above[-8:]:
        return False
    if _ONSET.search(above):
        return _is_vowel(line[0])
    return _CODA.match(line) is not None and _SYLLABLE.search(above) is not None and _is_vowel(above[-1])


def _is_vowel(letter: str) -> bool:
    return unicodedata.normalize("NFD", letter)[0] in "aeiouy"


def _without_emphasis(flowed: Reflowed) -> Reflowed:
    """Leave out emphasis marks that a hard wrap had torn apart; offsets move with the text."""
    marks = sorted(at for match in EMPHASIS.finditer(flowed.text) for at in (match.start(), match.end() - 1))
    if not marks:
        return flowed
    pieces = [flowed.text[a + 1 : b] for a, b in pairwise([-1, *marks, len(flowed.text)])]

    def moved(at: int) -> int:
        return at - bisect_left(marks, at)

    lines = tuple((moved(at), number) for at, number in flowed.lines)
    passages = tuple((Span(moved(span.start), moved(span.end)), source) for span, source in flowed.passages)
    first = next(number for at, number in reversed(flowed.lines) if at <= marks[0])
    marked = tuple(sorted({*flowed.marked, first}))
    return Reflowed("".join(pieces), lines, tuple(map(moved, flowed.breaks)), marked, passages)
