"""Works that a sentence of the paper ends, as its subject: `Thông tư số A hết hiệu lực kể từ ngày …`.

It is the paper's deed where it speaks of the paper itself, stands in the article that tells its force, or names a day
in an article that is not gone by. What others must do first, and what is told of the past, is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.model import Citation, EffectKind, PartialDate, Span
from generator.model.frozen import Frozen, replace
from generator.parse.effects.deeds import full_end
from generator.parse.effects.paper import Order, Paper
from generator.parse.effects.subject import speaks
from generator.parse.effects.times import days
from generator.text.dates import parse_date

_LONGEST_GAP = 400
_BOUNDARY = re.compile(r"[,;]\s*|\s(?:và|đồng thời|thì)\s|(?<=có hiệu lực)\s|(?<=thi hành)\s")
"""Where in a sentence the clause on the end of a work may begin."""
_MANY_BLANKS = re.compile(" {2,}")
_LONGEST_END = 600
"""Characters after a work in which its end may be told, more than any words for it have."""
_LONGEST_LINE = 2000
"""Characters before the end of a sentence in which its line may speak of the paper."""
_ENDS = ("hiệu lực", "bãi bỏ", "hủy bỏ", "huỷ bỏ", "thay thế")


class _End(Frozen):
    """What is said after the works: what becomes of them, of a part or the whole, and from when."""

    kind: EffectKind
    part: bool
    against: bool
    """Only what is against this paper ends."""
    but: bool
    """Something is left out; of several works it is open of which."""
    day: PartialDate | None
    timed: bool


Told = tuple[int, _End | None]
"""The last of the works joined to one, by its place, and what is said after them."""


def ended(
    paper: Paper, sentence: Span, cited: Sequence[Citation], place: int, told: Told, governed: Order | None
) -> Order | None:
    """Return what ends a work and those joined after it.

    `told` is what `ends_in` says of it, `governed` what a verb before it does to it, where nothing is said after it.
    """
    type_ = governed.type if governed is not None else paper.enacting
    last, end = told
    if end is not None and end.day is None and governed is None:
        end = replace(end, day=_day_before(paper, paper.text[sentence.start : cited[place].span.start]))
    if type_ is None or end is None or _gone_by(paper, end) or not (governed or _is_deed(paper, sentence, end)):
        return None
    work = cited[place]
    if governed is None:
        words = _subject(paper, paper.text[sentence.start : work.span.start])
    elif _apart(paper, cited, place, last):
        words = _part(paper, paper.text[full_end(cited[place - 1]) : work.span.start].lstrip(",;"))
    else:
        return None
    if words is None:
        return None
    partly = end.part or (end.but and last == place)
    return Order(
        end.kind, type_, "" if end.against else words, work.span.start, ends=True, partly=partly, since=end.day
    )


def ended_list(paper: Paper, head: str, start: int) -> Order | None:
    """Return what ends the works below a head, or after it: `Các Thông tư sau đây hết hiệu lực:`."""
    words = paper.vocab.effects
    said = words["list_opens"].sub("", head)
    for before, rest in _clauses(said) if paper.enacting is not None else ():
        named = words["list_ends"].match(rest)
        end = _said(paper, rest[named.end() :]) if named is not None and _begins(paper, before) else None
        if named is None or end is None or _gone_by(paper, end):
            continue
        if named["next"] or end.timed or words["this"].search(before):
            part = f" {named['part']} các văn bản " if named["part"] else ""
            return Order(end.kind, paper.enacting, part, start, ends=True, partly=end.part, since=end.day)
    return None


def ends_in(paper: Paper, sentence: Span, cited: Sequence[Citation]) -> tuple[Told, ...]:
    """Return of each work of a sentence what is said after the works that are joined to it.

    Who amended a work is none of these: what is said after him is said of the work.
    """
    text, words = paper.text, paper.vocab.effects
    told: list[Told] = [(place, None) for place in range(len(cited))]
    if not any(each in sentence.of(text) for each in _ENDS):
        return tuple(told)
    for place in reversed(range(len(cited))):
        end = _end(paper, sentence, cited[place])
        if end is not None:
            told[place] = place, end
        elif place + 1 < len(cited):
            gap = text[full_end(cited[place]) : cited[place + 1].span.start]
            last, end = told[place + 1]
            if len(gap) <= _LONGEST_GAP and words["became"].match(_MANY_BLANKS.sub(" ", gap)):
                told[place] = place, end
            elif len(gap) <= _LONGEST_GAP and words["joins"].match(gap):
                told[place] = last, end
    return tuple(told)


def _end(paper: Paper, sentence: Span, work: Citation) -> _End | None:
    ends = (paper.text[at : min(at + _LONGEST_END, sentence.end)] for at in (work.span.end, full_end(work)))
    return next((end for said in ends if (end := _said(paper, said)) is not None), None)


def _said(paper: Paper, after: str) -> _End | None:
    """What the words after a work, or after the words for several, say of its end."""
    if not any(each in after for each in _ENDS):
        return None  # most works, and to look closer takes long
    words, said = paper.vocab.effects, _MANY_BLANKS.sub(" ", after)
    verb = words["ends"].match(said)
    when = words["ends_when"].match(said, verb.end()) if verb is not None else None
    if verb is None or when is None or (verb["will"] and not speaks(paper.document, when[0], paper.vocab)):
        return None
    kind: EffectKind = "suspended" if verb["suspended"] else "replaced" if verb["replaced"] else "repealed"
    against = words["against_this"].match(said) is not None
    but = words["left_out"].match(said, when.end()) is not None
    day = parse_date(when["day"]) if when["day"] else None
    return _End(kind, against or when["partly"] is not None, against, but, day, bool(when["when"]))


def _apart(paper: Paper, cited: Sequence[Citation], place: int, last: int) -> bool:
    """Tell whether works apart from those that a verb governs end: `… thay thế A; B, C hết hiệu lực`.

    After a semicolon all of them do, else only the last is sure to.
    """
    before = paper.text[full_end(cited[place - 1]) : cited[place].span.start]
    if ";" not in before:
        return place == last
    return not any(
        ";" in paper.text[full_end(one) : other.span.start]
        for one, other in zip(cited[place:last], cited[place + 1 : last + 1], strict=True)
    )


# --- whose deed it is ----------------------------------------------------------------------------------


def _gone_by(paper: Paper, end: _End) -> bool:
    """Tell whether the day was gone by when the paper was made: it is told of then."""
    day, issued = str(end.day or ""), str(paper.document.header.issued or "")
    known = min(len(day), len(issued))
    return day[:known] < issued[:known]


def _is_deed(paper: Paper, sentence: Span, end: _End) -> bool:
    issued, text = paper.document.header.issued, paper.text
    line = max(text.rfind("\n", 0, sentence.start) + 1, sentence.end - _LONGEST_LINE)
    if speaks(paper.document, text[line : sentence.end], paper.vocab):
        return True
    article = paper.article_at(sentence.start)
    return article is not None and (article.own_force or (end.day is not None and issued is not None))


# --- the works as the subject --------------------------------------------------------------------------


def _subject(paper: Paper, before: str) -> str | None:
    """The words that name a part of the works; None where these are not the subject of their clause."""
    parts = (_part(paper, rest) for head, rest in _clauses(before) if _begins(paper, head))
    return next((each for each in parts if each is not None), None)


def _day_before(paper: Paper, before: str) -> PartialDate | None:
    """The day with which a sentence begins: `Kể từ ngày 01/7/2025, Quyết định số …`."""
    since = paper.vocab.effects["since"]
    heads = (f"{head.rstrip(' ,')} " for head, _ in _clauses(before))
    return next((days(head, paper.vocab)[0] for head in heads if since.match(head)), None)


def _begins(paper: Paper, head: str) -> bool:
    """Tell whether a clause on an end may follow: nothing stands before it, a day, or what the paper does."""
    words = paper.vocab.effects
    begins = not head.strip() or words["since"].match(f"{head.rstrip(' ,')} ") or words["this_acts"].search(head)
    return bool(begins) and words["not_done"].search(head) is None


def _clauses(before: str) -> Iterator[tuple[str, str]]:
    yield "", before
    for each in _BOUNDARY.finditer(before):
        yield before[: each.start()], before[each.end() :]


def _part(paper: Paper, rest: str) -> str | None:
    found = paper.vocab.effects["ends_subject"].match(rest)
    if found is None:
        return None
    return f" {found['part']} {found['works']}" if found["part"] else ""
