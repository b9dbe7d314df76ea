"""Verbs that change a work (thay thế, bãi bỏ, sửa đổi …), and how much of it they change."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import cast

from generator.model import Citation, EffectKind, Extent
from generator.model.frozen import Frozen, replace
from generator.vocab import Vocab

_LONGEST_PART = 160
_SHORTEST = 40
"""Characters that are kept of the words before an article, however long that is."""
WHOLE_KINDS: tuple[EffectKind, ...] = ("replaced", "repealed", "extended", "suspended")
"""What is done to a work as a whole where no part is named; an amendment and a correction never are."""


class Deed(Frozen):
    """A verb, or verbs side by side (`sửa đổi, thay thế`), where it stands and what it does."""

    kind: EffectKind
    start: int
    end: int


class Deeds(Frozen):
    """All deeds of a text, in order; verbs side by side are one."""

    rows: tuple[Deed, ...]
    starts: tuple[int, ...]

    def within(self, start: int, end: int) -> Iterator[Deed]:
        """Yield the deeds of a passage in order."""
        for place in range(bisect_left(self.starts, start), len(self.rows)):
            if self.rows[place].end > end:
                return
            yield self.rows[place]


def deeds(text: str, vocab: Vocab) -> Deeds:
    """Return the deeds of a text."""
    rows: list[Deed] = []
    for start, end, kind in sorted(_verbs(text, vocab)):
        if rows and start < rows[-1].end:
            continue
        if rows and vocab.cues["effect.beside"].fullmatch(text, rows[-1].end, start):
            rows[-1] = replace(rows[-1], end=end)
        else:
            rows.append(Deed(cast(EffectKind, kind), start, end))
    return Deeds(tuple(rows), tuple(each.start for each in rows))


def _verbs(text: str, vocab: Vocab) -> Iterator[tuple[int, int, str]]:
    for verb in vocab.effect_verbs:
        for stem in verb.stems:
            at = text.find(stem)
            while at >= 0:
                match = verb.regex.match(text, at - 1) if at else None
                if match:
                    yield *match.span(), verb.kind
                at = text.find(stem, at + 1)


def kind_of(words: str, vocab: Vocab) -> EffectKind:
    """Return what the first verb of some words does."""
    return next(deeds(words, vocab).within(0, len(words))).kind


def full_end(citation: Citation) -> int:
    """Return where a citation ends, its title included."""
    return max(citation.span.end, citation.titled.end if citation.titled else 0)


def reach(kind: EffectKind, words: str, citation: Citation, vocab: Vocab) -> tuple[EffectKind, Extent, str | None]:
    """Return what is done, how far it goes and what part is named, from the words between verb and work.

    Words that are replaced or struck out in a work amend it, and so do persons whom it names.
    """
    words = vocab.effects["among"].sub("", words)
    part = citation.article if vocab.effects["whole"].match(words) else named_part(words, citation, vocab)
    if part is not None and vocab.cues["effect.wording"].search(words):
        kind = "amended"
    whole = part is None and kind in WHOLE_KINDS
    return kind, "whole" if whole else "part", part


def named_part(words: str, citation: Citation, vocab: Vocab) -> str | None:
    """Return the part of the work that the words before it name, as printed.

    Before an article stands what is less than it, or a general word for what it says.
    """
    if citation.article is None:
        named = " ".join(vocab.effects["part_ends"].sub("", words).split()).strip(" ,:")
        return shortened(named or " ".join(words.split()).strip(" ,:"))
    less = " ".join(vocab.effects["less_ends"].sub("", words).split()).strip(" ,:")
    if not _says(less, vocab):
        return citation.article
    return f"{shortened(less, max(_SHORTEST, _LONGEST_PART - len(citation.article)))} {citation.article}"


def _says(less: str, vocab: Vocab) -> bool:
    """Tell whether words before an article name something less than it."""
    return bool(less) and vocab.effects["no_less"].match(less) is None


def less_of_next(words: str, gap: str, vocab: Vocab) -> str:
    """Return what is less than a further article of a list.

    Its own words say it (`…, dòng thứ 2 Phụ lục I …`), or those before the first (`một số điểm của khoản 1 …`).
    """
    own = vocab.effects["less_in_list"].search(gap)
    if own is not None and _says(own["less"].strip(), vocab):
        return f" {own['less']} "
    return words if vocab.effects["less_of_all"].search(words) else " "


def shortened(part: str, longest: int = _LONGEST_PART) -> str:
    """Return a part; one of many words breaks off, and says so."""
    return part if len(part) <= longest else f"{part[:longest].rsplit(' ', 1)[0]} …"
