"""The document (văn bản) among the lines of a web page.

Where it begins and ends, and what stands in between.

It is what the smallest element holds that has the header and the signature or recipients of a paper. Where a page
lacks one of them, the block with most of the running text is taken; where it lacks both, the whole page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from generator.ingest.web.lines import COLUMNS, PageLine, page_lines
from generator.vocab import Vocab, tables
from generator.vocab.entries import HeaderMarkId
from generator.vocab.secrecy import mark_of

NEAR = 12
"""Lines of the header before or after the motto."""
PROSE = 40
"""A line of so many characters that is no link is running text."""
MOST = 0.6
"""An element with this share of the running text of its parent holds the document, if anything does."""

_AROUND = ("nav", "aside", "footer", "header", "menu", "dialog")
_ABOVE_MOTTO: tuple[HeaderMarkId, ...] = ("number", "place_date", "subject", "copy")
"""Marks of lines that may stand above the motto, beside those of secrecy."""


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of the page that are the document: `first` to `last`, without those of `left_out`.

    And how sure that is.
    """

    first: int
    last: int
    left_out: frozenset[int]
    certainty: float
    how: str


def document_part(lines: Sequence[PageLine], words: Vocab) -> Part:
    """Return which lines are the document: those of the smallest element that has its header and its foot."""
    starts, ends = headers(lines, words), _ends(lines, words)
    start = starts[0] if starts else None
    end = next((i for i in ends if start is None or i > start), None)
    if start is None and end is None:
        return Part(0, len(lines), frozenset(), 0.5, "cả trang web (không thấy văn bản riêng)")
    if start is not None and end is not None:
        holder, certainty = _common(lines[start].element, lines[end].element), 1.0
    else:
        marked = lines[start if start is not None else ends[0]].element
        holder, certainty = _common(marked, _densest(lines)), 0.8
    inside = _inside(lines, _with_sequels(holder, lines, words))
    marks = [i for i in (*starts, *ends) if i in inside]
    first = min(inside) if start is None else _head(lines, start, min(inside), words)
    last = _tail(lines, max(marks), max(inside) + 1, words)
    left_out = _left_out(lines, range(first, last), inside, marks)
    return Part(first, last, left_out, certainty, "phần văn bản của trang web")


def headers(lines: Sequence[PageLine], words: Vocab) -> list[int]:
    """Return where a header may be.

    At the motto, else the Party's heading, else a type word with a number near.
    """
    kinds: tuple[Callable[[int], object], ...] = (
        lambda i: _bears_motto(lines[i].text, words),
        lambda i: words.header["party_motto"].match(lines[i].text),
        lambda i: lines[i].text.isupper() and words.doc_type(lines[i].text.lower()),
    )
    for kind in kinds:
        found = [i for i in range(len(lines)) if kind(i) and _beside(lines, i, words)]
        inner = [i for i in found if not any(a.tag in _AROUND for a in _path(lines[i].element))]
        if found:
            return inner or found
    return []


def _bears_motto(text: str, words: Vocab) -> bool:
    """The motto begins the line, or stands in capitals beside the issuer."""
    motto = words.header["motto"]
    return motto.match(text) is not None or (text.isupper() and motto.search(text) is not None)


def _beside(lines: Sequence[PageLine], at: int, words: Vocab) -> bool:
    """A banner may bear the motto as well; a header has a number, a date or the watchword near it."""
    near = [line.text for line in lines[max(0, at - NEAR) : at + NEAR]]
    marked = any(words.header[mark].match(text) for mark in ("number", "place_date") for text in near)
    return marked or any(words.header["watchword"].search(text) for text in near)


def _ends(lines: Sequence[PageLine], words: Vocab) -> list[int]:
    marks = (words.header["recipients"], words.header["signed"])
    signed = words.line_marks.signed_for
    return [i for i, line in enumerate(lines) if any(m.match(line.text) for m in marks) or signed.fullmatch(line.text)]


def _path(element: HtmlElement) -> list[HtmlElement]:
    """The element and all that hold it, innermost first."""
    return [element, *element.iterancestors()]


def _common(one: HtmlElement, other: HtmlElement) -> HtmlElement:
    """The smallest element that holds both."""
    holders = set(_path(one))
    return next(element for element in _path(other) if element in holders)


def _densest(lines: Sequence[PageLine]) -> HtmlElement:
    """The smallest element that holds most of the running text."""
    weights: Counter[HtmlElement] = Counter()
    for line in lines:
        weights[line.element] += len(line.text) if len(line.text) >= PROSE and not line.linked else 0
    root = _path(lines[0].element)[-1]
    for _, element in iterwalk(root, events=("end",)):
        parent = element.getparent()
        if parent is not None and weights[element]:
            weights[parent] += weights[element]
    element = root
    while len(element):
        heaviest = max(element, key=lambda child: weights[child])
        if weights[heaviest] < MOST * weights[element] or not weights[heaviest]:
            break
        element = heaviest
    return element


def _with_sequels(holder: HtmlElement, lines: Sequence[PageLine], words: Vocab) -> list[HtmlElement]:
    """The element and those right after it that go on: further sheets, appendices."""
    found = [holder]
    for element in _path(holder):
        for sibling in element.itersiblings():
            first = page_lines(sibling)[:3]
            sheet = _sheet(sibling) is not None and _sheet(sibling) == _sheet(element)
            if first and not sheet and not any(words.header["appendix"].match(line.text) for line in first):
                break
            found.append(sibling)
    return found


def _sheet(element: HtmlElement) -> str | None:
    return next(
        (bare for name in sorted(names_of(element)) if (bare := name.rstrip("0123456789")) in called("sheet")), None
    )


def _inside(lines: Sequence[PageLine], elements: Sequence[HtmlElement]) -> set[int]:
    """The lines that stand in one of the elements."""
    known: dict[HtmlElement, bool] = dict.fromkeys(elements, True)

    def within(element: HtmlElement) -> bool:
        path = []
        current: HtmlElement | None = element
        while current is not None and current not in known:
            path.append(current)
            current = current.getparent()
        outcome = current is not None and known[current]
        known.update(dict.fromkeys(path, outcome))
        return outcome

    return {i for i, line in enumerate(lines) if within(line.element)}


def _head(lines: Sequence[PageLine], start: int, least: int, words: Vocab) -> int:
    """The first line of the header: that of its table, else of the issuer's name above the motto."""
    if not any(_is_of_page(line) for line in lines[least:start]):
        return least
    table = next((element for element in _path(lines[start].element) if element.get(COLUMNS) is not None), None)
    first = start
    if table is not None:
        first = min(_inside(lines[: start + 1], [table]))
    while first > max(least, start - NEAR) and _is_heading(lines[first - 1], words):
        first -= 1
    return first


def _is_of_page(line: PageLine) -> bool:
    return line.linked or any(each.regex.match(line.text) for each in tables.page_furniture().lines)


def _is_heading(line: PageLine, words: Vocab) -> bool:
    """A line that may stand above the motto: in capitals, a number, a date, a rule."""
    if _is_of_page(line):
        return False
    capitals = line.text.isupper() and not ("/" in line.text and any(map(str.isdigit, line.text)))
    rule = not any(map(str.isalnum, line.text))
    marked = any(words.header[mark].match(line.text) for mark in _ABOVE_MOTTO) or mark_of(line.text) is not None
    return capitals or rule or marked or words.header["watchword"].search(line.text) is not None


def _tail(lines: Sequence[PageLine], mark: int, end: int, words: Vocab) -> int:
    """Index after the last line.

    The page goes on with a heading of its own or, where no appendix follows the signature, with lines that are mostly
    links and the like.
    """
    most = 2.0 if any(words.header["appendix"].match(line.text) for line in lines[mark:end]) else MOST
    cut, of_page = end, 0
    for i in range(end - 1, mark, -1):
        if _is_of_page(lines[i]):
            of_page += 1
            cut = i if _ends_document(lines[i]) or of_page >= most * (end - i) else cut
    return cut


def _left_out(lines: Sequence[PageLine], within: range, inside: set[int], marks: Sequence[int]) -> frozenset[int]:
    """The lines that are of the page though they stand between those of the document."""
    holding = {element for i in marks for element in _path(lines[i].element)}
    around = partial(_is_around, holding=holding)
    parts = {element: any(map(around, _path(element))) for element in {lines[i].element for i in within}}
    return frozenset(i for i in within if i not in inside or parts[lines[i].element] or _in_the_way(lines[i]))


def _is_around(element: HtmlElement, holding: set[HtmlElement]) -> bool:
    """A menu, an aside, a foot of the page, by tag, role or name; never what holds a mark of the document."""
    if element in holding or element.tag in ("body", "html"):
        return False
    if element.tag in _AROUND and element.tag != "header":
        return True
    return element.get("role") in called("role") or bool(names_of(element) & called("furniture"))


def kept_lines(part: Part) -> Iterator[int]:
    """Return the numbers of the lines that are the document's."""
    return (i for i in range(part.first, part.last) if i not in part.left_out)


def secrecy(lines: Sequence[PageLine], part: Part) -> Iterator[str]:
    """Return the marks of secrecy that the page shows outside the document: they bind all the same."""
    kept = set(kept_lines(part))
    for i, line in enumerate(lines):
        if i not in kept and not line.linked and mark_of(line.text):
            yield line.text


def told_apart(lines: Sequence[PageLine], part: Part) -> Iterator[str]:
    """Return what of the page is not the document: `trước văn bản: 30 dòng`."""
    counts = (
        ("trước văn bản", part.first),
        ("giữa văn bản", len(part.left_out)),
        ("sau văn bản", len(lines) - part.last),
    )
    return (f"{where}: {count} dòng" for where, count in counts if count)


# --- names and words of a page ---


def names_of(element: HtmlElement) -> set[str]:
    """Return the words by which a page's author called an element: its classes and its id."""
    return {*(element.get("class") or "").split(), element.get("id") or ""}


@cache
def called(part: str) -> frozenset[str]:
    """Return the words by which authors call a part of a page: `furniture`, `hidden`, `panel`."""
    return frozenset(next(each.words for each in tables.page_furniture().parts if each.id == part))


def _ends_document(line: PageLine) -> bool:
    return any(each.strong and each.regex.match(line.text) for each in tables.page_furniture().lines)


def _in_the_way(line: PageLine) -> bool:
    return any(each.anywhere and each.regex.match(line.text) for each in tables.page_furniture().lines)
