"""What search knows of a page (mục tìm kiếm), and the order in which pages are numbered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from generator.model import Facets, Page, PageKind
from generator.search.words import words
from generator.vocab import tables

Abbreviations = tuple[tuple[str, str], ...]
"""Short and long form."""
LAST_DAY = (1 << 18) - 1
"""Three letters hold no later day; a year as far as that is a slip of the pen."""
KINDS = (
    PageKind.WORK,
    PageKind.AGENCY,
    PageKind.PERSON,
    PageKind.POLICY,
    PageKind.DOCUMENT,
    PageKind.PAGE,
)
"""In the order in which equals are listed."""
_HELD = (None, False, True)
"""In the order in which pages of one group are numbered."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A page to be found. `day` is its date as days since 1900 (0: unknown); `held` is as in `Facets`."""

    path: str
    """Of the HTML page, below the site."""
    title: str
    sub: str
    kind: PageKind
    type: str
    issuer: str
    year: str
    held: bool | None
    day: int
    mentions: int
    names: tuple[str, ...]
    text: str

    @property
    def group(self) -> tuple[PageKind, str, str, str, bool | None]:
        """What a reader can filter by; pages of one group have neighbouring numbers."""
        return self.kind, self.type, self.issuer, self.year, self.held


def entries(pages: Iterable[Page]) -> tuple[Entry, ...]:
    """Return the pages in the order of their numbers.

    By kind, type, issuer, newest year first, then by path.

    The order says nothing of the text, so an edited document keeps its number; alike pages are neighbours, which keeps
    sets and filters small. Sheets of a long list are left out: what stands there is found by its own page.
    """
    short = tuple((each.short, each.long) for each in tables.abbreviations())
    found = (_entry(page, short) for page in pages if not page.facets.part)
    return tuple(sorted(found, key=_order))


def _order(entry: Entry) -> tuple[int, str, str, int, int, str]:
    kind, held = KINDS.index(entry.kind), _HELD.index(entry.held)
    return kind, entry.type, entry.issuer, -int(entry.year or 0), held, entry.path.removesuffix(".html")


def _entry(page: Page, short: Abbreviations) -> Entry:
    facets = page.facets
    names = (page.title, *facets.aliases, *_spellings(facets))
    return Entry(
        path=page.path.removesuffix(".md") + ".html",
        title=page.title,
        sub=facets.sub,
        kind=facets.kind,
        type=facets.type,
        issuer=facets.issuer,
        year=facets.date[:4],
        held=facets.held,
        day=_day(facets.date),
        mentions=facets.mentions,
        names=tuple(dict.fromkeys(spelt for name in names if name for spelt in _spelt(name, short))),
        text=page.text,
    )


def _spelt(name: str, short: Abbreviations) -> Iterator[str]:
    """Yield a name as it is, with everything written out, and with everything abbreviated."""
    yield name
    long = name
    for abbreviation, written in short:
        long = _replaced(long, abbreviation, written)
    brief = long
    for abbreviation, written in short:
        brief = _replaced(brief, written, abbreviation)
    yield from (each for each in (long, brief) if each != name)


def _replaced(text: str, old: str, new: str) -> str:
    if old.lower() not in text.lower():
        return text
    return re.sub(rf"(?<![^\W_]){re.escape(old)}(?![^\W_])", new, text, flags=re.IGNORECASE)


def _spellings(facets: Facets) -> Iterator[str]:
    """Yield the ways in which people type a number: `414`, `QĐ 414`, `TTg 414`, `Quyết định 414/QĐ-TTg`."""
    serial, _, symbol = facets.number.partition("/")
    if not symbol:
        serial, _, symbol = serial.partition("-")
    if not serial:
        return
    groups = symbol.replace("/", "-").split("-")
    yield from (f"{serial}/{symbol}", serial, f"{groups[0]} {serial}", f"{' '.join(groups)} {serial}")
    if kind := facets.type:
        yield from (f"{kind} {serial}", f"{kind} số {serial}", f"{kind} {serial}/{symbol}")
        if facets.date:
            yield f"{kind} số {serial}/{symbol} ngày {'/'.join(reversed(facets.date.split('-')))}"


def _day(iso: str) -> int:
    """Return a date as days since 1900, a partial one as its first day; 0 where there is none."""
    parts = [int(part) for part in iso.split("-") if part]
    if not parts:
        return 0
    year, month, day = (*parts, 1, 1)[:3]
    return min(max((date(year, month, day) - date(1900, 1, 1)).days, 1), LAST_DAY)


def size(entry: Entry) -> int:
    """Return how many words the title has."""
    return len(words(entry.title))
