"""What search knows of a page (mục tìm kiếm), made of that page alone, and the order of equals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from generator.model import Facets, Page, PageKind
from generator.model.frozen import Frozen
from generator.search.keys import keys_of_names, keys_of_text
from generator.search.names import names
from generator.search.script import as_json, script
from generator.search.sets import letters
from generator.search.words import words
from generator.text.digests import digest

Keys = Mapping[bytes, bytes]
"""Keys by their digest: a key a line, as UTF-8."""
FIRST_YEAR = 1980
LAST_DAY = (1 << 18) - 1
"""Three letters hold no later day; a year as far as that is a slip of the pen."""
PASSAGE = 2500
"""Characters of a text that stand in one file."""
KINDS = (
    PageKind.AGENCY,
    PageKind.PERSON,
    PageKind.POLICY,
    PageKind.DOCUMENT,
    PageKind.WORK,
    PageKind.PAGE,
)
"""In the order in which equals are listed: a paper before a number that is only cited."""
_HELD = (None, False, True)
"""In the order in which equals of one year are listed."""


class Entry(Frozen):
    """A page to be found.

    Strings, bytes and numbers only, so that it can be kept, or handed from one process to another; of its many keys
    the digests alone, as the entries of all pages are held at once.
    """

    path: str
    """Of the HTML page, below the site."""
    kind: PageKind
    type: str
    issuer: str
    year: int
    """0: unknown."""
    held: bool | None
    """As in `Facets`."""
    day: int
    """Its date as days since 1900 (0: unknown)."""
    rank: str
    """Two letters that order equals."""
    row: str
    """What a result shows, as JSON."""
    names: bytes
    """The digest of the keys of its names."""
    texts: bytes
    """The digest of the keys of its text."""

    @property
    def group(self) -> tuple[PageKind, str, str, int, bool | None]:
        """What a reader can filter by; pages of one group are neighbours in every list of pages."""
        return self.kind, self.type, self.issuer, self.year, self.held


def entry(page: Page) -> tuple[Entry, Keys] | None:
    """Return what search knows of a page, and its keys.

    None for a sheet of a long list, and for an address that only leads on: what stands there is found by its own page.
    """
    facets = page.facets
    if facets.part or facets.moved:
        return None
    path = page.path.removesuffix(".md") + ".html"
    year = int(facets.date[:4] or 0)
    named, read = _packed(keys_of_names(names(page))), _packed(keys_of_text(f"{facets.sub}\n{page.text}"))
    found = Entry(
        path=path,
        kind=facets.kind,
        type=facets.type,
        issuer=facets.issuer,
        year=year,
        held=facets.held,
        day=_day(facets.date),
        rank=_rank(facets.mentions, len(words(page.title)), year),
        row=as_json([path, page.title, facets.sub, len(_parts(page.text)) if _has_passages(facets) else 0]),
        names=digest(named),
        texts=digest(read),
    )
    return found, {found.names: named, found.texts: read}


def _packed(keys: Iterable[str]) -> bytes:
    return "\n".join(keys).encode("utf-8", "surrogatepass")


def unpacked(keys: bytes) -> list[str]:
    """Return the keys of names or of a text."""
    return keys.decode("utf-8", "surrogatepass").split("\n") if keys else []


def passages(page: Page) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a page's text, name → bytes."""
    if _has_passages(page.facets) and not page.facets.part:
        name = page.path.rpartition("/")[2].removesuffix(".md")
        for place, part in enumerate(_parts(page.text)):
            yield f"x/{name}-{place}.js", script("x", f"{name}-{place}", part)


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries by kind, type, issuer, newest year first, then by path.

    The order says nothing of the text, so an edited document keeps its place.
    """
    return sorted(entries, key=_order)


def _order(entry: Entry) -> tuple[int, str, str, int, int, str]:
    kind, held = KINDS.index(entry.kind), _HELD.index(entry.held)
    return kind, entry.type, entry.issuer, -entry.year, held, entry.path.removesuffix(".html")


def _has_passages(facets: Facets) -> bool:
    return facets.kind is PageKind.DOCUMENT


def _rank(mentions: int, words_in_title: int, year: int) -> str:
    """Return two letters that order equals.

    How often the page is spoken of (8 steps) and how short its title is (8); its year, counted from `FIRST_YEAR`.
    """
    spoken = min(mentions.bit_length(), 7)
    short = next((step for step, most in enumerate((2, 4, 6, 8, 11, 15, 22)) if words_in_title <= most), 7)
    return letters(spoken * 8 + (7 - short), 1) + letters(min(max(year - FIRST_YEAR, 0), 63), 1)


def _day(iso: str) -> int:
    """Return a date as days since 1900, a partial one as its first day; 0 where there is none."""
    parts = [int(part) for part in iso.split("-") if part]
    if not parts:
        return 0
    year, month, day = (*parts, 1, 1)[:3]
    return min(max((date(year, month, day) - date(1900, 1, 1)).days, 1), LAST_DAY)


def _parts(text: str) -> list[str]:
    """Return the text cut into parts of whole paragraphs, about `PASSAGE` characters each."""
    parts: list[list[str]] = [[]]
    length = 0
    for paragraph in text.split("\n"):
        if length and length + len(paragraph) > PASSAGE:
            parts.append([])
            length = 0
        parts[-1].append(paragraph)
        length += len(paragraph) + 1
    return ["\n".join(part) for part in parts]
