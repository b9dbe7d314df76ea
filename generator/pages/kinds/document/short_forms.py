"""Chữ viết tắt: the words of a paper that stand in an element, as it defines what they are short for.

A short form is expanded where it stands after its definition, in that paper alone; one that the paper defines in two
ways is not. Of a name that is shortened to a plain word (`Sở`) nobody could tell which ones are meant.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from generator.derive.catalog import Catalog
from generator.model import Document, Record, Span
from generator.pages.markdown.annotate import Marked, doubtful
from generator.pages.markdown.escape import attr
from generator.text.fold import fold_words


def marks(found: Catalog, record: Record) -> tuple[Marked, ...]:
    """Return what is marked in a paper, in the order of its text, none inside another."""
    doubts = tuple(doubtful(found.doubts.get(record.id, ())))
    if not record.document.short_forms:
        return doubts
    expanded = _clear(_expanded(found, record), doubts)
    return tuple(sorted((*doubts, *expanded), key=lambda each: each.span.start))


def meanings(document: Document) -> dict[str, tuple[Span, Span]]:
    """Return by short form where it is defined and what it stands for.

    Without those that have several meanings.
    """
    kept: dict[str, tuple[Span, Span]] = {}
    words: dict[str, set[str]] = {}
    for each in document.short_forms:
        short = each.short.of(document.text)
        words.setdefault(short, set()).add(fold_words(each.long.of(document.text)))
        kept.setdefault(short, (each.short, each.long))
    return {short: kept[short] for short, found in words.items() if len(found) == 1}


def _expanded(found: Catalog, record: Record) -> Iterator[Marked]:
    """Yield the first use in each paragraph; a thumb opens each, the keyboard stops at the first of a section."""
    text = record.document.text
    known = {short: spans for short, spans in meanings(record.document).items() if short.isupper() and " " not in short}
    if not known:
        return
    longest = sorted(known, key=lambda each: (-len(each), each))
    pattern = re.compile(rf"(?<![\w&/.-])(?:{'|'.join(map(re.escape, longest))})(?![\w&/-])")
    blocks = found.blocks[record.id]
    starts = [block.span.start for block in blocks]
    seen: set[tuple[str, str]] = set()
    for match in pattern.finditer(text):
        defined, long = known[match[0]]
        place = bisect_right(starts, match.start()) - 1
        if match.start() < defined.end or place < 0 or (match[0], f"p {place}") in seen:
            continue
        section = (match[0], f"s {blocks[place].section}")
        stop = -1 if section in seen else 0
        seen |= {(match[0], f"p {place}"), section}
        title = attr(" ".join(long.of(text).split()))
        yield Marked(Span(*match.span()), f'<abbr title="{title}" tabindex="{stop}">', "</abbr>")


def _clear(many: Iterator[Marked], taken: Sequence[Marked]) -> Iterator[Marked]:
    """Yield what meets none of the marks that are there."""
    starts = [each.span.start for each in taken]
    for each in many:
        place = bisect_right(starts, each.span.end - 1) - 1
        if place < 0 or taken[place].span.end <= each.span.start:
            yield each
