"""Works cited again by type and serial alone: `Nghị quyết 347`, after the paper cited it in full.

The paper says so in brackets (`sau đây gọi tắt là Nghị quyết 347`), or it writes `số`; a serial that two works of the
paper bear, a day or an issuer of its own lead to neither.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from generator.model import Citation, Relation, Span
from generator.model.frozen import replace
from generator.vocab import Vocab

_DEFINED = 700
"""Characters after a citation, its title among them, in which its short form may be defined."""


def cited_again(text: str, body: Span, found: Sequence[Citation], vocab: Vocab) -> Iterator[Citation]:
    """Yield the citations by type and serial alone, each with the number of the full one before it."""
    full: dict[tuple[str, int], list[Citation]] = defaultdict(list)
    for each in found:
        if each.number is not None and each.type is not None and each.number.serial.isdigit():
            full[each.type, int(each.number.serial)].append(each)
    taken = sorted(each.span for each in found)
    defined: dict[tuple[str, int], int] = {}
    for match in vocab.cues["citation.again"].finditer(text, body.start, body.end):
        what = match["type"].casefold(), int(match["serial"])
        before = [each for each in full.get(what, ()) if each.span.end <= match.start()]
        if len({each.number.key for each in full.get(what, ()) if each.number is not None}) != 1 or not before:
            continue
        span = Span(match.start(), match.end())
        if any(one.start < span.end and span.start < one.end for one in taken):
            continue
        if vocab.cues["citation.defines"].search(text, max(0, span.start - 40), span.start):
            near = span.start - before[-1].span.end <= _DEFINED
            defined |= {what: span.end} if near else {}
        elif match["marked"] or what in defined:
            head = before[-1]
            yield replace(
                head, span=span, date=None, issuer=None, relation=Relation.MENTION, article=None, title=None, leak=False
            )
