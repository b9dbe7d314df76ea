"""Givers (người giao việc): who gives an order; what another gave, asked for or refused is only told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.model import Span, Task
from generator.parse.tasks.deadlines import is_over
from generator.parse.tasks.duties import duty_at, duty_from
from generator.parse.tasks.paper import Paper
from generator.vocab.entries import Form


def giver_at(paper: Paper, start: int, at: int, end: int) -> re.Match[str] | None:
    """Return the word of giving right after who gives an order at a place, which stands after a condition.

    Not where others did so (`hồ sơ do Sở Y tế, Sở Tài chính yêu cầu …`), nor in the courtesy that ends a paper.
    """
    if is_over(paper, start, at) or paper.search(paper.forms.done_by, start, at):
        return None
    office = paper.match((*paper.forms.deputy, *paper.forms.office), at, end)
    body = paper.agency_at(office.end() if office else at)
    if body is None and (office is None or office.re.groupindex.get("office") is None):
        return None
    giver = body.span.end if body is not None else office.end() if office else at
    given = paper.match(paper.forms.gives, giver, end)
    if given is None or of_another(paper, given) or paper.match(paper.forms.courtesy, at, end):
        return None
    return None if _of_centre(paper, Span(at, giver)) else given


def _of_centre(paper: Paper, giver: Span) -> bool:
    """Tell whether the Government or those above it ask in the paper of a body that is none of theirs."""
    issuer, forms = paper.document.header.issuer, paper.forms.centre
    above = paper.match(forms, giver.start, giver.end) is not None
    return above and issuer is not None and not any(form.regex.search(issuer) for form in forms)


def of_another(paper: Paper, given: re.Match[str]) -> bool:
    """Tell whether another body asks in this paper, which only tells it."""
    return _of_proposer(paper, given) or _of_superior(paper, given)


def is_giver(paper: Paper, start: int, at: int) -> bool:
    """Tell whether words before an order tell nothing else: no deed done, no duty or order of another."""
    if paper.search(paper.forms.told, start, at) or _written(paper, start, at) or is_over(paper, start, at):
        return False
    if paper.match(paper.forms.refused, start, at) and not paper.text[start:at].rstrip().endswith(","):
        return False
    return duty_from(paper, start, at) is None and not duty_at(paper, start, at)


def _written(paper: Paper, start: int, at: int) -> bool:
    """The order of an earlier paper: `UBND tỉnh có Văn bản số 5/UBND giao Sở Y tế …`.

    Not where a further body gives it: `Bộ Y tế có Công văn số 9/BYT, UBND tỉnh yêu cầu …`.
    """
    wrote = paper.search(paper.forms.wrote, start, at)
    if wrote is None:
        return False
    giver = paper.inside_agency(len(paper.text[start:at].rstrip()) + start - 1)
    comma = paper.text.rfind(", ", wrote.end(), at)
    if giver is None or comma < 0:
        return True
    office = paper.match(paper.forms.office, comma + 2, at)
    return (office.end() if office else comma + 2) != giver.span.start


def proposes(paper: Paper, words: Span) -> bool:
    """Tell whether the words up to a doer only ask him."""
    return paper.search(paper.forms.proposes, words.start, words.end) is not None


def _of_proposer(paper: Paper, given: re.Match[str]) -> bool:
    """Tell whether a body asks in the paper of another one, which then only tells it.

    `Sở Y tế đề nghị UBND tỉnh xem xét …`, where a paper of the UBND tells what was said.
    """
    asks = paper.search(paper.forms.proposes, given.start(), given.end()) is not None
    return asks and _another(paper, given, paper.forms.proposer)


def _of_superior(paper: Paper, given: re.Match[str]) -> bool:
    """Tell whether a ministry asks in the paper of another body, before its own orders.

    `Bộ Y tế yêu cầu các địa phương …` in a paper of the UBND.
    """
    return _another(paper, given, paper.forms.superior)


def _another(paper: Paper, given: re.Match[str], forms: Sequence[Form]) -> bool:
    """Tell whether who gives an order is another body than the issuer, of the kind that the forms tell."""
    text, issuer = paper.text, paper.document.header.issuer
    giver = paper.inside_agency(len(text[: given.start()].rstrip()) - 1)
    if issuer is None or giver is None or giver.span.of(text).casefold() in issuer.casefold():
        return False
    return paper.match(forms, giver.span.start, giver.span.end) is not None


def calls(paper: Paper, task: Task) -> bool:
    """Tell whether a task is one that its paper may give.

    In an invitation somebody has to be told to prepare something, by a word of giving or up to a day.
    """
    kind = paper.vocab.doc_type(paper.document.header.type)
    if kind is None or not kind.invites:
        return True
    told = bool(task.assignees or task.group)
    given = paper.match(paper.forms.give, task.span.start, task.span.end) is not None
    dated = task.deadline is not None and task.deadline.date is not None
    return told and (given or dated) and paper.search(paper.forms.prepares, task.span.start, task.span.end) is not None
