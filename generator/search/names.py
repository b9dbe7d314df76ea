"""Names under which a page is looked for: as it is called, written out, abbreviated, by its number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from generator.model import Facets, Page
from generator.model.frozen import Frozen
from generator.vocab import tables


class _Replacement(Frozen):
    """`old` in lower case, as a whole word in any case, and what stands in its place."""

    old: str
    pattern: re.Pattern[str]
    new: str


_Both = tuple[tuple[_Replacement, ...], tuple[_Replacement, ...]]


def names(page: Page) -> tuple[str, ...]:
    """Return all names of a page, each once."""
    facets = page.facets
    stated = (page.title, *facets.aliases, *_spellings(facets))
    return tuple(dict.fromkeys(spelt for name in stated if name for spelt in _spelt(name)))


def _spelt(name: str) -> Iterator[str]:
    """Yield a name as it is, with everything written out, and with everything abbreviated."""
    written_out, abbreviated = _replacements()
    yield name
    long = _replaced(name, written_out)
    brief = _replaced(long, abbreviated)
    yield from (each for each in (long, brief) if each != name)


def _replaced(text: str, replacements: Sequence[_Replacement]) -> str:
    lower = text.lower()
    for each in replacements:
        if each.old in lower:
            text = each.pattern.sub(each.new, text)
            lower = text.lower()
    return text


@cache
def _replacements() -> _Both:
    """Return how to write all out, and how to abbreviate all; each sees what those before it made."""
    short = [(each.short, each.long) for each in tables.abbreviations()]
    return (
        tuple(_replacement(abbreviation, written) for abbreviation, written in short),
        tuple(_replacement(written, abbreviation) for abbreviation, written in short),
    )


def _replacement(old: str, new: str) -> _Replacement:
    pattern = re.compile(rf"(?<![^\W_]){re.escape(old)}(?![^\W_])", flags=re.IGNORECASE)
    return _Replacement(old.lower(), pattern, new)


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
