"""Proposals (đề nghị, kiến nghị): what is only asked of others, which no paper orders."""

from __future__ import annotations

import re

from generator.model import Span
from generator.parse.tasks.paper import Paper


def proposes(paper: Paper, words: Span) -> bool:
    """Tell whether the words up to a doer only ask him."""
    return paper.search(paper.forms.proposes, words.start, words.end) is not None


def of_proposer(paper: Paper, given: re.Match[str]) -> bool:
    """Tell whether a body asks in the paper of another one, which then only tells it.

    `Sở Y tế đề nghị UBND tỉnh xem xét …`, where a paper of the UBND tells what was said.
    """
    text, issuer = paper.text, paper.document.header.issuer
    giver = paper.inside_agency(len(text[: given.start()].rstrip()) - 1)
    if issuer is None or giver is None or not paper.match(paper.forms.proposes, given.start(), given.end()):
        return False
    own = giver.span.of(text).casefold() in issuer.casefold()
    return not own and paper.match(paper.forms.proposer, giver.span.start, giver.span.end) is not None
