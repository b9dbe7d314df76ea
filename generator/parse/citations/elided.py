"""Numbers of one list that share the end of their symbol: `các Quyết định số 26, 27, 28/2022/QĐ-UBND`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.model import Citation, DocNumber, Span
from generator.model.frozen import replace
from generator.vocab import Vocab

_BEFORE = 160
"""Characters before a number in which those that share its symbol stand."""
_SERIAL = re.compile(r"\d+[a-zđ]?")


def elided(text: str, found: Sequence[Citation], vocab: Vocab) -> Iterator[Citation]:
    """Yield the works whose numbers stand without a symbol before one that has it.

    A day, an issuer or an article after the last is of that one alone, as far as the words go. A serial that another
    work of the paper bears may be short for that one, and is left out.
    """
    full = {(each.type, each.number.serial): each.number.key for each in found if each.number is not None}
    for each in found:
        number = each.number
        if number is None or text[each.span.start : each.span.start + len(number.raw)] != number.raw:
            continue
        low = max(0, each.span.start - _BEFORE)
        listed = vocab.cues["citation.elided"].search(text[low : each.span.start])
        if listed is not None and listed["type"].casefold() == each.type:
            works = _each(each, number, Span(low + listed.start(), low + listed.end()), listed["serials"], text)
            yield from (work for work, one in works if full.get((each.type, one.serial), one.key) == one.key)


def _each(
    last: Citation, number: DocNumber, words: Span, serials: str, text: str
) -> Iterator[tuple[Citation, DocNumber]]:
    at = text.index(serials, words.start, words.end)
    for place, serial in enumerate(_SERIAL.finditer(serials)):
        symbol = replace(number, serial=serial[0], key=serial[0] + number.key[len(number.serial) :], raw=serial[0])
        span = Span(at + serial.start() if place else words.start, at + serial.end())
        yield replace(last, span=span, number=symbol, date=None, issuer=None, article=None, leak=False), symbol
