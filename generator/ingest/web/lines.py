"""The lines of a web page as a browser shows them.

Blocks and breaks part lines, inline elements do not part words.

Lists bear the numbers that the browser shows. A table without data (the national header, recipients beside the
signature) is read column by column, any other row by row, a cell on its own line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from generator.text.numerals import ordinal
from generator.text.raised import raised
from generator.vocab import Vocab
from generator.vocab.entries import HeaderMarkId

_BLOCKS = (
    "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main marquee menu nav ol p pre section "
    "summary table tbody td tfoot th thead tr ul"
)
BLOCKS = frozenset(_BLOCKS.split())
COLUMNS = "vankho-columns"
"""Attribute of what became of a table that is read column by column."""
ROWS, CHARACTERS = 8, 3000
"""A table of more rows or characters is one of data."""
_LABEL = "vankho-label"
_GAP = re.compile(r"[ \t\r\n\f]+")
_KEPT = str.maketrans({"\n": "\v", " ": "\xa0", "\t": "\xa0" * 4})
_DISPLAY = re.compile(r"(?:^|;)\s*display\s*:\s*([\w-]+)", re.IGNORECASE)
_SPACE = re.compile(r"(?:^|;)\s*white-space\s*:\s*(?:pre|pre-line|pre-wrap|break-spaces)\b", re.IGNORECASE)
_MARKER = re.compile(
    r"(?:^|;)\s*list-style(?:-type)?\s*:[^;]*?\b(none|[a-z]+-(?:alpha|latin|roman)|decimal)", re.IGNORECASE
)
_OWN_LABEL = re.compile(r"\s*(?:\(?(?:\d{1,3}|[a-zđ]|[ivxlc]{1,6})[.)/]|[-–—+•●*▪])(?=\s|[^\W\d_]|$)", re.IGNORECASE)
_WHOLE = re.compile(r"\s*[+-]?\d{1,6}\s*")
_HEAD_OR_FOOT: tuple[HeaderMarkId, ...] = ("motto", "watchword", "party_motto", "recipients")
"""Marks that prove by themselves that a table is the head or the foot of a paper."""
_KINDS = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman", "1": "decimal"}


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line, the innermost block that it begins in, and whether all of it is a link."""

    text: str
    element: HtmlElement
    linked: bool


@dataclass(slots=True)
class _Writer:
    """The lines so far, and the one that is being written."""

    lines: list[PageLine] = field(default_factory=list)
    blocks: list[HtmlElement] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    unlinked: bool = False
    links: int = 0
    raised: int = 0
    """How many elements are open that raise their digits (`sup`)."""
    kept: int = 0
    """How many elements are open in which line ends of the file are shown."""
    label: str = ""

    def write(self, text: str | None) -> None:
        if text:
            shown = raised(text) if self.raised else text
            self.pieces.append(shown.translate(_KEPT) if self.kept else shown)
            self.unlinked = self.unlinked or (not self.links and not text.isspace())

    def end_line(self) -> None:
        for part in "".join(self.pieces).split("\v"):
            # Blanks that do not break are shown one by one: they part the columns of a header.
            text = _GAP.sub(" ", part).replace("\xa0", " ").strip(" ")
            if text:
                self.lines.append(PageLine(self.label + text, self.blocks[-1], not self.unlinked))
                self.label = ""
        self.pieces, self.unlinked = [], False


def page_lines(root: HtmlElement) -> list[PageLine]:
    """Return the lines of an element and all below it; `label_lists` gives its lists their numbers."""
    writer = _Writer(blocks=[root])
    for event, element in iterwalk(root, events=("start", "end")):
        if event == "start":
            _start(writer, element)
            writer.write(element.text)
        else:
            _end(writer, element)
            writer.write(_tail(element) if element is not root else None)
    writer.end_line()
    return writer.lines


def _start(writer: _Writer, element: HtmlElement) -> None:
    if is_block(element):
        writer.end_line()
        writer.blocks.append(element)
    if label := element.get(_LABEL):
        writer.label += f"{label} "
    writer.links += _is_link(element)
    writer.kept += _keeps_line_ends(element)
    writer.raised += element.tag == "sup"


def _end(writer: _Writer, element: HtmlElement) -> None:
    if is_block(element):
        writer.end_line()
        writer.blocks.pop()
    if element.get(_LABEL):
        writer.label = ""
    writer.links -= _is_link(element)
    writer.kept -= _keeps_line_ends(element)
    writer.raised -= element.tag == "sup"


def _tail(element: HtmlElement) -> str | None:
    """The text after an element.

    Word processors break the line of the source after a picture within a word.
    """
    floating = element.tag == "img" and element.get("align") in ("left", "right") and element.get("name") is not None
    tail: str | None = element.tail
    return tail.removeprefix("\n") if floating and tail else tail


def is_block(element: HtmlElement) -> bool:
    """Tell whether an element has lines of its own."""
    if element.tag == "br":
        return True
    shown = _DISPLAY.search(element.get("style") or "")
    if shown is None:
        return element.tag in BLOCKS
    return not shown[1].lower().startswith(("inline", "contents"))


def _is_link(element: HtmlElement) -> bool:
    return element.tag == "a" and element.get("href") is not None


def _keeps_line_ends(element: HtmlElement) -> bool:
    return element.tag in ("pre", "listing") or _SPACE.search(element.get("style") or "") is not None


# --- lists ------------------------------------------------------------------------------------------------------------


def label_lists(root: HtmlElement) -> None:
    """Give every item of every list the number or bullet that the browser shows before it."""
    for parent in root.iter("ol", "ul", "menu", "dir"):
        items = [child for child in parent if child.tag == "li"]
        ordered = parent.tag == "ol"
        step = -1 if ordered and parent.get("reversed") is not None else 1
        number = _whole(parent.get("start"), len(items) if step < 0 else 1)
        for item in items:
            number = _whole(item.get("value"), number)
            label = _label(parent, item, number) if ordered else _bullet(parent, item)
            # Who typed the label too had the browser's own hidden by a style sheet.
            if label and not _OWN_LABEL.match("".join(islice(item.itertext(), 8))[:40]):
                item.set(_LABEL, label)
            number += step


def _whole(written: str | None, usual: int) -> int:
    return int(written) if written is not None and _WHOLE.fullmatch(written) else usual


def _marker(parent: HtmlElement, item: HtmlElement) -> str:
    for element in (item, parent):
        if found := _MARKER.search(element.get("style") or ""):
            return found[1].lower()
        if (kind := element.get("type") or "") in _KINDS:
            return _KINDS[kind]
    return "decimal"


def _bullet(parent: HtmlElement, item: HtmlElement) -> str:
    return "" if _marker(parent, item) == "none" else "•"


def _label(parent: HtmlElement, item: HtmlElement, number: int) -> str:
    marker = _marker(parent, item)
    if marker == "none":
        return ""
    case, _, kind = marker.partition("-")
    written = ordinal(number, "lowerRoman") if kind == "roman" else _alpha(number) if kind in ("alpha", "latin") else ""
    return f"{(written.upper() if case == 'upper' else written) or number}."


def _alpha(number: int) -> str:
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


# --- tables -----------------------------------------------------------------------------------------------------------


def read_by_columns(root: HtmlElement, words: Vocab) -> None:
    """Turn every table with the national header or a paper's foot into cells, column by column."""
    for table in list(root.iter("table")):
        parent, rows = table.getparent(), _rows(table)
        if parent is None or not 0 < len(rows) <= ROWS or not _holds_no_data(table, rows, words):
            continue
        block = table.makeelement("div", {COLUMNS: ""})
        for cell in _cells_by_column(rows):
            block.append(cell)
            cell.tail = None
        block.tail = table.tail
        parent.replace(table, block)


def _rows(table: HtmlElement) -> list[list[HtmlElement]]:
    groups = [table, *(child for child in table if child.tag in ("tbody", "thead", "tfoot"))]
    rows = [row for group in groups for row in islice((r for r in group if r.tag == "tr"), ROWS + 1)]
    return [cells for row in rows[: ROWS + 1] if (cells := [cell for cell in row if cell.tag in ("td", "th")])]


def _holds_no_data(table: HtmlElement, rows: Sequence[Sequence[HtmlElement]], words: Vocab) -> bool:
    if not 2 <= max(map(len, rows)) <= 3 or next(table.iterdescendants("table"), None) is not None:
        return False
    length = 0
    for piece in table.itertext():
        length += len(piece.strip())
        if length > CHARACTERS:
            return False
    return _is_head_or_foot([line.text for line in page_lines(table)], words)


def _is_head_or_foot(lines: Sequence[str], words: Vocab) -> bool:
    if any(words.header[mark].match(line) for mark in _HEAD_OR_FOOT for line in lines):
        return True
    signed = any(words.line_marks.signed_for.fullmatch(line) for line in lines)
    return signed or all(any(words.header[mark].match(line) for line in lines) for mark in ("number", "place_date"))


def _cells_by_column(rows: Sequence[Sequence[HtmlElement]]) -> Iterator[HtmlElement]:
    """The cells of the left column, then of the right one.

    A row of one cell stands between what is above and below.
    """
    for single, group in groupby(rows, key=lambda row: len(row) == 1 and row[0].get("rowspan") is None):
        placed = list(_placed(list(group)))
        yield from (cell for _, _, cell in (placed if single else sorted(placed, key=lambda one: one[:2])))


def _placed(rows: Sequence[Sequence[HtmlElement]]) -> Iterator[tuple[int, int, HtmlElement]]:
    """Each cell with its column and row, what spans several taken into account."""
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while (at, column) in taken:
                column += 1
            yield column, at, cell
            width, height = (min(ROWS, max(1, _whole(cell.get(name), 1))) for name in ("colspan", "rowspan"))
            taken |= {(at + down, column + right) for down in range(height) for right in range(width)}
