"""Lines of a file without layout marks, each with what tells where its paragraph begins.

Emphasis marks that hug a word, heading marks at the start of a line, table borders and ruled lines are layout, not
words, so they are left out; a lone asterisk or bar stays.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import islice, pairwise, takewhile

from generator.model.frozen import Frozen, replace
from generator.reflow.formulas import without_formulas

_NO_WIDTH = re.compile("[\u200b\u2060\ufeff]")
"""Blanks of no width, which `split` does not know."""
_RULE = re.compile(r"[\s|]*(?:[-–—_=*~.•\s]{4,}|:?-{3,}:?(?:\|:?-{3,}:?)*|-{2,})[\s|]*$")
TABLE_RULE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?$")
"""A line that only rules a table: `|:---:|---|`."""
_HEADING = re.compile(r"#{1,6}\s+")
_OPENING = re.compile(r"(?:#+ ?)?(?:\*+)?(?<=[#* ])")
_STRONG = re.compile(
    r"\s\*{2,}$|^\*{2,}\s|\*{2,}(?=[^\s*])|(?<=[^\s*])\*{2,}|^\*{2,}$|__(?=[^\W_])|(?<=[^\W_])__(?!\w)"
)
_BAR = re.compile(r"\|")
NUMBER_HEAD = re.compile(r"(?i)\s*(?:s ?\.?t ?\.?t\.?|tt|số ?/? ?tt|số thứ tự)\s*(?:\||$)")
"""The head of a column of numbers, to the end of its cell."""
_NUMBERED = re.compile(r"\s*(?:\d{1,3}|[IVX]{1,5})[.)]?\s*\|")
_CELL_RULE = re.compile(r"\s*-{3,}\s*")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LISTED = re.compile(r"- (?=(?:[a-zđ]\)|\d{1,2}(?:\.\d{1,2}){0,3}\.) [^\W\d_])")
"""The dash of a Markdown list before a mark that the paper has itself: `- a) Cải cách`."""
_PICTURE = re.compile(r"!\[([^\]\n]{0,200})\]\([^()\s]{1,300}\)")
_LEFT_OPEN = re.compile(r"(?<=[^\s*\\])\*(?=[,;]?\s*$)")
_HUGS = re.compile(r"\s*\*\S")
_CLOSES = re.compile(r"\*(?=[^\W\d_])")
_CLOSED = re.compile(r"[^*]*[.;,:)”]\*")
"""The last line of an emphasis; a star after a word may lead to a note."""
HELD = 12
"""Lines below the first over which an emphasis may go on."""
_PAGE_NUMBER = re.compile(r"[-–]? ?[1-9][0-9]{0,2} ?[-–]?")
_WITHIN = re.compile(r"(?<![\w*\\])\*([^\W\d_]{1,3})\*(?=[^\W\d_])|(?<=\w)\*([.,;:])\*(?!\w)")
"""Emphasis of the first letters of a word, or of the mark after it: `*Z*alo`, `Chương trình*.*`."""
EMPHASIS = re.compile(r"(?<![\w*\\])\*(?=[^\s*])[^*\n]{1,600}?(?:(?<=[^\s*])\*(?![\w*])| \*(?=\w|\s*$|\s*\n))")


class Line(Frozen):
    """A line of the file, cleaned. `gap` counts the blank lines above it; `apart`.

    Never joined to the one above.
    """

    number: int
    text: str
    gap: int
    indent: int
    apart: bool
    marked: str
    """The Markdown marks that were left out, as they opened the line (`## **`); empty where there were none."""
    open: bool
    """An emphasis mark was opened and not closed: the next line belongs to it."""
    source: int = 0
    """Where its words begin in the text of the file."""


PAGE_LINES = 12
"""Lines of text that a page holds at least; numbers that stand closer count the rows of a table."""


def without_page_numbers(lines: Sequence[Line], cells: Container[int] = ()) -> list[Line]:
    """Return the lines without the page numbers that stand alone between them: they count up by one.

    A short paper shows only its second page's. What stands in a cell of a table counts its rows; `cells` are such lines
    of the file.
    """
    alone = [i for i, line in enumerate(lines) if _PAGE_NUMBER.fullmatch(line.text) and line.number not in cells]
    pages = {i for i in alone if len(alone) == 1 and lines[i].text == "2" and i > PAGE_LINES}
    for above, below in pairwise(alone):
        number, following = (int(lines[i].text.strip("-– ")) for i in (above, below))
        if following == number + 1 and below - above > PAGE_LINES:
            pages |= {above, below}
    kept: list[Line] = []
    for i, line in enumerate(lines):
        if i in pages:
            continue
        kept.append(replace(line, gap=min(line.gap, lines[i - 1].gap), apart=False) if i - 1 in pages else line)
    return kept


def without_running_heads(lines: Sequence[Line], head: re.Pattern[str], cells: Container[int] = ()) -> list[Line]:
    """Return the lines without running heads of a gazette and their page numbers.

    Those in cells of tables stay.
    """
    free = [i for i, line in enumerate(lines) if line.number not in cells]
    heads = {i for i in free if head.match(lines[i].text)}
    beside = {j for i, j in (*pairwise(free), *((j, i) for i, j in pairwise(free))) if i in heads and abs(i - j) == 1}
    beside = {j for j in beside if _PAGE_NUMBER.fullmatch(lines[j].text)}
    kept: list[Line] = []
    passed: int | None = None
    for i, line in enumerate(lines):
        if i in heads or i in beside:
            passed = line.gap if passed is None else passed
            continue
        kept.append(line if passed is None else replace(line, gap=min(line.gap, passed), apart=False))
        passed = None
    return kept


def clean_line(line: str) -> tuple[str, str]:
    """Return the line without layout marks, and the Markdown marks that opened it."""
    bare = " ".join(_NO_WIDTH.sub(" ", line).split())
    bare = _LISTED.sub("", bare, count=1) if _LISTED.match(bare) else bare
    stripped = _HEADING.sub("", bare, count=1) if bare.startswith("#") else bare
    if "$" in stripped or "\\" in stripped:
        stripped = without_formulas(stripped)
    if "![" in stripped:
        stripped = " ".join(_PICTURE.sub(r"\1", stripped).split())
    if "*" in stripped or "__" in stripped:
        stripped = _WITHIN.sub(lambda mark: mark[0].replace("*", ""), _STRONG.sub("", stripped))
        stripped = EMPHASIS.sub(lambda mark: mark[0][1:-1], stripped).strip()
    opening = _OPENING.match(bare)
    return stripped, "" if stripped == bare else (opening[0] if opening else "*")


def bare_rows(lines: Sequence[str]) -> frozenset[int]:
    """Return which lines are rows with bars only between their cells.

    `STT | Nội dung | Chủ trì` and what it numbers; other lines with bars may be anything.
    """
    found: set[int] = set()
    at = 0
    while at < len(lines):
        bars, end = lines[at].count("|"), at + 1
        if bars > 1 and NUMBER_HEAD.match(lines[at]):
            while end < len(lines) and _goes_on(lines[end], bars):
                end += 1
            found |= set(range(at, end)) if end > at + 1 else set()
        at = end
    return frozenset(found)


def _goes_on(line: str, bars: int) -> bool:
    return TABLE_RULE.fullmatch(line) is not None or (line.count("|") == bars and _NUMBERED.match(line) is not None)


def _cells(line: str, bare_row: bool = False) -> list[tuple[int, str]]:
    """The cells of a row, each with its place in the line; a line that is no row is one."""
    if bare_row:
        return _parts(_BAR, 0, line)
    bare = line.strip()
    if len(bare) > 1 and bare.startswith("|") and bare.endswith("|") and bare.count("|") > 1:
        start = line.index("|") + 1
        bars = _parts(_BAR, start, bare[1:-1])
        return [part for at, cell in bars for part in _parts(_CELL_RULE, at, cell)]
    return [(0, line)]


def _parts(mark: re.Pattern[str], at: int, text: str) -> list[tuple[int, str]]:
    """The text between marks, each part with its place; `at` is that of the text."""
    ends = [0, *(end for match in mark.finditer(text) for end in match.span()), len(text)]
    return [(at + start, text[start:end]) for start, end in zip(ends[::2], ends[1::2], strict=True)]


def _opens(cell: str) -> bool:
    """An emphasis that begins in this line and ends in a later one."""
    single = cell.replace("**", "")
    return cell.count("**") % 2 == 1 or (single.count("*") % 2 == 1 and _HUGS.match(single) is not None)


def _without_torn_marks(lines: list[str]) -> list[str]:
    """The lines with blanks for the marks of an emphasis of nothing but a comma and the end of a line.

    `phòng ngừa*,` and `*phát hiện` below it: the star is no bullet.
    """
    for at, (above, line) in enumerate(pairwise(lines)):
        bare = line.lstrip()
        if not bare.startswith("*") or bare.count("*") % 2 == 0 or above.count("*") % 2 == 0:
            continue
        mark, star = _LEFT_OPEN.search(above), len(line) - len(bare)
        if mark and _CLOSES.match(bare) and bare[1].islower():
            lines[at] = above[: mark.start()] + above[mark.end() :]
            lines[at + 1] = line[:star] + " " + line[star + 1 :]
    return lines


def read_lines(text: str) -> list[Line]:
    """Return the non-blank lines of a file, cleaned; a table row gives a line for each cell."""
    found: list[Line] = []
    gap, apart = 0, True
    below = 0
    lines = _without_torn_marks(text.split("\n"))
    rows = bare_rows(lines) if "|" in text else frozenset[int]()
    for number, raw in enumerate(lines, 1):
        place, below = below, below + len(raw) + 1
        if not raw.strip("\f \t\u00a0"):
            gap += 1
            continue
        if not raw.strip(" |*") or _RULE.match(raw) or TABLE_RULE.match(raw):
            apart = True
            continue
        cells = [part for at, cell in _cells(raw, number - 1 in rows) for part in _parts(_BREAK, at, cell)]
        for at, cell in cells:
            if not cell.strip(" |*"):
                continue
            cleaned, marked = clean_line(cell)
            if not cleaned:
                apart = apart or marked != ""
                continue
            heading = cell.lstrip().startswith("#")
            indent = len(cell) - len(cell.lstrip())
            opened = _opens(cell) and not (found and found[-1].open)
            parted = apart or heading or len(cells) > 1
            found.append(Line(number, cleaned, gap, indent, parted, marked, opened, place + at + indent))
            gap, apart = 0, heading or len(cells) > 1
    return _held_open(found)


def _held_open(lines: list[Line]) -> list[Line]:
    """The lines with an emphasis held open over all between its marks: none spans two paragraphs.

    `*Căn cứ …`, two lines further on `Quốc gia;*`.
    """
    for at, line in enumerate(lines):
        if not line.open or not line.text.startswith("*"):
            continue
        below = takewhile(lambda place: not (lines[place].gap or lines[place].apart), range(at + 1, len(lines)))
        end = next((place for place in islice(below, HELD) if "*" in lines[place].text), at)
        if _CLOSED.fullmatch(lines[end].text):
            lines[at + 1 : end] = [replace(each, open=True) for each in lines[at + 1 : end]]
    return lines
