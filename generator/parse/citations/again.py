"""Works cited again by type and serial alone: `Nghị quyết 347`, after the paper cited it in full.

The paper says so in brackets (`sau đây gọi tắt là Nghị quyết 347`), or it writes `số`; a serial that two works of the
paper bear, a day or an issuer of its own lead to neither.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set

from generator.model import Citation, Relation, Span
from generator.model.frozen import replace
from generator.vocab import Vocab

_What = tuple[str, int]
"""Type and serial of a work."""
_DEFINED = 700
"""Characters after a citation, its title among them, in which its short form may be defined."""
_DEFINES = 40
"""Characters before a short form that define it."""
_TYPE = 40
"""Characters of a type word before a serial, and of what may follow it."""
_FIGURES = re.compile(r"(?<= )\d{1,5}(?![\w/-])")


def cited_again(text: str, body: Span, found: Sequence[Citation], vocab: Vocab) -> Iterator[Citation]:
    """Yield the citations by type and serial alone, each with the number of the full one before it."""
    full: dict[_What, list[Citation]] = defaultdict(list)
    for each in found:
        if each.number is not None and each.type is not None and each.number.serial.isdigit():
            full[each.type, int(each.number.serial)].append(each)
    taken = [each.span for each in found]
    defined: set[_What] = set()
    for match in _short(text, body, {serial for _, serial in full}, vocab):
        what, span = (match["type"].casefold(), int(match["serial"])), Span(*match.span())
        same = full.get(what, ())
        before = [each for each in same if each.span.end <= span.start]
        if not before or len({each.number.key for each in same if each.number is not None}) > 1:
            continue
        if any(one.start < span.end and span.start < one.end for one in taken):
            continue
        if vocab.cues["citation.defines"].search(text, max(0, span.start - _DEFINES), span.start):
            defined |= {what} if span.start - before[-1].span.end <= _DEFINED else set()
        elif match["marked"] or what in defined:
            plain = replace(before[-1], date=None, issuer=None, relation=Relation.MENTION, article=None, leak=False)
            yield replace(plain, span=span)


def _short(text: str, body: Span, serials: Set[int], vocab: Vocab) -> Iterator[re.Match[str]]:
    """Yield type and serial wherever they stand, in order.

    The figures are looked for first, since that is cheap.
    """
    places = (place for place in _FIGURES.finditer(text, body.start, body.end) if int(place[0]) in serials)
    for place in places:
        near = vocab.cues["citation.again"].finditer(text, max(body.start, place.start() - _TYPE), place.end() + _TYPE)
        yield from (match for match in near if match.start("serial") == place.start())
