"""Hiệu lực của chính văn bản: from when to when a paper says that it is in force, or when it ends.

The subject of the sentence is this paper (`Quyết định này`), what it puts into force (`Quy chế này`) or a part of
either. What is said of another work, planned, conditional, or put into another paper as its wording is none.
"""

from __future__ import annotations

import re

from generator.model import Document, InForce, InForceBasis, PartialDate, Span
from generator.model.frozen import Frozen, replace
from generator.parse.effects.quoted import is_quoted
from generator.parse.effects.subject import alike, brings
from generator.parse.in_force.wordings import wordings
from generator.parse.paragraphs import paragraphs
from generator.text.dates import parse_date
from generator.vocab import Vocab

_SENTENCE_END = re.compile(r"(?<!\bTP)[.!?;](?=\s)")
_YEAR = re.compile(r"\D*(\d{4})")
_LONGEST_SUBJECT = 700
_AFTER = 400
"""Characters after a statement in which it may go on."""
_CONSOLIDATED = "VBHN"


class _Paper(Frozen):
    """A document whose statements on itself are looked for."""

    document: Document
    vocab: Vocab
    text: str
    type: str | None
    brings: frozenset[str]
    """Types of what it puts into force: `Ban hành kèm theo Quyết định này Quy chế …`."""
    foreign: tuple[Span, ...]
    """Wordings that are not its own, in order."""


def find_in_force(document: Document, vocab: Vocab) -> Document:
    """Return the document with what it says of its own force.

    A consolidated text (văn bản hợp nhất) repeats what the papers in it said of themselves.
    """
    said = list(vocab.in_force["says"].finditer(document.text))
    number = document.header.number
    if not said or (number is not None and _CONSOLIDATED in number.groups):
        return document
    this = None if document.header.type else vocab.effects["this"].search(document.text)
    type_ = document.header.type or (this[0].rsplit(" ", 1)[0].casefold() if this else None)
    paper = _Paper(document, vocab, document.text, type_, brings(document, vocab), tuple(wordings(document, vocab)))
    found: dict[tuple[str, str, str | None], InForce] = {}  # a paper may say the same twice
    last: InForce | None = None
    for each in said:
        statement = _further(paper, each, last) or _stated(paper, each, last)
        if statement is not None:
            part = statement.part.of(paper.text) if statement.part else None
            found.setdefault((statement.kind, statement.span.of(paper.text), part), statement)
            last = statement
    return replace(document, in_force=tuple(found.values())) if found else document


def _further(paper: _Paper, said: re.Match[str], last: InForce | None) -> InForce | None:
    """What a sentence goes on to say of the same paper, or of what it excepts."""
    start = last.span.end if last else said.start()
    if last is None or not 0 <= said.start() - start <= _AFTER:
        return None
    gap = paper.text[start : said.start()]
    if paper.vocab.in_force["goes_on"].match(gap):
        return _made(paper, said, last.part)
    apart = paper.vocab.in_force["apart"].match(gap)
    if apart is None and last.part is not None:
        apart = paper.vocab.in_force["next_part"].match(gap)
    return _made(paper, said, _span(apart, "part", start)) if apart else None


def _stated(paper: _Paper, said: re.Match[str], last: InForce | None) -> InForce | None:
    """What a sentence says whose subject is this paper, what comes with it, or a part of either."""
    words, start = paper.vocab.in_force, _sentence(paper, said.start())
    if start is None or is_quoted(paper.text, start, paper.foreign):
        return None
    subject = paper.text[start : said.start()]
    whole = words["whole"].match(subject) or words["bare"].match(subject)
    match = whole or words["part"].match(subject)
    if match is None:
        return None
    if match["own"] is None:
        part = _span(match, "apart" if match["apart"] else "part", start)
        return _made(paper, said, part) if last is not None and _of_same_article(paper, last, part) else None
    own = match["own"].casefold()
    main = _is_paper(paper, own, start)
    if not (main or alike(own, paper.brings)) or not _surely_this(paper, said, own, start):
        return None
    if whole is not None:
        return _made(paper, said, None if main else _span(match, "own", start))
    part = _span(match, "part", start)
    attached = not main or " kèm theo " in match["this"]
    return _made(paper, said, Span(part.start, start + match.end("this")) if attached else part)


def _sentence(paper: _Paper, at: int) -> int | None:
    """Where a sentence begins, with the mark or heading of its paragraph where it is the first."""
    paragraph = paper.text.rfind("\n", 0, at) + 1
    low = max(paragraph, at - _LONGEST_SUBJECT)
    end = max((each.end() for each in _SENTENCE_END.finditer(paper.text, low, at)), default=None)
    if low == paragraph and (end is None or paper.vocab.in_force["lead"].match(paper.text[low:end])):
        return paragraph
    return end


def _span(match: re.Match[str], group: str, offset: int) -> Span:
    return Span(offset + match.start(group), offset + match.end(group))


# --- whose it is ---------------------------------------------------------------------------------------


def _is_paper(paper: _Paper, own: str, at: int) -> bool:
    """`Quyết định này` in the body of a quyết định."""
    body = paper.document.zones.body
    return paper.type is not None and body.start <= at < body.end and alike(own, (paper.type, "văn bản"))


def _surely_this(paper: _Paper, said: re.Match[str], own: str, at: int) -> bool:
    """Tell whether no other paper is meant.

    As in `… ban hành Nghị quyết số 5. Nghị quyết này có hiệu lực từ ngày …`; since its signing is said of no
    paper that is only told of.
    """
    words, text = paper.vocab.in_force, paper.text
    if said["signed"]:
        return True
    line = text.rfind("\n", 0, at) + 1
    if at == line or words["opens"].match(text[line : said.start()]):
        return own != "văn bản" and _not_told_above(paper, own, line)
    kind = paper.vocab.doc_type(paper.type)
    if kind is None or not kind.enacts or not alike(own, (kind.name,)):
        return False
    return own not in text[line:at].casefold() or words["article"].match(text[line:at]) is not None


def _not_told_above(paper: _Paper, own: str, line: int) -> bool:
    """A paragraph that begins with this paper has a mark, or the one above speaks of no other."""
    words, text = paper.vocab.in_force, paper.text
    above = Span(text.rfind("\n", 0, max(0, line - 1)) + 1, line)
    if any(words["marked"].match(text[place : place + _AFTER]) for place in (above.start, above.end)):
        return True
    cited = (each for each in paper.document.citations if above.start <= each.span.start < above.end)
    return bool(words["opens"].match(above.of(text))) or all(each.type != own for each in cited)


def _of_same_article(paper: _Paper, last: InForce, part: Span) -> bool:
    """`Điều 5 có hiệu lực từ …` in an article that has told already since when the paper itself is."""
    article = paper.vocab.in_force["article"]
    between = paragraphs(paper.text, Span(last.span.end, part.start))
    cited = any(part.start <= each.span.start < part.end for each in paper.document.citations)
    return not cited and not any(article.match(each.of(paper.text)) for each in between)


# --- what is said ----------------------------------------------------------------------------------------


def _made(paper: _Paper, said: re.Match[str], part: Span | None) -> InForce:
    """Return the statement.

    A day that holds for some only, or is one of two ends, is told by its words alone.
    """
    words, text = paper.vocab.in_force, paper.text
    some = words["for_some"].match(text[said.end() : said.end() + _AFTER])
    end = said.end() + (some.end() if some else 0)
    limit = words["limit"].match(text[end : end + _AFTER])
    end += limit.end() if limit else 0
    excepted = words["except"].match(text[end : end + _AFTER])
    basis, start, until = (None, None, None) if some or (limit and said["ends"]) else _days(paper, said)
    return InForce(
        kind="ends" if said["ends"] else "applied" if said["applied"] else "in_force",
        basis=basis,
        start=start,
        until=None if limit else until,
        span=Span(said.start("phrase"), end),
        part=part,
        exception=_span(excepted, "part", end) if excepted else None,
    )


def _days(paper: _Paper, said: re.Match[str]) -> tuple[InForceBasis | None, PartialDate | None, PartialDate | None]:
    """On which ground the first day is known, that day where the paper prints it, and the last one."""
    until = _day(said["until"] or said["only_until"])
    if said["signed"]:
        return "signed", None, until
    if said["passed"]:
        return "passed", _passed(paper), until
    start = _day(said["since"] or said["dated"] or said["from"])
    return "stated" if start else None, start, until


def _day(printed: str | None) -> PartialDate | None:
    year = _YEAR.fullmatch(printed or "")
    return PartialDate(int(year[1])) if year else parse_date(printed or "")


def _passed(paper: _Paper) -> PartialDate | None:
    """The one day on which the paper says that it was passed."""
    body = paper.document.zones.body
    said = paper.vocab.in_force["passed_on"].finditer(paper.text, body.start, body.end)
    days = {_day(each["date"]) for each in said if _is_paper(paper, each["own"].casefold(), each.start())}
    return days.pop() if len(days) == 1 else None
