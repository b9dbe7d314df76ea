"""Words in a paper that are not its own (lời văn của văn bản khác).

New wording that it puts into another paper, in quotation marks or below `sửa đổi … như sau:`;
forms that others fill in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model import Document, Span
from generator.parse.effects.quoted import quoted_blocks
from generator.parse.paragraphs import paragraphs
from generator.vocab import Vocab
from generator.vocab.entries import Pattern

_QUOTE = re.compile(r"[“”\"]")


def wordings(document: Document, vocab: Vocab) -> Iterator[Span]:
    """Yield where others' wordings stand, in order and apart from each other."""
    body, annex, words = document.zones.body, document.zones.annex, vocab.in_force
    spans = [*quoted_blocks(document.text), *_reworded(document.text, body, vocab)]
    spans += _below(document.text, body, words["appendix"], words["template"])
    spans += _below(document.text, annex, words["template"])
    last: Span | None = None
    for each in sorted(spans):
        if last is not None and each.start > last.end:
            yield last
            last = None
        last = Span(last.start, max(last.end, each.end)) if last else each
    if last is not None:
        yield last


def _below(text: str, zone: Span, *heads: Pattern) -> Iterator[Span]:
    """What stands below the first head of a zone."""
    lines = paragraphs(text, zone)
    first = next((each for each in lines if any(head.match(each.of(text)) for head in heads)), None)
    if first is not None:
        yield Span(first.start, zone.end)


def _reworded(text: str, zone: Span, vocab: Vocab) -> Iterator[Span]:
    """New wording without quotation marks, up to the next article of the paper itself."""
    words, article, start = vocab.in_force, 0, None
    for each in paragraphs(text, zone):
        said = each.of(text)
        head = words["article"].match(said)
        if head is not None and (start is None or int(head["number"]) == article + 1):
            if start is not None:
                yield Span(start, each.start)
            article, start = int(head["number"]), None
        if start is None and words["new_wording"].match(said) and not _QUOTE.match(text, each.end + 1):
            start = each.end
    if start is not None:
        yield Span(start, zone.end)
