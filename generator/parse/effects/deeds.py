"""Verbs that change a work (thay thế, bãi bỏ, sửa đổi …), and how much of it they change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from generator.model import Citation, EffectKind, Extent
from generator.vocab import Vocab

_LONGEST_PART = 160
WHOLE_KINDS: tuple[EffectKind, ...] = ("replaced", "repealed", "extended", "suspended")
"""What is done to a work as a whole where no part is named; an amendment and a correction never are."""


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb, or verbs side by side (`sửa đổi, thay thế`), where it stands and what it does."""

    kind: EffectKind
    start: int
    end: int


def deeds(text: str, start: int, end: int, vocab: Vocab) -> Iterator[Deed]:
    """Yield the deeds of a passage in order; verbs side by side are one."""
    found = sorted(
        (match.start(), match.end(), form.kind)
        for form in vocab.effect_verbs
        for match in form.regex.finditer(text, start, end)
    )
    group: list[tuple[int, int, str]] = []
    for one in found:
        if group and one[0] < group[-1][1]:
            continue
        if group and not vocab.cues["effect.beside"].fullmatch(text, group[-1][1], one[0]):
            yield _deed(group)
            group = []
        group.append(one)
    if group:
        yield _deed(group)


def _deed(group: list[tuple[int, int, str]]) -> Deed:
    return Deed(cast(EffectKind, group[0][2]), group[0][0], group[-1][1])


def full_end(citation: Citation) -> int:
    """Return where a citation ends, its title included."""
    return max(citation.span.end, citation.titled.end if citation.titled else 0)


def reach(kind: EffectKind, words: str, citation: Citation, vocab: Vocab) -> tuple[EffectKind, Extent, str | None]:
    """Return what is done, how far it goes and what part is named, from the words between verb and work.

    Words that are replaced or struck out in a work amend it.
    """
    part = citation.article if vocab.effects["whole"].match(words) else named_part(words, citation, vocab)
    if part is not None and vocab.cues["effect.wording"].search(words):
        kind = "amended"
    whole = part is None and kind in WHOLE_KINDS
    return kind, "whole" if whole else "part", part


def named_part(words: str, citation: Citation, vocab: Vocab) -> str | None:
    """Return the part of the work that the words before it name, as printed."""
    named = " ".join(vocab.effects["part_ends"].sub("", words).split()).strip(" ,:")
    if citation.article:
        return f"{named} {citation.article}" if vocab.cues["effect.counted"].match(named) else citation.article
    return named[:_LONGEST_PART] or " ".join(words.split()).strip(" ,:")[:_LONGEST_PART]
