"""What is on a page without being of the paper.

Running heads, page numbers, marks of electronic signatures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from generator.ingest.geometry import Sheet
from generator.model.frozen import replace
from generator.vocab.secrecy import borne, hinted, mark_of
from generator.vocab.tables import page_mark

MARGIN_LINES = 2
"""Lines at top and bottom of a page among which running heads and page numbers are."""


AROUND = 4
"""Lines above and below in which a mark of signing has its proof (a time, an address); a form to be signed has none."""


class Page(NamedTuple):
    """A page as laid out, lines of marks of signing in fields, how many letters, whether it has pictures."""

    sheet: Sheet
    marks: tuple[str, ...] = ()
    letters: int = 0
    pictured: bool = False


def set_apart(pages: Sequence[Page]) -> tuple[list[Sheet], tuple[str, ...]]:
    """Return the pages without their furniture, and how many lines of each kind it was."""
    texts = [[line.text for line in page.sheet.lines] for page in pages]
    counts = Counter({_MARK: sum(len(page.marks) for page in pages)})
    kept: list[Sheet] = []
    for page, text, margins in zip(pages, texts, _furniture(texts), strict=True):
        kinds = {**dict.fromkeys(_marks(text), _MARK), **margins}
        counts.update(kinds.values())
        lines = tuple(line for i, line in enumerate(page.sheet.lines) if i not in kinds)
        # A mark that every page repeats is as binding as one that stands on the first.
        apart = [line for i, line in enumerate(text) if i in kinds]
        marks, hints = (
            (*page.sheet.marks, *borne(apart)),
            (*page.sheet.hints, *hinted(line for line in apart if not mark_of(line))),
        )
        kept.append(replace(page.sheet, lines=lines, marks=marks, hints=hints))
    return kept, tuple(f"{kind}: {counts[kind]} dòng" for kind in (_NUMBER, _HEAD, _MARK) if counts[kind])


def _furniture(pages: Sequence[Sequence[str]]) -> list[dict[int, str]]:
    """The lines of each page that are its number or a running head, by their index."""
    edges = [{i: page[i].strip() for i in _edge(len(page))} for page in pages]
    everywhere = Counter(line.strip() for page in pages for line in page)
    margins = Counter(line for edge in edges for line in set(edge.values()))
    least = max(3, len(pages) // 2 + 1)
    heads = {line for line, times in margins.items() if least <= times == everywhere[line] and len(line) > 3}
    numbers = [
        {i: int(m[1]) for i, line in edge.items() if (m := page_mark("page.number").fullmatch(line))} for edge in edges
    ]
    steps = Counter(step for at, page in enumerate(numbers) for step in {number - at for number in page.values()})
    return [
        {i: _HEAD for i, line in edge.items() if line in heads}
        | {i: _NUMBER for i, number in numbers[at].items() if _is_number(number, at, i, steps)}
        for at, edge in enumerate(edges)
    ]


def _edge(count: int) -> list[int]:
    """The first and the last lines of a page that has that many."""
    return [i for i in range(count) if min(i, count - 1 - i) < MARGIN_LINES]


def _is_number(number: int, at: int, line: int, steps: Counter[int]) -> bool:
    """A page is counted with the others, or opens with a number that a restarted count may have.

    A table ends with any number.
    """
    return number == at + 1 or steps[number - at] > 1 or (line == 0 and 2 <= number <= at + 1)


def _marks(page: Sequence[str]) -> list[int]:
    """The lines of a page that belong to the mark of an electronic signature."""
    signed = [i for i, line in enumerate(page) if page_mark("mark.signed").search(line)]
    proven = [i for i, line in enumerate(page) if page_mark("mark.proof").search(line)]
    near = [i for i in signed if any(abs(i - other) <= AROUND for other in proven)]
    stamp = [i for i, line in enumerate(page) if page_mark("mark.line").match(line.strip())]
    return [i for i in stamp if any(abs(i - other) <= AROUND for other in near)]


_NUMBER, _HEAD, _MARK = "số trang", "đầu trang lặp lại", "dấu ký số"
