"""From when, or until when, a sentence says that what it does to works holds: `kể từ ngày 01/7/2025`."""

from __future__ import annotations

import re

from generator.model import Citation, Effect, PartialDate
from generator.model.frozen import replace
from generator.parse.effects.paper import Order, Paper
from generator.text.dates import parse_date
from generator.vocab import Vocab

_YEAR = re.compile(r"năm (\d{4})")
_AFTER = 200


def timed(order: Order, said: str, vocab: Vocab) -> Order:
    """Return an order with the days in the words for its time."""
    since, until = days(said, vocab)
    return replace(order, since=since or order.since, until=until or order.until)


def dated(paper: Paper, target: Citation, order: Order, effect: Effect) -> Effect:
    """Return what is done to a work with its days: those right after the work, or those of the order.

    Only what lasts for a time has a last day, and a time that is prolonged has no first one.
    """
    since, until = order.since, order.until
    at = target.span.end
    said = paper.vocab.effects["time_after"].match(paper.text[at : at + _AFTER])
    if said is not None and target.titled is None:  # behind a title a day may be the title's
        after = days(said["time"], paper.vocab)
        since, until = after[0] or since, after[1] or until
    begins = effect.kind in ("replaced", "repealed", "amended", "suspended")
    lasts = effect.kind in ("suspended", "extended")
    return replace(effect, since=since if begins else None, until=until if lasts else None)


def days(said: str, vocab: Vocab) -> tuple[PartialDate | None, PartialDate | None]:
    """Return the first and the last day that the words for a time name."""
    found = [*vocab.effects["time_of"].finditer(said)]
    since = next((each["since"] for each in found if each["since"]), None)
    until = next((each["until"] for each in found if each["until"]), None)
    return _day(since), _day(until)


def _day(printed: str | None) -> PartialDate | None:
    year = _YEAR.fullmatch(printed or "")
    return PartialDate(int(year[1])) if year else parse_date(printed or "")
