"""Told effects: what a paper says another work did, from its verb, its works and the words between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.model import Citation, Effect, EffectKind, Span
from generator.model.frozen import replace
from generator.parse.effects.deeds import full_end, kind_of, reach
from generator.vocab import Vocab

GAP = 240
"""Characters between a work and what became of it, or between two works of one list."""


def told_effect(
    text: str, kind: EffectKind, words: str, target: Citation, by: Citation | None, start: int, vocab: Vocab
) -> Effect:
    """Return what `by` is said to have done to a work; `words` stand between verb and work."""
    kind, extent, part = reach(kind, words, target, vocab)
    last = by if by is not None and by.span.start > target.span.start else target
    if extent == "whole" and vocab.effects["left_out"].match(text, full_end(last)):
        extent = "part"
    end = max(target.span.end, by.span.end if by else 0)
    return Effect(kind, extent, part, target, by, "told", Span(min(start, target.span.start), end))


def joined(text: str, at: int, target: Citation, vocab: Vocab) -> bool:
    """Tell whether a work goes on with the list that ends at `at`."""
    gap = text[at : target.span.start]
    return len(gap) <= GAP and vocab.effects["joins"].match(gap) is not None


def _next_row(text: str, at: int, by: Citation, vocab: Vocab) -> bool:
    gap = text[at : by.span.start]
    return len(gap) <= GAP and vocab.effects["next_row"].match(gap) is not None


def _apart(text: str, at: int, by: Citation, vocab: Vocab) -> bool:
    """`… thay thế bởi Quyết định số B; Quyết định số C bị bãi bỏ`: of C something else is said.

    So it is where a title that changes nothing tells what C is for.
    """
    gap, words = text[at : by.span.start], vocab.effects
    if ";" in gap and by.titled is not None and not words["title_opens"].match(text, by.titled.start):
        return True
    return gap.split()[-1:] != ["và"] and words["apart"].match(text, full_end(by)) is not None


def _next_item(text: str, at: int, by: Citation, said: re.Match[str]) -> bool:
    """Outside brackets a semicolon begins the next item of a list: `Căn cứ A được sửa đổi bởi B; C;`."""
    return "(" not in said[0] and ";" in text[at : by.span.start]


def _by_the_way(text: str, kind: EffectKind, target: Citation, vocab: Vocab) -> bool:
    """`theo khoản 2 Điều 6 Luật A được sửa đổi bởi Luật B`: which parts B changed is not said."""
    low = max(text.rfind(mark, 0, target.span.start) + len(mark) for mark in ("\n", ". ", "; "))
    subject = vocab.effects["order"].match(text[low : target.span.start]) is not None
    return kind == "amended" and target.article is not None and not subject


def by_each(
    text: str, said: re.Match[str], target: Citation, named: Sequence[Citation], vocab: Vocab
) -> Iterator[Effect]:
    """Yield what each work of a list did to one: `được sửa đổi bởi Nghị định số B và Nghị định số C`."""
    kind = kind_of(said["deed"], vocab)
    for place, by in enumerate(named):
        at = full_end(named[place - 1]) if place else 0
        if place and not joined(text, at, by, vocab) and not (":" in said[0] and _next_row(text, at, by, vocab)):
            return
        if place and ":" not in said[0] and (_apart(text, at, by, vocab) or _next_item(text, at, by, said)):
            return
        if not by.within or place == 0:
            whole = replace(target, article=None) if said["part"] or _by_the_way(text, kind, target, vocab) else target
            effect = told_effect(text, kind, said["part"], whole, by, target.span.start, vocab)
            yield replace(effect, target=target)
