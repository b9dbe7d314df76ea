"""Duties (việc phải làm): the verb that ends the words for a doer, and what may stand before it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.parse.tasks.paper import Paper

LONGEST_DUTY = 240
"""Characters in which what a duty needs is looked for."""
_GAP = re.compile(r"[\s,;]*")
_FIRST = re.compile(r"\((?:1|i|a)\)\s+")
_CLAUSE = re.compile(r"[;.]")


def duty_from(paper: Paper, start: int, end: int, since: int | None = None) -> re.Match[str] | None:
    """Return the first duty in the stretch.

    No name, no relative clause (told from `since` on), in small letters.
    """
    regex, at, since = paper.forms.duty[0].regex, start, start if since is None else since
    while match := regex.search(paper.text, at, end):
        inside = paper.inside_agency(match.start())
        at = inside.span.end if inside else match.start() + 1
        joined = match.start() > 0 and paper.text[match.start() - 1].isalpha()
        if inside is None and not joined and not _spoken_of(paper, match, since):
            return match
    return None


def _spoken_of(paper: Paper, duty: re.Match[str], since: int) -> bool:
    """A verb in a relative clause, or one that says which body is meant: `cơ quan chủ trì`."""
    if paper.before(paper.forms.not_duty, since, duty.start()):
        hasty = paper.match(paper.forms.hasty, duty.start(), len(paper.text))
        return hasty is None or not paper.before(paper.forms.assigned, since, duty.start())
    held = paper.match(paper.forms.compound, duty.start(), len(paper.text))
    return held is not None and paper.before(paper.forms.holder, since, duty.start())


def duty_at(paper: Paper, start: int, end: int) -> re.Match[str] | None:
    """Return the duty that stands at `start`, its first letter large or small, after a time or at once.

    A capital after a comma or semicolon begins the next of a row: `các Sở: Y tế; Thông tin và Truyền thông`.
    """
    gap = _GAP.match(paper.text, start, end)
    joined = gap is not None and not gap[0].isspace() and gap[0] != ""
    start = gap.end() if gap else start
    if first := _FIRST.match(paper.text, start, end):
        start, joined = first.end(), False
    while timed := paper.match(paper.forms.timed, start, end):
        start = timed.end()
    if start >= end or paper.inside_agency(start) is not None or (joined and paper.text[start].isupper()):
        return None
    lowered = paper.text[start].lower() + paper.text[start + 1 : min(end, start + LONGEST_DUTY)]
    return paper.forms.duty[0].regex.match(lowered)


def after_trade(paper: Paper, duty: re.Match[str], at: int, end: int) -> re.Match[str]:
    """Return the duty of a group whose trade a verb tells: `Các hộ khai thác cát thực hiện …`.

    The verb itself where no other follows in the clause.
    """
    if paper.match(paper.forms.trade, duty.start(), end) is None:
        return duty
    clause = _CLAUSE.search(paper.text, duty.end(), end)
    stop = clause.start() if clause else end
    later = duty_from(paper, duty.end(), stop, since=at)
    if later is None or paper.match(paper.forms.beside_duty, later.start(), end):
        return duty
    return duty if paper.text[at : later.start()].rstrip().endswith((",", " và")) else later


def times_in(paper: Paper, start: int, end: int) -> Iterator[re.Match[str]]:
    """The times in a stretch that may stand before a duty."""
    for form in paper.forms.timed:
        yield from form.regex.finditer(paper.text, start, end)
